//! `moguera generate` and its dry run.

use std::fs;

use clap::Parser;
use insta::assert_snapshot;
use moguera::cli::{Cli, Exit};
use moguera::commands::{self, Place};
use moguera::diagnostic::Colour;
use moguera::digest::Digest;
use moguera::write::LocalDisk;

use crate::workshop::{STAGES, Workshop};

#[test]
fn a_run_says_what_it_did_and_then_that_nothing_is_left() {
    let workshop = Workshop::with_design("generated a/b.rs b\nwired main.rs main");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @r"
    create    a/b.rs
    scaffold  main.rs
    create    moguera.lock
    2 created, 1 scaffolded, 0 unchanged
    ");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @"nothing to do: 2 files are current");
    workshop.put("design/all.yaml", "generated c.rs c\nwired main.rs main");
    assert_snapshot!(workshop.told("g", Exit::Fine), @r"
    remove    a/b.rs
    create    c.rs
    update    moguera.lock
    1 created, 1 updated, 1 removed, 1 unchanged
    ");
    assert_eq!(workshop.told("g --quiet", Exit::Fine), "");
}

/// Every recorded file is read again, and the lock file is believed only as it was written.
#[test]
fn what_is_current_is_found_out_by_looking() {
    let design = "generated a/b.rs b\nwired main.rs main";
    let changed = |path: &str, change: fn(&str) -> Option<String>| {
        let workshop = Workshop::with_design(design);
        workshop.told("generate", Exit::Fine);
        let text = workshop.text(path).expect("it is there");
        match change(&text) {
            Some(other) => workshop.put(path, &other),
            None => fs::remove_file(workshop.path().join(path)).expect("it is there"),
        }
        let printed = workshop.run("generate").1;
        printed.out + &printed.err
    };
    let edited = changed("a/b.rs", |_| Some("mine".to_owned()));
    assert!(edited.contains("edited (1)"), "{edited}");
    let deleted = changed("a/b.rs", |_| None);
    assert!(deleted.contains("restore   a/b.rs"), "{deleted}");
    let unscaffolded = changed("main.rs", |_| None);
    assert!(unscaffolded.contains("scaffold  main.rs"), "{unscaffolded}");
    let unrecorded = changed("moguera.lock", |facts| {
        let kept = facts.lines().filter(|line| !line.ends_with("a/b.rs"));
        Some(kept.map(|line| format!("{line}\n")).collect())
    });
    assert!(
        unrecorded.contains("update    moguera.lock"),
        "{unrecorded}"
    );
    let built_otherwise = changed("moguera.lock", |facts| {
        Some(facts.replace("\ngenerator ", "\ngenerator 9"))
    });
    assert!(
        built_otherwise.contains("update    moguera.lock"),
        "{built_otherwise}"
    );
    let merged = changed("moguera.lock", |facts| {
        let other = format!("design {}\n", Digest::of(b"theirs"));
        Some(facts.replacen("design ", &(other + "design "), 1))
    });
    assert!(merged.contains("update    moguera.lock"), "{merged}");
}

#[test]
fn a_dry_run_says_the_same_and_does_nothing() {
    let workshop = Workshop::with_design("generated a/b.rs b\\n");
    assert_snapshot!(workshop.told("generate --dry-run --diff", Exit::Fine), @r"
    create    a/b.rs
    --- /dev/null
    +++ b/a/b.rs
    @@ -0,0 +1 @@
    +b
    create    moguera.lock
    would be: 2 created, 0 unchanged
    ");
    assert_eq!(
        fs::read_dir(workshop.path()).expect("it is there").count(),
        1
    );
}

#[test]
fn an_edited_file_is_shown_and_overwritten_only_by_force() {
    let workshop = Workshop::with_design("generated a.rs a\\n\ngenerated b.rs b");
    workshop.told("generate", Exit::Fine);
    workshop.put("a.rs", "mine\n");
    workshop.put("design/all.yaml", "generated a.rs a\\n\ngenerated b.rs b2");
    let (exit, printed) = workshop.run("generate");
    assert_eq!(exit, Exit::Found);
    assert_snapshot!(printed.err, @r"
    edited (1): changed by hand since moguera wrote it
      a.rs
    --- a/a.rs
    +++ b/a.rs
    @@ -1 +1 @@
    -mine
    +a
    error: nothing was written
      = help: `moguera generate --force` overwrites what was edited; the edits are lost then
    ");
    assert_snapshot!(printed.out, @"");
    assert_eq!(workshop.text("b.rs").as_deref(), Some("b"));
    assert_eq!(
        workshop.told("generate --dry-run", Exit::Found),
        printed.out + &printed.err
    );
    assert_snapshot!(workshop.told("generate --force", Exit::Fine), @r"
    update    a.rs
    update    b.rs
    update    moguera.lock
    3 updated, 0 unchanged
    ");
}

#[test]
fn something_in_the_way_is_an_error_of_the_disk() {
    let workshop = Workshop::with_design("generated a.rs a\ngenerated b/c.rs c");
    workshop.put("a.rs/mine", "");
    workshop.put("b", "");
    assert_snapshot!(workshop.told("generate --force", Exit::Disk), @r"
    blocked (2): something else is in its place
      a.rs  (a folder has this name)
      b/c.rs  (`b` is a file, it has to be a folder)
    error: nothing was written
      = help: move away what is in the place of generated files
    ");
}

#[test]
fn a_wrong_design_writes_nothing_and_a_warning_stops_nothing() {
    let workshop = Workshop::with_design("generated a.rs a\nwrong\nodd");
    assert_snapshot!(workshop.told("generate", Exit::Wrong), @r"
    error[E0001]: this is wrong
     --> design/all.yaml:1:1
      |
    1 | generated a.rs a
      | ^

    warning[W0001]: this is odd
     --> design/all.yaml:1:1
      |
    1 | generated a.rs a
      | ^
    ");
    assert_eq!(
        fs::read_dir(workshop.path()).expect("it is there").count(),
        1
    );
    workshop.put("design/all.yaml", "generated a.rs a\nodd");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @r"
    create    a.rs
    create    moguera.lock
    2 created, 0 unchanged
    warning[W0001]: this is odd
     --> design/all.yaml:1:1
      |
    1 | generated a.rs a
      | ^
    ");
}

#[test]
fn a_service_is_found_from_anywhere_in_it() {
    let workshop = Workshop::with_design("generated a.rs a");
    fs::create_dir_all(workshop.path().join("crates/deep")).expect("a folder");
    assert_eq!(
        workshop.run_in("crates/deep", "generate --check").0,
        Exit::Found
    );
    assert_eq!(
        workshop.run_in("crates/deep", "generate --path ../..").0,
        Exit::Fine
    );
    assert_eq!(workshop.text("a.rs").as_deref(), Some("a"));
    let (exit, printed) = workshop.run("generate --path crates");
    assert_eq!(exit, Exit::Wrong);
    assert_snapshot!(printed.err, @r"
    error: there is no service in `<folder>/crates`
      = help: a service's folder has `moguera.lock` or `design/`
      = help: `moguera new NAME` starts a service
    ");
    fs::remove_dir_all(workshop.path().join("design")).expect("it was there");
    assert_snapshot!(workshop.told("generate", Exit::Wrong), @"error: the service in `<folder>` has no `design/`");
}

#[test]
fn colours_surround_verbs_and_changed_lines() {
    let workshop = Workshop::with_design("generated a.rs a\\n");
    let cli = Cli::try_parse_from(["moguera", "generate", "--dry-run", "--diff"])
        .expect("the arguments are right");
    let report = commands::run(
        &cli,
        Place {
            disk: &LocalDisk,
            current: workshop.path(),
        },
        &STAGES,
    );
    let printed = commands::print(&report, cli.telling, Colour::Ansi);
    assert!(
        printed
            .out
            .starts_with("\u{1b}[32mcreate  \u{1b}[0m  a.rs\n"),
        "{:?}",
        printed.out
    );
    assert!(
        printed.out.contains("\u{1b}[32m+a\u{1b}[0m\n"),
        "{:?}",
        printed.out
    );
}

#[test]
fn what_is_left_to_write_is_listed_until_it_is_written() {
    let workshop = Workshop::with_design("wired a.rs a\nwired b.rs b\nwired c.rs c\n");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @r"
    scaffold  a.rs
    scaffold  b.rs
    scaffold  c.rs
    create    moguera.lock
    1 created, 3 scaffolded, 0 unchanged
    to write (2): answers 501 until you do
      a.rs  (GET /a.rs)
      b.rs  (GET /b.rs)
    ");
    workshop.put("a.rs", "mine");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @r"
    nothing to do: 3 files are current
    to write (1): answers 501 until you do
      b.rs  (GET /b.rs)
    ");
    workshop.put(
        "design/all.yaml",
        "wired a.rs a\nwired b.rs other\ngenerated d.rs d",
    );
    assert_snapshot!(workshop.told("generate --dry-run", Exit::Fine), @r"
    keep      c.rs  (no longer in the design: it is yours to keep or delete)
    create    d.rs
    update    moguera.lock
    would be: 1 created, 1 updated, 1 kept, 2 unchanged
    to write (1): answers 501 until you do
      b.rs  (GET /b.rs)
    ");
    assert_snapshot!(workshop.told("generate --dry-run --message-format json", Exit::Fine), @r#"
    {"type":"changed","action":"keep","path":"c.rs","because":"no longer in the design: it is yours to keep or delete"}
    {"type":"changed","action":"create","path":"d.rs"}
    {"type":"changed","action":"update","path":"moguera.lock"}
    {"type":"summary","message":"would be: 1 created, 1 updated, 1 kept, 2 unchanged"}
    {"type":"unwritten","answers":"501","path":"b.rs","because":"GET /b.rs"}
    {"type":"exit","code":0}
    "#);
    workshop.put("b.rs", "mine");
    let told = workshop.told("generate", Exit::Fine);
    assert!(!told.contains("501"), "{told}");
}
