//! One dropped file under `cases/diagnostics/` is one case: its snapshot shows the design and what is said about it.
//!
//! A case of several files has a line `#--- name.yaml` before each of them.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]
use std::fmt::Write;
use std::path::Path;

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::source::{Source, SourceFile};

#[test]
fn every_case_is_told_what_is_wrong() {
    insta::with_settings!({
        snapshot_path => "../snapshots/diagnostics",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("cases/diagnostics/*.yaml", |path| {
            insta::assert_snapshot!("case", told(path));
        });
    });
}

/// A code that no case shows is one that nobody has seen.
#[test]
fn every_code_of_the_reader_has_a_case() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/diagnostics");
    let snapshots = std::fs::read_dir(folder).expect("the snapshots are there");
    let snapshots = snapshots.map(|entry| entry.expect("the folder is readable").path());
    let shown: String = snapshots
        .map(|path| std::fs::read_to_string(path).expect("the snapshot is readable"))
        .collect();
    let mut before = "";
    for code in moguera::parse::codes::ALL {
        assert!(
            shown.contains(&format!("[{}]", code.id())),
            "{} has no case",
            code.id()
        );
        assert!(
            before < code.id(),
            "{} is out of order or given twice",
            code.id()
        );
        assert!(
            code.explanation().trim_end().ends_with('.'),
            "{} is not explained",
            code.id()
        );
        before = code.id();
    }
}

#[test]
fn a_finding_is_one_line_of_json() {
    let text =
        "moguera: \"0.1\"\napi: {name: shop, version: 1.0.0, titel: Größe}\ntypes: {A: , A: }\n";
    let source = Source::new(vec![SourceFile::new("shop.yaml", text)]);
    let lines = findings(&source).to_json(&source);
    let lines: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is an object"))
        .collect();
    assert_eq!(lines[0]["code"], "E0111");
    assert_eq!(lines[0]["severity"], "error");
    assert_eq!(lines[0]["message"], "`api` has no key `titel`");
    assert_eq!(lines[0]["file"], "shop.yaml");
    let place = ["line", "column", "end_line", "end_column"].map(|key| lines[0][key].as_u64());
    assert_eq!(place, [Some(2), Some(35), Some(2), Some(40)]);
    assert_eq!(lines[0]["help"][0], "did you mean `title`?");
    assert!(
        lines[0]["rendered"]
            .as_str()
            .is_some_and(|frame| frame.contains("^^^^^ no such key"))
    );
    assert_eq!(lines[2]["code"], "E0105");
    assert_eq!(lines[2]["labels"][0]["line"], 3);
    assert_eq!(lines[2]["labels"][0]["text"], "first given here");
}

/// The design and the findings, one below the other.
fn told(path: &Path) -> String {
    let bytes = std::fs::read(path).expect("the case is readable");
    let source = Source::new(files(path, bytes));
    let diagnostics = findings(&source);
    let mut told = String::new();
    for file in source.files() {
        writeln!(told, "======== {}\n{}", file.path, visible(&file.text))
            .expect("a string takes it");
    }
    let findings = diagnostics.render(&source, Colour::Never);
    let verdict = if diagnostics.errors() == 0 {
        "accepted\n"
    } else {
        ""
    };
    write!(told, "========\n{verdict}{findings}").expect("a string takes it");
    told
}

fn findings(source: &Source) -> Diagnostics {
    match moguera::read(source) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    }
}

fn files(path: &Path, bytes: Vec<u8>) -> Vec<SourceFile> {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("names of cases are text");
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return vec![SourceFile::from_bytes(name, bytes)];
    };
    let mut parts = text.split("#--- ");
    let first = parts.next().filter(|first| !first.is_empty());
    let named = parts.map(|part| {
        part.split_once('\n')
            .expect("a name stands in a line of its own")
    });
    first
        .map(|text| (name, text))
        .into_iter()
        .chain(named)
        .map(|(name, text)| SourceFile::new(name, text))
        .collect()
}

/// Text whose every character can be seen in a snapshot.
fn visible(text: &str) -> String {
    let escape = |character: char| match character {
        '\n' => "\n".to_owned(),
        '\u{feff}' | '\u{202a}'..='\u{202e}' => character.escape_unicode().to_string(),
        hidden if hidden.is_control() => hidden.escape_default().to_string(),
        plain => plain.to_string(),
    };
    text.chars().map(escape).collect()
}
