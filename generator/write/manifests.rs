//! Manifests that belong to the team: the text on the disk, the one that it was derived from and the one that is
//! scaffolded now go in; the lines that generated code needs, and where they belong, come out.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceFile, Span};

/// What can keep generated code from being compiled.
pub mod codes {
    crate::diagnostic::codes! {
        /// Generated code needs a dependency, or a feature of its own crate, that came after the manifest was scaffolded.
        /// The manifest is yours, so it is not written: paste the line, or let `moguera upgrade` merge it in.
        NEEDED = "E0906";
    }
}

/// What a manifest lacks.
#[derive(Debug)]
pub struct Needs {
    /// The manifest.
    pub(super) text: String,
    pub(super) needed: Vec<Needed>,
}

/// A line that a manifest lacks, or all those of a section that it lacks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Needed {
    /// The head of its section: `[dependencies]`
    section: String,
    lines: Vec<String>,
    /// The line of the manifest that it belongs below, if there is one.
    place: Option<Range<usize>>,
}

pub(super) fn is_manifest(path: &str) -> bool {
    path == "Cargo.toml" || path.ends_with("/Cargo.toml")
}

/// Lines of sections of dependencies and features that are new since the base and that the manifest does not have.
pub(super) fn needed(manifest: &str, base: &str, new: &str) -> Vec<Needed> {
    let (here, before) = (names(manifest), names(base));
    let is_needed = |line: &Line<'_>| {
        let is_known = |names: &BTreeSet<Vec<String>>| names.contains(&line.name);
        matters(&line.name) && !is_known(&here) && !is_known(&before)
    };
    let written = lines(manifest);
    let lines = lines(new);
    let places = lines.iter().enumerate();
    let mut needed: Vec<Needed> = Vec::new();
    for (position, line) in places.filter(|(_, line)| !line.is_head && is_needed(line)) {
        let place = place(&written, &lines[..position]);
        let text = line.text.trim_end().to_owned();
        match needed.last_mut() {
            // Nobody pastes the head of a section twice.
            Some(last) if place.is_none() && last.section == line.section => last.lines.push(text),
            _ => needed.push(Needed {
                section: line.section.to_owned(),
                lines: vec![text],
                place,
            }),
        }
    }
    needed
}

/// The line of a manifest below which another one belongs: that of the nearest line before it that both have.
fn place(written: &[Line<'_>], before: &[Line<'_>]) -> Option<Range<usize>> {
    let section = before.last()?.section;
    let before = before
        .iter()
        .rev()
        .take_while(|line| line.section == section);
    let is_same = |line: &Line<'_>, other: &Line<'_>| {
        (line.is_head, line.section, &line.name) == (other.is_head, other.section, &other.name)
    };
    let mut found = before.filter_map(|line| written.iter().find(|other| is_same(line, other)));
    found.next().map(|line| line.place.clone())
}

/// Everything that manifests lack, each at the place where it belongs.
pub fn findings(needs: &BTreeMap<String, Needs>) -> Option<(Source, Diagnostics)> {
    if needs.is_empty() {
        return None;
    }
    let file = |(path, needs): (&String, &Needs)| SourceFile::new(path, &needs.text);
    let source = Source::new(needs.iter().map(file).collect());
    let mut found = Diagnostics::new();
    for (position, file) in source.files().iter().enumerate() {
        let Some(needs) = needs.get(&file.path) else {
            continue;
        };
        for needed in &needs.needed {
            found.push(needed.finding(position, file));
        }
    }
    Some((source, found))
}

impl Needed {
    fn finding(&self, position: usize, file: &SourceFile) -> Diagnostic {
        let end = file.text.len();
        let place = self.place.clone().unwrap_or(end..end);
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span {
            file: offset(position),
            start: offset(place.start),
            end: offset(place.end),
        };
        let lines = format!("`{}`", self.lines.join("` and `"));
        let (label, paste) = match self.place {
            Some(_) => ("below this line", format!("paste {lines}")),
            None => (
                "at the end",
                format!("paste `{}`, and below it {lines}", self.section),
            ),
        };
        Diagnostic::new(
            codes::NEEDED,
            span,
            "generated code needs a line that this manifest does not have",
        )
        .label(label)
        .help(paste)
        .help("or `moguera upgrade` merges it in")
    }
}

/// A line of a manifest that names something.
struct Line<'a> {
    /// Everything that it is in and its own name: `dependencies`, `axum`; without what is said of it.
    name: Vec<String>,
    section: &'a str,
    text: &'a str,
    place: Range<usize>,
    is_head: bool,
}

/// What is named in a manifest: `axum = …`, `axum.workspace = true` and `[dependencies.axum]` are all the same.
fn names(manifest: &str) -> BTreeSet<Vec<String>> {
    lines(manifest).into_iter().map(|line| line.name).collect()
}

/// Heads and keys, as TOML 1.0 writes them. The manifest need not be right: cargo says so if it is not.
fn lines(manifest: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let (mut section, mut parts) = ("", Vec::new());
    let mut start = 0;
    for whole in manifest.split_inclusive('\n') {
        let text = whole.trim_end();
        let place = start..start + text.len();
        start += whole.len();
        let head = text.trim().strip_prefix('[');
        let name = match head {
            Some(head) => {
                section = text.trim();
                parts = keys(head.trim_start_matches('['));
                parts.clone()
            }
            None if text.contains('=') => [parts.clone(), keys(text)].concat(),
            None => continue,
        };
        lines.push(Line {
            name: cut(name),
            section,
            text,
            place,
            is_head: head.is_some(),
        });
    }
    lines
}

/// The keys before `=` or `]`, which points separate and quotes may surround.
fn keys(text: &str) -> Vec<String> {
    let mut keys = vec![String::new()];
    let mut quote = None;
    for character in text.chars() {
        match (quote, character) {
            (None, '=' | ']' | '#') => break,
            (None, '.') => keys.push(String::new()),
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), _) if open == character => quote = None,
            (None, blank) if blank.is_whitespace() => {}
            (_, plain) => {
                if let Some(key) = keys.last_mut() {
                    key.push(plain);
                }
            }
        }
    }
    keys
}

/// What is said of a dependency is not its name.
fn cut(mut name: Vec<String>) -> Vec<String> {
    if let Some(section) = name.iter().position(|part| is_section(part)) {
        name.truncate(section + 2);
    }
    name
}

fn matters(name: &[String]) -> bool {
    let [above @ .., _] = name else {
        return false;
    };
    above.iter().any(|part| is_section(part))
}

fn is_section(part: &str) -> bool {
    matches!(
        part,
        "dependencies" | "dev-dependencies" | "build-dependencies" | "features"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Colour;

    const BASE: &str = "[package]\nname = \"x\"\n\n[dependencies]\naxum = \"1\"\ntokio = \"1\"\n";
    const NEW: &str = "[package]\nname = \"x\"\n\n[dependencies]\naxum = \"1\"\ntokio = \"2\"\nuuid = { version = \"1\" }\n\n[target.'cfg(unix)'.dev-dependencies]\nrustix = \"1\"\n";

    fn lines_needed(manifest: &str) -> Vec<String> {
        let needed = needed(manifest, BASE, NEW);
        needed.into_iter().flat_map(|it| it.lines).collect()
    }

    #[test]
    fn only_what_came_since_is_needed() {
        assert_eq!(
            lines_needed(BASE),
            ["uuid = { version = \"1\" }", "rustix = \"1\""]
        );
        let without_tokio = BASE.replace("tokio = \"1\"\n", "");
        assert_eq!(lines_needed(&without_tokio).len(), 2, "they took it out");
    }

    #[test]
    fn however_it_is_written_it_is_there() {
        for written in [
            "uuid = \"1\"",
            "uuid.workspace = true",
            "\"uuid\" = '1'",
            "  uuid={version=\"1\"}  # ours",
            "[dependencies.uuid]\nversion = \"1\"",
        ] {
            let manifest = format!("{BASE}{written}\n");
            assert_eq!(lines_needed(&manifest), ["rustix = \"1\""], "{written}");
        }
        let other = "[dev-dependencies]\nuuid = \"1\"\n[target.\"cfg(unix)\".dev-dependencies]\nrustix = \"1\"\n";
        assert_eq!(
            lines_needed(&format!("{BASE}{other}")),
            ["uuid = { version = \"1\" }"]
        );
    }

    #[test]
    fn the_line_to_paste_has_a_place() {
        let needs = Needs {
            text: BASE.to_owned(),
            needed: needed(BASE, BASE, NEW),
        };
        let (source, found) =
            findings(&[("a/Cargo.toml".to_owned(), needs)].into()).expect("two lines are missing");
        let told = found.render(&source, Colour::Never);
        let expected = "error[E0906]: generated code needs a line that this manifest does not have
 --> a/Cargo.toml:6:1
  |
6 | tokio = \"1\"
  | ^^^^^^^^^^^ below this line
  |
  = help: paste `uuid = { version = \"1\" }`
  = help: or `moguera upgrade` merges it in
";
        assert!(told.starts_with(expected), "{told}");
        assert!(
            told.contains(
                "paste `[target.'cfg(unix)'.dev-dependencies]`, and below it `rustix = \"1\"`"
            ),
            "{told}"
        );
    }

    #[test]
    fn a_section_that_is_new_is_pasted_once() {
        let new = format!("{BASE}\n[dev-dependencies]\ninsta = \"1\"\nuuid = \"1\"\n");
        let needs = Needs {
            text: BASE.to_owned(),
            needed: needed(BASE, BASE, &new),
        };
        let (source, found) =
            findings(&[("a/Cargo.toml".to_owned(), needs)].into()).expect("a section is missing");
        let told = found.render(&source, Colour::Never);
        let paste = "paste `[dev-dependencies]`, and below it `insta = \"1\"` and `uuid = \"1\"`";
        assert!(told.contains(paste), "{told}");
        assert_eq!(told.matches("E0906").count(), 1, "{told}");
    }
}
