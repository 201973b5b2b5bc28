//! The reader of designs beside `serde_yaml`, which reads all YAML that is not a design: texts that
//! both accept say the same in both.

use moguera::diagnostic::Diagnostics;
use moguera::schema::{Definition, Literal, Shape};
use moguera::source::{Source, SourceFile};
use serde_yaml::Value;

/// Values that differ between readers of YAML, or could.
const VALUES: &[&str] = &[
    "plain",
    "two words",
    "\"quoted\"",
    "'it''s'",
    "\"escapes: \\t \\u00e9 \\x41 \\\" \\\\\"",
    "a#b",
    "a # comment",
    "http://example.com/?a=b",
    "a:b",
    "-a",
    "--- x",
    "yes",
    "No",
    "on",
    "y",
    "'true'",
    "'null'",
    "''",
    "\"\"",
    "012x",
    "1.0.0",
    "1_000",
    "2026-11-20",
    "2026-11-20T10:00:00Z",
    "10:30:00",
    "0o17x",
    "日本語 text",
    "\"\\U0001F600\"",
    "|\n        block\n          kept\n        text\n",
    ">\n        folded\n        text\n\n        more\n",
    "|-\n        stripped\n",
    "|+\n        kept\n\n",
    "plain over\n        two lines",
    "\"quoted over\n        two lines\"",
    "'single over\n\n        three lines'",
    "[a, b, c]",
    "[]",
    "[a, [b, 'c'], \"d\"]",
    "\n        - a\n        - b c\n        - 'd'\n",
    "[a,\n        b]",
    "[ 'a' , \"b\" ,]",
];

#[test]
fn literals_are_read_alike() {
    for written in VALUES {
        let text = format!(
            "moguera: '0.1'\napi: {{name: a, version: 1.0.0}}\nentities:\n  E:\n    attributes:\n      a:\n       example: {written}\n"
        );
        let twin: Value = serde_yaml::from_str(&text).expect("the twin reads it");
        let twin = &twin["entities"]["E"]["attributes"]["a"]["example"];
        assert_eq!(plain(twin), ours(&text), "{written}");
    }
}

/// Text and lists of text; other scalars do not occur in the table.
#[derive(Debug, PartialEq)]
enum Plain {
    Text(String),
    List(Vec<Plain>),
}

fn plain(value: &Value) -> Plain {
    match value {
        Value::String(text) => Plain::Text(text.clone()),
        Value::Sequence(values) => Plain::List(values.iter().map(plain).collect()),
        other => panic!("the table has only text and lists: {other:?}"),
    }
}

fn ours(text: &str) -> Plain {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    assert!(
        diagnostics.is_empty(),
        "{}",
        diagnostics.render(&source, moguera::diagnostic::Colour::Never)
    );
    let (_, entity) = &design.entities[0];
    let (_, attribute) = &entity.attributes[0];
    literal(attribute.example.as_ref().expect("there is an example"))
}

fn literal(written: &Literal) -> Plain {
    match written {
        Literal::Scalar(scalar) => Plain::Text(scalar.text.clone()),
        Literal::List(list) => Plain::List(list.value.iter().map(literal).collect()),
    }
}

/// Keys and nesting: block and flow, anchors, comments, odd spacing, every kind of line end.
#[test]
fn structure_is_read_alike() {
    let texts = [
        "types:\n  A: {enum: [a, b]}\n  B:\n    enum:\n    - c\n    - d\n",
        "types: {A: {enum: [a]}, \"B\": {enum: [b]}, 'C': {enum: ['c']}}\n",
        "# comment\ntypes: # comment\n  # comment\n  A: # comment\n    enum: [a, # comment\n      b]\n",
        "types:\n  A: {enum: &list [a, b]}\n  B: {enum: *list}\n  C: &c {enum: [x]}\n  D: *c\n",
        "types:\r\n  A:\r\n    enum: [a, b]\r\n  B: {enum: [c]}\r\n",
        "\u{feff}types:\n  A: {enum: [a]}\n",
        "---\ntypes:\n  A: {enum: [a]}\n...\n",
        "types:\n    A:\n            enum:\n                  - a\n\n\n                  - b\n    B: {enum: [c]}",
        "types:\n  ? A\n  : enum: [a]\n  ? B\n  : {enum: [b]}\n",
        "types:\n  \"A\\x42\": {enum: [a]}\n  Größe: {enum: [b]}\n",
    ];
    for text in texts {
        let twin: Value = serde_yaml::from_str(text).expect("the twin reads it");
        let twin = twin["types"].as_mapping().expect("it is a map").iter();
        let twin: Vec<_> = twin
            .map(|(name, ty)| (plain(name), plain(&ty["enum"])))
            .collect();
        assert_eq!(our_enums(text), twin, "{text}");
    }
}

/// The types of a design that has nothing but enums, each with its values.
fn our_enums(text: &str) -> Vec<(Plain, Plain)> {
    let head = "moguera: '0.1'\napi: {name: a, version: 1.0.0}\n";
    let source = Source::new(vec![
        SourceFile::new("design.yaml", text),
        SourceFile::new("head.yaml", head),
    ]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}");
    let types = design.types.iter().map(|(name, ty)| {
        let Definition::Enum(values) = &ty.definition else {
            panic!("{} is an enum", name.value)
        };
        let values = values.value.iter();
        let values = values.map(|value| Plain::Text(value.value.value.clone()));
        let name = Plain::Text(name.value.clone());
        (name, Plain::List(values.collect()))
    });
    types.collect()
}

/// What is no YAML to the one is none to the other.
#[test]
fn broken_texts_are_refused_alike() {
    let texts = [
        "types:\n\tA: {}\n",
        "types: {A: [}\n",
        "types: [A\n",
        "types: \"A\n",
        "types: *nothing\n",
        "types: @a\n",
        "types: `a\n",
        "types: a: b\n",
        "types:\n  A: x\n B: y\n",
        "types: \"\\q\"\n",
        "types: \u{0}\n",
        "a\nb: c\n",
        "types: {A: x}}\n",
        "types:\n  A: 1\n  A: 2\n",
    ];
    for text in texts {
        assert!(
            serde_yaml::from_str::<Value>(text).is_err(),
            "the twin accepts {text:?}"
        );
        let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
        let mut diagnostics = Diagnostics::new();
        moguera::parse::parse(&source, &mut diagnostics);
        let codes: Vec<_> = diagnostics
            .sorted()
            .iter()
            .map(|found| found.code.id())
            .collect();
        let syntax = ["E0101", "E0103", "E0105", "E0106"];
        assert!(
            codes.iter().any(|code| syntax.contains(code)),
            "{text:?}: {codes:?}"
        );
    }
}

/// The same kinds of value mean the same wherever they stand.
#[test]
fn short_and_long_forms_are_the_same() {
    let text = "moguera: '0.1'\napi: {name: a, version: 1.0.0}\nentities:\n  E:\n    attributes: {a: 'string?', b: {type: string, optional: true}}\n";
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let design = moguera::parse::parse(&source, &mut diagnostics);
    let (_, entity) = &design.entities[0];
    for (name, attribute) in &entity.attributes {
        assert!(
            matches!(&attribute.value.shape, Shape::Type(_)),
            "{}",
            name.value
        );
        assert!(
            attribute
                .optional
                .as_ref()
                .is_some_and(|optional| optional.value),
            "{}",
            name.value
        );
    }
}
