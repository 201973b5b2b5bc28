//! Which lock files a run goes on from: the text comes in, its facts go out, or why this version of moguera leaves it
//! alone.

use super::text::{FACTS, GENERATOR, SCHEMA, codes, digest, read};
use super::{Lock, Step};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::digest::Digest;
use crate::output::MIGRATIONS;
use crate::source::{Source, Span};
use crate::version::Version;
use std::collections::BTreeSet;

/// Reads the facts that a run of this version goes on from.
///
/// # Errors
///
/// As [`super::parse`]; another version wrote the file; lines of it were changed by hand. What a newer version wrote is
/// not understood any further.
pub fn accept(source: &Source, step: Step) -> Result<Lock, Diagnostics> {
    let (lock, mut found) = read(source);
    let this = Version::this();
    let mut other = Diagnostics::new();
    if let Some(finding) = other_version(source, &this, step) {
        other.push(finding);
    }
    if newest(&lock).is_some_and(|newest| newest > this) {
        other.gate()?;
    }
    if found.errors() == 0
        && let Some(finding) = altered(source, &lock)
    {
        found.push(finding);
    }
    found.extend(without_files(source, &lock));
    found.extend(other);
    found.gate()?;
    Ok(lock)
}

/// The version that wrote the file, if it is newer than this one.
pub fn newer(source: &Source) -> Option<Version> {
    newest(&read(source).0).filter(|newest| *newest > Version::this())
}

/// The newest version that wrote a part of it: after a merge it is the one that counts.
fn newest(lock: &Lock) -> Option<Version> {
    let versions = lock.generators.iter();
    versions.filter_map(|version| Version::parse(version)).max()
}

fn other_version(source: &Source, this: &Version, step: Step) -> Option<Diagnostic> {
    let mut written: Vec<_> = lines(source, GENERATOR)
        .filter_map(|(text, span)| Some((Version::parse(text)?, span)))
        .collect();
    written.sort_by(|(one, _), (other, _)| other.cmp(one));
    let (newest, span) = written.first()?;
    if newest == this || (newest < this && step == Step::Upgrade) {
        return None;
    }
    let message = format!("moguera {newest} wrote this service, this is moguera {this}");
    let install = format!("`{}` installs that one", newest.install());
    let finding = Diagnostic::new(codes::OTHER_VERSION, *span, message).help(install);
    let finding = match (newest > this, step) {
        (true, Step::Upgrade) => finding.label("newer: an upgrade goes forward only"),
        (true, Step::Generate) => finding.label("newer than this one"),
        (false, _) => finding
            .label("older than this one")
            .help("or `moguera upgrade` moves the service on to this version"),
    };
    let older = written.iter().filter(|(version, _)| version != newest);
    Some(older.fold(finding, |finding, (_, span)| {
        finding.also(*span, "merged: the newest version counts")
    }))
}

/// A file that says what its facts are, and has others. A merged one says it twice.
fn altered(source: &Source, lock: &Lock) -> Option<Diagnostic> {
    let text = &source.files().first()?.text;
    if lock.facts.len() != 1 || lock.facts.contains(&digest(text)) {
        return None;
    }
    let (_, span) = lines(source, FACTS).find(|(text, _)| Digest::parse(text).is_some())?;
    let message = "lines of the lock file were changed by hand";
    Some(
        Diagnostic::new(codes::ALTERED, span, message)
            .label("not the digest of the other lines")
            .help("take the file from version control: by what it says files are removed and migrations written")
            .help("if the change is meant, delete this line"),
    )
}

/// Databases, each of which has its files of all migrations.
const DIALECTS: [&str; 2] = ["sqlite", "postgres"];

/// Migrations that have changed the schema, and of which no file was recorded: no run writes the one without the other.
fn without_files(source: &Source, lock: &Lock) -> Diagnostics {
    let mut told = BTreeSet::new();
    let mut found = Diagnostics::new();
    for (step, span) in
        lines(source, SCHEMA).filter_map(|(text, span)| Some((migration(text)?, span)))
    {
        let paths = DIALECTS.map(|dialect| format!("{MIGRATIONS}/{dialect}/{step}.sql"));
        let missing = paths
            .iter()
            .find(|path| !lock.migrations.contains_key(*path));
        let Some(missing) = missing.filter(|_| told.insert(step)) else {
            continue;
        };
        let message = format!(
            "the migration {} has no file that was recorded",
            quoted(step)
        );
        found.push(
            Diagnostic::new(codes::ALTERED, span, message)
                .label(format!("without a line of {}", quoted(missing)))
                .help("take the file from version control: every migration is recorded with its files"),
        );
    }
    found
}

/// The migration that a line of the schema is of: `0001_initial`. Steps behind one have no file, and names that no
/// migration can have are told of where the schema is read.
fn migration(text: &str) -> Option<&str> {
    let (step, _) = text.split_once(' ')?;
    let (number, words) = step.split_once('_')?;
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && words.bytes().all(is_word)).then_some(step)
}

/// What the lines of a kind say, each with the place of the whole line.
fn lines<'a>(source: &'a Source, kind: &'a str) -> impl Iterator<Item = (&'a str, Span)> {
    let text = source.files().first().map_or("", |file| file.text.as_str());
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let fact = line.trim_end_matches(['\n', '\r']);
        let span = super::text::span(start, fact);
        start += line.len();
        Some((fact.strip_prefix(kind)?.strip_prefix(' ')?, span))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Colour;
    use crate::source::SourceFile;
    use crate::version::THIS;

    fn accepted(text: &str, step: Step) -> Result<Lock, String> {
        let source = Source::new(vec![SourceFile::new("moguera.lock", text)]);
        accept(&source, step).map_err(|found| found.render(&source, Colour::Never))
    }

    #[test]
    fn an_older_version_is_moved_on_from_by_an_upgrade_only() {
        let text = "generator 0.0.9+0123\n";
        assert!(accepted(text, Step::Upgrade).is_ok());
        let told = accepted(text, Step::Generate).expect_err("it is another version");
        let expected = format!(
            "error[E0904]: moguera 0.0.9 wrote this service, this is moguera {THIS}
 --> moguera.lock:1:1
  |
1 | generator 0.0.9+0123
  | ^^^^^^^^^^^^^^^^^^^^ older than this one
  |
  = help: `cargo install moguera --version =0.0.9 --locked` installs that one
  = help: or `moguera upgrade` moves the service on to this version
"
        );
        assert_eq!(told, expected);
    }

    #[test]
    fn what_a_newer_version_wrote_is_left_alone() {
        let text = "generator 999.0.0\nnews of the future\n";
        for step in [Step::Generate, Step::Upgrade] {
            let told = accepted(text, step).expect_err("it is another version");
            assert!(told.contains("--version =999.0.0 --locked"), "{told}");
            assert!(!told.contains("moguera upgrade"), "{told}");
            assert!(!told.contains("E0901"), "it may well be a fact: {told}");
        }
    }

    #[test]
    fn other_builds_are_the_same_version() {
        let text = format!("generator {THIS}+00\ngenerator {THIS}+ff\n");
        assert!(accepted(&text, Step::Generate).is_ok());
    }

    #[test]
    fn after_a_merge_the_newest_version_counts() {
        let merged = format!("generator 0.0.9\ngenerator {THIS}\n");
        assert!(accepted(&merged, Step::Generate).is_ok());
        let told = accepted("generator 0.0.8\ngenerator 0.0.9\n", Step::Generate);
        let told = told.expect_err("both are other versions");
        assert!(told.contains("error[E0904]: moguera 0.0.9 wrote"), "{told}");
        assert!(told.contains("merged: the newest version counts"), "{told}");
    }

    #[test]
    fn a_line_that_was_changed_by_hand_is_told() {
        let hash = Digest::of(b"");
        let lock = Lock {
            schema: ["table a".to_owned(), "table b".to_owned()].into(),
            generated: [("a.rs".to_owned(), [hash].into())].into(),
            ..Lock::default()
        };
        let text = Lock {
            facts: [lock.digest()].into(),
            ..lock
        }
        .to_string();
        assert!(accepted(&text, Step::Generate).is_ok());
        assert!(accepted(&text.replace('\n', "\r\n"), Step::Generate).is_ok());
        for changed in [
            text.replace("schema table b\n", ""),
            text.replace("a.rs", "b.rs"),
            format!("{text}generated {hash} main.rs\n"),
        ] {
            let told = accepted(&changed, Step::Generate).expect_err(&changed);
            assert!(told.contains("error[E0905]"), "{told}");
            assert!(told.contains("--> moguera.lock:2:1"), "{told}");
        }
        let other = format!("facts {}\n", Digest::of(b"theirs"));
        let merged = text.replace("schema table b\n", "") + &other;
        assert!(
            accepted(&merged, Step::Generate).is_ok(),
            "lines come and go in a merge"
        );
    }
}
