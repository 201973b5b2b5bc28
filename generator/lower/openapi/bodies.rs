//! Examples of whole bodies: a schema comes in; what goes out is put together of the examples of
//! its parts.

use super::components::Components;
use openapiv3::{
    AdditionalProperties, ArrayType, ObjectType, ReferenceOr, Schema, SchemaKind, Type,
};
use serde_json::{Map, Value};

/// Examples are to be read: what must have more parts than this has none.
const READABLE: usize = 10;

impl Components<'_> {
    /// An example of a body; `None` if something that it cannot be without has none.
    pub(super) fn body(&self, schema: &ReferenceOr<Schema>) -> Option<Value> {
        let resolve = |reference: &str| self.referred(reference);
        Bodies {
            resolve: &resolve,
            secret: None,
        }
        .example(schema)
    }
}

/// Puts examples together.
pub(in crate::lower) struct Bodies<'a> {
    /// The schema that a reference stands for.
    pub(in crate::lower) resolve: &'a dyn Fn(&str) -> &'a Schema,
    /// What stands for secrets, which have no examples.
    pub(in crate::lower) secret: Option<&'a str>,
}

impl Bodies<'_> {
    /// An example; `None` if something that it cannot be without has none.
    pub(in crate::lower) fn example(&self, schema: &ReferenceOr<Schema>) -> Option<Value> {
        self.within(schema, &mut Vec::new())
    }

    /// `open` are the schemas that this one is a part of: what contains itself has no example.
    fn within(&self, schema: &ReferenceOr<Schema>, open: &mut Vec<String>) -> Option<Value> {
        match schema {
            ReferenceOr::Item(schema) => self.item(schema, open),
            ReferenceOr::Reference { reference } => self.referred(reference, open),
        }
    }

    fn within_boxed(
        &self,
        schema: &ReferenceOr<Box<Schema>>,
        open: &mut Vec<String>,
    ) -> Option<Value> {
        match schema {
            ReferenceOr::Item(schema) => self.item(schema, open),
            ReferenceOr::Reference { reference } => self.referred(reference, open),
        }
    }

    fn referred(&self, reference: &str, open: &mut Vec<String>) -> Option<Value> {
        if open.iter().any(|open| open == reference) {
            return None;
        }
        open.push(reference.to_owned());
        let example = self.item((self.resolve)(reference), open);
        open.pop();
        example
    }

    fn item(&self, schema: &Schema, open: &mut Vec<String>) -> Option<Value> {
        let data = &schema.schema_data;
        if data.write_only {
            return self.secret.map(Into::into);
        }
        if let Some(example) = data.example.as_ref().or(data.default.as_ref()) {
            return Some(example.clone());
        }
        let example = match &schema.schema_kind {
            SchemaKind::Type(Type::Object(object)) => self.object(object, open),
            SchemaKind::Type(Type::Array(array)) => self.array(array, open),
            SchemaKind::OneOf { one_of: choices }
            | SchemaKind::AnyOf { any_of: choices }
            | SchemaKind::AllOf { all_of: choices } => self.within(choices.first()?, open),
            _ => None,
        };
        example.or_else(|| data.nullable.then_some(Value::Null))
    }

    fn object(&self, object: &ObjectType, open: &mut Vec<String>) -> Option<Value> {
        let mut members = Map::new();
        for (name, schema) in &object.properties {
            match self.within_boxed(schema, open) {
                Some(member) => {
                    members.insert(name.clone(), member);
                }
                None if object.required.contains(name) => return None,
                None => {}
            }
        }
        if let Some(AdditionalProperties::Schema(schema)) = &object.additional_properties {
            let least = object.min_properties.unwrap_or_default();
            let value = self
                .within(schema, open)
                .filter(|_| object.max_properties != Some(0));
            let values = several(value, least)?;
            let names = (1..).map(|number| format!("key_{number}"));
            members.extend(names.zip(values));
        }
        Some(Value::Object(members))
    }

    fn array(&self, array: &ArrayType, open: &mut Vec<String>) -> Option<Value> {
        let least = array.min_items.unwrap_or_default();
        let item = array
            .items
            .as_ref()
            .and_then(|items| self.within_boxed(items, open));
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
