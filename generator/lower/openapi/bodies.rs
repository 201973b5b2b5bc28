//! Examples of whole bodies: a schema comes in; what goes out is put together of the examples of
//! its parts.

use super::components::Components;
use openapiv3::{AdditionalProperties, ArrayType, ObjectType, ReferenceOr, Schema, SchemaKind, Type};
use serde_json::{Map, Value};

/// Examples are to be read: what must have more parts than this has none.
const READABLE: usize = 10;

impl Components<'_> {
    /// An example of a body; `None` if something that it cannot be without has none.
    pub(super) fn body(&self, schema: &ReferenceOr<Schema>) -> Option<Value> {
        self.body_within(schema, &mut Vec::new())
    }

    /// `open` are the schemas that this one is a part of: what contains itself has no example.
    fn body_within(&self, schema: &ReferenceOr<Schema>, open: &mut Vec<String>) -> Option<Value> {
        let ReferenceOr::Reference { reference } = schema else {
            return self.item(self.resolve(schema), open);
        };
        if open.contains(reference) {
            return None;
        }
        open.push(reference.clone());
        let example = self.item(self.resolve(schema), open);
        open.pop();
        example
    }

    fn item(&self, schema: &Schema, open: &mut Vec<String>) -> Option<Value> {
        let data = &schema.schema_data;
        if let Some(example) = data.example.as_ref().or(data.default.as_ref()) {
            return Some(example.clone());
        }
        match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => self.object(object, open),
            SchemaKind::Type(Type::Array(array)) => self.array(array, open),
            SchemaKind::OneOf { one_of: choices }
            | SchemaKind::AnyOf { any_of: choices }
            | SchemaKind::AllOf { all_of: choices } => self.body_within(choices.first()?, open),
            _ => None,
        }
    }

    fn object(&self, object: &ObjectType, open: &mut Vec<String>) -> Option<Value> {
        let mut members = Map::new();
        for (name, schema) in &object.properties {
            match self.body_within(&schema.clone().unbox(), open) {
                Some(member) => {
                    members.insert(name.clone(), member);
                }
                None if object.required.contains(name) => return None,
                None => {}
            }
        }
        if let Some(AdditionalProperties::Schema(schema)) = &object.additional_properties {
            let least = object.min_properties.unwrap_or_default();
            let value = self.body_within(schema, open).filter(|_| object.max_properties != Some(0));
            let values = several(value, least)?;
            let names = (1..).map(|number| format!("key_{number}"));
            members.extend(names.zip(values));
        }
        Some(Value::Object(members))
    }

    fn array(&self, array: &ArrayType, open: &mut Vec<String>) -> Option<Value> {
        let least = array.min_items.unwrap_or_default();
        let item = array.items.as_ref().and_then(|items| self.body_within(&items.clone().unbox(), open));
        several(item.filter(|_| array.max_items != Some(0)), least).map(Value::Array)
    }
}

/// As many as there must be, and one if possible.
fn several(item: Option<Value>, least: usize) -> Option<Vec<Value>> {
    match item {
        Some(item) if least <= READABLE => Some(vec![item; least.max(1)]),
        _ => (least == 0).then(Vec::new),
    }
}
