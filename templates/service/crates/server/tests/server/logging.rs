//! The log, as the events of migrations show it.

use crate::program::{Folder, complaint};

fn log_of_a_migration(variable: &str, value: &str) -> String {
    let folder = Folder::new();
    let output = folder
        .command(&["migrate"])
        .env(variable, value)
        .output()
        .unwrap();
    complaint(&output)
}

#[test]
fn lines_of_text_are_the_default() {
    let log = log_of_a_migration("LOG", "");
    assert!(
        log.contains(" INFO migration applied name=\"0000_access_keys\""),
        "{log}"
    );
}

#[test]
fn each_line_can_be_an_object() {
    let log = log_of_a_migration("LOG_FORMAT", "json");
    let lines: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<_> = lines
        .iter()
        .filter_map(|line| line["name"].as_str())
        .collect();
    assert!(names.contains(&"0000_access_keys"), "{log}");
}

#[test]
fn nothing_is_logged_that_is_less_important_than_asked() {
    assert_eq!(log_of_a_migration("LOG", "error"), "");
}
