//! Taste that can be tested: which module may use which, how long a file may be, words that have no
//! place here.

#![expect(clippy::disallowed_methods, reason = "these tests read the sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the generator. Each may use those before it and no other: an arrow the other way
/// is a change of the design.
const LAYERS: &[&str] = &[
    "source",
    "git",
    "diagnostic",
    "digest",
    "version",
    "ir",
    "names",
    "print",
    "mentions",
    "schema",
    "parse",
    "resolve",
    "check",
    "edit",
    "plan",
    "lower",
    "evolve",
    "breaking",
    "output",
    "emit",
    "scaffold",
    "lock",
    "write",
    "machine",
    "explain",
    "cli",
    "commands",
];

/// Files that join the layers.
const ROOTS: &[&str] = &["build", "lib", "main"];

const MOST_LINES: usize = 400;

/// What is unfinished, left over or hidden.
const UNFINISHED: &[&str] = &[
    "todo!",
    "unimplemented!",
    "dbg!",
    "#[allow",
    "#![allow",
    "FIXME",
    "TODO",
];

/// Nouns of the scaffolds: the generator knows no domain. Doc examples and tests may use them.
const NOUNS: &[&str] = &[
    "article",
    "articles",
    "blog",
    "blogs",
    "microblog",
    "tweet",
    "tweets",
];

/// A file of this repository: its path from the root, and its text.
struct Text {
    path: String,
    text: String,
}

impl Text {
    /// The lines with their numbers, without comments and unit tests.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_rust = self.path.ends_with(".rs");
        let lines = self
            .text
            .lines()
            .zip(1..)
            .map(|(line, number)| (number, line));
        let lines = lines.take_while(move |(_, line)| !is_rust || line.trim() != "#[cfg(test)]");
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn texts(folder: &str) -> Vec<Text> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![root.join(folder)];
    let mut texts = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(root).expect("it is in the repository");
                texts.push(Text {
                    path: path.to_str().expect("UTF-8").replace('\\', "/"),
                    text,
                });
            }
        }
    }
    assert!(!texts.is_empty(), "{folder} is empty");
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    texts
}

fn rust(folder: &str) -> impl Iterator<Item = Text> {
    texts(folder)
        .into_iter()
        .filter(|file| file.path.ends_with(".rs"))
}

fn assert_none(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

/// `generator/write/plan.rs` is of the module `write`.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("generator/").unwrap_or(path);
    inside
        .split('/')
        .next()
        .unwrap_or(inside)
        .trim_end_matches(".rs")
}

/// The modules of this crate that a line names as `crate::module`.
fn used(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).filter_map(|rest| {
        let name = rest
            .split(|c: char| !c.is_ascii_lowercase() && c != '_')
            .next()?;
        LAYERS.iter().find(|layer| **layer == name).copied()
    })
}

#[test]
fn modules_use_only_those_before_them() {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut problems = Vec::new();
    for file in rust("generator") {
        let own = module(&file.path);
        if ROOTS.contains(&own) {
            continue;
        }
        if rank(own).is_none() {
            problems.push(format!("{}: the module has no place in LAYERS", file.path));
        }
        for (number, line) in file.code() {
            let wrong = used(line).filter(|name| rank(name) > rank(own));
            problems.extend(
                wrong.map(|name| format!("{}:{number}: {own} may not use {name}", file.path)),
            );
        }
    }
    assert_none(&problems);
}

#[test]
fn no_file_is_too_long() {
    let mut problems = Vec::new();
    for file in ["generator", "templates", "tests"]
        .into_iter()
        .flat_map(rust)
    {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            problems.push(format!(
                "{}: {lines} lines, at most {MOST_LINES}",
                file.path
            ));
        }
    }
    assert_none(&problems);
}

#[test]
fn every_file_says_what_it_is() {
    let files = ["generator", "templates", "tests"]
        .into_iter()
        .flat_map(rust);
    let silent = files.filter(|file| !file.text.starts_with("//!"));
    assert_none(
        &silent
            .map(|file| format!("{}: does not open with `//!`", file.path))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_is_unfinished() {
    let mut problems = Vec::new();
    for file in ["generator", "templates"].into_iter().flat_map(texts) {
        for (line, number) in file.text.lines().zip(1..) {
            let found = UNFINISHED.iter().filter(|word| line.contains(**word));
            problems.extend(found.map(|word| format!("{}:{number}: {word}", file.path)));
        }
    }
    assert_none(&problems);
}

#[test]
fn the_generator_knows_no_domain() {
    let mut problems = Vec::new();
    for file in ["generator", "templates"].into_iter().flat_map(texts) {
        // Scaffolds are known by name in one place; `article` is an element of HTML.
        let is_named_by_right = file.path == "generator/scaffold.rs"
            || [".html.jinja", ".css.jinja", ".html", ".md"]
                .iter()
                .any(|ending| file.path.ends_with(ending));
        if file.path.contains("/tests/") || is_named_by_right {
            continue;
        }
        for (number, line) in file.code() {
            let words = line
                .split(|c: char| !c.is_ascii_alphanumeric())
                .map(str::to_lowercase);
            let found = words.filter(|word| NOUNS.contains(&word.as_str()));
            problems.extend(found.map(|word| format!("{}:{number}: {word}", file.path)));
        }
    }
    assert_none(&problems);
}

/// Every template is rendered by somebody: a string of the generator ends in its name.
#[test]
fn no_template_is_forgotten() {
    let code: String = rust("generator")
        .chain(texts("templates"))
        .map(|file| file.text)
        .collect();
    let mut problems = Vec::new();
    for file in texts("templates") {
        let Some(name) = file
            .path
            .rsplit('/')
            .next()
            .and_then(|name| name.strip_suffix(".jinja"))
        else {
            continue;
        };
        let stem = name.split('.').next().unwrap_or(name);
        let is_named = [name, stem].iter().any(|name| {
            code.contains(&format!("{name}\""))
                || code.contains(&format!("/{name}"))
                || code.contains(&format!("\"{name}"))
        });
        if !is_named {
            problems.push(format!("{}: nobody renders it", file.path));
        }
    }
    assert_none(&problems);
}
