//! Two designs side by side, and what has been found between them so far. Each finding is kept once, with a witness if
//! any of the ways that lead to it gives one.

use super::finding::{Finding, Place, Witness};
use super::rule::{Audience, Rule, Verdict};
use super::trail::{Frame, Route};
use crate::evolve::Between;
use crate::ir::{MediaTypeId, Service, TypeId, ViewId};
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Who sees what is compared, and in which direction it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    /// A parameter of a query.
    Query,
    /// In a payload.
    Body,
    /// In an answer.
    Answer,
    /// In a row.
    Stored,
}

/// What a finding is about.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) element: String,
    pub(super) message: String,
    pub(super) place: Place,
}

impl Subject {
    pub(super) fn new(
        element: impl Into<String>,
        message: impl Into<String>,
        place: Place,
    ) -> Self {
        Subject {
            element: element.into(),
            message: message.into(),
            place,
        }
    }

    /// Something of which the new design says something else.
    pub(super) fn now(element: impl Into<String>, span: Span, message: impl Into<String>) -> Self {
        Subject::new(element, message, Place::New(span))
    }

    /// Something that is only in the new design.
    pub(super) fn added(element: impl Into<String>, span: Span) -> Self {
        Subject::new(element, "is new", Place::New(span))
    }

    /// Something that was only in the old design.
    pub(super) fn gone(element: impl Into<String>, span: Span) -> Self {
        Subject::new(element, "is gone", Place::Old(span))
    }
}

pub(super) struct Comparison<'a> {
    pub(super) old: &'a Service,
    pub(super) new: &'a Service,
    /// What is known of the steps from the one to the other.
    pub(super) between: &'a Between,
    found: Vec<Finding>,
    known: HashMap<(&'static str, String), usize>,
    /// The action that is compared, and the way from it to what is compared now.
    pub(super) route: Option<Route<'a>>,
    pub(super) trail: Vec<Frame<'a>>,
    /// Pairs that have been compared, so that types which hold themselves end.
    pub(super) types: HashSet<(Direction, TypeId, TypeId)>,
    pub(super) views: HashSet<[(MediaTypeId, ViewId); 2]>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new((old, new): (&'a Service, &'a Service), between: &'a Between) -> Self {
        Comparison {
            old,
            new,
            between,
            found: Vec::new(),
            known: HashMap::new(),
            route: None,
            trail: Vec::new(),
            types: HashSet::new(),
            views: HashSet::new(),
        }
    }

    /// Takes down that a rule applies.
    pub(super) fn report(&mut self, rule: &'static Rule, subject: Subject) {
        self.shown(rule, subject, None);
    }

    /// The same with a request or an answer that shows it.
    pub(super) fn shown(
        &mut self,
        rule: &'static Rule,
        subject: Subject,
        witness: Option<Witness>,
    ) {
        let key = (rule.id, subject.element.clone());
        if let Some(index) = self.known.get(&key) {
            let known = &mut self.found[*index].witness;
            if known.is_none() {
                *known = witness;
            }
            return;
        }
        self.known.insert(key, self.found.len());
        self.found.push(Finding {
            rule,
            element: subject.element,
            message: subject.message,
            place: subject.place,
            witness,
        });
    }

    /// Takes down that words are different.
    pub(super) fn words<T: PartialEq + ?Sized>(
        &mut self,
        pair: (&T, &T),
        element: &str,
        span: Span,
    ) {
        if pair.0 != pair.1 {
            let subject = Subject::now(element, span, "only words are different");
            self.report(&super::rules::lifecycle::LIF09, subject);
        }
    }

    /// What has been found: the worst first, else in the order of the designs.
    pub(super) fn finish(self) -> Vec<Finding> {
        let mut found = self.found;
        found.sort_by_key(|finding| std::cmp::Reverse(finding.rule.worst()));
        found
    }

    /// Whether something has been found that clients of before cannot read.
    pub(super) fn is_unreadable(&self) -> bool {
        let mut found = self.found.iter();
        found.any(|finding| finding.verdict(Audience::Responses) == Verdict::Breaks)
    }
}
