//! Schemas: what validators and generators of clients stumble over.

use serde_json::Value;

use crate::case::cases;

#[test]
fn null_is_said_so_that_it_is_understood() {
    for case in cases() {
        case.walk(&mut |_, value| {
            if value["nullable"] == true {
                assert!(
                    value["type"].is_string(),
                    "{}: `nullable` has no effect in {value}",
                    case.name
                );
                if let Some(values) = value["enum"].as_array() {
                    assert!(
                        values.contains(&Value::Null),
                        "{}: the enum refuses null in {value}",
                        case.name
                    );
                }
            }
        });
    }
}

#[test]
fn objects_say_which_properties_are_required() {
    for case in cases() {
        case.walk(&mut |_, value| {
            for name in value["required"].as_array().into_iter().flatten() {
                let name = name.as_str().expect("names are text");
                assert!(
                    value["properties"].get(name).is_some(),
                    "{}: {name} in {value}",
                    case.name
                );
            }
        });
    }
}
