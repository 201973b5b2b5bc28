//! One dropped file `cases/evolving/NAME.edit.yaml` is one case: an edit of `before.yaml` there. Its snapshot shows the edit,
//! and the migration that follows or why there is none.
//!
//! Each of `edits` replaces every `from` by `to`, those of `first` in a step before; `allow: data loss` is what
//! `--allow-data-loss` says.

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
    #[serde(default)]
    first: Vec<Edit>,
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
        let (source, before) = (edited(&case), before(&case));
        let Ok(first) = generate(&source, &before, loss(&case)) else {
            continue;
        };
        let second = generate(&source, &first, DataLoss::Refused);
        let second = second.unwrap_or_else(|found| panic!("{}", plain(&found, &source)));
        assert_eq!(second.schema, first.schema, "{}", path.display());
        assert_eq!(migrations(&second).count(), 0, "{}", path.display());
    }
}

/// Attributes that are added to an entity of which there are rows, and the ways out that are told of each: `d`efault,
/// `o`ptional and `b`ackfill.
const REQUIRED: &[(&str, &str)] = &[
    ("boolean", "dob"),
    ("int32", "dob"),
    ("{ type: int32, minimum: 10 }", "dob"),
    ("{ type: int64, exclusive_minimum: 10, maximum: 12 }", "dob"),
    ("{ type: int64, maximum: -3 }", "dob"),
    ("{ type: float64, minimum: 1.5 }", "dob"),
    ("decimal", "dob"),
    (
        "{ type: decimal, scale: 4, minimum: 0.5, description: \"a: b, c\" }",
        "dob",
    ),
    ("string", "dob"),
    (
        "{ type: string, min_length: 3, max_length: 20, index: true }",
        "dob",
    ),
    ("{ type: string, pattern: '^[A-Z]{2}\\d{4}$' }", "dob"),
    ("{ type: string, pattern: '^\"[a-z]+\\\\$' }", "dob"),
    (
        "{ type: text, min_length: 12, example: 'It''s so, or so.' }",
        "dob",
    ),
    ("{ type: bytes, max_length: 20 }", "ob"),
    ("{ type: bytes, min_length: 3 }", "ob"),
    ("datetime", "dob"),
    ("date", "dob"),
    ("uuid", "dob"),
    ("url", "dob"),
    ("{ type: email, min_length: 30 }", "dob"),
    ("{ enum: [small, large] }", "dob"),
    ("Colour", "dob"),
    ("\"string[]\"", "dob"),
    ("{ type: \"int32[]\", min_items: 2 }", "dob"),
    (
        "{ type: array, items: { type: string, min_length: 2 }, min_items: 1 }",
        "dob",
    ),
    (
        "{ type: array, items: { enum: [a, b] }, min_items: 3 }",
        "dob",
    ),
    ("\"Circle[]\"", "dob"),
    ("{ type: \"Circle[]\", min_items: 1 }", "ob"),
    ("map<string>", "ob"),
    (
        "{ type: map, values: { type: int64, minimum: 7 }, min_items: 2 }",
        "ob",
    ),
    (
        "{ attributes: { place: string, at: datetime?, size: { type: int64, minimum: 4 } } }",
        "ob",
    ),
    ("Circle", "ob"),
    ("Shape", "ob"),
    ("Node", "ob"),
    (
        "{ type: string, deprecated: true, set_by: caller, writable: [] }",
        "dob",
    ),
    ("{ type: string, unique: true, max_length: 100 }", "ob"),
    ("{ type: string, unique: true, max_length: 20 }", "o"),
    (
        "{ type: string, unique: true, pattern: '^[A-Z]+$', max_length: 100 }",
        "o",
    ),
    ("{ type: email, unique: true, max_length: 100 }", "ob"),
    ("{ type: url, unique: true, max_length: 100 }", "ob"),
    ("{ type: uuid, unique: true }", "ob"),
    ("{ type: int64, unique: true }", "o"),
    ("{ type: string, default: { slug: name } }", "ob"),
    (
        "{ type: string, max_length: 100, default: { slug: name }, min_length: 8 }",
        "ob",
    ),
    (
        "{ type: uuid, unique: true, default: 018f4e1c-7d2a-7c3b-9a51-0123456789ab }",
        "ob",
    ),
    ("{ type: datetime, unique: true, default: now }", "o"),
    (
        "{ type: int32, nullable: true, unique: true, default: 3 }",
        "o",
    ),
    (
        "{ type: string, optional: true, unique: true, max_length: 90, backfill: x }",
        "ob",
    ),
];

/// What a team is told to write is what it can write.
#[test]
fn every_way_out_for_rows_is_one() {
    let before = generated(&source(BEFORE)).schema;
    let migrated = |asked: &Source| {
        let service = moguera::front(asked)?;
        moguera::migrate(&service, &before, DataLoss::Refused)
    };
    let mut wrong = String::new();
    for (written, expected) in REQUIRED {
        let asked = with(&format!("fresh: {written}"));
        let refused = migrated(&asked).expect_err("rows have no value");
        let lines = ways_out(&refused);
        let kinds: String = lines.iter().map(|(kind, _)| *kind).collect();
        if kinds != *expected {
            write!(wrong, "{kinds}: {}", plain(&refused, &asked)).expect("a string takes all");
        }
        for (_, line) in lines {
            let followed = with(&line);
            match migrated(&followed) {
                Ok(evolution) => assert!(evolution.next.is_some(), "{line}"),
                Err(found) => wrong += &plain(&found, &followed),
            }
        }
    }
    assert_eq!(wrong, "");
}

/// What a team is told of seeds is right of rows of a database, too.
#[test]
fn every_way_out_for_seeds_is_one() {
    let seeded = |attribute: &str, value: &str| {
        let seeds = format!("\nseeds: {{ Item: {{ first: {{ name: A, count: 1{value} }} }} }}\n");
        source(&(design_with(attribute) + &seeds))
    };
    let before = generated(&source(BEFORE)).schema;
    let mut followed = 0;
    for (written, _) in REQUIRED {
        let asked = format!("fresh: {written}");
        let Err(refused) = moguera::front(&seeded(&asked, "")) else {
            continue;
        };
        for (kind, line) in ways_out(&refused) {
            let source = match kind {
                'b' => seeded(&asked, &format!(", {line}")),
                _ => seeded(&line, ""),
            };
            let service = moguera::front(&source);
            let service = service.unwrap_or_else(|found| panic!("{}", plain(&found, &source)));
            let evolution = moguera::migrate(&service, &before, DataLoss::Refused);
            assert_eq!(evolution.is_ok(), kind != 'b', "{line}");
            followed += 1;
        }
    }
    assert!(followed > REQUIRED.len(), "{followed}");
}

/// Rows that have none of what is unique would get the same of it, too.
#[test]
fn what_is_unique_is_not_made_required_by_one_value() {
    let before = generated(&with(
        "fresh: { type: email, optional: true, unique: true }",
    ))
    .schema;
    for (written, expected) in [
        ("{ type: email, unique: true, default: a@b.c }", "E0410 ob"),
        ("{ type: email, unique: true, backfill: a@b.c }", "E0410 ob"),
        ("{ type: email, unique: true }", "E0402 ob"),
    ] {
        let asked = with(&format!("fresh: {written}"));
        let service = moguera::front(&asked).expect("the design is sound");
        let refused = moguera::migrate(&service, &before, DataLoss::Refused);
        let refused = refused.expect_err("rows have no value");
        let code = refused.sorted()[0].code.id();
        let kinds = ways_out(&refused).into_iter().map(|(kind, _)| kind);
        assert_eq!(format!("{code} {}", kinds.collect::<String>()), expected);
    }
}

/// The design with an attribute more.
fn with(attribute: &str) -> Source {
    source(&design_with(attribute))
}

fn design_with(attribute: &str) -> String {
    let text = BEFORE.replace("name: string,", &format!("name: string, {attribute},"));
    let colour = "\ntypes:\n  Colour: { enum: [red, green] }";
    text.replace("\ntypes:", colour)
}

/// The lines that are told, each with its kind.
fn ways_out(refused: &Diagnostics) -> Vec<(char, String)> {
    let kinds = [("default", 'd'), ("optional", 'o'), ("no value", 'o')];
    let help = refused.sorted().into_iter().flat_map(|found| &found.help);
    let ways = help.filter_map(|help| {
        let (what, line) = help.split_once(": `")?;
        let kind = kinds.iter().find(|(word, _)| what.contains(word));
        let kind = kind.map_or('b', |(_, kind)| *kind);
        Some((kind, line.strip_suffix('`')?.to_owned()))
    });
    ways.collect()
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
    source(&applied(case.first.iter().chain(&case.edits)))
}

fn applied<'a>(edits: impl Iterator<Item = &'a Edit>) -> String {
    let mut text = BEFORE.to_owned();
    for edit in edits {
        assert!(text.contains(&edit.from), "{}", edit.from);
        text = text.replace(&edit.from, &edit.to);
    }
    text
}

/// What is there before the edits.
fn before(case: &Case) -> Output {
    let before = generated(&source(BEFORE));
    if case.first.is_empty() {
        return before;
    }
    let first = source(&applied(case.first.iter()));
    generate(&first, &before, DataLoss::Refused)
        .unwrap_or_else(|found| panic!("{}", plain(&found, &first)))
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
    let before = before(&case);
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
