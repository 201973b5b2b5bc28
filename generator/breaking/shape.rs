//! How the values of two types relate: two shapes and a direction go in, what has become of the one comes out.

use super::change::Change;
use super::comparison::Direction;
use crate::ir::{Service, Shape, TypeKind};

/// What tells two shapes apart; `None` if it takes a look inside, or if nothing does.
pub(super) fn relation(
    direction: Direction,
    (old_service, old): (&Service, &Shape),
    (new_service, new): (&Service, &Shape),
) -> Option<Change> {
    let is_enum = |service: &Service, shape: &Shape| match shape {
        Shape::Named(id) => matches!(service.ty(*id).kind, TypeKind::Enum(_)),
        _ => false,
    };
    match (old, new) {
        (Shape::Named(_), Shape::Named(_))
        | (Shape::Array(_), Shape::Array(_))
        | (Shape::Map(_), Shape::Map(_)) => None,
        (Shape::Decimal { scale: old }, Shape::Decimal { scale: new }) if old < new => {
            Some(Change::MoreDigits)
        }
        (Shape::Decimal { scale: old }, Shape::Decimal { scale: new }) if old > new => {
            Some(Change::FewerDigits)
        }
        (old, new) if std::mem::discriminant(old) == std::mem::discriminant(new) => None,
        (Shape::String | Shape::Text, Shape::String | Shape::Text) => None,
        (old, Shape::String | Shape::Text) if is_enum(old_service, old) => Some(Change::Freed),
        (Shape::String | Shape::Text, new) if is_enum(new_service, new) => Some(Change::Listed),
        (old, new) if includes(direction, new, old) => Some(Change::Widened),
        (old, new) if includes(direction, old, new) => Some(Change::Narrowed),
        _ => Some(Change::Retyped),
    }
}

/// Whether every value of the narrow shape is one of the wide, in the same form.
fn includes(direction: Direction, wide: &Shape, narrow: &Shape) -> bool {
    let is_text = matches!(wide, Shape::String | Shape::Text);
    match direction {
        // Texts of these are columns of text; the others are stored in another form.
        Direction::Stored => match (wide, narrow) {
            (Shape::Int64, Shape::Int32) => true,
            (_, Shape::Url | Shape::Email) => is_text,
            _ => false,
        },
        Direction::Answer => match (wide, narrow) {
            (Shape::Float64, Shape::Int32) => true,
            (_, narrow) => is_text && is_formatted(narrow),
        },
        // Services take numbers for what they send as text.
        Direction::Query | Direction::Body => match (wide, narrow) {
            (Shape::Int64 | Shape::Float64 | Shape::Decimal { .. }, Shape::Int32) => true,
            (Shape::Decimal { .. }, Shape::Int64) => true,
            (_, narrow) => is_text && is_formatted(narrow),
        },
    }
}

/// Whether a value is sent as text that has a form of its own.
fn is_formatted(shape: &Shape) -> bool {
    matches!(
        shape,
        Shape::Url | Shape::Email | Shape::Uuid | Shape::Date | Shape::DateTime | Shape::Bytes
    )
}
