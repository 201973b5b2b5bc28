//! What has become of the limits of a value: the rules of both designs go in, changes with what there is to say about
//! them come out.

use super::change::{Change, Edge};
use super::wire::written;
use crate::ir::{Literal, Rules, number};
use std::cmp::Ordering;

/// Each change once, with a message.
pub(super) fn limits(old: &Rules, new: &Rules) -> Vec<(Change, String)> {
    if old == new {
        return Vec::new();
    }
    let mut changes = Vec::new();
    let lengths = [
        (
            "min_length",
            [old.min_length, new.min_length],
            Ordering::Less,
        ),
        (
            "max_length",
            [old.max_length, new.max_length],
            Ordering::Greater,
        ),
    ];
    changes.extend(counted(Change::Length, lengths));
    let counts = [
        ("min_items", [old.min_items, new.min_items], Ordering::Less),
        (
            "max_items",
            [old.max_items, new.max_items],
            Ordering::Greater,
        ),
    ];
    changes.extend(counted(Change::Count, counts));
    changes.extend(least(old, new));
    changes.extend(most(old, new));
    let edge = match (&old.pattern, &new.pattern) {
        (None, Some(_)) => Some(Edge::Set),
        (Some(_), None) => Some(Edge::Unset),
        (old, new) => (old != new).then_some(Edge::Tighter),
    };
    let message = told("pattern", old.pattern.as_ref(), new.pattern.as_ref());
    changes.extend(edge.map(|edge| (Change::Pattern(edge), message)));
    changes
}

/// Limits that are whole numbers; each with how the old one compares to a tighter new one.
fn counted(
    change: fn(Edge) -> Change,
    limits: [(&str, [Option<u64>; 2], Ordering); 2],
) -> Vec<(Change, String)> {
    let changes = limits
        .into_iter()
        .filter_map(|(name, [old, new], tightens)| {
            let edge = edge((old, new), |old, new| old.cmp(new), tightens)?;
            Some((change(edge), told(name, old, new)))
        });
    changes.collect()
}

/// A limit from which a value is out on one side: `tightens` is how the old one compares to a tighter new one.
fn edge<T>(
    (old, new): (Option<T>, Option<T>),
    compare: impl Fn(&T, &T) -> Ordering,
    tightens: Ordering,
) -> Option<Edge> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(Edge::Set),
        (Some(_), None) => Some(Edge::Unset),
        (Some(old), Some(new)) => match compare(&old, &new) {
            Ordering::Equal => None,
            order if order == tightens => Some(Edge::Tighter),
            _ => Some(Edge::Wider),
        },
    }
}

/// A limit of numbers: the number, and 1 if it is itself out of bounds.
type Bound<'a> = (&'a Literal, u8);

fn bound<'a>(within: &'a Option<Literal>, without: &'a Option<Literal>) -> Option<Bound<'a>> {
    let without = without.as_ref().map(|literal| (literal, 1));
    without.or(within.as_ref().map(|literal| (literal, 0)))
}

fn least(old: &Rules, new: &Rules) -> Option<(Change, String)> {
    let bounds = (
        bound(&old.minimum, &old.exclusive_minimum),
        bound(&new.minimum, &new.exclusive_minimum),
    );
    let compare = |old: &Bound<'_>, new: &Bound<'_>| compared(old.0, new.0).then(old.1.cmp(&new.1));
    let edge = edge(bounds, compare, Ordering::Less)?;
    Some((
        Change::Size(edge),
        told("minimum", bounds.0.map(shown), bounds.1.map(shown)),
    ))
}

fn most(old: &Rules, new: &Rules) -> Option<(Change, String)> {
    let bounds = (
        bound(&old.maximum, &old.exclusive_maximum),
        bound(&new.maximum, &new.exclusive_maximum),
    );
    let compare = |old: &Bound<'_>, new: &Bound<'_>| compared(old.0, new.0).then(new.1.cmp(&old.1));
    let edge = edge(bounds, compare, Ordering::Greater)?;
    Some((
        Change::Size(edge),
        told("maximum", bounds.0.map(shown), bounds.1.map(shown)),
    ))
}

fn compared(old: &Literal, new: &Literal) -> Ordering {
    number::compare(&written(old), &written(new))
}

fn shown((literal, excluded): Bound<'_>) -> String {
    match excluded {
        0 => written(literal),
        _ => format!("{} (exclusive)", written(literal)),
    }
}

/// What has become of something that may be left unsaid.
pub(super) fn told<T: std::fmt::Display>(name: &str, old: Option<T>, new: Option<T>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("`{name}` was {old} and is {new}"),
        (Some(old), None) => format!("`{name}` was {old} and is gone"),
        (None, Some(new)) => format!("`{name}` is {new}, where there was none"),
        (None, None) => format!("`{name}` is as it was"),
    }
}
