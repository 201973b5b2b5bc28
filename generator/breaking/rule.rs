//! What a rule is: a change that a design can make, whom it breaks, and which rule is about the change back. The tables
//! of rules are data, see [`super::rules`].

use serde::Serialize;

/// How a change meets somebody. The greater, the worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// They cannot tell.
    None,
    /// They see it, and nothing that they have stops working.
    Safe,
    /// Whether it breaks them, no design can tell.
    MayBreak,
    /// What they have stops working.
    Breaks,
}

/// Whom a change meets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Clients as they are: what they ask of the new server.
    Requests,
    /// Clients as they are: what they read of the new server.
    Responses,
    /// Rows that exist, and old servers beside the new ones while they are replaced.
    Database,
    /// Programs in Rust, compiled against the new driver.
    Rust,
    /// Programs in TypeScript.
    #[serde(rename = "typescript")]
    TypeScript,
    /// Programs in Ruby.
    Ruby,
    /// Programs in Python.
    Python,
    /// Programs in Go.
    Go,
    /// Scripts that call the command line.
    Command,
}

impl Audience {
    /// All, in the order of [`Effect`].
    pub const ALL: [Audience; 9] = [
        Audience::Requests,
        Audience::Responses,
        Audience::Database,
        Audience::Rust,
        Audience::TypeScript,
        Audience::Ruby,
        Audience::Python,
        Audience::Go,
        Audience::Command,
    ];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Audience::Requests => "requests",
            Audience::Responses => "responses",
            Audience::Database => "database",
            Audience::Rust => "Rust",
            Audience::TypeScript => "TypeScript",
            Audience::Ruby => "Ruby",
            Audience::Python => "Python",
            Audience::Go => "Go",
            Audience::Command => "command line",
        }
    }

    /// Whether it talks to the server over HTTP.
    pub const fn is_wire(self) -> bool {
        matches!(self, Audience::Requests | Audience::Responses)
    }
}

/// A verdict for each of [`Audience::ALL`].
pub type Effect = [Verdict; 9];

/// The rule about the change back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mirror {
    /// The rule of this id; its own if the change back is of the same kind.
    Of(&'static str),
    /// There is none, and why.
    Without(&'static str),
}

/// A kind of change.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable across versions: `RSP10`.
    pub id: &'static str,
    /// What changes and why it is as it is for whom, in a sentence or two; lines as in a doc comment.
    pub explanation: &'static str,
    /// Whom it breaks.
    pub effect: Effect,
    /// The change back.
    pub mirror: Mirror,
    /// Where the rule comes from: another tool that has it, or `own`.
    pub source: &'static str,
    /// Why no request or answer can show that the wire breaks, where it does.
    pub unshown: Option<&'static str>,
}

impl Rule {
    /// The verdict for somebody.
    pub fn verdict(&self, audience: Audience) -> Verdict {
        let verdicts = Audience::ALL.iter().zip(self.effect);
        let mut own = verdicts.filter(|(other, _)| **other == audience);
        own.next().map_or(Verdict::None, |(_, verdict)| verdict)
    }

    /// The worst verdict.
    pub fn worst(&self) -> Verdict {
        self.effect.into_iter().max().unwrap_or(Verdict::None)
    }

    /// Those for whom the verdict is this one.
    pub fn audiences(&self, verdict: Verdict) -> impl Iterator<Item = Audience> + '_ {
        let all = Audience::ALL.iter().zip(self.effect);
        all.filter(move |(_, own)| *own == verdict)
            .map(|(audience, _)| *audience)
    }

    /// The explanation as one line.
    pub fn sentence(&self) -> String {
        let lines = self.explanation.lines().map(str::trim);
        lines.collect::<Vec<_>>().join(" ").trim().to_owned()
    }
}

/// Rules are their ids.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Rule {}

/// Defines rules as a table, and `ALL` with each of them. The doc comment is the explanation; the columns are requests,
/// responses and database, then the drivers in Rust, TypeScript, Ruby, Python and Go, then the command line: `E` breaks,
/// `W` may break, `i` is seen and safe, `x` is none of theirs.
macro_rules! rules {
    (@x) => { $crate::breaking::Verdict::None };
    (@i) => { $crate::breaking::Verdict::Safe };
    (@W) => { $crate::breaking::Verdict::MayBreak };
    (@E) => { $crate::breaking::Verdict::Breaks };
    (@mirror $id:ident) => { $crate::breaking::Mirror::Of(stringify!($id)) };
    (@without $reason:literal) => { $crate::breaking::Mirror::Without($reason) };
    (@unshown) => { None };
    (@unshown $reason:literal) => { Some($reason) };
    ($(
        $(#[doc = $text:literal])+
        $name:ident [$($wire:ident)+ | $($driver:ident)+ | $command:ident]
        $kind:ident $mirror:tt, $source:ident $(, unshown $unshown:literal)?;
    )*) => {
        $(
            $(#[doc = $text])+
            pub const $name: $crate::breaking::Rule = $crate::breaking::Rule {
                id: stringify!($name),
                explanation: concat!($($text, "\n"),+),
                effect: [
                    $($crate::breaking::rule::rules!(@$wire),)+
                    $($crate::breaking::rule::rules!(@$driver),)+
                    $crate::breaking::rule::rules!(@$command),
                ],
                mirror: $crate::breaking::rule::rules!(@$kind $mirror),
                source: stringify!($source),
                unshown: $crate::breaking::rule::rules!(@unshown $($unshown)?),
            };
        )*

        /// Every rule of this table.
        pub const ALL: &[$crate::breaking::Rule] = &[$($name),*];
    };
}

pub(crate) use rules;
