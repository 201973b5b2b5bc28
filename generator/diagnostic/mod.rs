//! What is wrong with a design: code, message, places and help go in, frames as rustc draws them or
//! JSON come out.

mod code;
mod json;
mod render;
mod words;

pub(crate) use code::codes;
pub use code::{Code, Severity};
pub use words::{did_you_mean, quoted};

use crate::source::{Source, Span};

/// One finding.
///
/// Messages are lower case, without a final period, with backticks around what the user wrote (see
/// [`quoted`]).
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// What kind of finding it is; stable across versions.
    pub code: Code,
    /// The finding in one line.
    pub message: String,
    /// The place that has to be changed.
    pub span: Span,
    /// What is to be seen at that place; may be empty.
    pub label: String,
    /// Other places that matter, each with what is to be seen there.
    pub labels: Vec<(Span, String)>,
    /// What to do, one line each.
    pub help: Vec<String>,
    /// Whether the rest of the design is understood without what is wrong here.
    aside: bool,
}

impl Diagnostic {
    /// A finding at a place, with nothing else said yet.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: message.into(),
            span,
            label: String::new(),
            labels: Vec::new(),
            help: Vec::new(),
            aside: false,
        }
    }

    /// Says that the rest of the design is understood without what is wrong here, so that the next stage looks at it.
    #[must_use]
    pub fn aside(mut self) -> Self {
        self.aside = true;
        self
    }

    fn stops_the_stage(&self) -> bool {
        self.severity() == Severity::Error && !self.aside
    }

    /// Says what is to be seen at the place itself.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Shows another place beside it.
    #[must_use]
    pub fn also(mut self, span: Span, label: impl Into<String>) -> Self {
        self.labels.push((span, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds "did you mean" if one of the candidates is near enough to the word.
    #[must_use]
    pub fn suggest<'a>(self, word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        match did_you_mean(word, candidates) {
            Some(candidate) => self.help(format!("did you mean {}?", quoted(candidate))),
            None => self,
        }
    }

    /// The same; if none is near, says which there are.
    #[must_use]
    pub fn suggest_or_list<'a>(
        self,
        word: &str,
        candidates: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let candidates: Vec<_> = candidates.into_iter().collect();
        if did_you_mean(word, candidates.iter().copied()).is_some() || candidates.is_empty() {
            return self.suggest(word, candidates);
        }
        let list: Vec<_> = candidates.into_iter().map(quoted).collect();
        match list.as_slice() {
            [only] => self.help(format!("there is only {only}")),
            several => self.help(format!("there are {}", several.join(", "))),
        }
    }

    /// Whether it stops the run.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The frame as rustc draws it, ending with a newline.
    pub fn render(&self, source: &Source, colour: Colour) -> String {
        render::render(self, source, colour)
    }
}

/// Whether a text is for a terminal that shows colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// With escape sequences.
    Ansi,
    /// Plain text.
    Never,
}

/// How many findings are kept. Nobody reads more, and a hostile design could have millions.
const KEPT: usize = 1_000;

/// All findings of a run, in the order found until they are ordered by place.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    errors: usize,
    /// Errors without which the rest of the design is not understood.
    stopping: usize,
    left_out: usize,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Diagnostics::default()
    }

    /// Adds one, unless it says the same as an earlier one: what an alias stands for is read more
    /// than once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let place = (diagnostic.code, diagnostic.span);
        let same = |other: &Diagnostic| {
            (other.code, other.span) == place && other.message == diagnostic.message
        };
        if self.list.iter().any(same) {
            return;
        }
        if diagnostic.severity() == Severity::Error {
            self.errors += 1;
        }
        if diagnostic.stops_the_stage() {
            self.stopping += 1;
        }
        if self.list.len() == KEPT {
            self.left_out += 1;
        } else {
            self.list.push(diagnostic);
        }
    }

    /// Adds those of a later stage.
    pub fn extend(&mut self, later: Diagnostics) {
        self.left_out += later.left_out;
        let is_error = |finding: &&Diagnostic| finding.severity() == Severity::Error;
        self.errors += later.errors - later.list.iter().filter(is_error).count();
        let stops = |finding: &&Diagnostic| finding.stops_the_stage();
        self.stopping += later.stopping - later.list.iter().filter(stops).count();
        later
            .list
            .into_iter()
            .for_each(|finding| self.push(finding));
    }

    /// The same as help for who has run another command than `moguera generate`: what an option of that one would do, the
    /// same option of this one does.
    #[must_use]
    pub fn for_command(mut self, command: &str) -> Self {
        let to_have_run = format!("`{command} --");
        for help in self.list.iter_mut().flat_map(|it| &mut it.help) {
            *help = help.replace("`moguera generate --", &to_have_run);
        }
        self
    }

    /// The findings, ordered by file, place and code.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by_key(|diagnostic| {
            (
                diagnostic.span.file,
                diagnostic.span.start,
                diagnostic.code.id(),
            )
        });
        sorted
    }

    /// Whether nothing was found, not even a warning.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.errors
    }

    /// The end of a stage: goes on if there is no error, keeping the warnings; else hands over
    /// everything found.
    ///
    /// # Errors
    ///
    /// All findings so far, if one of them is an error; `self` is empty then.
    pub fn gate(&mut self) -> Result<(), Diagnostics> {
        if self.errors() == 0 {
            Ok(())
        } else {
            Err(std::mem::take(self))
        }
    }

    /// The end of a stage whose errors may be [aside](Diagnostic::aside): goes on if no other error was found.
    ///
    /// # Errors
    ///
    /// All findings so far, if one of them is another error; `self` is empty then.
    pub fn pass(&mut self) -> Result<(), Diagnostics> {
        if self.stopping == 0 {
            Ok(())
        } else {
            Err(std::mem::take(self))
        }
    }

    /// Every frame, ordered by place, a blank line between them.
    pub fn render(&self, source: &Source, colour: Colour) -> String {
        let frame = |diagnostic: &Diagnostic| diagnostic.render(source, colour);
        let mut frames: Vec<_> = self.sorted().into_iter().map(frame).collect();
        if self.left_out > 0 {
            frames.push(format!(
                "{} more are not shown
",
                self.left_out
            ));
        }
        frames.join(
            "
",
        )
    }

    /// One JSON object per line, ordered by place.
    pub fn to_json(&self, source: &Source) -> String {
        self.sorted()
            .into_iter()
            .map(|diagnostic| json::line(diagnostic, source) + "\n")
            .collect()
    }
}
