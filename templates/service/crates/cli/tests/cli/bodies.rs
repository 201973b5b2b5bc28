//! Bodies: `--json` from wherever it is, flags over it, and null where it is asked for.

use std::fs;
use std::path::PathBuf;

use cli::{Body, Exit, Failure, JsonSource};
use contract::input::{Decode, Fields, Rule};
use contract::patch::Patch;
use serde::Serialize;

/// A payload as a design could have it.
#[derive(Debug, PartialEq)]
struct Payload {
    title: Option<String>,
    subtitle: Patch<String>,
    count: Option<i32>,
    tags: Option<Vec<String>>,
}

impl Decode for Payload {
    fn decode(fields: &mut Fields) -> Option<Self> {
        let title = fields.change::<String>("title", &[Rule::MinLength(1)]);
        let subtitle = fields.patch::<String>("subtitle", &[]);
        let count = fields.change::<i32>("count", &[]);
        let tags = fields.change::<Vec<String>>("tags", &[]);
        fields.finish()?;
        Some(Self {
            title: title?,
            subtitle: subtitle?,
            count: count?,
            tags: tags?,
        })
    }
}

#[derive(Default, Serialize)]
struct Flags {
    title: Option<String>,
    subtitle: Option<String>,
    count: Option<i32>,
    tags: Option<Vec<String>>,
}

fn json(text: &str) -> Body {
    Body {
        json: Some(text.parse().unwrap()),
    }
}

fn payload(body: &Body, flags: &Flags, nulls: &[&str]) -> Result<Payload, Failure> {
    let nulls: Vec<String> = nulls.iter().copied().map(str::to_owned).collect();
    body.payload(flags, &nulls)
}

#[test]
fn flags_win_over_json() {
    let body = json(r#"{"title": "from json", "count": 1, "tags": ["a"]}"#);
    let flags = Flags {
        title: Some("from flag".to_owned()),
        tags: Some(vec!["b".to_owned(), "c".to_owned()]),
        ..Flags::default()
    };
    let merged = payload(&body, &flags, &[]).unwrap();
    assert_eq!(merged.title.as_deref(), Some("from flag"));
    assert_eq!(merged.count, Some(1));
    assert_eq!(merged.tags.unwrap(), ["b", "c"]);
    assert_eq!(merged.subtitle, Patch::Absent);
}

#[test]
fn null_comes_from_json_or_its_own_flag() {
    let null = |body, nulls: &[&str]| payload(&body, &Flags::default(), nulls).unwrap().subtitle;
    assert_eq!(null(Body::default(), &["subtitle"]), Patch::Null);
    assert_eq!(null(json(r#"{"subtitle": null}"#), &[]), Patch::Null);
    assert_eq!(
        null(json(r#"{"subtitle": "x"}"#), &["subtitle"]),
        Patch::Null
    );
    assert_eq!(null(Body::default(), &[]), Patch::Absent);
}

#[test]
fn a_value_and_null_contradict_each_other() {
    let flags = Flags {
        subtitle: Some("x".to_owned()),
        ..Flags::default()
    };
    let failure = payload(&Body::default(), &flags, &["subtitle"]).unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
}

#[test]
fn json_comes_from_the_command_line_a_file_or_standard_input() {
    assert_eq!("-".parse(), Ok(JsonSource::StandardInput));
    assert_eq!("@a b.json".parse(), Ok(JsonSource::File("a b.json".into())));
    assert_eq!("{}".parse(), Ok(JsonSource::Text("{}".to_owned())));

    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("body.json");
    fs::write(&path, r#"{"title": "from a file"}"#).unwrap();
    let body = json(&format!("@{}", path.display()));
    let read = payload(&body, &Flags::default(), &[]).unwrap();
    assert_eq!(read.title.as_deref(), Some("from a file"));

    let failure = payload(&json("@/no/such/file"), &Flags::default(), &[]).unwrap_err();
    assert_eq!(failure.exit(), Exit::Failed);
}

#[test]
fn broken_json_is_a_wrong_command_line() {
    for text in ["", "{", "[]", "null", "title"] {
        let failure = payload(&json(text), &Flags::default(), &[]).unwrap_err();
        assert_eq!(failure.exit(), Exit::Usage, "{text}");
    }
}

#[test]
fn broken_rules_are_told_before_anything_is_sent() {
    let body = json(r#"{"title": "", "count": "many", "more": 1}"#);
    let failure = payload(&body, &Flags::default(), &[]).unwrap_err();
    assert_eq!(failure.exit(), Exit::Invalid);
    let explanation = failure.explanation();
    for place in ["/title", "/count", "/more"] {
        assert!(explanation.contains(place), "{explanation}");
    }
}
