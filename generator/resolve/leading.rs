//! The relation that leads from the rows of one entity to those of another.

use super::codes;
use super::entity::{Entities, Sought};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, BelongsToId, EntityId};
use crate::names;
use crate::schema::Name;
use crate::source::Span;

/// Where a relation is needed and not named.
pub(super) struct Way {
    /// The entity that has the relation.
    pub(super) from: EntityId,
    /// The entity that it leads to.
    pub(super) to: EntityId,
    /// What needs it.
    pub(super) needed_at: Span,
}

/// The relation that is named by `by:`, else the only one there is.
pub(super) fn relation(
    entities: &Entities<'_>,
    way: &Way,
    by: Option<&Name>,
    found: &mut Diagnostics,
) -> Option<BelongsToId> {
    if let Some(by) = by {
        return named(entities, way, by, found);
    }
    let (from, to) = (entities.get(way.from), entities.get(way.to));
    let leads = |index: &usize| from.belongs_to[*index].entity == way.to;
    let candidates: Vec<usize> = (0..from.belongs_to.len()).filter(leads).collect();
    if let [only] = candidates[..] {
        return Some(BelongsToId(only));
    }
    let names = candidates
        .iter()
        .map(|index| quoted(&from.belongs_to[*index].name))
        .collect();
    found.push(undecided(from, to, names, way.needed_at));
    None
}

fn named(
    entities: &Entities<'_>,
    way: &Way,
    by: &Name,
    found: &mut Diagnostics,
) -> Option<BelongsToId> {
    let (from, to) = (entities.get(way.from), entities.get(way.to));
    let Some(id) = from.belongs_to_named(&by.value) else {
        entities.report(way.from, Sought::RelationToOne, by, found);
        return None;
    };
    let relation = from.relation_to_one(id);
    if relation.entity == way.to {
        return Some(id);
    }
    let message = format!(
        "{} does not lead to {}",
        quoted(&by.value),
        quoted(&to.name)
    );
    let finding = Diagnostic::new(codes::WRONG_KIND, by.span, message);
    found.push(finding.also(relation.span, "the relation"));
    None
}

/// None or several that could be meant.
fn undecided(from: &ir::Entity, to: &ir::Entity, names: Vec<String>, place: Span) -> Diagnostic {
    let (child, parent) = (quoted(&from.name), quoted(&to.name));
    if names.is_empty() {
        let message = format!("{child} does not belong to {parent}");
        let relation = names::snake(&to.name);
        return Diagnostic::new(codes::UNKNOWN_NAME, place, message)
            .also(from.span, "the entity")
            .help(format!(
                "add `belongs_to: {{ {relation}: {} }}` to {child}",
                to.name
            ));
    }
    let message = format!("{child} belongs to {parent} in {} ways", names.len());
    Diagnostic::new(codes::AMBIGUOUS, place, message)
        .help(format!("say which with `by:`: {}", names.join(" or ")))
}
