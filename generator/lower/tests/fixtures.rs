//! Fixtures: one function for each entity, which makes a row with everything that it needs, seen by
//! as many as a row of its kind can be.

use super::super::engine::columns::relation_column;
use super::super::samples::{Exemplary, Which, sample_or_example};
use super::super::{docs, naming, rust_type};
use super::json::Json;
use super::layout::{BODY, filled};
use super::world::{Actor, World};
use crate::ir::{
    Attribute, AttributeId, AttributeRole, BelongsToId, Condition, Default, Entity, EntityId,
    IndexPart, Owner, Service, Shape, TypeId, TypeKind, Value,
};
use crate::names::{rust_ident, snake};
use crate::plan::tests::{Fixture, Signed};
use crate::print::{list, rust_string};

/// Functions and variables of the module of fixtures that are no fixture.
const OTHERS: &[&str] = &[
    "day",
    "every_role_can_sign",
    "every_row_can_be_stored",
    "instant",
    "number",
    "parsed",
    "role",
    "row",
    "service",
    "signed",
];

/// Function that makes a row of an entity.
pub(super) fn name(entity: &Entity) -> String {
    let name = snake(&entity.name);
    if OTHERS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        rust_ident(&name)
    }
}

/// The function that makes callers, if they are an entity.
pub(super) fn signed(world: &World<'_>) -> Option<Signed> {
    let (id, role) = world.account()?;
    let entity = world.entity(id);
    Some(Signed {
        fixture: name(entity),
        column: world.column_literal(id, role),
        roles: world
            .service
            .api
            .security
            .roles
            .iter()
            .map(|role| rust_string(role))
            .collect(),
    })
}

pub(super) fn fixtures(world: &World<'_>) -> Vec<Fixture> {
    (0..world.service.entities.len())
        .map(|index| fixture(world, EntityId(index)))
        .collect()
}

fn fixture(world: &World<'_>, id: EntityId) -> Fixture {
    let entity = world.entity(id);
    let mut links: Vec<String> = Vec::new();
    let mut timed = false;
    for (index, attribute) in entity.attributes.iter().enumerate() {
        match attribute.role {
            AttributeRole::Key | AttributeRole::UpdatedAt => {}
            AttributeRole::CreatedAt => timed = true,
            AttributeRole::Plain if attribute.computed.is_some() => {}
            AttributeRole::Plain => links.extend(given(world, id, AttributeId(index))),
        }
    }
    for relation in world.needs(id) {
        let target = world.entity(entity.relation_to_one(relation).entity);
        let column = world.relation(id, relation);
        links.push(format!(".needs({column}, {})", name(target)));
    }
    if let Some(Owner::BelongsTo(relation)) = entity.owner {
        links.push(format!(".owner({})", world.relation(id, relation)));
    }
    if timed {
        links.push(".timed()".to_owned());
    }
    Fixture {
        function: name(entity),
        docs: vec![format!(
            "One of the {}, with a value in everything that may be empty.",
            naming::spoken_plural(entity)
        )],
        table: world.table_literal(id),
        links,
    }
}

/// `.with("title", "Title")`, unless nothing can be said.
fn given(world: &World<'_>, id: EntityId, attribute: AttributeId) -> Option<String> {
    let entity = world.entity(id);
    if let Some(few) = few(world, id, attribute) {
        return Some(few);
    }
    let expression = if is_numbered(world, id, attribute) {
        numbered(entity.attribute(attribute))
    } else {
        usual(world, id, attribute)
    };
    let column = world.column_literal(id, attribute);
    expression.map(|expression| format!(".with({column}, {expression})"))
}

/// The value of an attribute in each usual row, as JSON, unless each has one of its own.
pub(super) fn lasting(
    world: &World<'_>,
    id: EntityId,
    attribute: AttributeId,
) -> Option<serde_json::Value> {
    let is_lasting = !is_numbered(world, id, attribute);
    is_lasting
        .then(|| usual_json(world, id, attribute))
        .flatten()
}

/// The value of an attribute in the usual row, as JSON.
pub(super) fn usual_json(
    world: &World<'_>,
    id: EntityId,
    attribute: AttributeId,
) -> Option<serde_json::Value> {
    let entity = world.entity(id);
    let column = entity.attribute(attribute);
    if let Some(literal) = world.held(id).get(&attribute.0) {
        return Some(super::super::openapi::json(&column.value, literal));
    }
    if let Some(Default::Literal(literal)) = &column.default {
        return Some(super::super::openapi::json(&column.value, literal));
    }
    let wanted = Exemplary {
        name: &column.name,
        value: &column.value,
        example: column.example.as_ref(),
    };
    sample_or_example(world.service, &wanted, Which::First)
}

fn usual(world: &World<'_>, id: EntityId, attribute: AttributeId) -> Option<String> {
    let value = &world.entity(id).attribute(attribute).value;
    let sample = usual_json(world, id, attribute).or_else(|| unruly(world, value))?;
    stored(world, value, &sample)
}

/// A value that breaks the rules, for want of one that keeps them: the database does not mind.
fn unruly(world: &World<'_>, value: &Value) -> Option<serde_json::Value> {
    let free = Value {
        shape: value.shape.clone(),
        rules: crate::ir::Rules::default(),
    };
    super::super::samples::sample(world.service, "value", &free, Which::First)
}

/// Whether each row has a value of its own in an attribute: it is unique, alone or first of the
/// attributes in an index that can be counted up.
pub(super) fn is_numbered(world: &World<'_>, id: EntityId, attribute: AttributeId) -> bool {
    let entity = world.entity(id);
    let column = entity.attribute(attribute);
    if world.held(id).contains_key(&attribute.0) || numbered(column).is_none() {
        return false;
    }
    let can_count = |part: &IndexPart| match part {
        IndexPart::Attribute(part) => {
            !world.held(id).contains_key(&part.0) && numbered(entity.attribute(*part)).is_some()
        }
        IndexPart::BelongsTo(_) => false,
    };
    let counted = |parts: &[IndexPart]| parts.iter().copied().find(can_count);
    let indexed = entity
        .indexes
        .iter()
        .filter(|index| index.unique)
        .map(|index| counted(&index.parts));
    column.unique
        || indexed
            .flatten()
            .any(|part| part == IndexPart::Attribute(attribute))
}

/// `.differs("plan", ["paid", "free"])`, where each row has a value of its own, of the few that there are.
fn few(world: &World<'_>, id: EntityId, attribute: AttributeId) -> Option<String> {
    if world.held(id).contains_key(&attribute.0) {
        return None;
    }
    let stored = world.design.entity(id).attribute(attribute);
    let values = few_values(world.design, stored)?;
    let column = world.column_literal(id, attribute);
    Some(list(
        2 * BODY,
        ".differs(",
        &[column, filled(3 * BODY, 0, "[", &values)],
        ")",
    ))
}

/// The values of an attribute, if no two rows have the same and there are only a few of them.
pub(super) fn few_values(service: &Service, column: &Attribute) -> Option<Vec<String>> {
    let values = match &column.value.shape {
        Shape::Boolean => [false, true].map(|value| value.to_string()).to_vec(),
        Shape::Named(ty) => match &service.ty(*ty).kind {
            // Bodies of tests send the first ones.
            TypeKind::Enum(values) => values
                .iter()
                .rev()
                .map(|value| rust_string(value))
                .collect(),
            TypeKind::Object(_) | TypeKind::Union { .. } => return None,
        },
        _ => return None,
    };
    column.unique.then_some(values)
}

/// An expression that differs from row to row.
fn numbered(column: &Attribute) -> Option<String> {
    let words = docs::sentence(&docs::words(&column.name));
    Some(match &column.value.shape {
        Shape::String | Shape::Text => format!(
            "format!({}, number())",
            rust_string(&format!("{words} {{}}"))
        ),
        Shape::Url => "format!(\"https://example.com/{}\", number())".to_owned(),
        Shape::Email => "format!(\"{}@example.com\", number())".to_owned(),
        Shape::Int32 | Shape::Int64 | Shape::Decimal { .. } => "number()".to_owned(),
        Shape::Float64 => "f64::from(number())".to_owned(),
        Shape::DateTime => "instant(number())".to_owned(),
        Shape::Date => "day(number())".to_owned(),
        Shape::Uuid => "Uuid::now_v7()".to_owned(),
        Shape::Bytes => "number().to_be_bytes().to_vec()".to_owned(),
        Shape::Boolean | Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => return None,
    })
}

/// A value as an expression that the database takes; `json` is the value as it is sent.
pub(super) fn stored(world: &World<'_>, value: &Value, json: &serde_json::Value) -> Option<String> {
    let text = || json.as_str().map(rust_string);
    Some(match &value.shape {
        Shape::Boolean | Shape::Int32 => json.to_string(),
        Shape::Int64 => format!("{}_i64", rust_type::grouped(json.as_str()?.parse().ok()?)),
        Shape::Decimal { .. } => {
            let units: i64 = json.as_str()?.replace('.', "").parse().ok()?;
            format!("{}_i64", rust_type::grouped(units))
        }
        Shape::Float64 => format!("{:?}", json.as_f64()?),
        Shape::String | Shape::Text | Shape::Url | Shape::Email => text()?,
        Shape::Bytes => format!("vec![0_u8; {}]", decoded_length(json.as_str()?)),
        Shape::DateTime => format!("parsed::<Timestamp>({})", text()?),
        Shape::Date => format!("parsed::<Date>({})", text()?),
        Shape::Uuid => format!("parsed::<Uuid>({})", text()?),
        Shape::Named(id) if matches!(world.service.ty(*id).kind, TypeKind::Enum(_)) => {
            rust_string(world.stored_value(*id, json.as_str()?))
        }
        Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => {
            format!("Json({}.to_string())", Json::from(json).written(40, 12))
        }
    })
}

/// Samples of bytes are zeros.
fn decoded_length(base64: &str) -> usize {
    base64.len() / 4 * 3
        - base64
            .bytes()
            .rev()
            .take_while(|byte| *byte == b'=')
            .count()
}

impl World<'_> {
    /// Whether somebody can have several rows that have the same in these members.
    pub(super) fn repeats(&self, id: EntityId, same: &[IndexPart], actor: &Actor) -> bool {
        let entity = self.entity(id);
        let account = self.account().map(|(account, _)| account);
        let differs = |part: &IndexPart| match part {
            _ if same.contains(part) => false,
            IndexPart::Attribute(attribute) => is_numbered(self, id, *attribute),
            IndexPart::BelongsTo(relation) => {
                let target = entity.relation_to_one(*relation).entity;
                self.needs(id).contains(relation)
                    && !(actor.owns && account == Some(target))
                    && !self.is_few(target)
            }
        };
        entity
            .unique()
            .iter()
            .all(|parts| parts.iter().any(differs))
    }

    /// Whether only one row can meet these conditions: they say all that is unique of it.
    pub(super) fn is_of_one_row(&self, id: EntityId, all: &[Condition]) -> bool {
        let entity = self.entity(id);
        let is_said = |part: &IndexPart| {
            all.iter().any(|condition| match (condition, part) {
                (Condition::Equals(said, _), IndexPart::Attribute(part)) => said == part,
                _ => false,
            })
        };
        let is_same = |part: &IndexPart| {
            is_said(part)
                || match part {
                    IndexPart::Attribute(part) => numbered(entity.attribute(*part)).is_none(),
                    IndexPart::BelongsTo(_) => false,
                }
        };
        entity
            .unique()
            .iter()
            .any(|parts| parts.iter().any(is_said) && parts.iter().all(is_same))
    }

    /// The column of a relation, a Rust literal.
    pub(super) fn relation(&self, id: EntityId, relation: BelongsToId) -> String {
        let entity = self.design.entity(id);
        rust_string(&relation_column(self.design, entity, relation).sql)
    }

    /// The name by which a value of an enum is stored that is sent by another one.
    pub(super) fn stored_value<'s>(&'s self, id: TypeId, sent: &'s str) -> &'s str {
        let ty = self.design.ty(id);
        let TypeKind::Enum(values) = &ty.kind else {
            return sent;
        };
        let mut values = values.iter();
        let stored = values.find(|value| ty.sent_value(value) == sent);
        stored.map_or(sent, String::as_str)
    }
}
