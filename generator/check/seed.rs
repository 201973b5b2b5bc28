//! The first rows can stand side by side.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeRole, Entity, IndexPart, Moment, Seed, SeedId, Stored};
use crate::source::Span;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What one row has of something that is unique.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Held<'a> {
    Value(&'a Stored),
    Created(Moment),
    Row(SeedId),
}

/// No two rows have the same value of a unique attribute, or the same values of a unique index. As
/// in databases, what is NULL is the same as nothing else.
pub(super) fn no_seed_twice(service: &ir::Service, found: &mut Diagnostics) {
    let unique: Vec<Vec<Vec<IndexPart>>> = service.entities.iter().map(Entity::unique).collect();
    let mut first: BTreeMap<_, &Seed> = BTreeMap::new();
    for seed in &service.seeds {
        let entity = service.entity(seed.entity);
        for (index, parts) in unique[seed.entity.0].iter().enumerate() {
            let held: Option<Vec<_>> = parts.iter().map(|part| held(entity, seed, *part)).collect();
            let Some(held) = held else { continue };
            match first.entry((seed.entity, index, held)) {
                Entry::Vacant(entry) => {
                    entry.insert(seed);
                }
                Entry::Occupied(other) => found.push(clash(entity, other.get(), seed, parts)),
            }
        }
    }
}

fn held<'a>(entity: &Entity, seed: &'a Seed, part: IndexPart) -> Option<Held<'a>> {
    match part {
        IndexPart::BelongsTo(id) => seed.target(id).map(Held::Row),
        IndexPart::Attribute(id) => match entity.attribute(id).role {
            AttributeRole::CreatedAt | AttributeRole::UpdatedAt => {
                Some(Held::Created(seed.created))
            }
            AttributeRole::Plain => seed.value(id).map(|value| Held::Value(&value.value)),
            // A key is never the same as another.
            AttributeRole::Key => None,
        },
    }
}

fn clash(entity: &Entity, first: &Seed, second: &Seed, parts: &[IndexPart]) -> Diagnostic {
    let names: Vec<String> = parts
        .iter()
        .map(|part| quoted(name(entity, *part)))
        .collect();
    let message = format!(
        "seeds {} and {} have the same {}",
        quoted(&first.label),
        quoted(&second.label),
        names.join(" and ")
    );
    let unique = format!("unique in {}", quoted(&entity.name));
    Diagnostic::new(codes::SEED_CLASH, place(second, parts), message)
        .label(unique)
        .also(place(first, parts), "given here before")
}

fn name(entity: &Entity, part: IndexPart) -> &str {
    match part {
        IndexPart::Attribute(id) => &entity.attribute(id).name,
        IndexPart::BelongsTo(id) => &entity.relation_to_one(id).name,
    }
}

/// The value if it is one attribute's, else the label.
fn place(seed: &Seed, parts: &[IndexPart]) -> Span {
    let value = match parts {
        [IndexPart::Attribute(id)] => seed.value(*id),
        _ => None,
    };
    value.map_or(seed.span, |value| value.span)
}
