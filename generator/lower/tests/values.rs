//! Values of one attribute from small to great, for filters and orders.

use super::Tested;
use super::fixtures;
use super::list::Listed;
use super::world::{Actor, Change, World};
use crate::ir::{
    AttributeId, AttributeRole, EntityId, IndexPart, Literal, Presence, Shape, TypeId, TypeKind,
};
use crate::lower::engine::columns::attribute_column;
use crate::lower::engine::repository::table;
use crate::print::rust_string;
use serde_json::Value as Json;

/// Values of an attribute, for a list that is ordered by it.
pub(super) struct Stored {
    /// Expressions that the database takes, in the order in which they are stored: from the second
    /// smallest to the greatest, null, and the smallest last.
    pub(super) expressions: Vec<String>,
    /// How many of the last ones are the smallest, if others come before them.
    pub(super) rotated: Option<usize>,
    /// The same values as a design would write them, as far as `visible` can ask for them.
    pub(super) literals: Vec<Option<Literal>>,
    /// Whether no two are the same.
    pub(super) distinct: bool,
    /// Whether it is the key, which is ascending anyway.
    pub(super) is_key: bool,
}

impl Stored {
    /// Keys come by themselves.
    fn key() -> Self {
        Stored {
            expressions: vec![],
            rotated: None,
            literals: vec![],
            distinct: true,
            is_key: true,
        }
    }
}

impl World<'_> {
    /// Three values of an attribute from small to great, as they are sent.
    pub(super) fn three(&self, id: EntityId, attribute: AttributeId) -> Vec<Json> {
        let value = &self.entity(id).attribute(attribute).value;
        let texts = |texts: [&str; 3]| texts.map(Json::from).to_vec();
        match &value.shape {
            Shape::Boolean => vec![false.into(), true.into()],
            Shape::Int32 => [1, 2, 3].map(Json::from).to_vec(),
            Shape::Int64 => texts(["1", "2", "3"]),
            Shape::Float64 => [1.5, 2.5, 3.5].map(Json::from).to_vec(),
            Shape::Decimal { scale } => {
                let units = 10_i64.pow(u32::from(*scale));
                let text = |number: i64| {
                    crate::lower::openapi::bounds::decimal_text(number * units, *scale)
                };
                [1, 2, 3].map(|number| Json::from(text(number))).to_vec()
            }
            Shape::String | Shape::Text => texts(["a", "b", "c"]),
            Shape::Email => texts(["a@example.com", "b@example.com", "c@example.com"]),
            Shape::Url => texts([
                "https://a.example/",
                "https://b.example/",
                "https://c.example/",
            ]),
            Shape::DateTime => texts([
                "2026-01-01T00:00:01Z",
                "2026-01-01T00:00:02Z",
                "2026-01-01T00:00:03Z",
            ]),
            Shape::Date => texts(["2026-01-01", "2026-01-02", "2026-01-03"]),
            Shape::Uuid => [1, 2, 3]
                .map(|n| Json::from(format!("01890a5d-ac96-774b-bcce-00000000000{n}")))
                .to_vec(),
            Shape::Named(ty) => match &self.service.ty(*ty).kind {
                TypeKind::Enum(values) => self.three_of(*ty, values),
                _ => vec![],
            },
            Shape::Bytes | Shape::Array(_) | Shape::Map(_) => vec![],
        }
    }

    /// Values for a list that is ordered by an attribute: the same one twice and null twice, where
    /// that can be.
    pub(super) fn unordered(&self, id: EntityId, attribute: AttributeId) -> Option<Stored> {
        let column = self.entity(id).attribute(attribute);
        if column.role == AttributeRole::Key {
            return Some(Stored::key());
        }
        let same = [IndexPart::Attribute(attribute)];
        let distinct = !self.repeats(id, &same, &Actor::nobody());
        let values = self.three(id, attribute);
        let mut literals: Vec<Option<Literal>> = values.iter().map(super::body::literal).collect();
        let stored = |json| fixtures::stored(self, &column.value, json);
        let mut expressions = values.iter().map(stored).collect::<Option<Vec<String>>>()?;
        let smallest = expressions.first()?.clone();
        let rotated = if distinct { 1 } else { 2 };
        if !distinct {
            expressions.insert(0, smallest);
        }
        if column.presence != Presence::Required {
            let value = |value: &mut String| *value = format!("store::Value::from({value})");
            expressions.iter_mut().for_each(value);
            expressions.extend(["store::Value::Null"; 2].map(str::to_owned));
            literals.push(None);
        }
        expressions.rotate_left(rotated);
        let rotated = (expressions.len() > rotated).then_some(rotated);
        Some(Stored {
            expressions,
            rotated,
            literals,
            distinct,
            is_key: false,
        })
    }

    /// The first three values of an enum as texts are ordered that are stored.
    fn three_of(&self, ty: TypeId, values: &[String]) -> Vec<Json> {
        let mut values: Vec<&String> = values.iter().collect();
        values.sort_by_key(|value| self.stored_value(ty, value));
        let three = values.into_iter().take(3);
        three.map(|value| Json::from(value.as_str())).collect()
    }

    /// The table of an entity, quoted for Rust.
    pub(super) fn table_literal(&self, id: EntityId) -> String {
        rust_string(&table(self.entity(id)))
    }

    /// A column, quoted for Rust.
    pub(super) fn column_literal(&self, id: EntityId, attribute: AttributeId) -> String {
        let entity = self.design.entity(id);
        rust_string(&attribute_column(self.design, entity, attribute).sql)
    }
}

impl Tested<'_> {
    /// Somebody who lists and sees rows with each of these values.
    pub(super) fn seer(
        &self,
        listed: &Listed<'_>,
        attribute: AttributeId,
        values: &[Option<Literal>],
    ) -> Option<Actor> {
        let id = self.resource.entity?;
        let sees = |actor: &Actor| {
            let each = |value: &Option<Literal>| {
                self.world
                    .sees(id, actor, &[Change::Attribute(attribute, value.clone())])
            };
            values.iter().all(each)
        };
        let others = self.insiders(listed.action);
        std::iter::once(listed.actor.clone())
            .chain(others)
            .find(sees)
    }
}
