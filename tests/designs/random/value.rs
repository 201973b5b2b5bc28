//! Random values: a type with rules, and some values that keep them.

use super::chance::Chance;
use super::{scalars, words};
use serde_json::{Map, Value as Json, json};

/// What a design says about a value, and values of that kind.
#[derive(Clone)]
pub(super) struct Value {
    pub(super) keys: Map<String, Json>,
    pub(super) kind: Kind,
    /// Different from each other; never empty.
    pub(super) literals: Vec<Json>,
}

/// What the places where a value stands want to know about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Text,
    String,
    /// Numbers and times: they have an order, as strings have.
    Ordered,
    /// Times, whose default may be `now`.
    Moment,
    Enumeration,
    /// Other scalars.
    Plain,
    Bytes,
    Array,
    Map,
    Object,
}

impl Value {
    pub(super) fn scalar(keys: Json, kind: Kind, literals: Vec<Json>) -> Self {
        let Json::Object(keys) = keys else {
            panic!("keys are a map");
        };
        Value {
            keys,
            kind,
            literals,
        }
    }

    /// Whether rows can be looked up by it.
    pub(super) fn is_searchable(&self) -> bool {
        use Kind::{Enumeration, Moment, Ordered, Plain, String};
        matches!(self.kind, String | Ordered | Moment | Enumeration | Plain)
    }

    /// Whether a design can say its values outside of seeds.
    pub(super) fn has_literals(&self) -> bool {
        self.is_searchable() || self.kind == Kind::Text
    }

    /// Whether it has an order to compare by.
    pub(super) fn is_ordered(&self) -> bool {
        matches!(self.kind, Kind::String | Kind::Ordered | Kind::Moment)
    }
}

/// A type that may be named where a value is described.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) literals: Vec<Json>,
    /// Whether it is an object with attributes, which others may extend.
    pub(super) attributes: Vec<String>,
}

/// A value of any kind; deeper ones are simpler.
pub(super) fn any(chance: &mut Chance, named: &[Named], depth: usize) -> Value {
    if depth == 0 || chance.percent(70) {
        return scalar(chance, named);
    }
    match chance.below(4) {
        0 | 1 => many(chance, named, depth, "array"),
        2 => many(chance, named, depth, "map"),
        _ => object(chance, named, depth),
    }
}

/// A scalar, an enum or a named type.
fn scalar(chance: &mut Chance, named: &[Named]) -> Value {
    match chance.below(10) {
        0 | 1 if !named.is_empty() => {
            let named = chance.pick(named);
            Value::scalar(json!({"type": named.name}), named.kind, named.literals)
        }
        2 => enumeration(chance),
        _ => chance.pick(&scalars::all()),
    }
}

pub(super) fn enumeration(chance: &mut Chance) -> Value {
    let values = chance.pick(words::ENUMERATIONS);
    let literals = values.iter().map(|value| json!(value)).collect();
    Value::scalar(json!({"enum": values}), Kind::Enumeration, literals)
}

fn many(chance: &mut Chance, named: &[Named], depth: usize, ty: &str) -> Value {
    let item = any(chance, named, depth - 1);
    let short = item.keys.len() == 1 && item.keys.contains_key("type");
    let shown = match item.keys.get("type") {
        Some(Json::String(word)) if short && chance.percent(50) => json!(word),
        _ => Json::Object(item.keys.clone()),
    };
    let key = if ty == "array" { "items" } else { "values" };
    let mut keys = Map::new();
    if let (Json::String(word), true) = (&shown, chance.percent(50)) {
        let whole = if ty == "array" {
            format!("{word}[]")
        } else {
            format!("map<{word}>")
        };
        keys.insert("type".into(), json!(whole));
    } else {
        keys.insert("type".into(), json!(ty));
        keys.insert(key.into(), shown);
    }
    if chance.percent(30) {
        keys.insert("max_items".into(), json!(3));
    }
    let (kind, mut literals, empty) = held(&item.literals[0], ty);
    if chance.percent(20) {
        keys.insert("min_items".into(), json!(1));
    } else {
        literals.push(empty);
    }
    Value {
        keys,
        kind,
        literals,
    }
}

/// Arrays or maps that hold something, and one that is empty.
fn held(first: &Json, ty: &str) -> (Kind, Vec<Json>, Json) {
    if ty == "array" {
        let literals = vec![json!([first]), json!([first, first])];
        return (Kind::Array, literals, json!([]));
    }
    let literals = vec![json!({"a \"key\"": first}), json!({"b": first, "c": first})];
    (Kind::Map, literals, json!({}))
}

fn object(chance: &mut Chance, named: &[Named], depth: usize) -> Value {
    let names = chance.some(words::MEMBERS, 4);
    let mut attributes = Map::new();
    let mut literal = Map::new();
    for name in names {
        let value = any(chance, named, depth - 1);
        literal.insert(name.into(), value.literals[0].clone());
        attributes.insert(name.into(), field(chance, &value));
    }
    Value::scalar(
        json!({"attributes": attributes}),
        Kind::Object,
        vec![Json::Object(literal)],
    )
}

/// A value as an attribute of an object, a payload or a query.
pub(super) fn field(chance: &mut Chance, value: &Value) -> Json {
    let mut keys = value.keys.clone();
    if keys.len() == 1
        && let Some(Json::String(word)) = keys.get("type")
        && chance.percent(40)
    {
        let optional = if chance.percent(40) { "?" } else { "" };
        return json!(format!("{word}{optional}"));
    }
    match chance.below(6) {
        0 => drop(keys.insert("optional".into(), json!(true))),
        1 => drop(keys.insert("nullable".into(), json!(true))),
        2 if value.has_literals() => {
            let default = value.literals[0].clone();
            keys.insert("default".into(), default);
        }
        _ => {}
    }
    described(chance, value, &mut keys);
    Json::Object(keys)
}

/// What every attribute may say beside its type.
pub(super) fn described(chance: &mut Chance, value: &Value, keys: &mut Map<String, Json>) {
    if chance.percent(30) {
        let text = chance.pick(words::TEXTS);
        keys.insert("description".into(), json!(text));
    }
    if chance.percent(20) && value.has_literals() {
        let example = chance.pick(&value.literals);
        keys.insert("example".into(), example);
    }
    if chance.percent(5) {
        keys.insert("deprecated".into(), json!(true));
    }
}
