//! The command `migrate`, and what other commands do about migrations that are missing.

use std::process::Output;

use driver::service::NAME;
use store::{Options, Sql, Store};

use crate::program::{Folder, complaint, printed};

/// The migration that every service has.
const FIRST: &str = "0000_access_keys";

/// The line that brings a database up to date.
const UP: &str = concat!(env!("CARGO_PKG_NAME"), " migrate up");

/// Runs a command that only checks migrations.
fn check(folder: &Folder, arguments: &[&str]) -> Output {
    let mut command = folder.command(arguments);
    command.env("MIGRATE", "check").output().unwrap()
}

/// What is printed by a command that finds migrations missing.
fn printed_when_missing(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(5), "{}", complaint(output));
    assert!(complaint(output).contains(UP), "{}", complaint(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What the first migration is said to be.
fn state_of_first(lines: &str) -> &str {
    let first = lines.lines().find_map(|line| line.strip_prefix(FIRST));
    first.unwrap_or_else(|| panic!("{lines}")).trim()
}

#[test]
fn migrating_a_second_time_finds_nothing_to_do() {
    let folder = Folder::new();
    let first = printed(&folder.run(&["migrate"]));
    assert!(first.contains(&format!("applied {FIRST}")), "{first}");
    for again in [["migrate"].as_slice(), &["migrate", "up"]] {
        assert_eq!(printed(&folder.run(again)).trim(), "nothing to apply");
    }
}

#[tokio::test]
async fn sample_data_that_was_loaded_may_change_since() {
    let folder = Folder::new();
    let first = printed(&folder.run(&["migrate"]));
    // Where the design has none, nothing is recorded.
    let status = printed(&folder.run(&["migrate", "status"]));
    assert_eq!(
        first.contains("applied seeds"),
        status.contains("the sample data"),
        "{first}\n{status}"
    );
    let mut record = Sql::new("INSERT INTO schema_migrations (name, checksum, applied_at)");
    record.push(" VALUES ('seeds', 'another text', 0)");
    record.push(" ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum");
    change(&folder, record).await;
    let again = printed(&folder.run(&["migrate"]));
    assert_eq!(again.trim(), "nothing to apply");
    let status = printed(&folder.run(&["migrate", "status"]));
    assert!(status.contains(", the sample data"), "{status}");
    folder.start(&[]);
}

#[tokio::test]
async fn what_was_applied_before_a_failure_is_told() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("var")).unwrap();
    let table = "CREATE TABLE schema_migrations (
        name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL)";
    change(&folder, Sql::new(table)).await;
    let refuse = format!(
        "CREATE TRIGGER refuse BEFORE INSERT ON schema_migrations WHEN new.name <> '{FIRST}'
         BEGIN SELECT raise(ABORT, 'refused'); END"
    );
    change(&folder, Sql::new(&refuse)).await;
    // Where a design keeps nothing, nothing is refused.
    let output = folder.run(&["migrate", "up"]);
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.trim(), format!("applied {FIRST}"));
}

/// Runs a statement on the embedded database.
async fn change(folder: &Folder, statement: Sql) {
    let path = folder.path("var").join(format!("{NAME}.db"));
    let store = Store::open_sqlite(&path, &Options::default()).unwrap();
    store.connection().execute(statement).await.unwrap();
    store.close().await;
}

#[test]
fn the_status_of_nothing_makes_nothing() {
    let folder = Folder::new();
    let mut elsewhere = folder.command(&["migrate", "status"]);
    elsewhere.env("DATABASE_URL", "sqlite:data.db");
    elsewhere.env("SECRET_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    for mut command in [folder.command(&["migrate", "status"]), elsewhere] {
        let lines = printed_when_missing(&command.output().unwrap());
        assert_eq!(state_of_first(&lines), "pending");
    }
    assert!(!folder.path("var").exists());
    assert!(!folder.path("data.db").exists());
}

#[test]
fn the_status_of_a_database_that_is_up_to_date_says_when() {
    let folder = Folder::new();
    folder.run(&["migrate"]);
    let lines = printed(&folder.run(&["migrate", "status"]));
    for line in lines.lines() {
        assert!(line.contains(" applied 20"), "{lines}");
        assert!(!line.contains("unknown"), "{lines}");
    }
    assert!(state_of_first(&lines).starts_with("applied 20"), "{lines}");
}

#[test]
fn no_command_migrates_where_migrations_are_only_checked() {
    let folder = Folder::new();
    for arguments in [["serve"].as_slice(), &["keys", "list"]] {
        let output = check(&folder, arguments);
        assert_eq!(printed_when_missing(&output), "");
        let expected = format!("{FIRST}: pending");
        assert!(
            complaint(&output).contains(&expected),
            "{}",
            complaint(&output)
        );
        assert!(!folder.path("var").exists());
    }
}

#[test]
fn every_command_works_once_migrations_are_applied() {
    let folder = Folder::new();
    printed(&check(&folder, &["migrate", "up"]));
    folder.start(&[("MIGRATE", "check")]);
    let listed = printed(&check(&folder, &["keys", "list"]));
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[tokio::test]
async fn a_changed_migration_is_named() {
    let folder = Folder::new();
    folder.run(&["migrate"]);
    let mut other = Sql::new("UPDATE schema_migrations SET checksum = '' WHERE name = ");
    other.bind(FIRST);
    change(&folder, other).await;
    let lines = printed_when_missing(&folder.run(&["migrate", "status"]));
    assert!(state_of_first(&lines).starts_with("changed"), "{lines}");
    let refused = complaint(&check(&folder, &["serve"]));
    assert!(refused.contains(&format!("{FIRST}: changed")), "{refused}");
    let refused = folder.run(&["migrate", "up"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        complaint(&refused).contains(FIRST),
        "{}",
        complaint(&refused)
    );
}
