//! Random values: a type with rules, and some values that keep them.

use super::chance::Chance;
use super::words;
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
        _ => simple(chance),
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
    let first = item.literals[0].clone();
    let mut literals = if ty == "array" {
        vec![json!([first]), json!([first, first])]
    } else {
        vec![json!({"a \"key\"": first}), json!({"b": first, "c": first})]
    };
    if chance.percent(20) {
        keys.insert("min_items".into(), json!(1));
    } else {
        literals.push(if ty == "array" { json!([]) } else { json!({}) });
    }
    let kind = if ty == "array" {
        Kind::Array
    } else {
        Kind::Map
    };
    Value {
        keys,
        kind,
        literals,
    }
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

/// Scalars with the rules that suit them.
fn simple(chance: &mut Chance) -> Value {
    let texts: Vec<Json> = words::TEXTS.iter().map(|text| json!(text)).collect();
    let lines = words::TEXTS.iter().filter(|text| !text.contains('\n'));
    let lines: Vec<Json> = lines.map(|text| json!(text)).collect();
    let made: [(Json, Kind, Vec<Json>); 33] = [
        (json!({"type": "string"}), Kind::String, lines.clone()),
        (
            json!({"type": "string", "min_length": 1, "max_length": 200}),
            Kind::String,
            lines,
        ),
        (
            json!({"type": "string", "pattern": "^[A-Z]{2}[0-9]{4}$", "max_length": 6}),
            Kind::String,
            vec![json!("AB1234"), json!("XY0000"), json!("QQ9999")],
        ),
        (
            json!({"type": "string", "pattern": "^[^\"'\\\\`{}#]+$"}),
            Kind::String,
            vec![json!("one"), json!("two <b>"), json!("three */")],
        ),
        (json!({"type": "text"}), Kind::Text, texts.clone()),
        (
            json!({"type": "text", "min_length": 1, "max_length": 5000}),
            Kind::Text,
            texts,
        ),
        (
            json!({"type": "boolean"}),
            Kind::Plain,
            vec![json!(true), json!(false)],
        ),
        (
            json!({"type": "int32"}),
            Kind::Ordered,
            vec![json!(0), json!(-2_147_483_648), json!(7)],
        ),
        (
            json!({"type": "int32", "minimum": 1, "maximum": 99}),
            Kind::Ordered,
            vec![json!(1), json!(99), json!(50)],
        ),
        (
            json!({"type": "int32", "exclusive_minimum": 0, "exclusive_maximum": 100}),
            Kind::Ordered,
            vec![json!(1), json!(99), json!(50)],
        ),
        (
            json!({"type": "int64"}),
            Kind::Ordered,
            vec![
                json!(i64::MAX),
                json!(i64::MIN),
                json!(9_007_199_254_740_993_i64),
            ],
        ),
        (
            json!({"type": "int64", "minimum": i64::MIN, "exclusive_maximum": i64::MAX}),
            Kind::Ordered,
            vec![json!(0), json!(i64::MIN), json!(-1)],
        ),
        (
            json!({"type": "float64"}),
            Kind::Ordered,
            vec![json!(0.5), json!(-1e300), json!(3)],
        ),
        (
            json!({"type": "float64", "minimum": -0.5, "exclusive_maximum": 1e3}),
            Kind::Ordered,
            vec![json!(0.25), json!(-0.5), json!(999.5)],
        ),
        (
            json!({"type": "decimal"}),
            Kind::Ordered,
            vec![json!("12.50"), json!("-1"), json!("0.01")],
        ),
        (
            json!({"type": "decimal", "scale": 0, "minimum": 0, "maximum": 1000}),
            Kind::Ordered,
            vec![json!("0"), json!("1000"), json!("5")],
        ),
        (
            json!({"type": "decimal", "scale": 9, "exclusive_minimum": "-0.000000001"}),
            Kind::Ordered,
            vec![json!("0.000000001"), json!("3"), json!("1.5")],
        ),
        (
            json!({"type": "bytes"}),
            Kind::Bytes,
            vec![json!("aGk="), json!(""), json!("AAEC")],
        ),
        (
            json!({"type": "bytes", "min_length": 1, "max_length": 8}),
            Kind::Bytes,
            vec![json!("aGk="), json!("AAEC"), json!("/w==")],
        ),
        (
            json!({"type": "datetime"}),
            Kind::Moment,
            vec![
                json!("2026-01-05T09:00:00Z"),
                json!("1999-12-31T23:59:59.999999Z"),
                json!("2026-01-05T09:00:00+09:00"),
            ],
        ),
        (
            json!({"type": "date"}),
            Kind::Moment,
            vec![
                json!("2026-11-20"),
                json!("2024-02-29"),
                json!("1970-01-01"),
            ],
        ),
        (
            json!({"type": "uuid"}),
            Kind::Plain,
            vec![
                json!("0190a5b4-0000-7000-8000-000000000001"),
                json!("00000000-0000-0000-0000-000000000000"),
            ],
        ),
        (
            json!({"type": "url"}),
            Kind::Plain,
            vec![
                json!("https://example.com/"),
                json!("https://example.com/a?b=c&d='e'#f"),
            ],
        ),
        (
            json!({"type": "url", "max_length": 60}),
            Kind::Plain,
            vec![json!("https://example.com/")],
        ),
        (
            json!({"type": "email"}),
            Kind::Plain,
            vec![json!("ann@example.com"), json!("bob@example.com")],
        ),
        (
            json!({"type": "email", "min_length": 5, "max_length": 60}),
            Kind::Plain,
            vec![json!("ann@example.com")],
        ),
        (
            json!({"type": "string", "max_length": 20}),
            Kind::String,
            vec![
                json!("now"),
                json!(""),
                json!("null"),
                json!("${x}"),
                json!("\"#{{"),
            ],
        ),
        (
            json!({"type": "string"}),
            Kind::String,
            vec![json!("\\"), json!("'"), json!("\"")],
        ),
        (
            json!({"type": "boolean"}),
            Kind::Plain,
            vec![json!(false), json!(true)],
        ),
        (
            json!({"type": "int32"}),
            Kind::Ordered,
            vec![json!(1), json!(2), json!(3)],
        ),
        (
            json!({"type": "datetime"}),
            Kind::Moment,
            vec![json!("2026-01-05T09:00:00Z")],
        ),
        (
            json!({"type": "date"}),
            Kind::Moment,
            vec![json!("2026-11-20")],
        ),
        (
            json!({"type": "text", "pattern": "^[^\\u0000]*$"}),
            Kind::Text,
            vec![json!("any"), json!("two\nlines")],
        ),
    ];
    let (keys, kind, literals) = chance.pick(&made);
    Value::scalar(keys, kind, literals)
}
