//! Changes inside of a value, as RFC 7396 has them.

use std::collections::BTreeMap;

use contract::input::{Decode, Faults, Fields, FromInput, Rule, Undecodable, decode_json};
use contract::problem::Place;
use contract::{Merge, Patch};
use serde_json::{Value, json};

/// Like an object whose members are objects.
type Shelves = BTreeMap<String, BTreeMap<String, i32>>;

#[derive(Debug)]
struct Change {
    always: Option<Merge<Shelves>>,
    perhaps: Patch<Merge<BTreeMap<String, i32>>>,
}

impl Decode for Change {
    fn decode(fields: &mut Fields) -> Option<Self> {
        let always = fields.merge::<Shelves>("always", |_| Ok(()));
        let perhaps = fields.merge_patch::<BTreeMap<String, i32>>("perhaps", |value| {
            value.keeps(&[Rule::MinItems(1), Rule::MaxItems(2)])
        });
        fields.finish()?;
        Some(Self {
            always: always?,
            perhaps: perhaps?,
        })
    }
}

fn decode(body: &Value) -> Result<Change, Vec<(String, String)>> {
    match decode_json(body.to_string().as_bytes()) {
        Ok(change) => Ok(change),
        Err(Undecodable::Invalid(errors)) => {
            let errors = errors.into_iter().map(|error| match error.place {
                Place::Pointer(place) | Place::Parameter(place) => (place, error.code.to_string()),
            });
            Err(errors.collect())
        }
        Err(Undecodable::Malformed { reason }) => panic!("the body is JSON, but: {reason}"),
    }
}

/// What becomes of a value, and what is wrong with it.
fn merged(before: &Value, body: Value) -> (Value, Vec<String>) {
    let mut value: Shelves = serde_json::from_value(before.clone()).unwrap();
    let change = decode(&json!({ "always": body })).unwrap();
    let mut faults = Faults::default();
    let change = change.always.expect("it is mentioned");
    change.merge_into("always", &mut value, &mut faults);
    (json!(value), codes(faults))
}

fn codes(faults: Faults) -> Vec<String> {
    let errors = faults.into_errors().into_iter();
    errors.map(|error| error.code.to_string()).collect()
}

#[test]
fn what_is_not_mentioned_stays_and_null_removes() {
    let before = json!({ "a": { "x": 1, "y": 2 }, "b": {} });
    for (patch, after) in [
        (json!({}), before.clone()),
        (
            json!({ "a": { "x": 3 } }),
            json!({ "a": { "x": 3, "y": 2 }, "b": {} }),
        ),
        (
            json!({ "a": { "x": null, "z": 4 } }),
            json!({ "a": { "y": 2, "z": 4 }, "b": {} }),
        ),
        (json!({ "a": null, "no": null }), json!({ "b": {} })),
        (
            json!({ "c": { "x": 1, "y": null } }),
            json!({ "a": { "x": 1, "y": 2 }, "b": {}, "c": { "x": 1 } }),
        ),
    ] {
        assert_eq!(merged(&before, patch.clone()), (after, vec![]), "{patch}");
    }
}

#[test]
fn what_is_mentioned_is_read_at_once() {
    for (body, fault) in [
        (json!({ "always": null }), ("/always", "null")),
        (json!({ "always": [] }), ("/always", "wrong_type")),
        (
            json!({ "always": { "a": { "x": "1" } } }),
            ("/always/a/x", "wrong_type"),
        ),
        (
            json!({ "perhaps": { "x": [] } }),
            ("/perhaps/x", "wrong_type"),
        ),
    ] {
        let refused = decode(&body).expect_err("it cannot be read");
        assert_eq!(
            refused,
            [(fault.0.to_owned(), fault.1.to_owned())],
            "{body}"
        );
    }
}

#[test]
fn what_comes_of_it_keeps_the_rules() {
    let change = |body: Value| decode(&json!({ "perhaps": body })).unwrap().perhaps;
    let merged = |before: &Option<BTreeMap<String, i32>>, body: Value| {
        let (mut value, mut faults) = (before.clone(), Faults::default());
        change(body).merge_into("perhaps", &mut value, &mut faults);
        (json!(value), codes(faults))
    };
    let two = Some(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
    let kept = (json!({ "a": 1, "b": 2 }), vec!["max_items".to_owned()]);
    assert_eq!(merged(&two, json!({ "c": 3 })), kept);
    assert_eq!(
        merged(&two, json!({ "a": null, "c": 3 })).0,
        json!({ "b": 2, "c": 3 })
    );
    assert_eq!(merged(&two, json!({})).0, json!(two));
    let emptied = merged(&two, json!({ "a": null, "b": null }));
    assert_eq!(emptied.1, ["min_items"]);
    assert_eq!(merged(&two, Value::Null).0, Value::Null);
    assert_eq!(
        merged(&None, json!({ "a": 1, "b": null })).0,
        json!({ "a": 1 })
    );
}

#[test]
fn a_value_says_all_that_it_has() {
    let value = BTreeMap::from([("a".to_owned(), 1)]);
    let said = json!(Merge::from(value));
    assert_eq!(said, json!({ "a": 1 }));
    let read: Merge<BTreeMap<String, i32>> = serde_json::from_value(said).unwrap();
    assert_eq!(read, Merge::from(BTreeMap::from([("a".to_owned(), 1)])));
}
