//! `moguera generate --check`, and what stops every kind of run.

use std::fs;

use insta::assert_snapshot;
use moguera::cli::Exit;
use moguera::digest::Digest;

use crate::workshop::Workshop;

/// Each is named for what becomes of it.
const FOUR_FILES: &str = "generated stale.rs one\\ntwo\\nthree\\n\ngenerated edited.rs e\ngenerated gone.rs g\ngenerated orphan.rs o";

#[test]
fn a_check_lists_everything_by_kind() {
    let workshop = Workshop::with_design(FOUR_FILES);
    workshop.told("generate", Exit::Fine);
    assert_snapshot!(workshop.told("generate --check", Exit::Fine), @"4 files are current");
    workshop.put("edited.rs", "by hand\u{1b}[2J\n");
    fs::remove_file(workshop.path().join("gone.rs")).expect("it was there");
    workshop.put(
        "design/all.yaml",
        "generated stale.rs one\\n2\\nthree\\n\ngenerated edited.rs e\ngenerated gone.rs g",
    );
    assert_snapshot!(workshop.told("generate --check", Exit::Found), @r"
    stale (1): the design asks for something else now
      stale.rs
    --- a/stale.rs
    +++ b/stale.rs
    @@ -1,3 +1,3 @@
     one
    -two
    +2
     three
    edited (1): changed by hand since moguera wrote it
      edited.rs
    --- a/edited.rs
    +++ b/edited.rs
    @@ -1 +1 @@
    -by hand\u{1b}[2J
    +e
    \ No newline at end of file
    missing (1): it has to be there
      gone.rs
    orphaned (1): the design no longer asks for it
      orphan.rs
    4 not current, 0 current
    next:
      moguera generate --force  overwrites what was edited, too; the edits are lost then
    ");
    assert_eq!(workshop.told("generate --check --quiet", Exit::Found), "");
    let all = workshop.told("generate --check --diff", Exit::Found);
    assert!(all.contains("--- /dev/null\n+++ b/gone.rs"), "{all}");
    assert!(all.contains("--- a/orphan.rs\n+++ /dev/null"), "{all}");
}

#[test]
fn a_check_of_a_lock_file_alone() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    let facts = workshop.text("moguera.lock").expect("it is there");
    let this = format!("generator {}", env!("MOGUERA_BUILD"));
    workshop.put("moguera.lock", &facts.replace(&this, "generator 0.0.9"));
    let told = workshop
        .told("generate --check", Exit::Found)
        .replace(env!("MOGUERA_BUILD"), "<this>");
    assert_snapshot!(told, @r"
    note: moguera.lock was written by moguera 0.0.9, this is moguera <this>
    stale (1): the design asks for something else now
      moguera.lock
    --- a/moguera.lock
    +++ b/moguera.lock
    @@ -1,5 +1,5 @@
     # Written by moguera: what it wrote here. Commit this file, do not edit it.
     design 154c0a10df2fd8c7e9dfa09a2e8e40dbf5c84427244b66d7b942f8de773b34c6
     generated ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb a.rs
    -generator 0.0.9
    +generator <this>
     schema table x
    1 not current, 1 current
    next:
      moguera generate  brings everything up to date
    ");
}

#[test]
fn only_ten_differences_are_shown_unasked() {
    let design = |text: &str| {
        (10..25)
            .map(|at| format!("generated {at}.rs {text}\n"))
            .collect::<String>()
    };
    let workshop = Workshop::with_design(&design("old"));
    workshop.told("generate", Exit::Fine);
    workshop.put("design/all.yaml", &design("new"));
    assert_eq!(
        workshop
            .told("generate --check", Exit::Found)
            .matches("@@")
            .count(),
        2 * 10
    );
    assert_eq!(
        workshop
            .told("generate --check --diff", Exit::Found)
            .matches("@@")
            .count(),
        2 * 15
    );
}

#[test]
fn a_lock_file_with_an_unsafe_path_stops_everything() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.put("victim", "v");
    let digest = Digest::of(b"v");
    workshop.put("moguera.lock", &format!("generated {digest} ../victim\n"));
    for arguments in [
        "generate",
        "generate --force",
        "generate --check",
        "generate --dry-run",
    ] {
        let told = workshop.told(arguments, Exit::Wrong);
        assert!(told.contains("moguera.lock:1:76"), "{told}");
    }
    assert_eq!(workshop.text("a.rs"), None);
    workshop.put("moguera.lock", "");
    workshop.told("generate", Exit::Fine);
}

#[test]
fn a_killed_run_is_mentioned_and_undone() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    workshop.put(
        ".moguera/run.journal",
        &format!("replace {} a.rs\n", Digest::of(b"new")),
    );
    workshop.put(".a.rs.moguera-new", "ne");
    assert_snapshot!(workshop.told("generate --check", Exit::Fine), @r"
    note: a run was killed half-way; the next `moguera generate` undoes what it did
    1 files are current
    ");
    assert_snapshot!(workshop.told("generate", Exit::Fine), @"nothing to do: 1 files are current");
    assert_eq!(workshop.text(".a.rs.moguera-new"), None);
}

#[test]
fn programs_read_one_object_per_line() {
    let workshop = Workshop::with_design("generated a.rs a\\n\nodd");
    let told = workshop.told("generate --message-format json", Exit::Fine);
    let lines: Vec<serde_json::Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(lines[0]["code"], "W0001");
    assert_snapshot!(told.lines().skip(1).collect::<Vec<_>>().join("\n"), @r#"
    {"type":"changed","action":"create","path":"a.rs"}
    {"type":"changed","action":"create","path":"moguera.lock"}
    {"type":"summary","message":"2 created, 0 unchanged"}
    {"type":"exit","code":0}
    "#);
    workshop.put("a.rs", "mine\n");
    let told = workshop.told("generate --message-format json --check", Exit::Found);
    assert_snapshot!(told.lines().skip(1).collect::<Vec<_>>().join("\n"), @r#"
    {"type":"found","finding":"edited","path":"a.rs","diff":"--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-mine\n+a\n"}
    {"type":"summary","message":"1 not current, 0 current"}
    {"type":"next","commands":["moguera generate --force"]}
    {"type":"exit","code":1}
    "#);
    let told = workshop.told("generate --message-format json --path nowhere", Exit::Wrong);
    assert!(
        told.starts_with(r#"{"type":"error","message":"there is no service in"#),
        "{told}"
    );
}
