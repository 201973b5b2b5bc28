//! No two things have the same name where generated code, the database or a client has to tell them
//! apart.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::names::{self, Derived, Scope};
use crate::{ir, source::Span};
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// One loop over every derived name.
pub(super) fn no_name_twice(service: &ir::Service, found: &mut Diagnostics) {
    let mut derived = names::generated(service);
    let kept = kept(service, &derived);
    derived.extend(kept);
    let mut first: HashMap<(Scope, &str), &Derived> = HashMap::with_capacity(derived.len());
    let mut told: BTreeSet<(Span, Span)> = BTreeSet::new();
    for name in &derived {
        let Some(other) = first.get(&(name.scope, name.name.as_str())) else {
            first.insert((name.scope, &name.name), name);
            continue;
        };
        let (early, late) = if other.span <= name.span {
            (*other, name)
        } else {
            (name, *other)
        };
        if told.insert((early.span, late.span)) {
            found.push(collision(service, early, late));
        }
    }
}

/// The names of before that clients keep: each is understood beside the one that the same thing has now.
fn kept(service: &ir::Service, derived: &[Derived]) -> Vec<Derived> {
    let Cow::Owned(sent) = service.as_sent() else {
        return Vec::new();
    };
    let own = derived.iter();
    let own: BTreeSet<(&str, Span)> = own.map(|it| (it.name.as_str(), it.span)).collect();
    let sent = names::generated(&sent).into_iter();
    let kept =
        sent.filter(|name| name.scope.is_sent() && !own.contains(&(name.name.as_str(), name.span)));
    kept.map(|name| Derived {
        what: format!("{}, by the name that clients keep", name.what),
        ..name
    })
    .collect()
}

fn collision(service: &ir::Service, early: &Derived, late: &Derived) -> Diagnostic {
    let place = late.scope.describe(service);
    let message = format!("{} would be twice in {place}", quoted(&late.name));
    let finding = Diagnostic::new(codes::SAME_NAME, late.span, message).label(late.what.clone());
    let finding = if early.span == late.span {
        finding
    } else {
        finding.also(early.span, early.what.clone())
    };
    finding.help("rename one of them")
}
