//! A case: a few lines that change `cases/breaking/base.yaml`. Lines with `-` and with a blank before them stand in the
//! base, those with `+` and a blank take their place; a blank line parts two such places.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use moguera::breaking::{Finding, compare};
use moguera::diagnostic::{Colour, Diagnostics};
use moguera::ir::Service;
use moguera::source::{Source, SourceFile};

/// The base, and what a case makes of it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) before: Service,
    pub(crate) after: Service,
}

impl Case {
    /// # Errors
    ///
    /// What is wrong with the case.
    pub(crate) fn read(path: &Path, before: &Service) -> Result<Self, String> {
        let name = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("plain names")
            .to_owned();
        let text = fs::read_to_string(path).expect("the case is readable");
        let base = base();
        let after = applied(&name, &base, &text)?;
        Ok(Case {
            before: before.clone(),
            after: service(&name, &after)?,
            name,
            text,
        })
    }

    /// The rule that it is about.
    pub(crate) fn rule(&self) -> &str {
        self.name.split('-').next().unwrap_or(&self.name)
    }

    pub(crate) fn forth(&self) -> Vec<Finding> {
        compare(&self.before, &self.after)
    }

    pub(crate) fn back(&self) -> Vec<Finding> {
        compare(&self.after, &self.before)
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/breaking")
}

/// Every case.
pub(crate) fn all() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(read);
    &CASES
}

fn read() -> Vec<Case> {
    let entries = fs::read_dir(folder()).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|it| it == "diff"))
        .collect();
    paths.sort();
    let before = service("base", &base()).expect("the base is sound");
    let (cases, wrong): (Vec<_>, Vec<_>) = paths
        .iter()
        .map(|path| Case::read(path, &before))
        .partition(Result::is_ok);
    let wrong: Vec<String> = wrong.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    cases.into_iter().filter_map(Result::ok).collect()
}

pub(crate) fn base() -> String {
    fs::read_to_string(folder().join("base.yaml")).expect("the base is readable")
}

pub(crate) fn service(name: &str, text: &str) -> Result<Service, String> {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let told = |found: Diagnostics| format!("{name}:\n{}", found.render(&source, Colour::Never));
    moguera::front(&source).map_err(told)
}

/// The base with the changes of a case.
fn applied(name: &str, base: &str, case: &str) -> Result<String, String> {
    let hunks = case.split("\n\n").filter(|hunk| !hunk.trim().is_empty());
    hunks.into_iter().try_fold(base.to_owned(), |text, hunk| {
        let side = |sign: char| -> String {
            let lines = hunk.lines().filter(|line| line.starts_with([sign, ' ']));
            lines.map(|line| format!("{}\n", &line[1..])).collect()
        };
        let (old, new) = (side('-'), side('+'));
        if old.is_empty() {
            return Ok(text + &new);
        }
        let old = format!("\n{old}");
        match text.matches(&old).count() {
            1 => Ok(text.replacen(&old, &format!("\n{new}"), 1)),
            times => Err(format!("{name}: {times} times in the base: {old}")),
        }
    })
}
