//! Slugs of rows that have none, by the rule of services.

use super::Written;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeId, EntityId, Stored};
use crate::names;
use crate::resolve::entity::Entities;
use crate::resolve::{bounds, codes};
use std::collections::{BTreeMap, BTreeSet};

/// Gives a slug to every row that needs one. Those that are written come first, wherever they
/// stand: a slug that is made goes out of their way.
pub(super) fn fill(
    entities: &Entities<'_>,
    written: &[Written<'_>],
    seeds: &mut [ir::Seed],
    found: &mut Diagnostics,
) {
    let mut taken = taken(entities, seeds);
    for (row, seed) in written.iter().zip(seeds) {
        for (id, source) in slugs(entities.get(row.entity)) {
            let attribute = entities.get(row.entity).attribute(id);
            let mut given = row.row.values.iter().map(|(name, _)| &name.value);
            if given.any(|name| *name == attribute.name) {
                continue;
            }
            // What is wrong or missing is on record already.
            let Some(Stored::Text(text)) = seed.value(source).map(|source| &source.value) else {
                continue;
            };
            let taken = taken.entry((row.entity, id)).or_default();
            let rules = &attribute.value.rules;
            let broken = |slug: &str| bounds::broken(rules, &ir::Literal::Text(slug.to_owned()));
            let keeps = |slug: &str| broken(slug).is_none();
            let is_taken = |slug: &str| taken.contains(slug);
            let slug = names::slug(text, rules.max_length, keeps, is_taken);
            // There are more of the same than numbers; other faults are those of the attribute.
            let is_sound = names::untitled(rules.max_length)
                .iter()
                .all(|slug| keeps(slug));
            if let Some(rule) = broken(&slug).filter(|_| is_sound) {
                found.push(unfit(attribute, seed, &slug, &rule));
            }
            taken.insert(slug.clone());
            seed.values.push(ir::SeedValue {
                attribute: id,
                span: seed.span,
                value: Stored::Text(slug),
            });
        }
    }
}

fn unfit(attribute: &ir::Attribute, seed: &ir::Seed, slug: &str, rule: &str) -> Diagnostic {
    let name = quoted(&attribute.name);
    let message = format!(
        "{name} would be {}, which does not keep {rule}",
        quoted(slug)
    );
    Diagnostic::new(codes::LITERAL_RULE, seed.span, message)
        .also(attribute.span, "the attribute")
        .help(format!("write {name} itself"))
}

/// The attributes that are slugs of others.
fn slugs(entity: &ir::Entity) -> impl Iterator<Item = (AttributeId, AttributeId)> {
    let attributes = entity.attributes.iter().enumerate();
    attributes.filter_map(|(index, attribute)| match attribute.default {
        Some(ir::Default::Slug(source)) => Some((AttributeId(index), source)),
        _ => None,
    })
}

/// The slugs that are written.
fn taken(
    entities: &Entities<'_>,
    seeds: &[ir::Seed],
) -> BTreeMap<(EntityId, AttributeId), BTreeSet<String>> {
    let mut taken: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for seed in seeds {
        for (id, _) in slugs(entities.get(seed.entity)) {
            if let Some(Stored::Text(slug)) = seed.value(id).map(|value| &value.value) {
                taken
                    .entry((seed.entity, id))
                    .or_default()
                    .insert(slug.clone());
            }
        }
    }
    taken
}
