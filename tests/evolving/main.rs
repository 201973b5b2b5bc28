//! What a design that has grown may ask of a service that has rows: additions that no row can break.

#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

mod became;
mod facts;
mod following;
mod mentions;
mod moving;

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const BEFORE: &str = include_str!("../cases/evolving/before.yaml");

/// Writes a design, then changes it, and returns what the second run says with its exit code.
fn changed(from: &str, to: &str) -> (i32, String) {
    assert!(BEFORE.contains(from), "{from}");
    let folder = generated();
    write(folder.path(), &BEFORE.replace(from, to));
    generate(folder.path())
}

/// The service of the design as it was at first.
fn generated() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a temporary folder can be written to");
    write(folder.path(), BEFORE);
    let (code, told) = generate(folder.path());
    assert_eq!(code, 0, "{told}");
    folder
}

fn write(folder: &Path, design: &str) {
    let path = folder.join("design/design.yaml");
    fs::write(path, design).expect("a temporary folder can be written to");
}

fn generate(folder: &Path) -> (i32, String) {
    run(&["generate"], folder)
}

fn run(arguments: &[&str], folder: &Path) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("moguera has been built");
    let told = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("it ends by itself");
    (code, String::from_utf8_lossy(&told).into_owned())
}

#[test]
fn what_is_read_as_before_needs_no_migration() {
    for (from, to) in [
        ("[small, large]", "[small, large, huge]"),
        ("place: string?", "place: string?, floor: int32?"),
        ("place: string?", "place: text?"),
    ] {
        let (code, told) = changed(from, to);
        assert_eq!(code, 0, "{to}: {told}");
        assert!(!told.contains("0002_"), "{to}: {told}");
    }
}

#[test]
fn a_migration_that_is_gone_is_not_made_again() {
    let folder = generated();
    let gone = "migrations/sqlite/0001_initial.sql";
    fs::remove_file(folder.path().join(gone)).expect("the migration was written");
    let (code, told) = generate(folder.path());
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains(gone) && told.contains("version control"),
        "{told}"
    );
    assert!(!folder.path().join(gone).exists());
}

#[test]
fn a_migration_that_was_edited_is_told() {
    let folder = generated();
    let edited = "migrations/sqlite/0001_initial.sql";
    let path = folder.path().join(edited);
    let text = fs::read_to_string(&path).expect("the migration was written");
    fs::write(&path, format!("{text}-- and more\n")).expect("it can be written to");
    for arguments in [
        &["generate"][..],
        &["generate", "--check"],
        &["generate", "--force"],
    ] {
        let (code, told) = run(arguments, folder.path());
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("edited") && told.contains(edited), "{told}");
        assert!(told.contains("version control"), "{told}");
        assert!(!told.contains("moguera generate --force"), "{told}");
    }
    fs::write(&path, text).expect("it can be written to");
    let (code, told) = run(&["generate", "--check"], folder.path());
    assert_eq!(code, 0, "{told}");
}

#[test]
fn lines_by_hand_that_mention_what_is_gone_are_named() {
    let folder = generated();
    let own = folder.path().join("crates/engines/goods/src/prices.rs");
    let text = "use crate::generated::domain::Item;\n\n// No count here.\nfn double(item: &Item) -> i64 {\n    item.count.0 * 2\n}\n";
    fs::write(&own, text).expect("a temporary folder can be written to");
    write(
        folder.path(),
        &BEFORE.replace(
            "count: { type: int64 },",
            "number: { type: int64, renamed_from: count },",
        ),
    );
    let (code, told) = generate(folder.path());
    assert_eq!(code, 0, "{told}");
    let line = "crates/engines/goods/src/prices.rs:5:10  (Item.count)";
    assert!(
        told.contains("to change (2): mentions what is gone"),
        "{told}"
    );
    assert!(told.contains(line), "{told}");
    let now = fs::read_to_string(&own).expect("it is there");
    assert_eq!(now, text, "no run writes what is written by hand");
    let (_, told) = generate(folder.path());
    assert!(told.contains("nothing to do"), "{told}");
}

#[test]
fn a_changed_design_says_what_it_takes_to_follow_it() {
    let folder = generated();
    let (code, told) = run(&["design", "remove", "field", "Item.count"], folder.path());
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("with what rows hold in it (E0404)"), "{told}");
    assert!(
        told.contains("moguera generate --allow-data-loss  lets everything follow"),
        "{told}"
    );
    write(folder.path(), BEFORE);
    let (code, told) = run(
        &["design", "add", "field", "Item.size", "int32"],
        folder.path(),
    );
    assert_eq!(code, 0, "{told}");
    assert!(
        told.contains("already need a value for `size` (E0402)"),
        "{told}"
    );
    let (code, told) = run(
        &["design", "rename", "engine", "goods", "wares"],
        folder.path(),
    );
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("E0401"), "{told}");
    assert!(told.contains("nothing was written"), "{told}");
}

#[test]
fn a_migration_is_explained_before_it_is_written() {
    let folder = generated();
    let (code, told) = run(&["migrate", "plan"], folder.path());
    assert_eq!(code, 0, "{told}");
    assert!(
        told.contains("nothing to migrate: 1 migration reaches"),
        "{told}"
    );
    let before = fs::read_to_string(folder.path().join("moguera.lock")).expect("it is there");
    let to = "name: { type: string, max_length: 90, unique: true }, since: { type: datetime, default: now }";
    write(folder.path(), &BEFORE.replace("name: string", to));
    let (code, told) = run(&["migrate", "plan"], folder.path());
    assert_eq!(code, 0, "{told}");
    for text in [
        "0002_add_items_since",
        "SQLite, in one transaction:\n  locks        ALTER TABLE items ADD COLUMN since INTEGER NOT NULL",
        "-- the table is rebuilt: SQLite changes no column in place",
        "  backfill     UPDATE items SET since = now()",
        "-- goes through the rows in batches (a transaction for each batch)",
        "warning[W0403]",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    let after = fs::read_to_string(folder.path().join("moguera.lock")).expect("it is there");
    assert_eq!(before, after, "a plan writes nothing");
}

#[test]
fn a_migration_that_loses_something_is_explained_too() {
    let folder = generated();
    write(folder.path(), &BEFORE.replace("name: string, ", ""));
    let (code, told) = run(&["migrate", "plan"], folder.path());
    assert_eq!(code, 2, "{told}");
    for text in [
        "error[E0404]",
        "destructive  ALTER TABLE items DROP COLUMN name",
        "moguera generate --allow-data-loss  writes it",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    let arguments = [
        "migrate",
        "plan",
        "--allow-data-loss",
        "--message-format",
        "json",
    ];
    let (code, told) = run(&arguments, folder.path());
    assert_eq!(code, 0, "{told}");
    let first: serde_json::Value =
        serde_json::from_str(told.lines().next().expect("a line")).expect("each line is an object");
    assert_eq!(first["type"], "migration");
    assert_eq!(first["postgres"][0]["cost"], "destructive");
}
