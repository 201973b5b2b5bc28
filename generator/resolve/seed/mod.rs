//! The first rows of a new service: labels become rows, values are read as what their attributes
//! hold, defaults and slugs are filled in.

mod base64;
mod label;
mod object;
mod order;
mod row;
mod slug;
mod stored;

pub(super) use stored::of_literal;

use super::catalogue::Catalogue;
use super::entity::Entities;
use super::spelling::misspelled;
use crate::diagnostic::Diagnostics;
use crate::ir::{self, EntityId, Moment};
use crate::names::Grammar;
use crate::schema::{self, Name, Seeds};
use std::collections::BTreeMap;

/// 2026-01-01T00:00:00Z, when the first row counts as created, in microseconds; each other one a
/// millisecond after the one before it, so that keys, which begin with that time, are in the same
/// order.
const BEGINNING: i64 = 1_767_225_600_000_000;

/// A row as written.
struct Written<'a> {
    entity: EntityId,
    label: &'a Name,
    row: &'a schema::Seed,
}

/// All rows, in an order in which they can be made.
pub(super) fn seeds(
    catalogue: &Catalogue<'_>,
    entities: &Entities<'_>,
    found: &mut Diagnostics,
) -> Vec<ir::Seed> {
    let written = written(catalogue, entities, found);
    for row in &written {
        if !Grammar::Value.accepts(&row.label.value) {
            found.push(misspelled("label", Grammar::Value, row.label));
        }
    }
    let reader = row::Reader {
        entities,
        labels: label::Labels::new(&written),
    };
    let moments = (0..).map(|index: i64| Moment(BEGINNING + index * 1_000));
    let mut seeds: Vec<ir::Seed> = written
        .iter()
        .zip(moments)
        .map(|(row, created)| reader.read(row, created, found))
        .collect();
    slug::fill(entities, &written, &mut seeds, found);
    for seed in &mut seeds {
        seed.values.sort_by_key(|value| value.attribute);
    }
    seeds
}

/// The rows of entities that there are. Which file or place a section stands in makes no
/// difference.
fn written<'a>(
    catalogue: &Catalogue<'a>,
    entities: &Entities<'_>,
    found: &mut Diagnostics,
) -> Vec<Written<'a>> {
    let sections = &catalogue.design.seeds;
    let known = |(name, rows): &'a (Name, Seeds)| Some((catalogue.entity_id(name, found)?, rows));
    let sections: BTreeMap<EntityId, &'a Seeds> = sections.iter().filter_map(known).collect();
    order::ordered(sections.keys().copied().collect(), entities)
        .into_iter()
        .flat_map(|entity| {
            let rows = sections[&entity].iter();
            rows.map(move |(label, row)| Written { entity, label, row })
        })
        .collect()
}
