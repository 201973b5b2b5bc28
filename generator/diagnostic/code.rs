//! Codes of findings. Each stage lists its own in a `codes` module; a code never changes its
//! meaning.

/// A stable name for a kind of finding, with what there is to know about it.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    id: &'static str,
    explanation: &'static str,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The design is refused.
    Error,
    /// The design works, but probably not as meant.
    Warning,
}

impl Code {
    /// A code by its id, `E` or `W` (a warning) and four digits, and one paragraph about it.
    pub const fn new(id: &'static str, explanation: &'static str) -> Self {
        Code { id, explanation }
    }

    /// `E0101`.
    pub const fn id(self) -> &'static str {
        self.id
    }

    /// What it means, why it is refused and what to do, in one paragraph.
    pub const fn explanation(self) -> &'static str {
        self.explanation
    }

    /// Read from the first letter of the id.
    pub fn severity(self) -> Severity {
        if self.id.starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// Defines the codes of a stage, and `ALL` with each of them. The doc comment is the explanation.
macro_rules! codes {
    ($($(#[doc = $explanation:literal])+ $name:ident = $id:literal;)*) => {
        $(
            $(#[doc = $explanation])+
            pub const $name: $crate::diagnostic::Code =
                $crate::diagnostic::Code::new($id, concat!($($explanation, "\n"),+));
        )*

        /// Every code of this stage, in the order of their ids.
        pub const ALL: &[$crate::diagnostic::Code] = &[$($name),*];
    };
}

pub(crate) use codes;
