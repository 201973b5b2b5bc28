//! Decoding and validation: each case gives a body or a query and the faults that it must have.

use std::collections::BTreeMap;

use contract::input::{
    Choice, Decode, Faults, Fields, FromInput, Input, Rule, Undecodable, choice, decode_json,
};
use contract::patch::Patch;
use contract::problem::{FieldError, Place};
use jiff::civil::Date;
use serde_json::{Value, json};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Speed {
    Slow,
    Fast,
}

impl Choice for Speed {
    const CHOICES: &'static [(&'static str, Self)] = &[("slow", Self::Slow), ("fast", Self::Fast)];
}

impl FromInput for Speed {
    fn from_input(input: Input) -> Result<Self, Faults> {
        choice(input)
    }
}

/// A type that hands one member, `value`, to the method under test.
macro_rules! probe {
    ($name:ident: $type:ty = $fields:ident => $read:expr) => {
        #[derive(Debug, PartialEq)]
        struct $name($type);

        impl Decode for $name {
            fn decode($fields: &mut Fields) -> Option<Self> {
                let value = $read;
                $fields.finish()?;
                value.map($name)
            }
        }
    };
}

fn codes_at(errors: &[FieldError]) -> Vec<(String, String)> {
    let place = |error: &FieldError| match &error.place {
        Place::Pointer(place) | Place::Parameter(place) => place.clone(),
    };
    errors
        .iter()
        .map(|error| (place(error), error.code.to_string()))
        .collect()
}

fn decode<T: Decode>(body: &Value) -> Result<T, Vec<(String, String)>> {
    match decode_json(body.to_string().as_bytes()) {
        Ok(value) => Ok(value),
        Err(Undecodable::Invalid(errors)) => Err(codes_at(&errors)),
        Err(Undecodable::Malformed { reason }) => panic!("the body is JSON, but: {reason}"),
    }
}

fn malformed(body: &str) -> String {
    match decode_json::<Value1>(body.as_bytes()) {
        Err(Undecodable::Malformed { reason }) => reason,
        other => panic!("{body} must be malformed, is {other:?}"),
    }
}

probe!(Value1: String = fields => fields.required("value", &[]));

fn fault(place: &str, code: &str) -> Vec<(String, String)> {
    vec![(place.to_owned(), code.to_owned())]
}

#[test]
fn a_body_that_is_no_json_is_malformed_with_its_position() {
    assert!(malformed("").contains("line 1 column 0"));
    assert!(malformed("{\n  \"value\": oops}").contains("line 2"));
    assert!(malformed("{\"value\": \"a\"} trailing").contains("line 1 column 16"));
    assert!(malformed("{\"value\": 1e999}").contains("out of range"));
    assert!(malformed("{\"value\": \"\\ud800\"}").contains("line 1"));
    assert!(malformed("{\"value\": NaN}").contains("line 1"));
}

#[test]
fn a_member_given_twice_is_malformed_wherever_it_is() {
    assert!(malformed(r#"{"value": "a", "value": "b"}"#).contains("twice"));
    assert!(malformed(r#"{"value": [{"a": 1, "\u0061": 2}]}"#).contains("twice"));
}

#[test]
fn nesting_has_a_limit() {
    let nested = |levels: usize| "[".repeat(levels) + &"]".repeat(levels);
    assert!(malformed(&nested(200)).contains("recursion"));
    assert!(decode_json::<Vec<Anything>>(nested(100).as_bytes()).is_ok());
}

#[derive(Debug)]
struct Anything;

impl FromInput for Anything {
    fn from_input(_: Input) -> Result<Self, Faults> {
        Ok(Self)
    }
}

#[test]
fn json_that_is_no_object_is_invalid_as_a_whole() {
    for body in [json!([]), json!("text"), json!(1), Value::Null] {
        assert_eq!(decode::<Value1>(&body), Err(fault("", "wrong_type")));
    }
}

#[test]
fn a_required_member_is_neither_absent_nor_null() {
    assert_eq!(decode(&json!({"value": "a"})), Ok(Value1("a".to_owned())));
    assert_eq!(
        decode::<Value1>(&json!({})),
        Err(fault("/value", "required"))
    );
    assert_eq!(
        decode::<Value1>(&json!({"value": null})),
        Err(fault("/value", "null"))
    );
}

#[test]
fn an_optional_member_may_be_absent_but_not_null() {
    probe!(Optional: Option<String> = fields => fields.optional("value", &[]));
    assert_eq!(decode(&json!({})), Ok(Optional(None)));
    assert_eq!(
        decode(&json!({"value": "a"})),
        Ok(Optional(Some("a".to_owned())))
    );
    assert_eq!(
        decode::<Optional>(&json!({"value": null})),
        Err(fault("/value", "null"))
    );
}

#[test]
fn a_nullable_member_may_be_absent_or_null() {
    probe!(Nullable: Option<String> = fields => fields.nullable("value", &[Rule::MinLength(1)]));
    assert_eq!(decode(&json!({})), Ok(Nullable(None)));
    assert_eq!(decode(&json!({"value": null})), Ok(Nullable(None)));
    assert_eq!(
        decode::<Nullable>(&json!({"value": ""})),
        Err(fault("/value", "min_length"))
    );
}

#[test]
fn a_default_replaces_absence_only() {
    probe!(Defaulted: Speed = fields => fields.or_default("value", &[], Speed::Slow));
    assert_eq!(decode(&json!({})), Ok(Defaulted(Speed::Slow)));
    assert_eq!(
        decode(&json!({"value": "fast"})),
        Ok(Defaulted(Speed::Fast))
    );
    assert_eq!(
        decode::<Defaulted>(&json!({"value": null})),
        Err(fault("/value", "null"))
    );
}

#[test]
fn a_patch_tells_absent_null_and_value_apart() {
    probe!(Tri: Patch<String> = fields => fields.patch("value", &[Rule::MaxLength(2)]));
    assert_eq!(decode(&json!({})), Ok(Tri(Patch::Absent)));
    assert_eq!(decode(&json!({"value": null})), Ok(Tri(Patch::Null)));
    assert_eq!(
        decode(&json!({"value": "a"})),
        Ok(Tri(Patch::Value("a".to_owned())))
    );
    assert_eq!(
        decode::<Tri>(&json!({"value": "abc"})),
        Err(fault("/value", "max_length"))
    );
}

#[test]
fn a_change_cannot_empty_a_field() {
    probe!(Change: Option<String> = fields => fields.change("value", &[]));
    assert_eq!(decode(&json!({})), Ok(Change(None)));
    assert_eq!(
        decode::<Change>(&json!({"value": null})),
        Err(fault("/value", "null"))
    );
}

#[test]
fn what_nobody_may_set_is_refused_by_name_and_the_unknown_too() {
    #[derive(Debug, PartialEq)]
    struct Nothing;
    impl Decode for Nothing {
        fn decode(fields: &mut Fields) -> Option<Self> {
            fields.not_settable("owner");
            fields.finish().map(|()| Self)
        }
    }
    assert_eq!(decode(&json!({})), Ok(Nothing));
    let both = decode::<Nothing>(&json!({"owner": null, "a/b~c": 1}));
    let expected = [
        fault("/owner", "not_settable"),
        fault("/a~1b~0c", "unknown_field"),
    ]
    .concat();
    assert_eq!(both, Err(expected));
}

#[test]
fn every_fault_of_a_nested_body_is_found_with_its_pointer() {
    #[derive(Debug)]
    struct Parcel;
    impl Decode for Parcel {
        fn decode(fields: &mut Fields) -> Option<Self> {
            let name = fields.required::<String>("name", &[Rule::MinLength(2), Rule::MaxLength(3)]);
            let stops = fields.optional::<Vec<Value1>>("stops", &[Rule::MaxItems(3)]);
            let notes = fields.optional::<BTreeMap<String, String>>(
                "notes",
                &[Rule::Each(&[Rule::MaxLength(1)])],
            );
            fields.finish()?;
            name?;
            stops?;
            notes?;
            Some(Self)
        }
    }
    let body = json!({
        "name": "",
        "stops": [{"value": "a"}, {"value": 1}, null],
        "notes": {"x": "ok", "y": "y"},
        "extra": true,
    });
    let mut found = decode::<Parcel>(&body).expect_err("the body has five faults");
    found.sort();
    let expected = [
        fault("/extra", "unknown_field"),
        fault("/name", "min_length"),
        fault("/notes/x", "max_length"),
        fault("/stops/1/value", "wrong_type"),
        fault("/stops/2", "null"),
    ];
    assert_eq!(found, expected.concat());
}

#[test]
fn no_more_than_a_hundred_faults_are_reported() {
    let faults = Vec::<bool>::from_input(Input::Json(json!(vec![0; 1000])));
    assert_eq!(
        faults
            .expect_err("zeros are no booleans")
            .into_errors()
            .len(),
        100
    );
}

#[test]
fn a_query_is_read_as_text() {
    let pairs = [
        ("limit", "20"),
        ("fast", "true"),
        ("tag", "a"),
        ("tag", "b"),
        ("since", "2026-01-31"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut query = Fields::from_query(pairs);
    assert_eq!(query.optional::<i32>("limit", &[]), Some(Some(20)));
    assert_eq!(query.optional::<bool>("fast", &[]), Some(Some(true)));
    assert_eq!(
        query.required::<Vec<String>>("tag", &[]),
        Some(vec!["a".to_owned(), "b".to_owned()])
    );
    assert_eq!(
        query.optional::<Date>("since", &[]),
        Some(Some(Date::constant(2026, 1, 31)))
    );
    assert_eq!(query.optional::<f64>("ratio", &[]), Some(None));
    assert_eq!(query.finish(), Some(()));
}

#[test]
fn faults_of_a_query_name_the_parameter() {
    let pairs = [
        ("limit", "many"),
        ("view", "a"),
        ("view", "b"),
        ("tag", ""),
        ("b/c", "1"),
        ("ratio", "inf"),
    ];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut query = Fields::from_query(pairs);
    assert_eq!(query.optional::<i32>("limit", &[]), None);
    assert_eq!(query.optional::<String>("view", &[]), None);
    assert_eq!(query.optional::<f64>("ratio", &[]), None);
    assert_eq!(query.optional::<Vec<Speed>>("tag", &[]), None);
    assert_eq!(query.finish(), None);
    let errors = query.into_parameter_errors();
    assert!(
        errors
            .iter()
            .all(|error| matches!(error.place, Place::Parameter(_)))
    );
    let expected = [
        fault("limit", "wrong_type"),
        fault("view", "repeated"),
        fault("ratio", "wrong_type"),
        fault("tag", "enum"),
        fault("b/c", "unknown_parameter"),
    ];
    assert_eq!(codes_at(&errors), expected.concat());
}
