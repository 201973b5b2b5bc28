//! Bodies that tests send: one body and what differs go in, another one comes out.

use serde_json::{Map, Value};

/// An object with other fields, those of `changes`, in place of its own or beside them.
#[must_use]
pub fn with(object: &Value, changes: &Value) -> Value {
    let mut fields = fields_of(object);
    fields.extend(fields_of(changes));
    Value::Object(fields)
}

/// A value after a merge patch (RFC 7396).
#[must_use]
pub fn merged(value: &Value, patch: &Value) -> Value {
    let Value::Object(changes) = patch else {
        return patch.clone();
    };
    let mut fields = value.as_object().cloned().unwrap_or_default();
    for (name, change) in changes {
        let old = fields.remove(name).unwrap_or_default();
        if !change.is_null() {
            fields.insert(name.clone(), merged(&old, change));
        }
    }
    Value::Object(fields)
}

/// An object without one of its fields.
#[must_use]
pub fn without(object: &Value, field: &str) -> Value {
    let mut fields = fields_of(object);
    fields.remove(field);
    Value::Object(fields)
}

/// An object of so many fields with the same value.
#[must_use]
pub fn fields(count: usize, value: &Value) -> Value {
    let names = (0..count).map(|number| format!("field-{number}"));
    Value::Object(names.map(|name| (name, value.clone())).collect())
}

fn fields_of(object: &Value) -> Map<String, Value> {
    object.as_object().cloned().unwrap_or_default()
}
