//! Names that clients could use beside the old ones: members, values and paths of both designs go in, findings about those
//! that are not taken any more come out.

use super::change::{Change, rule};
use super::comparison::{Comparison, Direction, Subject};
use super::members::address;
use super::resource::{keyless, template};
use super::rules::{list as col, query as par, request as req};
use super::wire::{Choice, Kind, Slot};
use crate::ir::{Resource, Type};
use serde_json::json;
use std::rc::Rc;

impl<'a> Comparison<'a> {
    /// The newer of two names, if what is sent has that no more.
    pub(super) fn unsaid(
        &mut self,
        direction: Direction,
        (old, new): (&Slot<'a>, &Slot<'a>),
        (owner, made): (&str, &Rc<Vec<Slot<'a>>>),
    ) {
        let rule = match direction {
            Direction::Query if new.kind == Kind::Filter => &col::COL08B,
            Direction::Query => &par::PAR07B,
            Direction::Body => &req::REQ09B,
            Direction::Answer | Direction::Stored => return,
        };
        let Some(name) = old.also.clone().filter(|name| !new.takes(name)) else {
            return;
        };
        let by_it = Slot {
            name: name.clone(),
            also: None,
            ..old.clone()
        };
        let others = made.iter().filter(|slot| slot.name != old.name);
        let others: Vec<Slot<'a>> = others.cloned().collect();
        let json = self
            .needs_witness(rule)
            .then(|| self.object(direction, &others, Some(&by_it)));
        let at = format!("/{name}");
        let witness = json
            .flatten()
            .and_then(|json| self.witness(direction, &at, [json]));
        let message = format!("is not taken as `{name}` any more");
        let subject = Subject::now(address(direction, owner, new), new.span, message);
        self.shown(rule, subject, witness);
    }

    /// Values that had two names, and have lost the newer one, by which nobody but clients says them.
    pub(super) fn unsaid_values(
        &mut self,
        direction: Direction,
        (before, after): (&[Choice<'_>], &[Choice<'_>]),
        now: &Type,
    ) {
        let is_said = matches!(direction, Direction::Body | Direction::Query);
        for choice in before.iter().filter(|_| is_said) {
            let takes = |name: &str| {
                let mut after = after.iter();
                after.any(|it| it.sent == name || it.also == Some(name))
            };
            let Some(name) = choice
                .also
                .filter(|name| takes(choice.sent) && !takes(name))
            else {
                continue;
            };
            let witness = self.witness(direction, "", [json!(name)]);
            let element = format!("type {}.{}", now.name, choice.sent);
            let message = format!("is not taken as `{name}` any more");
            let rule = rule(direction, Change::ValueUnsaid);
            self.shown(rule, Subject::now(element, now.span, message), witness);
        }
    }
}

/// The newer of two paths, if the resource does not answer there any more.
pub(super) fn path(former: &Resource, resource: &Resource) -> Option<String> {
    former.kept_path.as_ref()?;
    let newer = template("", &former.path);
    let paths = [resource.sent_path(), &resource.path].map(|path| template("", path));
    let is_there = paths.iter().any(|path| keyless(path) == keyless(&newer));
    (!is_there).then_some(newer)
}
