//! Answers as tables, JSON and YAML.

use cli::{Console, Output, Row, Table};
use contract::page::PageBody;
use serde::Serialize;

use crate::paper::Paper;

#[derive(Serialize)]
struct Thing {
    title: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'static str>,
    count: u32,
    by: Vec<u32>,
}

const A: Thing = Thing {
    title: "a",
    note: None,
    count: 1,
    by: Vec::new(),
};

fn printed(output: Output, print: impl Fn(&mut Console)) -> (String, String) {
    let (answers, failures) = (Paper::default(), Paper::default());
    let mut console = Console::new(answers.clone(), failures.clone());
    console.set_output(output);
    print(&mut console);
    (answers.text(), failures.text())
}

fn row(fields: &[(&str, &str)]) -> Row {
    let owned = fields
        .iter()
        .map(|(name, text)| (name.to_string(), text.to_string()));
    owned.collect()
}

#[test]
fn one_thing_is_a_line_for_each_field_in_the_designs_order() {
    let (text, _) = printed(Output::Table, |console| console.show(&A).unwrap());
    assert_eq!(text, "title  a\ncount  1\nby     []\n");
    let (text, _) = printed(Output::Json, |console| console.show(&A).unwrap());
    assert_eq!(
        text,
        "{\n  \"title\": \"a\",\n  \"count\": 1,\n  \"by\": []\n}\n"
    );
    let (text, _) = printed(Output::Yaml, |console| console.show(&A).unwrap());
    assert_eq!(text, "title: a\ncount: 1\nby: []\n");
}

#[test]
fn a_list_is_a_line_for_each_thing_and_hints_stand_apart() {
    let noted = Thing {
        title: "日本語",
        note: Some("n"),
        count: 20,
        by: vec![1, 2],
    };
    let page = PageBody {
        items: vec![A, noted],
        next: Some("c1".to_owned()),
        total: Some(9),
    };
    let (text, hints) = printed(Output::Table, |console| console.list(&page).unwrap());
    let expected = "\
TITLE   NOTE  COUNT  BY
a             1      []
日本語  n     20     [1,2]
";
    assert_eq!(text, expected);
    assert_eq!(hints, "9 in all\nmore with --cursor c1, or --all\n");
    let (text, hints) = printed(Output::Json, |console| console.list(&page).unwrap());
    assert!(
        text.contains("\"next\": \"c1\"") && hints.is_empty(),
        "{text}"
    );
}

#[test]
fn what_is_no_object_is_a_value() {
    let (text, _) = printed(Output::Table, |console| console.show(&"x").unwrap());
    assert_eq!(text, "value  x\n");
    let (text, _) = printed(Output::Table, |console| console.show(&[A]).unwrap());
    assert_eq!(text, "TITLE  COUNT  BY\na      1      []\n");
    let (text, _) = printed(Output::Table, |console| {
        console.show(&Vec::<Thing>::new()).unwrap()
    });
    assert_eq!(text, "");
}

#[test]
fn long_cells_are_cut_to_the_width() {
    let table = Table::of_rows(vec![
        row(&[
            ("id", "1"),
            ("body", "a long text that does not fit"),
            ("at", "now"),
        ]),
        row(&[
            ("id", "2"),
            ("body", "日本語日本語日本語日本語"),
            ("at", "then"),
        ]),
    ]);
    let expected = "\
ID  BODY          AT
1   a long text…  now
2   日本語日本…   then
";
    assert_eq!(table.render(Some(22)), expected);
    assert!(table.render(None).contains("does not fit"));
    // Columns stay readable where a terminal is too narrow for all of them.
    assert!(table.render(Some(1)).contains("a long …"));
}

#[test]
fn text_does_not_command_the_terminal() {
    let table = Table::of_fields(row(&[("body", "a\nb\u{1b}[31m")]));
    assert_eq!(table.render(None), "body  a\\nb\\u{1b}[31m\n");
}
