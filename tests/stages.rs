//! One dropped design under `cases/stages/` is one case: its snapshot shows what the generator takes it to mean.

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

/// The service, without places: those are shown by the cases of diagnostics.
fn meaning(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the case is readable");
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    match moguera::front(&source) {
        Ok(service) => compact(&format!("{service:#?}")),
        Err(found) => panic!("{}", found.render(&source, Colour::Never)),
    }
}

/// A dump that people can review: no places, nothing that is not said, and on one line what fits there.
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
        } else if text.ends_with(": None,") || text.ends_with(": [],") || text.ends_with(": false,") {
            lines.pop();
        }
    }
    lines.join("\n")
}

/// Puts the lines of what was closed onto one, if it fits; takes them out if they say nothing.
fn close(lines: &mut Vec<String>, start: usize) {
    let inside: Vec<&str> = lines[start..].iter().map(|line| line.trim()).collect();
    let joined = inside.join(" ").replace("( ", "(").replace(", )", ")").replace("[ ", "[").replace(", ]", "]");
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
