//! JSON as tests write it: inside of `json!`, where a value may also be an expression.

use crate::print::{WIDTH, rust_string};
use serde_json::Value;

/// A value of a body.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Json {
    /// A literal, or an expression that makes one.
    Code(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        match value {
            Value::String(text) => Json::Code(rust_string(text)),
            Value::Array(items) => Json::Array(items.iter().map(Json::from).collect()),
            Value::Object(members) => Json::Object(
                members
                    .iter()
                    .map(|(name, value)| (name.clone(), Json::from(value)))
                    .collect(),
            ),
            scalar => Json::Code(scalar.to_string()),
        }
    }
}

impl Json {
    /// An object with one member.
    pub(super) fn member(name: &str, value: Json) -> Self {
        Json::Object(vec![(name.to_owned(), value)])
    }

    /// `json!(…)`, broken into lines where it does not fit behind so many columns.
    pub(super) fn written(&self, column: usize, indent: usize) -> String {
        format!("json!({})", self.inside(column + 6, indent))
    }

    /// The same without the macro around it.
    pub(super) fn inside(&self, column: usize, indent: usize) -> String {
        let flat = self.flat();
        if column + flat.chars().count() + 2 <= WIDTH {
            return flat;
        }
        let pad = " ".repeat(indent + 4);
        let close = " ".repeat(indent);
        match self {
            Json::Code(code) => code.clone(),
            Json::Array(items) => {
                let lines: String = items
                    .iter()
                    .map(|item| format!("{pad}{},\n", item.inside(indent + 4, indent + 4)))
                    .collect();
                format!("[\n{lines}{close}]")
            }
            Json::Object(members) => {
                let line = |(name, value): &(String, Json)| {
                    let name = rust_string(name);
                    let column = indent + 6 + name.chars().count();
                    format!("{pad}{name}: {},\n", value.inside(column, indent + 4))
                };
                let lines: String = members.iter().map(line).collect();
                format!("{{\n{lines}{close}}}")
            }
        }
    }

    fn flat(&self) -> String {
        match self {
            Json::Code(code) => code.clone(),
            Json::Array(items) => format!(
                "[{}]",
                items.iter().map(Json::flat).collect::<Vec<_>>().join(", ")
            ),
            Json::Object(members) if members.is_empty() => "{}".to_owned(),
            Json::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(name, value)| format!("{}: {}", rust_string(name), value.flat()))
                    .collect();
                format!("{{ {} }}", members.join(", "))
            }
        }
    }
}
