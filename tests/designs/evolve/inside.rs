//! What is renamed inside of JSON is found by its new name on both databases, and nothing else of it is changed.

use super::migrator::{Job, Migrator};
use super::rows::{Dialect, item};
use super::versions::{files, step};
use moguera::evolve::DataLoss;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Objects in objects, arrays and unions, and values of enums among them.
const DESIGN: &str = r#"
moguera: "0.1"
api: { name: migrated, version: 1.0.0 }
types:
  Spot: { attributes: { row: "int32?", sure: boolean, size: { enum: [small, large] } } }
  Round: { attributes: { radius: float64 } }
  Square: { attributes: { side: float64 } }
  Shape: { one_of: { round: Round, square: Square }, discriminator: kind }
entities:
  Item:
    attributes:
      place: { attributes: { spot: Spot, "null": "Spot?", note: string } }
      spots: Spot[]
      shapes: Shape[]
      sizes: { type: array, items: { enum: [red, blue] } }
"#;

const EDITS: [(&str, &str); 5] = [
    ("spot: Spot,", "at: { type: Spot, renamed_from: spot },"),
    (
        "row: \"int32?\"",
        "line: { type: int32, optional: true, renamed_from: row }",
    ),
    ("[small, ", "[{ name: tiny, renamed_from: small }, "),
    (
        "radius: float64",
        "reach: { type: float64, renamed_from: radius }",
    ),
    ("[red, ", "[{ name: crimson, renamed_from: red }, "),
];

const COLUMNS: [&str; 4] = ["place", "spots", "shapes", "sizes"];

fn rows() -> [Value; 4] {
    let spot = |row: i32| json!({ "row": row, "sure": true, "size": "small" });
    [
        json!({ "spot": spot(1), "null": null, "note": "it's \"row\": small" }),
        json!([spot(1), { "sure": false, "size": "large" }, spot(2)]),
        json!([{ "kind": "round", "radius": 0.30000000000000004 }, { "kind": "square", "side": 1.0 }]),
        json!(["blue", "red", "blue"]),
    ]
}

fn renamed() -> [Value; 4] {
    let spot = |line: i32| json!({ "line": line, "sure": true, "size": "tiny" });
    [
        json!({ "at": spot(1), "null": null, "note": "it's \"row\": small" }),
        json!([spot(1), { "sure": false, "size": "large" }, spot(2)]),
        json!([{ "kind": "round", "reach": 0.30000000000000004 }, { "kind": "square", "side": 1.0 }]),
        json!(["blue", "crimson", "blue"]),
    ]
}

#[test]
fn what_is_renamed_in_json_is_found_by_its_new_name() {
    let edited = EDITS
        .iter()
        .fold(DESIGN.to_owned(), |text, (from, to)| text.replace(from, to));
    let first = step(DESIGN, &BTreeSet::new(), DataLoss::Refused).expect("it is sound");
    let next = step(&edited, &first.facts, DataLoss::Refused).expect("nothing is lost");
    let last = step(&edited, &next.facts, DataLoss::Refused).expect("nothing is left");
    assert!(
        last.next.is_none(),
        "what was followed is not followed again"
    );
    let (first, next) = (files(&first), files(&next));
    let migrator = Migrator::build();
    for dialect in migrator.dialects() {
        let reads = COLUMNS.map(|column| ("items".to_owned(), vec![column.to_owned()]));
        let job = Job::new()
            .migrate(&first)
            .insert(&insert(dialect))
            .migrate(&[first.clone(), next.clone()].concat())
            .read(reads.to_vec());
        let outcomes = migrator.run(dialect, &[job]);
        let found = outcomes[0].found().expect("it is migrated");
        let read = found.last().and_then(Value::as_array).expect("it was read");
        let texts = read.iter().map(|rows| rows[0][0].as_str().expect("a text"));
        let values: Vec<Value> = texts.map(|text| json(text, dialect)).collect();
        assert_eq!(values, renamed(), "{dialect:?}");
    }
}

fn insert(dialect: Dialect) -> String {
    let values = rows().map(|value| format!("'{}'", value.to_string().replace('\'', "''")));
    item(dialect, &COLUMNS.join(", "), &values.join(", "))
}

/// SQLite shows texts as literals.
fn json(text: &str, dialect: Dialect) -> Value {
    let text = match dialect {
        Dialect::Sqlite => text.trim_matches('\'').replace("''", "'"),
        Dialect::Postgres => text.to_owned(),
    };
    serde_json::from_str(&text).expect("it is JSON")
}
