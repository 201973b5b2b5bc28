//! Lines of the lock file about the schema that nobody has written, or that cannot be so.

use crate::{generate, generated};
use moguera::digest::Digest;
use moguera::output::check_path;
use std::fs;
use std::path::Path;

#[test]
fn facts_that_moguera_never_writes_are_refused() {
    let folder = generated();
    for fact in [
        "0001_initial + column items x;DROP/**/TABLE/**/items sqlite TEXT, postgres TEXT",
        "0001_initial + column nothing name sqlite TEXT, postgres TEXT",
        "0001_initial + index items a;b (name)",
        "0001_initial + index items a_idx (name || 'x')",
        "0001_initial + index items a_idx (nothing)",
        "0001_initial + colour red",
        "0001_initial * column items x sqlite TEXT, postgres TEXT",
        "0001_initial column items x sqlite TEXT, postgres TEXT",
        "0002_a\"b + column items x sqlite TEXT, postgres TEXT",
        "0002_../../x + column items x sqlite TEXT, postgres TEXT",
        "2_add_items_x + column items x sqlite TEXT, postgres TEXT",
        "0001_initial~x_00000000 + value items.name datetime",
        "0001_initial~1_0 + value items.name datetime",
        "0001_initial + value items.name = a\"; DROP TABLE items; --",
        "18446744073709551615_a + column items x sqlite TEXT, postgres TEXT",
        "0001_initial~4294967295_abcdefgh + value items.name datetime",
        "column items x sqlite TEXT, postgres TEXT",
        "0001_initial > attribute Item.label",
        "0001_initial > attribute Item.a;b name",
        "0001_initial > field name label",
        "0001_initial ! colour Item.red",
    ] {
        let (code, told) = with_line(folder.path(), fact);
        assert_eq!(code, 2, "{fact}: {told}");
        assert!(told.contains("E0406"), "{fact}: {told}");
    }
}

/// Lines that record the files of the migration that a line is of.
fn files(line: &str) -> String {
    let digest = Digest::of(b"");
    let step = line.split(' ').next().unwrap_or_default();
    let paths = ["sqlite", "postgres"].map(|dialect| format!("migrations/{dialect}/{step}.sql"));
    let is_migration = paths.iter().all(|path| check_path(path).is_ok());
    let paths = paths.iter().filter(|_| is_migration && !line.contains('~'));
    paths
        .map(|path| format!("migration {digest} {path}\n"))
        .collect()
}

/// A migration is not believed because of what it is said to have changed.
#[test]
fn a_migration_without_its_files_is_refused() {
    let folder = generated();
    let lock = folder.path().join("moguera.lock");
    let before = fs::read_to_string(&lock).expect("it was written");
    let facts = before.lines().filter(|line| !line.starts_with("facts "));
    let text: String = facts.map(|line| format!("{line}\n")).collect();
    let line = "0009_aaa + value items.zzz text";
    let all = files(line);
    let half = all.lines().next().expect("a line");
    for files in ["", half] {
        fs::write(&lock, format!("{text}{files}\nschema {line}\n")).expect("it can be written to");
        let (code, told) = generate(folder.path());
        assert_eq!(code, 2, "{told}");
        let message = "error[E0905]: the migration `0009_aaa` has no file that was recorded";
        assert!(told.contains(message), "{told}");
    }
}

/// What a run says of the service, which it leaves as it is, with a line more about the schema.
fn with_line(folder: &Path, line: &str) -> (i32, String) {
    let lock = folder.join("moguera.lock");
    let before = fs::read_to_string(&lock).expect("it was written");
    // The digest of all facts goes too, as somebody would delete it who means the change.
    let facts = before.lines().filter(|line| !line.starts_with("facts "));
    let text: String = facts.map(|line| format!("{line}\n")).collect();
    let text = text + &files(line);
    fs::write(&lock, format!("{text}schema {line}\n")).expect("it can be written to");
    let told = generate(folder);
    fs::write(&lock, before).expect("it can be written to");
    told
}

#[test]
fn facts_that_contradict_each_other_are_refused() {
    let folder = generated();
    for (line, expected) in [
        (
            "0001_initial + column items count sqlite TEXT, postgres TEXT",
            "says two things of the column `items.count`",
        ),
        (
            "0002_remove_items_size - column items size sqlite TEXT, postgres TEXT",
            "the migration `0002_remove_items_size` removes the column `items.size`, which was never there",
        ),
        (
            "0002_remove_items_count - column items count sqlite TEXT, postgres TEXT",
            "removes the column `items.count`, which was never there",
        ),
        (
            "0001_initial~1_0a1b2c3d - value items.grade = huge",
            "the step `0001_initial~1_0a1b2c3d` removes what may be in a column: `items.grade = huge`",
        ),
    ] {
        let (code, told) = with_line(folder.path(), line);
        assert_eq!(code, 2, "{line}: {told}");
        assert!(
            told.contains("E0405") && told.contains(expected),
            "{line}: {told}"
        );
    }
}
