//! Removals and additions that look like renames. Which of them are nobody can know but the team.

use super::called;
use super::difference::{self, Difference, GoneValue, Loss, Obstacle};
use super::history::History;
use super::known::Known;
use super::{facts, follow, values as stored};
use crate::ir::{self, Shape};
use crate::names;
use crate::plan::schema::{Column, Schema, Table};
use std::collections::BTreeSet;

/// Something that is gone, and something that has come and may be the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// What kind of thing it is.
    pub kind: LikelyKind,
    /// What the new one is called: `Article`, `Article.heading`, `Article.status.live`.
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
    HasMany,
    ManyToMany,
    Resource,
    Action,
    View,
    EnumValue,
}

impl LikelyKind {
    /// What it is called in messages.
    pub(super) fn noun(self) -> &'static str {
        match self {
            LikelyKind::Entity => "entity",
            LikelyKind::Attribute => "attribute",
            LikelyKind::BelongsTo | LikelyKind::HasMany | LikelyKind::ManyToMany => "relation",
            LikelyKind::Resource => "resource",
            LikelyKind::Action => "action",
            LikelyKind::View => "view",
            LikelyKind::EnumValue => "enum value",
        }
    }

    /// One word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            LikelyKind::BelongsTo => "belongs_to",
            LikelyKind::HasMany => "has_many",
            LikelyKind::ManyToMany => "many_to_many",
            LikelyKind::EnumValue => "value",
            other => other.noun(),
        }
    }
}

impl Likely {
    /// What to write where the new name is, if it is the same.
    pub(super) fn mark(&self) -> String {
        let own = self.name.rsplit('.').next().unwrap_or(&self.name);
        match self.kind {
            LikelyKind::EnumValue => {
                format!(
                    "write it as `{{ name: {own}, renamed_from: {} }}`",
                    self.from
                )
            }
            LikelyKind::View => format!(
                "write it as `{own}: {{ fields: […], renamed_from: {} }}`",
                self.from
            ),
            _ => format!("write `renamed_from: {}` there", self.from),
        }
    }
}

/// Those that a run before has recorded: steps of the schema, and names that no table tells of.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'a> {
    pub schema: &'a BTreeSet<String>,
    pub names: &'a BTreeSet<String>,
}

/// All of them; those of the schema only if its facts can be right.
pub fn likely(service: &ir::Service, schema: &Schema, recorded: Recorded<'_>) -> Vec<Likely> {
    let mut likely = in_schema(service, schema, recorded.schema);
    likely.extend(called::likely(service, recorded.names));
    likely
}

fn in_schema(service: &ir::Service, schema: &Schema, steps: &BTreeSet<String>) -> Vec<Likely> {
    let (history, doubts) = History::read(steps);
    let (known, unknown) = Known::read(&history.facts);
    if !doubts.is_empty() || !unknown.is_empty() || steps.is_empty() {
        return Vec::new();
    }
    let (wanted, _) = Known::read(&facts::of(service, schema));
    let followed = follow::follow(known, schema, &stored::renamed(service));
    if followed.is_mixed_up() {
        return Vec::new();
    }
    let Difference {
        losses, obstacles, ..
    } = difference::difference(&followed.known, &wanted, schema);
    let lost = losses.iter().flat_map(|loss| match loss {
        Loss::Table { name, of, like } => tables(of.as_deref().unwrap_or(name), like),
        Loss::Column { table, name, like } => columns(service, (table, name), like),
        Loss::Value(gone) => values(service, gone),
        Loss::Part { .. } | Loss::Pairs { .. } => Vec::new(),
    });
    let refused = obstacles.iter().flat_map(|obstacle| match obstacle {
        Obstacle::NoOtherValue(gone) => values(service, gone),
        _ => Vec::new(),
    });
    lost.chain(refused).collect()
}

/// Values of an enum that a column holds, new ones that the one that is gone may be.
pub(super) fn values(service: &ir::Service, gone: &GoneValue<'_>) -> Vec<Likely> {
    let Some(of) = enum_of(service, gone.table, gone.column) else {
        return Vec::new();
    };
    let like = gone.like.iter().map(|new| Likely {
        kind: LikelyKind::EnumValue,
        name: format!("{of}.{new}"),
        from: gone.value.clone(),
    });
    like.collect()
}

/// What the design calls the enum that a column holds.
pub(super) fn enum_of(service: &ir::Service, table: &Table, column: &Column) -> Option<String> {
    let mut entities = service.entities.iter();
    let entity = entities.find(|entity| entity.name == table.of.name)?;
    let mut attributes = entity.attributes.iter();
    let attribute = attributes.find(|attribute| attribute.name == column.name)?;
    match attribute.value.shape {
        Shape::Named(id) => Some(called::type_name(service, id)),
        _ => None,
    }
}

/// `Article` of an entity, `Article.tags` of a relation both ways.
fn tables(of: &str, like: &[&Table]) -> Vec<Likely> {
    let table = |table: &&Table| {
        let kind = match table.is_of_relation() {
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
