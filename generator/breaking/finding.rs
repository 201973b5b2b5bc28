//! What is found between two designs: a rule, the element, the place in the text of one of the designs, and a request or
//! an answer that shows it.

use super::rule::{Audience, Rule, Verdict};
use super::wire::{Answer, Request};
use crate::source::Span;
use serde::Serialize;

/// A change, and whom it breaks.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What kind of change it is.
    pub rule: &'static Rule,
    /// What has changed, by names: `view Book.tiny.title`. Together with the rule it is the only one of its kind.
    pub element: String,
    /// What has become of it, in one line.
    pub message: String,
    /// Where that is said.
    pub place: Place,
    /// What worked and no longer does.
    pub witness: Option<Witness>,
}

impl Finding {
    /// Whether something stops working for somebody.
    pub fn breaks(&self) -> bool {
        self.rule.worst() == Verdict::Breaks
    }

    /// Whether something stops working for somebody.
    pub fn verdict(&self, audience: Audience) -> Verdict {
        self.rule.verdict(audience)
    }
}

/// A place in one of the two designs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In the design before: what is gone.
    Old(Span),
    /// In the design as it is now.
    New(Span),
}

/// What worked by the design before and no longer does.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Witness {
    /// A request that was accepted and is refused.
    Request {
        /// `books.create`
        action: String,
        /// The request.
        request: Request,
        /// The status of the refusal; `None` where a browser refuses.
        status: Option<u16>,
        /// Why it is refused.
        because: String,
    },
    /// An answer that is given and that clients of before cannot read.
    Answer {
        /// `books.show`
        action: String,
        /// The answer.
        answer: Answer,
        /// What they cannot read.
        because: String,
    },
}
