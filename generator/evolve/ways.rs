//! Ways out for an attribute or relation that rows need a value of, each as the line to write in its place: what the team
//! has written of it, and a key more.

use super::difference::Needed;
use super::fitting;
use crate::diagnostic::Diagnostic;
use crate::ir::{self, Presence};

/// A way out.
pub(super) struct Way {
    what: &'static str,
    /// YAML to write.
    line: String,
}

/// Adds ways out to a finding.
pub(super) fn told(finding: Diagnostic, ways: &[Way]) -> Diagnostic {
    let ways = ways.iter().enumerate();
    ways.fold(finding, |finding, (index, Way { what, line })| {
        let or = if index == 0 { "" } else { "or " };
        finding.help(format!("{or}{what}: `{line}`"))
    })
}

/// For an attribute of which rows that exist have no value.
pub(super) fn of_attribute(
    service: &ir::Service,
    entity: &ir::Entity,
    attribute: &ir::Attribute,
    needed: Needed,
) -> Vec<Way> {
    let line = attribute.line();
    let way = |what, line| Way { what, line };
    let optional = line.optional();
    let optional = (!entity.is_slugged(attribute)).then(|| way("optional", optional));
    if attribute.default.is_some() {
        let each = fitting::of_each_row(&attribute.value);
        let each = each.map(|own| line.with(&["default"], ("backfill", &own)));
        let each = each.map(|line| way("a value for each of them", line));
        return optional.into_iter().chain(each).collect();
    }
    let (default, backfill) = match needed {
        Needed::Any => (
            fitting::default(service, attribute),
            fitting::backfill(service, attribute),
        ),
        Needed::ItsOwn => (None, fitting::of_each_row(&attribute.value)),
    };
    let default = default.map(|value| way("a default", line.with(&[], ("default", &value))));
    let what = match needed {
        Needed::Any => "a value for rows that exist",
        Needed::ItsOwn => "a value for each of them",
    };
    let backfill = backfill.map(|value| way(what, line.with(&[], ("backfill", &value))));
    let ways = default.into_iter().chain(optional).chain(backfill);
    ways.collect()
}

/// For an attribute of which rows that exist would all get the same, although no two may have it.
pub(super) fn of_repeated(attribute: &ir::Attribute) -> Vec<Way> {
    let line = attribute.line();
    let key = match attribute.presence {
        Presence::Nullable => "nullable",
        Presence::Required | Presence::Optional => "optional",
    };
    let none = Way {
        what: "no value for them",
        line: line.with(&[], (key, "true")),
    };
    let each = fitting::of_each_row(&attribute.value);
    let each = each.map(|own| Way {
        what: "a value for each of them",
        line: line.with(&["optional", "nullable", "default"], ("backfill", &own)),
    });
    std::iter::once(none).chain(each).collect()
}

/// For an attribute of another kind than what rows hold: what each of them gets only the team can tell.
pub(super) fn of_changed(attribute: &ir::Attribute) -> String {
    let kept = ["optional", "nullable", "default"];
    attribute.line().with(&kept, ("backfill", "{ sql: \"…\" }"))
}

/// For a relation of which rows that exist point to nothing.
pub(super) fn of_relation(relation: &ir::BelongsTo, needed: Needed) -> Vec<Way> {
    let line = relation.line();
    let optional = Way {
        what: "optional",
        line: line.optional(),
    };
    let same = (needed == Needed::Any).then(|| Way {
        what: "a row that all of them point to",
        line: line.with(&[], ("backfill", EXAMPLE)),
    });
    std::iter::once(optional).chain(same).collect()
}

/// The id of a row, as an example.
const EXAMPLE: &str = "018f4e1c-7d2a-7c3b-9a51-0123456789ab";
