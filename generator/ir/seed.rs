//! The first rows of a new service, whole: labels found, defaults and slugs filled in.

use super::{
    AttributeId, BelongsToId, EntityId, Literal, ManyToManyId, Moment, SeedId, Shape, number,
};
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

impl Stored {
    /// A literal that is known to be one of the shape; `None` if no database can hold it: a time
    /// outside of the years 1 to 9999, text with the character U+0000.
    pub fn of(literal: &Literal, shape: &Shape) -> Option<Stored> {
        Some(match (literal, shape) {
            (Literal::Boolean(flag), _) => Stored::Boolean(*flag),
            (Literal::Integer(number), Shape::Int32) => Stored::Int32(i32::try_from(*number).ok()?),
            (Literal::Integer(number), _) => Stored::Int64(*number),
            (Literal::Number(text), Shape::Decimal { scale }) => Stored::Decimal {
                units: number::scaled(text, *scale)?,
                scale: *scale,
            },
            // Zero has no sign once it is compared.
            (Literal::Number(text), _) => {
                Stored::Real(format!("{:?}", text.parse::<f64>().ok()? + 0.0))
            }
            (Literal::Text(text), Shape::DateTime) => Stored::Time(Moment::of_date_time(text)?),
            (Literal::Text(text), Shape::Date) => {
                Stored::Date((!text.starts_with("0000")).then(|| text.clone())?)
            }
            (Literal::Text(text), Shape::Uuid) => {
                Stored::Uuid(u128::from_str_radix(&text.replace('-', ""), 16).ok()?)
            }
            (Literal::Text(text), _) => Stored::Text((!text.contains('\0')).then(|| text.clone())?),
            (Literal::Array(items), Shape::Array(item)) => {
                let items = items.iter().map(|literal| Stored::of(literal, &item.shape));
                Stored::List(items.collect::<Option<_>>()?)
            }
            (Literal::Array(_), _) => return None,
        })
    }
}
