//! Lowers what a new row has in its columns: what its maker says, and what is settled without asking.

use super::field;
use crate::ir;
use crate::lower::engine::columns::{Column, Source};
use crate::lower::{naming, rust_type};
use crate::plan::engine::domain::New;
use crate::print::{Imports, initializer};

/// What the maker of a row has to say, and the value of each column.
pub(super) fn new(
    service: &ir::Service,
    id: ir::EntityId,
    columns: &[Column],
    imports: &mut Imports,
) -> New {
    let entity = service.entity(id);
    let resources = entity.resources.iter().map(|id| service.resource(*id));
    let mut actions = resources.flat_map(|resource| &resource.actions);
    let mut fields = Vec::new();
    let mut initial = Vec::new();
    for column in columns {
        let value = initial_value(service, entity, column, imports);
        if value.is_none() {
            fields.push(field(column, imports));
        }
        let value = value.unwrap_or_else(|| format!("new.{}", column.ident));
        initial.push(initializer(&column.ident, &value));
    }
    New {
        name: naming::new_type(entity),
        is_used: actions.any(|action| action.kind == ir::ActionKind::Create),
        fields,
        initial,
        needs_now: needs_now(entity),
    }
}

/// Whether any of the values is the present moment.
fn needs_now(entity: &ir::Entity) -> bool {
    entity
        .attributes
        .iter()
        .any(|a| a.role == ir::AttributeRole::CreatedAt || a.default == Some(ir::Default::Now))
}

/// What a new entity has in a column, if that is not for its maker to say.
fn initial_value(
    service: &ir::Service,
    entity: &ir::Entity,
    column: &Column,
    imports: &mut Imports,
) -> Option<String> {
    let Source::Attribute(id) = column.source else {
        return column.optional.then(|| "None".to_owned());
    };
    let attribute = &entity.attributes[id.0];
    let value = match (attribute.role, &attribute.default) {
        (ir::AttributeRole::Key, _) => format!("{}::new()", naming::id_type(entity)),
        (ir::AttributeRole::CreatedAt | ir::AttributeRole::UpdatedAt, _) => {
            imports.add("contract::now");
            "now".to_owned()
        }
        (_, Some(ir::Default::Literal(literal))) => {
            let literal = rust_type::literal(service, &attribute.value, literal);
            imports.extend(&literal.imports);
            wrapped(&literal.text, column)
        }
        (_, Some(ir::Default::Now)) => wrapped(&present(&attribute.value.shape, imports), column),
        // It is made when the row is, if nobody has given one by then.
        (_, Some(ir::Default::Slug(_))) if column.optional => "None".to_owned(),
        (_, Some(ir::Default::Slug(_))) => wrapped("String::new()", column),
        (_, None) if column.optional => "None".to_owned(),
        (_, None) => return None,
    };
    Some(value)
}

fn present(shape: &ir::Shape, imports: &mut Imports) -> String {
    imports.add("contract::now");
    match shape {
        ir::Shape::Date => {
            imports.add("jiff::tz::TimeZone");
            "TimeZone::UTC.to_datetime(now).date()".to_owned()
        }
        _ => "now".to_owned(),
    }
}

fn wrapped(value: &str, column: &Column) -> String {
    let value = if column.secret {
        format!("Secret::new({value})")
    } else {
        value.to_owned()
    };
    if column.optional {
        format!("Some({value})")
    } else {
        value
    }
}
