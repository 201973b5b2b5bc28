//! Renames are never guessed: whoever can be asked is asked, and the answer stands in the design.

#![expect(
    clippy::disallowed_methods,
    reason = "tests write files and look at what becomes of them"
)]

use clap::Parser;
use moguera::cli::{Cli, Exit};
use moguera::commands::{self, Asker, Place, Printed, Terminal};
use moguera::diagnostic::Colour;
use moguera::machine::LocalMachine;
use moguera::write::LocalDisk;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::Mutex;
use tempfile::TempDir;

const BEFORE: &str = "moguera: \"0.1\"
api: { name: shop, version: 1.0.0 }
entities:
  Maker: { attributes: { name: string? } }
  Item:
    attributes:
      title: string? # what it is called
    belongs_to: { maker: Maker? }
    many_to_many: { others: Maker }
";

/// Nothing is told before a run has ended.
#[derive(Debug)]
struct Silence;

impl Terminal for Silence {
    fn tell(&self, _: &Printed) {}

    fn pass(&self, _: &[u8]) {}

    fn colour(&self) -> Colour {
        Colour::Never
    }
}

/// Somebody who says yes to some questions.
#[derive(Debug)]
struct Somebody {
    yes: &'static [&'static str],
    asked: Mutex<Vec<String>>,
}

impl Asker for Somebody {
    fn is_so(&self, question: &str) -> io::Result<bool> {
        let mut asked = self.asked.lock().expect("no other test asks");
        asked.push(question.to_owned());
        Ok(self.yes.iter().any(|yes| question.contains(yes)))
    }
}

/// A service whose design is changed then.
fn changed(to: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a temporary folder can be written to");
    write(folder.path(), BEFORE);
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
    write(folder.path(), to);
    folder
}

fn write(folder: &Path, design: &str) {
    let path = folder.join("design/design.yaml");
    fs::write(path, design).expect("a temporary folder can be written to");
}

fn design(folder: &Path) -> String {
    fs::read_to_string(folder.join("design/design.yaml")).expect("it is there")
}

fn run(folder: &Path, arguments: &[&str], asker: Option<&dyn Asker>) -> (Exit, String) {
    let arguments = ["moguera"].iter().chain(arguments);
    let cli = Cli::try_parse_from(arguments).expect("the arguments are right");
    let place = Place {
        disk: &LocalDisk,
        current: folder,
        asker,
        machine: &LocalMachine,
        terminal: &Silence,
    };
    let stages = moguera::stages(|| "2026-11-21".to_owned());
    let report = commands::run(&cli, place, &stages);
    let printed = commands::print(&report, cli.telling, Colour::Never);
    (report.exit, printed.out + &printed.err)
}

fn somebody(yes: &'static [&'static str]) -> Somebody {
    Somebody {
        yes,
        asked: Mutex::default(),
    }
}

#[test]
fn what_is_said_to_be_a_rename_is_written_down_and_followed() {
    let renamed = BEFORE
        .replace("title: string?", "heading: string?")
        .replace("maker: Maker?", "vendor: Maker?")
        .replace("others: Maker", "friends: Maker");
    let folder = changed(&renamed);
    let asker = somebody(&[
        "`heading`",
        "`Item.heading`",
        "`Item.vendor`",
        "`Item.friends`",
    ]);
    let (exit, told) = run(folder.path(), &["generate"], Some(&asker));
    assert_eq!(exit, Exit::Fine, "{told}");
    let now = design(folder.path());
    for line in [
        "heading: { type: string?, renamed_from: title } # what it is called",
        "vendor: { entity: Maker?, renamed_from: maker }",
        "friends: { entity: Maker, renamed_from: others }",
    ] {
        assert!(now.contains(line), "{line}:\n{now}");
    }
    let migrations = folder.path().join("migrations/sqlite");
    let written = migrations.join("0002_rename_item_others_to_item_friends.sql");
    let written = fs::read_to_string(written).expect("it was written");
    assert!(
        written.contains("RENAME COLUMN title TO heading"),
        "{written}"
    );
    assert!(!written.contains("DROP COLUMN"), "{written}");
    let (exit, told) = run(folder.path(), &["generate", "--check"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
}

#[test]
fn what_is_said_to_be_none_is_refused_and_the_design_stays() {
    let renamed = BEFORE.replace("title: string?", "heading: string?");
    let folder = changed(&renamed);
    let asker = somebody(&[]);
    let (exit, told) = run(folder.path(), &["generate"], Some(&asker));
    assert_eq!(exit, Exit::Wrong, "{told}");
    assert!(told.contains("E0404"), "{told}");
    let asked = asker.asked.into_inner().expect("no other test asks");
    assert_eq!(
        asked,
        ["`title` is gone, and `Item.heading` is new: is it the same under another name?"]
    );
    assert_eq!(design(folder.path()), renamed);
}

#[test]
fn nobody_is_asked_where_nothing_is_written_or_lost() {
    let renamed = BEFORE.replace("title: string?", "heading: string?");
    let folder = changed(&renamed);
    for arguments in [
        &["generate", "--check"][..],
        &["generate", "--dry-run"],
        &["generate", "--allow-data-loss", "--dry-run"],
    ] {
        let asker = somebody(&["heading"]);
        run(folder.path(), arguments, Some(&asker));
        let asked = asker.asked.into_inner().expect("no other test asks");
        assert_eq!(asked, [""; 0], "{arguments:?}");
    }
    assert_eq!(design(folder.path()), renamed);
}

/// A service with names that no table has.
const NAMED: &str = "moguera: \"0.1\"
api: { name: shop, version: 1.0.0 }
entities:
  Maker: { attributes: { name: string? } }
  Item:
    attributes:
      title: string?
      state: { enum: [new, sold], default: new }
media_types:
  Item:
    views: { default: [id, title, state], tiny: [id] }
resources:
  items:
    actions: [show]
    pack: { post: \"/{id}/pack\", authorize: signed }
";

/// What may be the same, each by the edit that makes it look so, the question, and what a yes writes.
const ALIKE: &[(&str, &str, &str, &str)] = &[
    (
        "    pack: {",
        "    wrap: {",
        "`pack` is gone, and `items.wrap` is new",
        "wrap: { post: \"/{id}/pack\", authorize: signed, renamed_from: pack }",
    ),
    (
        "  items:\n    actions",
        "  goods:\n    media_type: Item\n    actions",
        "`items` is gone, and `goods` is new",
        "    renamed_from: items\n",
    ),
    (
        "tiny: [id]",
        "small: [id]",
        "`tiny` is gone, and `Item.small` is new",
        "small: { fields: [id], renamed_from: tiny }",
    ),
    (
        "enum: [new, sold]",
        "enum: [new, gone]",
        "`sold` is gone, and `Item.state.gone` is new",
        "enum: [new, { name: gone, renamed_from: sold }]",
    ),
];

fn named(from: &str, to: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a temporary folder can be written to");
    write(folder.path(), NAMED);
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
    assert!(NAMED.contains(from), "{from}");
    write(folder.path(), &NAMED.replace(from, to));
    folder
}

#[test]
fn names_that_no_table_has_are_asked_about_too() {
    for (from, to, question, written) in ALIKE {
        let folder = named(from, to);
        let asker = somebody(&["same under another name"]);
        let (exit, told) = run(folder.path(), &["generate"], Some(&asker));
        assert_eq!(exit, Exit::Fine, "{told}");
        let asked = asker.asked.into_inner().expect("no other test asks");
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert!(asked[0].contains(question), "{asked:?}");
        let now = design(folder.path());
        assert!(now.contains(written), "{written}:\n{now}");
        let (exit, told) = run(folder.path(), &["generate", "--check"], None);
        assert_eq!(exit, Exit::Fine, "{told}");
    }
}

/// What was followed already says nothing of what it is called next.
#[test]
fn an_old_name_that_has_been_followed_does_not_answer() {
    let folder = named(
        "    pack: { post: \"/{id}/pack\", authorize: signed }",
        "    wrap: { post: \"/{id}/pack\", authorize: signed, renamed_from: pack }",
    );
    let heading = design(folder.path()).replace(
        "title: string?",
        "heading: { type: string?, renamed_from: title }",
    );
    write(
        folder.path(),
        &heading.replace("[id, title", "[id, heading"),
    );
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
    let again = design(folder.path())
        .replace("wrap:", "seal:")
        .replace("heading", "caption");
    write(folder.path(), &again);
    let (exit, told) = run(folder.path(), &["generate", "--allow-data-loss"], None);
    assert_eq!(exit, Exit::Wrong, "{told}");
    assert!(told.contains("renamed_from: wrap"), "{told}");
    let asker = somebody(&["same under another name"]);
    let (exit, told) = run(folder.path(), &["generate"], Some(&asker));
    assert_eq!(exit, Exit::Fine, "{told}");
    let now = design(folder.path());
    for line in [
        "caption: { type: string?, renamed_from: heading }",
        "seal: { post: \"/{id}/pack\", authorize: signed, renamed_from: wrap }",
    ] {
        assert!(now.contains(line), "{line}:\n{now}");
    }
}

/// Clients would be told another name than the one that they keep.
#[test]
fn a_name_that_clients_keep_is_not_written_over() {
    let folder = named(
        "title: string?",
        "heading: { type: string?, renamed_from: title, wire_alias: true }",
    );
    write(
        folder.path(),
        &design(folder.path()).replace("[id, title", "[id, heading"),
    );
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
    let again = design(folder.path()).replace("heading", "caption");
    write(folder.path(), &again);
    let asker = somebody(&["same under another name"]);
    let (exit, told) = run(folder.path(), &["generate"], Some(&asker));
    assert_eq!(exit, Exit::Wrong, "{told}");
    assert!(
        told.contains("clients keep `title` of attribute `Item.caption`"),
        "{told}"
    );
    assert_eq!(design(folder.path()), again);
}

#[test]
fn nobody_to_ask_is_told_both_ways() {
    for (from, to, question, _) in ALIKE {
        let folder = named(from, to);
        let before = design(folder.path());
        let (exit, told) = run(folder.path(), &["generate"], None);
        assert_eq!(exit, Exit::Wrong, "{told}");
        let old = question.split('`').nth(1).expect("it is quoted");
        assert!(told.contains(&format!("renamed_from: {old}")), "{told}");
        assert!(
            told.contains("--no-renames") || told.contains("--allow-data-loss"),
            "{told}"
        );
        assert_eq!(design(folder.path()), before);
        let ways = ["generate", "--no-renames", "--allow-data-loss"];
        let (exit, told) = run(folder.path(), &ways, None);
        assert_eq!(exit, Exit::Fine, "{told}");
        assert_eq!(design(folder.path()), before);
    }
}

#[test]
fn what_is_said_to_be_new_is_taken_as_that() {
    let folder = named("    pack: {", "    wrap: {");
    let before = design(folder.path());
    let (exit, told) = run(folder.path(), &["generate"], Some(&somebody(&[])));
    assert_eq!(exit, Exit::Fine, "{told}");
    assert_eq!(design(folder.path()), before);
}

#[test]
fn a_required_field_is_asked_about_before_it_needs_a_value() {
    let folder = named("title: string?", "title: { type: string, default: \"\" }");
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Fine, "{told}");
    let required = NAMED
        .replace("title: string?", "heading: string")
        .replace("title,", "heading,");
    write(folder.path(), &required);
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Wrong, "{told}");
    assert!(
        told.contains("if `title` is `heading` now: write `renamed_from: title` there"),
        "{told}"
    );
    let (exit, told) = run(folder.path(), &["generate"], Some(&somebody(&["`title`"])));
    assert_eq!(exit, Exit::Fine, "{told}");
    assert!(design(folder.path()).contains("heading: { type: string, renamed_from: title }"));
}

#[test]
fn an_entity_is_asked_about_before_what_points_to_it() {
    let folder = changed(&BEFORE.replace("Maker", "Vendor"));
    let (exit, told) = run(folder.path(), &["generate"], None);
    assert_eq!(exit, Exit::Wrong, "{told}");
    assert!(
        told.contains("if it is `Vendor` now: write `renamed_from: Maker` there"),
        "{told}"
    );
    assert!(!told.contains("E0401"), "{told}");
    let (exit, told) = run(folder.path(), &["generate"], Some(&somebody(&["`Maker`"])));
    assert_eq!(exit, Exit::Fine, "{told}");
    assert!(design(folder.path()).contains("renamed_from: Maker"));
}
