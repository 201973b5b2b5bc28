//! The wire: what is sent and read back without any decoding of input.

use contract::patch::Patch;
use contract::problem::{FieldError, Problem};
use serde_json::json;

#[test]
fn a_problem_reads_as_rfc_9457_wants_it() {
    let errors = vec![
        FieldError::new("required", "is required").under("title"),
        FieldError::new("enum", "must be one of: a").in_parameter("view"),
    ];
    let problem = Problem::new(422, "invalid", "Invalid input").with_errors(errors);
    let expected = json!({
        "type": "/problems/invalid",
        "title": "Invalid input",
        "status": 422,
        "code": "invalid",
        "errors": [
            {"pointer": "/title", "code": "required", "detail": "is required"},
            {"parameter": "view", "code": "enum", "detail": "must be one of: a"},
        ],
    });
    assert_eq!(json!(problem), expected);
    assert_eq!(
        serde_json::from_value::<Problem>(expected).expect("a problem"),
        problem
    );
}

#[test]
fn a_patch_is_serialized_by_leaving_the_absent_out() {
    #[derive(serde::Serialize, serde::Deserialize, Debug, PartialEq)]
    struct Update {
        #[serde(default, skip_serializing_if = "Patch::is_absent")]
        note: Patch<String>,
    }
    for (note, body) in [
        (Patch::Absent, json!({})),
        (Patch::Null, json!({"note": null})),
        (Patch::Value("a".to_owned()), json!({"note": "a"})),
    ] {
        let update = Update { note };
        assert_eq!(json!(update), body);
        assert_eq!(
            serde_json::from_value::<Update>(body).expect("an update"),
            update
        );
    }
}
