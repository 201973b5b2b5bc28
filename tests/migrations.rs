//! One dropped file `cases/evolving/NAME.edit.yaml` is one case: an edit of `before.yaml` there. Its snapshot shows the edit,
//! and the migration that follows or why there is none.
//!
//! Each of `edits` replaces every `from` by `to`; `allow: data loss` is what `--allow-data-loss` says.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]

use std::fmt::Write;
use std::path::Path;

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::evolve::{self, DataLoss};
use moguera::output::{Output, Owner};
use moguera::source::{Source, SourceFile};
use serde::Deserialize;

const BEFORE: &str = include_str!("cases/evolving/before.yaml");

/// What a case says.
#[derive(Deserialize)]
struct Case {
    allow: Option<String>,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    from: String,
    to: String,
}

#[test]
fn every_edit_is_followed_or_told_why_not() {
    insta::with_settings!({
        snapshot_path => "../snapshots/evolving",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("cases/evolving/*.edit.yaml", |path| {
            insta::assert_snapshot!("case", told(path));
        });
    });
}

/// A code that no case shows is one that nobody has seen.
#[test]
fn every_code_of_evolution_has_a_case() {
    let shown: String = cases().map(|path| told(&path)).collect();
    for code in evolve::ALL {
        // What is wrong with a lock file no edit of a design brings about.
        let is_of_lock = ["E0405", "E0406", "E0408"].contains(&code.id());
        assert!(
            is_of_lock || shown.contains(&format!("[{}]", code.id())),
            "{} has no case",
            code.id()
        );
    }
}

/// What was written once is not written again.
#[test]
fn a_second_run_finds_nothing_to_migrate() {
    for path in cases() {
        let case = read(&path);
        let (source, before) = (edited(&case), generated(&source(BEFORE)));
        let Ok(first) = generate(&source, &before, loss(&case)) else {
            continue;
        };
        let second = generate(&source, &first, DataLoss::Refused);
        let second = second.unwrap_or_else(|found| panic!("{}", plain(&found, &source)));
        assert_eq!(second.schema, first.schema, "{}", path.display());
        assert_eq!(migrations(&second).count(), 0, "{}", path.display());
    }
}

fn cases() -> impl Iterator<Item = std::path::PathBuf> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/evolving");
    let entries = std::fs::read_dir(folder).expect("the cases are there");
    let paths = entries.map(|entry| entry.expect("the folder is readable").path());
    paths.filter(|path| path.to_string_lossy().ends_with(".edit.yaml"))
}

fn read(path: &Path) -> Case {
    let text = std::fs::read_to_string(path).expect("the case is readable");
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn source(text: &str) -> Source {
    Source::new(vec![SourceFile::new("design.yaml", text)])
}

fn edited(case: &Case) -> Source {
    let mut text = BEFORE.to_owned();
    for edit in &case.edits {
        assert!(text.contains(&edit.from), "{}", edit.from);
        text = text.replace(&edit.from, &edit.to);
    }
    source(&text)
}

fn loss(case: &Case) -> DataLoss {
    match case.allow.as_deref() {
        Some("data loss") => DataLoss::Allowed,
        None => DataLoss::Refused,
        Some(other) => panic!("nothing allows {other}"),
    }
}

fn generate(source: &Source, before: &Output, loss: DataLoss) -> Result<Output, Diagnostics> {
    let service = moguera::front(source)?;
    evolve::not_renamed(&service, &before.names)?;
    moguera::generate(&service, &before.schema, loss)
}

fn generated(source: &Source) -> Output {
    let output = generate(source, &Output::new(), DataLoss::Refused);
    output.unwrap_or_else(|found| panic!("{}", plain(&found, source)))
}

fn plain(found: &Diagnostics, source: &Source) -> String {
    found.render(source, Colour::Never)
}

/// The texts of the migrations that this run writes.
fn migrations(output: &Output) -> impl Iterator<Item = (&String, &str)> {
    let files = output.files().iter();
    let files = files.filter(|(_, file)| file.owner == Owner::Migration);
    files.map(|(path, file)| (path, file.text.as_ref()))
}

fn told(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("the case is readable");
    let case = read(path);
    let before = generated(&source(BEFORE));
    let source = edited(&case);
    let outcome = match generate(&source, &before, loss(&case)) {
        Err(found) => plain(&found, &source),
        Ok(output) => {
            let mut outcome = plain(&output.warnings, &source);
            for (path, text) in migrations(&output) {
                let (_, statements) = text.split_once('\n').unwrap_or_default();
                write!(outcome, "---- {path}\n{statements}\n").expect("a string takes all");
            }
            outcome
        }
    };
    format!("{text}========\n{outcome}")
}
