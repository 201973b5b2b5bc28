//! What is generated, held against approved files, byte for byte: whole services below `snapshots/services/`, and of each
//! case below `cases/emit/` the files that its first line names.
//!
//! With `UPDATE_GOLDEN` set, what is generated is written there to be read, and what nobody asks for is removed.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::evolve::DataLoss;
use moguera::source::{Source, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Whole services; a few are enough to see what a change of a template changes.
const SERVICES: [&str; 3] = ["gunosy", "minimal", "rental"];

/// What the first line of a case names its files behind.
const KEEPS: &str = "# keeps: ";

/// Texts by their paths below the folder of what is approved.
type Tree = BTreeMap<String, String>;

#[test]
fn whole_services_are_as_approved() {
    for name in SERVICES {
        let source = match name {
            "minimal" => moguera::scaffold::design(&moguera::scaffold::files(name, name)),
            example => Source::new(vec![file(&root().join(format!("designs/{example}.yaml")))]),
        };
        let mut tree = generated(&source);
        tree.retain(|path, text| !is_template(path, text));
        compare(&format!("services/{name}"), &tree);
    }
}

#[test]
fn cases_are_as_approved() {
    for case in cases("emit") {
        let source = file(&case);
        let first = source.text.lines().next().unwrap_or_default();
        let kept = first
            .strip_prefix(KEEPS)
            .expect("the first line says what is kept");
        let kept: BTreeSet<&str> = kept.split(", ").collect();
        let mut tree = generated(&Source::new(vec![source.clone()]));
        let strays = kept.iter().filter(|path| !tree.contains_key(**path));
        assert_eq!(
            strays.collect::<Vec<_>>(),
            Vec::<&&str>::new(),
            "{}",
            case.display()
        );
        tree.retain(|path, _| kept.contains(path.as_str()));
        compare(&format!("emit/{}", stem(&case)), &tree);
    }
}

/// A snapshot that no case asks for would be approved for ever.
#[test]
fn every_snapshot_is_asked_for() {
    let asked = [
        ("breaking", "case", "breaking"),
        ("diagnostics", "case", "diagnostics"),
        ("evolving", "case", "evolving"),
        ("following", "case", "following"),
        ("edit", "case", "edit"),
        ("hostile", "case", "hostile/refused"),
        ("ir", "ir", "stages"),
    ];
    let mut wanted: BTreeSet<PathBuf> = [PathBuf::from("seeds/scripts.snap")].into();
    for (folder, name, cases_of) in asked {
        let snapshots = cases(cases_of).into_iter().map(|case| {
            let case = case
                .file_name()
                .and_then(|name| name.to_str())
                .expect("plain names")
                .to_owned();
            Path::new(folder).join(format!("{name}@{case}.snap"))
        });
        wanted.extend(snapshots);
    }
    let trees: BTreeSet<PathBuf> = cases("emit")
        .iter()
        .map(|case| Path::new("emit").join(stem(case)))
        .chain(SERVICES.map(|name| Path::new("services").join(name)))
        .collect();
    let below = root().join("snapshots");
    let strays = files(&below).into_iter().filter(|path| {
        !wanted.contains(path) && !path.ancestors().any(|above| trees.contains(above))
    });
    let strays: Vec<PathBuf> = strays.collect();
    assert!(
        strays.is_empty(),
        "nobody asks for these snapshots: {strays:#?}"
    );
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/cases").join(folder);
    let names = files(&folder).into_iter();
    let cases: Vec<PathBuf> = names.map(|name| folder.join(name)).collect();
    assert!(!cases.is_empty(), "{} is empty", folder.display());
    cases
}

fn stem(case: &Path) -> &str {
    case.file_stem()
        .and_then(|stem| stem.to_str())
        .expect("cases have plain names")
}

fn file(path: &Path) -> SourceFile {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .expect("cases have plain names");
    SourceFile::new(
        name,
        fs::read_to_string(path).expect("the design is readable"),
    )
}

fn generated(source: &Source) -> Tree {
    let told = |found: Diagnostics| -> ! { panic!("{}", found.render(source, Colour::Never)) };
    let service = moguera::front(source).unwrap_or_else(|found| told(found));
    let output = moguera::generate(&service, &BTreeSet::new(), DataLoss::Refused)
        .unwrap_or_else(|found| told(found));
    let files = output.files().iter();
    files
        .map(|(path, file)| (path.clone(), file.text.to_string()))
        .collect()
}

/// Whether the file stands in the templates as it is, but for the line that says who wrote it: it need not be approved
/// twice.
fn is_template(path: &str, text: &str) -> bool {
    let template = root().join("templates/service").join(path);
    let Ok(template) = fs::read_to_string(template) else {
        return false;
    };
    let is_header = |line: &str| line.contains("@generated by moguera");
    let head = text.strip_suffix(&template);
    head.is_some_and(|head| head.lines().all(is_header))
}

/// Holds texts against the files of a folder, which has no others.
fn compare(folder: &str, tree: &Tree) {
    let below = root().join("snapshots").join(folder);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        approve(&below, tree);
    }
    let approved: BTreeSet<PathBuf> = files(&below).into_iter().collect();
    let asked: BTreeSet<PathBuf> = tree.keys().map(PathBuf::from).collect();
    let mut wrong: Vec<String> = approved
        .symmetric_difference(&asked)
        .map(|path| format!("{} is approved or generated, not both\n", path.display()))
        .collect();
    for (path, text) in tree {
        let approved = fs::read_to_string(below.join(path)).unwrap_or_default();
        if approved != *text {
            let diff = similar::TextDiff::from_lines(approved.as_str(), text);
            wrong.push(diff.unified_diff().header(path, path).to_string());
        }
    }
    let hint = "read what is different; if it is meant, run this test with UPDATE_GOLDEN=1";
    assert!(
        wrong.is_empty(),
        "snapshots/{folder}: {hint}\n{}",
        wrong.concat()
    );
}

fn approve(below: &Path, tree: &Tree) {
    if below.exists() {
        fs::remove_dir_all(below).expect("what is approved can be replaced");
    }
    for (path, text) in tree {
        let path = below.join(path);
        let parent = path.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
}

/// Files below a folder by their paths from there; none if there is no such folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(at) = waiting.pop() {
        for entry in fs::read_dir(&at).into_iter().flatten() {
            let path = entry.expect("the folder is readable").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let inside = path.strip_prefix(folder).expect("it is inside");
                found.push(inside.to_path_buf());
            }
        }
    }
    found.sort();
    found
}
