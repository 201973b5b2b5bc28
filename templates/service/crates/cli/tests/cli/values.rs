//! Values of flags that are more than words.

use cli::{Json, finite};
use serde_json::{Value, json};

#[test]
fn structures_are_json() {
    let given: Json = r#"{"a": [1, null]}"#.parse().unwrap();
    let sent: Value = serde_json::to_value(&given).unwrap();
    assert_eq!(sent, json!({ "a": [1, null] }));
}

#[test]
fn null_would_be_taken_for_an_absent_flag() {
    assert!("null".parse::<Json>().is_err());
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    let error = "{".parse::<Json>().unwrap_err();
    assert!(error.contains("line 1 column 1"), "{error}");
}

#[test]
fn numbers_are_those_of_json() {
    assert_eq!(finite("-1.5e3"), Ok(-1500.0));
    for text in ["NaN", "inf", "-infinity", "1e999", "", "x"] {
        assert!(finite(text).is_err(), "{text}");
    }
}
