//! What rows can be found and ordered by: stored scalars that tell nothing secret.

use super::codes;
use super::column::is_scalar;
use super::entity::{Entities, Sought};
use super::types::TypeValues;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, AttributeId, EntityId, Member};
use crate::schema::Name;

/// A name that rows are to be found or ordered by.
pub(super) struct Search<'a> {
    /// `filtered` or `ordered`.
    pub(super) verb: &'static str,
    pub(super) name: &'a Name,
}

/// An attribute that rows can be ordered by.
pub(super) fn ordering(
    entities: &Entities<'_>,
    entity: EntityId,
    name: &Name,
    found: &mut Diagnostics,
) -> Option<AttributeId> {
    let search = Search {
        verb: "ordered",
        name,
    };
    match entities.member(entity, Sought::Attribute, name, found)? {
        Member::Attribute(id) => {
            let column = entities.get(entity).attribute(id);
            accept(column, entities.types, &search, found).then_some(id)
        }
        Member::Relation(_) => {
            found.push(search.refused("a relation"));
            None
        }
    }
}

/// Whether an attribute can be searched by; reported if not.
pub(super) fn accept(
    column: &ir::Attribute,
    types: TypeValues<'_>,
    search: &Search<'_>,
    found: &mut Diagnostics,
) -> bool {
    let because = if column.secret {
        "secret"
    } else if column.computed.is_some() {
        "computed, not stored"
    } else if is_scalar(&column.value.shape, types) {
        return true;
    } else {
        unsearchable(&column.value.shape)
    };
    found.push(search.refused(because).also(column.span, "the attribute"));
    false
}

/// What is said of a value that is no scalar; of `text` that it is long.
pub(super) fn unsearchable(shape: &ir::Shape) -> &'static str {
    match shape {
        ir::Shape::Text => "`text` of many lines (a `string` can be)",
        _ => "no scalar",
    }
}

impl Search<'_> {
    /// The finding for something that rows cannot be filtered or ordered by.
    pub(super) fn refused(&self, because: &str) -> Diagnostic {
        let Search { verb, name } = self;
        let message = format!(
            "rows cannot be {verb} by {}: it is {because}",
            quoted(&name.value)
        );
        Diagnostic::new(codes::NOT_SEARCHABLE, name.span, message)
    }
}
