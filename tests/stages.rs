//! One dropped design under `cases/stages/` is one case: its snapshot shows what the generator
//! takes it to mean.

#![expect(clippy::disallowed_methods, reason = "these tests read their cases")]

use std::path::Path;

use moguera::diagnostic::Colour;
use moguera::source::{Source, SourceFile};

#[test]
fn every_design_means_what_its_snapshot_says() {
    insta::with_settings!({
        snapshot_path => "../snapshots/ir",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("cases/stages/*.yaml", |path| {
            insta::assert_snapshot!("ir", meaning(path));
        });
    });
}

/// Whatever a design says, it is accepted or told what is wrong: words of the cases change places,
/// lines are missing.
#[test]
fn no_design_is_too_strange() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/stages");
    for entry in std::fs::read_dir(folder).expect("the cases are there") {
        let path = entry.expect("the folder is readable").path();
        let text = std::fs::read_to_string(path).expect("the case is readable");
        for strange in without_a_line(&text).chain(with_a_word_of_its_own(&text)) {
            let source = Source::new(vec![SourceFile::new("design.yaml", strange.as_str())]);
            if let Err(found) = moguera::front(&source) {
                assert!(found.errors() > 0, "refused without a reason:\n{strange}");
            }
        }
    }
}

fn without_a_line(text: &str) -> impl Iterator<Item = String> {
    let lines: Vec<&str> = text.lines().collect();
    (0..lines.len()).map(move |index| [&lines[..index], &lines[index + 1..]].concat().join("\n"))
}

/// Each word once replaced by each of some others, the nearest ones and some from afar.
fn with_a_word_of_its_own(text: &str) -> impl Iterator<Item = String> {
    let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let starts = text.match_indices(is_word).map(|(start, _)| start);
    let starts = starts.filter(|start| !text[..*start].ends_with(is_word));
    let words: Vec<(usize, &str)> = starts
        .map(|start| {
            (
                start,
                text[start..].split(|c| !is_word(c)).next().unwrap_or(""),
            )
        })
        .collect();
    let others = [1, 2, 3, 5, 8, 13, 34, 89];
    let places = (0..words.len()).flat_map(move |index| others.map(|other| (index, other)));
    places.map(move |(index, other)| {
        let (start, word) = words[index];
        let (_, other) = words[(index + other) % words.len()];
        format!("{}{other}{}", &text[..start], &text[start + word.len()..])
    })
}

/// A code that no case shows is one that nobody has seen.
#[test]
fn every_code_of_meaning_has_a_case() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/diagnostics");
    let snapshots = std::fs::read_dir(folder).expect("the snapshots are there");
    let paths = snapshots.map(|entry| entry.expect("the folder is readable").path());
    let read = |path| std::fs::read_to_string(path).expect("the snapshot is readable");
    let shown: String = paths.map(read).collect();
    for code in moguera::resolve::codes::ALL
        .iter()
        .chain(moguera::check::codes::ALL)
    {
        assert!(
            shown.contains(&format!("[{}]", code.id())),
            "{} has no case",
            code.id()
        );
    }
}

/// The service, without places: those are shown by the cases of diagnostics.
fn meaning(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the case is readable");
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    match moguera::front(&source) {
        Ok(service) => compact(&format!("{service:#?}")),
        Err(found) => panic!("{}", found.render(&source, Colour::Never)),
    }
}

/// A dump that people can review: no places, nothing that is not said, and on one line what fits
/// there.
fn compact(dump: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut opened: Vec<usize> = Vec::new();
    for line in dump.lines() {
        let text = line.trim_start();
        if text.ends_with(['{', '(', '[']) {
            opened.push(lines.len());
        }
        lines.push(line.to_owned());
        if text.starts_with(['}', ')', ']'])
            && let Some(start) = opened.pop()
        {
            close(&mut lines, start);
        } else if text.ends_with(": None,") || text.ends_with(": [],") || text.ends_with(": false,")
        {
            lines.pop();
        }
    }
    lines.join("\n")
}

/// Puts the lines of what was closed onto one, if it fits; takes them out if they say nothing.
fn close(lines: &mut Vec<String>, start: usize) {
    let inside: Vec<&str> = lines[start..].iter().map(|line| line.trim()).collect();
    let joined = inside
        .join(" ")
        .replace("( ", "(")
        .replace(", )", ")")
        .replace("[ ", "[")
        .replace(", ]", "]");
    let says_nothing = inside[0].starts_with("span: ") || joined == "rules: Rules { },";
    let line = lines[start].clone();
    let indent = &line[..line.len() - line.trim_start().len()];
    if says_nothing {
        lines.truncate(start);
    } else if indent.len() + joined.len() <= 120 {
        lines.truncate(start);
        lines.push(format!("{indent}{joined}"));
    }
}
