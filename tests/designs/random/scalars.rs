//! Scalars with the rules that suit them, each with some values that keep them.

use super::value::{Kind, Value};
use super::words;
use serde_json::{Value as Json, json};

/// Everything that a scalar may be. Which one a seed picks depends on the order.
pub(super) fn all() -> Vec<Value> {
    let groups = [
        text(),
        whole_numbers(),
        fractions(),
        bytes(),
        times(),
        addresses(),
        confusable(),
    ];
    groups.into_iter().flatten().collect()
}

fn scalar(keys: Json, kind: Kind, literals: Json) -> Value {
    let Json::Array(literals) = literals else {
        panic!("literals are a list");
    };
    Value::scalar(keys, kind, literals)
}

fn text() -> Vec<Value> {
    let lines = words::TEXTS.iter().filter(|text| !text.contains('\n'));
    let lines: Vec<&str> = lines.copied().collect();
    let line = |keys: Json, literals: Json| scalar(keys, Kind::String, literals);
    let text = |keys: Json| scalar(keys, Kind::Text, json!(words::TEXTS));
    vec![
        line(json!({"type": "string", "max_length": 120}), json!(lines)),
        line(
            json!({"type": "string", "min_length": 1, "max_length": 200}),
            json!(lines),
        ),
        line(
            json!({"type": "string", "pattern": "^[A-Z]{2}[0-9]{4}$", "max_length": 6}),
            json!(["AB1234", "XY0000", "QQ9999"]),
        ),
        line(
            json!({"type": "string", "pattern": "^[^\"'\\\\`{}#]+$", "max_length": 90}),
            json!(["one", "two <b>", "three */"]),
        ),
        // Of any length, so that no index takes it.
        scalar(json!({"type": "string"}), Kind::Text, json!(lines)),
        text(json!({"type": "text"})),
        text(json!({"type": "text", "min_length": 1, "max_length": 5000})),
        scalar(
            json!({"type": "boolean"}),
            Kind::Plain,
            json!([true, false]),
        ),
    ]
}

fn whole_numbers() -> Vec<Value> {
    let number = |keys: Json, literals: Json| scalar(keys, Kind::Ordered, literals);
    vec![
        number(json!({"type": "int32"}), json!([0, -2_147_483_648, 7])),
        number(
            json!({"type": "int32", "minimum": 1, "maximum": 99}),
            json!([1, 99, 50]),
        ),
        number(
            json!({"type": "int32", "exclusive_minimum": 0, "exclusive_maximum": 100}),
            json!([1, 99, 50]),
        ),
        number(
            json!({"type": "int64"}),
            json!([i64::MAX, i64::MIN, 9_007_199_254_740_993_i64]),
        ),
        number(
            json!({"type": "int64", "minimum": i64::MIN, "exclusive_maximum": i64::MAX}),
            json!([0, i64::MIN, -1]),
        ),
    ]
}

fn fractions() -> Vec<Value> {
    let number = |keys: Json, literals: Json| scalar(keys, Kind::Ordered, literals);
    vec![
        number(json!({"type": "float64"}), json!([0.5, -1e300, 3])),
        number(
            json!({"type": "float64", "minimum": -0.5, "exclusive_maximum": 1e3}),
            json!([0.25, -0.5, 999.5]),
        ),
        number(json!({"type": "decimal"}), json!(["12.50", "-1", "0.01"])),
        number(
            json!({"type": "decimal", "scale": 0, "minimum": 0, "maximum": 1000}),
            json!(["0", "1000", "5"]),
        ),
        number(
            json!({"type": "decimal", "scale": 9, "exclusive_minimum": "-0.000000001"}),
            json!(["0.000000001", "3", "1.5"]),
        ),
    ]
}

fn bytes() -> Vec<Value> {
    let bytes = |keys: Json, literals: Json| scalar(keys, Kind::Bytes, literals);
    vec![
        bytes(json!({"type": "bytes"}), json!(["aGk=", "", "AAEC"])),
        bytes(
            json!({"type": "bytes", "min_length": 1, "max_length": 8}),
            json!(["aGk=", "AAEC", "/w=="]),
        ),
    ]
}

fn times() -> Vec<Value> {
    let moments = json!([
        "2026-01-05T09:00:00Z",
        "1999-12-31T23:59:59.999999Z",
        "2026-01-05T09:00:00+09:00"
    ]);
    let days = json!(["2026-11-20", "2024-02-29", "1970-01-01"]);
    vec![
        scalar(json!({"type": "datetime"}), Kind::Moment, moments),
        scalar(json!({"type": "date"}), Kind::Moment, days),
    ]
}

fn addresses() -> Vec<Value> {
    let plain = |keys: Json, literals: Json| scalar(keys, Kind::Plain, literals);
    vec![
        plain(
            json!({"type": "uuid"}),
            json!([
                "0190a5b4-0000-7000-8000-000000000001",
                "00000000-0000-0000-0000-000000000000"
            ]),
        ),
        plain(
            json!({"type": "url", "max_length": 800}),
            json!(["https://example.com/", "https://example.com/a?b=c&d='e'#f"]),
        ),
        scalar(
            json!({"type": "url"}),
            Kind::Text,
            json!(["https://example.com/", "http://[::1]:8080"]),
        ),
        plain(
            json!({"type": "url", "max_length": 60}),
            json!(["https://example.com/"]),
        ),
        plain(
            json!({"type": "email"}),
            json!(["ann@example.com", "bob@example.com"]),
        ),
        plain(
            json!({"type": "email", "min_length": 5, "max_length": 60}),
            json!(["ann@example.com"]),
        ),
    ]
}

/// Values that some language, template or form could take for something else, and the plainest ones.
fn confusable() -> Vec<Value> {
    vec![
        scalar(
            json!({"type": "string", "max_length": 20}),
            Kind::String,
            json!(["now", "", "null", "${x}", "\"#{{"]),
        ),
        scalar(
            json!({"type": "string", "max_length": 9}),
            Kind::String,
            json!(["\\", "'", "\""]),
        ),
        scalar(
            json!({"type": "boolean"}),
            Kind::Plain,
            json!([false, true]),
        ),
        scalar(json!({"type": "int32"}), Kind::Ordered, json!([1, 2, 3])),
        scalar(
            json!({"type": "datetime"}),
            Kind::Moment,
            json!(["2026-01-05T09:00:00Z"]),
        ),
        scalar(json!({"type": "date"}), Kind::Moment, json!(["2026-11-20"])),
        scalar(
            json!({"type": "text", "pattern": "^[^\\u0000]*$"}),
            Kind::Text,
            json!(["any", "two\nlines"]),
        ),
    ]
}
