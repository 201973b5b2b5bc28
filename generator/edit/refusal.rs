//! Why a design is not edited.

use crate::diagnostic::Diagnostics;

/// Why a design is not edited.
#[derive(Debug)]
pub enum Refusal {
    /// What was asked for is not there, or there already, or cannot be.
    Usage {
        /// In one line, as diagnostics say it.
        message: String,
        /// What to do, one line each.
        help: Vec<String>,
    },
    /// The design is not understood, or something else in it still needs what is to go.
    Found(Diagnostics),
    /// The file is written in a way that cannot be changed so that nothing else changes.
    ByHand {
        /// `design/library.yaml:12`
        place: String,
        /// What to do there, in one line.
        task: String,
        /// What to write, line by line; none if it is in the task.
        lines: Vec<String>,
    },
    /// A value on the command line is no YAML: what is wrong with that text.
    Value(String, Diagnostics),
}

impl Refusal {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Refusal::Usage {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// Says what to do; other reasons speak for themselves.
    pub(super) fn help(mut self, line: impl Into<String>) -> Self {
        if let Refusal::Usage { help, .. } = &mut self {
            help.push(line.into());
        }
        self
    }
}

impl From<Diagnostics> for Refusal {
    fn from(found: Diagnostics) -> Self {
        Refusal::Found(found)
    }
}
