//! A case: a few lines that change `cases/breaking/base.yaml`. Lines with `-` and with a blank before them stand in the
//! base, those with `+` and a blank take their place; a blank line parts two such places. A line of `=` parts steps that are
//! generated one after the other: what lies between the base and the last of them is known then, by their lock files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use moguera::breaking::{Finding, compare_through};
use moguera::diagnostic::{Colour, Diagnostics};
use moguera::evolve::{Between, DataLoss, between};
use moguera::ir::Service;
use moguera::source::{Source, SourceFile};

/// The base, and what a case makes of it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) before: Service,
    pub(crate) after: Service,
    /// What lock files tell of the way forth and of that back; nothing of a single step.
    between: [Between; 2],
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
        let steps: Vec<&str> = text.split("\n=======\n").collect();
        let mut designs = vec![base()];
        for step in &steps {
            let last = designs.last().expect("the base is one");
            designs.push(applied(&name, last, step)?);
        }
        let services = designs.iter().map(|design| service(&name, design));
        let services = services.collect::<Result<Vec<_>, _>>()?;
        let between = match steps.len() {
            1 => Default::default(),
            _ => generated(&name, &services)?,
        };
        Ok(Case {
            before: before.clone(),
            after: services.into_iter().next_back().expect("the base is one"),
            between,
            name,
            text,
        })
    }

    /// The rule that it is about.
    pub(crate) fn rule(&self) -> &str {
        self.name.split('-').next().unwrap_or(&self.name)
    }

    pub(crate) fn forth(&self) -> Vec<Finding> {
        compare_through(&self.before, &self.after, &self.between[0])
    }

    pub(crate) fn back(&self) -> Vec<Finding> {
        compare_through(&self.after, &self.before, &self.between[1])
    }
}

/// What lies between the first of these and the last, each of which is generated, and between the last and the first.
fn generated(name: &str, services: &[Service]) -> Result<[Between; 2], String> {
    let mut locks = vec![BTreeSet::new()];
    for service in services {
        let last = locks.last().expect("there is an empty one");
        let evolution = moguera::migrate(service, last, DataLoss::Allowed);
        let told = |found: Diagnostics| {
            let told: Vec<_> = found.sorted().iter().map(|it| it.message.clone()).collect();
            format!("{name}: {}", told.join("\n"))
        };
        locks.push(evolution.map_err(told)?.facts);
    }
    let (old, new) = (&locks[1], locks.last().expect("there are some"));
    let known = |old, new| between(old, new).ok_or_else(|| format!("{name}: no history is shared"));
    Ok([known(old, new)?, known(new, old)?])
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
