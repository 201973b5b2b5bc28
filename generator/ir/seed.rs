//! The first rows of a new service, whole: labels found, defaults and slugs filled in.

use super::{AttributeId, BelongsToId, EntityId, ManyToManyId, Moment, SeedId};
use crate::source::Span;
use serde::Serialize;

/// A row that a new database begins with.
#[derive(Debug, Clone, Serialize)]
pub struct Seed {
    pub entity: EntityId,
    /// What other seeds call it by; unique within its entity.
    pub label: String,
    #[serde(skip)]
    pub span: Span,
    /// When it counts as created.
    pub created: Moment,
    /// Stored attributes that are not NULL, but for the key and the times.
    pub values: Vec<SeedValue>,
    /// Relations to one that lead somewhere.
    pub belongs_to: Vec<(BelongsToId, SeedId)>,
    /// Relations both ways that lead somewhere, in the order written.
    pub many_to_many: Vec<(ManyToManyId, Vec<SeedId>)>,
}

/// What an attribute of the row holds.
#[derive(Debug, Clone, Serialize)]
pub struct SeedValue {
    pub attribute: AttributeId,
    /// Where it is written; the label's place if it is a default.
    #[serde(skip)]
    pub span: Span,
    pub value: Stored,
}

/// A value in the one form that it has once it is stored: two that are the same are equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Stored {
    /// Only inside of objects.
    Null,
    Boolean(bool),
    Int32(i32),
    Int64(i64),
    /// The shortest digits that mean this number of double precision.
    Real(String),
    /// So many of the last digit, and digits after the point.
    Decimal {
        units: i64,
        scale: u8,
    },
    /// Strings, values of enums, addresses.
    Text(String),
    Bytes(Vec<u8>),
    Uuid(u128),
    Time(Moment),
    /// `2026-01-31`
    Date(String),
    List(Vec<Stored>),
    /// Objects in the order of their attributes, maps ordered by key.
    Map(Vec<(String, Stored)>),
}

impl Seed {
    /// What an attribute holds, if it is not NULL.
    pub fn value(&self, attribute: AttributeId) -> Option<&SeedValue> {
        self.values
            .iter()
            .find(|value| value.attribute == attribute)
    }

    /// The row that a relation to one leads to.
    pub fn target(&self, relation: BelongsToId) -> Option<SeedId> {
        let held = self.belongs_to.iter().find(|(id, _)| *id == relation);
        held.map(|(_, target)| *target)
    }
}
