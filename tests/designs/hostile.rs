//! Designs that mean harm, or look like it: a file below `cases/hostile/refused/` is told clearly what is wrong with it,
//! and those below `cases/hostile/accepted/` together are one service that builds, lints, documents and passes its tests.

use super::compile::Workspace;
use moguera::diagnostic::Colour;
use moguera::source::{Source, SourceFile};
use std::fs;
use std::path::Path;

const ACCEPTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/hostile/accepted");

/// What a case says nothing of.
const HEAD: &str = "moguera: \"0.1\"\napi: {name: hostile, version: 1.0.0}\n";

#[test]
fn what_cannot_be_is_told_so() {
    insta::with_settings!({
        snapshot_path => "../../snapshots/hostile",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("../cases/hostile/refused", "*.yaml", |path| {
            insta::assert_snapshot!("case", refused(path));
        });
    });
}

/// The findings; the design stands in the case.
fn refused(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the case is readable");
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("cases have plain names");
    let mut files = vec![SourceFile::new(name, text.as_str())];
    if !text.contains("\napi:") {
        files.push(SourceFile::new("head.yaml", HEAD));
    }
    let source = Source::new(files);
    let Err(found) = moguera::front(&source) else {
        panic!("{name} is accepted; then it belongs to the others");
    };
    visible(&found.render(&source, Colour::Never))
}

/// Text whose every character can be seen in a snapshot.
fn visible(text: &str) -> String {
    let escape = |character: char| match character {
        '\n' => "\n".to_owned(),
        '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => character.escape_unicode().to_string(),
        hidden if hidden.is_control() => hidden.escape_default().to_string(),
        plain => plain.to_string(),
    };
    text.chars().map(escape).collect()
}

#[test]
fn what_can_be_compiles_and_passes_its_tests() {
    let mut files = Vec::new();
    for entry in fs::read_dir(ACCEPTED).expect("the cases are there") {
        let path = entry.expect("the folder is readable").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .expect("cases have plain names");
        let text = fs::read_to_string(&path).expect("the case is readable");
        files.push((name.to_owned(), text));
    }
    files.sort();
    let design: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let below = tempfile::tempdir().expect("there is room for a temporary folder");
    let service = Workspace::of(&design, "hostile", below.path());
    service.compiles();
    service.passes_its_tests();
}
