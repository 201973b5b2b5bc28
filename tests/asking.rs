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
