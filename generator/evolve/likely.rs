//! Removals and additions that look like renames. Which of them are nobody can know but the team.

use super::difference::{self, Difference, Loss};
use super::history::History;
use super::known::Known;
use super::{facts, follow, values};
use crate::ir;
use crate::names;
use crate::plan::schema::{Column, Schema, Table};
use std::collections::BTreeSet;

/// Something that is gone, and something that has come and may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// What kind of thing it is.
    pub kind: LikelyKind,
    /// What the new one is called: `Article`, `Article.heading`.
    pub name: String,
    /// What the old one was called, by itself: `title`.
    pub from: String,
}

/// What may have been renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LikelyKind {
    Entity,
    Attribute,
    BelongsTo,
    ManyToMany,
}

/// All of them; none if the facts cannot be right.
pub fn likely(service: &ir::Service, schema: &Schema, recorded: &BTreeSet<String>) -> Vec<Likely> {
    let (history, doubts) = History::read(recorded);
    let (known, unknown) = Known::read(&history.facts);
    if !doubts.is_empty() || !unknown.is_empty() || recorded.is_empty() {
        return Vec::new();
    }
    let (wanted, _) = Known::read(&facts::of(service, schema));
    let followed = follow::follow(known, schema, &values::renamed(service));
    let Difference { losses, .. } = difference::difference(&followed.known, &wanted, schema);
    let each = losses.iter().flat_map(|loss| match loss {
        Loss::Table { name, of, like } => tables(of.as_deref().unwrap_or(name), like),
        Loss::Column { table, name, like } => columns(service, (table, name), like),
        Loss::Part { .. } | Loss::Value { .. } => Vec::new(),
    });
    each.collect()
}

/// `Article` of an entity, `Article.tags` of a relation both ways.
fn tables(of: &str, like: &[&Table]) -> Vec<Likely> {
    let table = |table: &&Table| {
        let kind = match table.of.name.contains('.') {
            true => LikelyKind::ManyToMany,
            false => LikelyKind::Entity,
        };
        Likely {
            kind,
            name: table.of.name.clone(),
            from: of.rsplit('.').next().unwrap_or(of).to_owned(),
        }
    };
    like.iter().map(table).collect()
}

fn columns(service: &ir::Service, (table, from): (&Table, &str), like: &[&Column]) -> Vec<Likely> {
    let mut entities = service.entities.iter();
    let Some(entity) = entities.find(|entity| entity.name == table.of.name) else {
        return Vec::new();
    };
    let mut likely = Vec::new();
    for column in like {
        let is_key = |relation: &&ir::BelongsTo| names::foreign_key(&relation.name) == column.name;
        match (
            entity.belongs_to.iter().find(is_key),
            from.strip_suffix("_id"),
        ) {
            (Some(relation), Some(from)) => likely.push(Likely {
                kind: LikelyKind::BelongsTo,
                name: format!("{}.{}", entity.name, relation.name),
                from: from.to_owned(),
            }),
            (None, _) => likely.push(Likely {
                kind: LikelyKind::Attribute,
                name: format!("{}.{}", entity.name, column.name),
                from: from.to_owned(),
            }),
            (Some(_), None) => {}
        }
    }
    likely
}
