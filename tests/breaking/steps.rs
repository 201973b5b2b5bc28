//! What migrations between two designs have done, as their lock files tell it.

use std::fs;
use std::process::Command;

use crate::case::base;
use crate::repository::{Repository, run};

const ABOUT: &str = "      about: { type: string, optional: true }\n";
const TOPIC: &str = "      topic: { type: string, optional: true, renamed_from: about }\n";
const SUBJECT: &str = "      subject: { type: string, optional: true, renamed_from: topic }\n";

/// The base with another line in place of [`ABOUT`], and everything that follows from it.
fn generated(repository: &Repository, line: &str) {
    let base = base();
    assert_eq!(base.matches(ABOUT).count(), 1);
    repository.design(&base.replace(ABOUT, line));
    let generate = ["generate", "--quiet", "--allow-data-loss", "--no-renames"];
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(generate)
        .current_dir(repository.service())
        .output()
        .expect("moguera has been built");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// Work on a branch, which left the main one where the base had been generated.
fn work() -> Repository {
    let repository = Repository::new("main");
    generated(&repository, ABOUT);
    repository.commit("generated");
    repository.git(&["switch", "--quiet", "--create", "work"]);
    repository
}

#[test]
fn what_was_renamed_twice_is_the_same() {
    let repository = work();
    generated(&repository, TOPIC);
    repository.commit("topic");
    generated(&repository, SUBJECT);
    let (code, told) = repository.run(&[]);
    assert_eq!(code, 0, "{told}");
    let renamed = "DB27  entity Note.attribute subject: was called `about`";
    assert!(told.contains(renamed), "{told}");
    assert!(!told.contains("DB01"), "{told}");
    let (_, told) = repository.run(&["--against", "work"]);
    let renamed = "DB27  entity Note.attribute subject: was called `topic`";
    assert!(told.contains(renamed), "{told}");
}

/// What has been generated is followed, and then what only the design says.
#[test]
fn the_last_rename_need_not_be_generated() {
    let repository = work();
    generated(&repository, TOPIC);
    repository.design(&base().replace(ABOUT, SUBJECT));
    let (_, told) = repository.run(&[]);
    let renamed = "DB27  entity Note.attribute subject: was called `about`";
    assert!(told.contains(renamed), "{told}");
}

#[test]
fn what_was_dropped_and_is_there_again_is_told() {
    let repository = work();
    generated(&repository, "");
    generated(&repository, ABOUT);
    let (code, told) = repository.run(&["--fail-on", "breaking"]);
    assert_eq!(code, 1, "{told}");
    let dropped = "DB29  entity Note.attribute about: was dropped in between";
    assert!(told.contains(dropped), "{told}");
    assert!(told.contains("{ rule: DB29,"), "{told}");
}

/// What another branch has renamed meanwhile is taken back: the column is one.
#[test]
fn both_ends_may_have_gone_on() {
    let repository = work();
    generated(&repository, TOPIC);
    repository.commit("topic");
    repository.git(&["switch", "--quiet", "main"]);
    generated(&repository, &TOPIC.replace("topic", "theme"));
    let (_, told) = repository.run(&["--against", "work"]);
    let renamed = "DB27  entity Note.attribute theme: was called `topic`";
    assert!(told.contains(renamed), "{told}");
    assert!(!told.contains("DB01"), "{told}");
}

#[test]
fn a_folder_may_have_its_lock_file_and_a_file_has_none() {
    let repository = work();
    let service = repository.service();
    repository.put("before/design/library.yaml", &base());
    repository.put("before.yaml", &base());
    let lock = fs::read_to_string(service.join("moguera.lock")).expect("it was generated");
    repository.put("before/moguera.lock", &lock);
    generated(&repository, TOPIC);
    generated(&repository, SUBJECT);
    let (_, told) = repository.run(&["--against", "before"]);
    assert!(told.contains("DB27"), "{told}");
    for by_their_ends in ["before.yaml", "before/design"] {
        let (_, told) = repository.run(&["--against", by_their_ends]);
        assert!(told.contains("DB01  entity Note.attribute about"), "{told}");
        assert!(!told.contains("DB27"), "{told}");
    }
}

#[test]
fn a_lock_file_that_cannot_be_read_is_told_and_tells_nothing() {
    let repository = work();
    generated(&repository, TOPIC);
    generated(&repository, SUBJECT);
    let path = repository.service().join("moguera.lock");
    let lock = fs::read_to_string(&path).expect("it was generated");
    fs::write(path, format!("<<<<<<< ours\n{lock}")).expect("it can be written");
    let (code, told) = run(&repository.service(), &[]);
    assert_eq!(code, 0, "{told}");
    let unknown = "what migrations in between have renamed or dropped is not known: moguera.lock is not \
                   in order (E0901)";
    assert!(told.contains(unknown), "{told}");
    assert!(told.contains("DB01  entity Note.attribute about"), "{told}");
}

/// Where nothing is shared, steps of the one are not subtracted from those of the other.
#[test]
fn lock_files_that_share_no_history_tell_nothing() {
    let repository = work();
    generated(&repository, SUBJECT);
    let other = Repository::new("main");
    generated(&other, SUBJECT);
    let lock = |of: &Repository| of.service().join("moguera.lock");
    fs::copy(lock(&other), lock(&repository)).expect("both were generated");
    let (code, told) = repository.run(&[]);
    assert_eq!(code, 0, "{told}");
    let unknown = "what migrations in between have renamed or dropped is not known: the lock files do not \
                   begin with the same migration";
    assert!(told.contains(unknown), "{told}");
    assert!(told.contains("DB01  entity Note.attribute about"), "{told}");
}

/// The next migration drops what the last one has renamed, though the design reads as before.
#[test]
fn a_design_that_does_not_go_on_from_the_last_migration_loses_what_rows_hold() {
    let repository = work();
    generated(&repository, TOPIC);
    repository.design(&base());
    let (_, told) = repository.run(&[]);
    let dropped = "DB29  entity Note.attribute about: was dropped in between";
    assert!(told.contains(dropped), "{told}");
    assert!(!told.contains("DB01"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_lock_file_that_is_a_link_is_told_and_not_followed() {
    let repository = work();
    let path = repository.service().join("moguera.lock");
    let lock = fs::read_to_string(&path).expect("it was generated");
    repository.put("../elsewhere.lock", &lock);
    fs::remove_file(&path).expect("it is there");
    std::os::unix::fs::symlink("../elsewhere.lock", &path).expect("a link");
    repository.commit("link");
    let unknown = "what migrations in between have renamed or dropped is not known: ";
    let (code, told) = repository.run(&["--against", "main"]);
    assert_eq!(code, 0, "{told}");
    let now = "cannot read `moguera.lock`: it is not a file of this folder";
    assert!(told.contains(&format!("{unknown}{now}")), "{told}");
    fs::remove_file(&path).expect("it is there");
    repository.put("moguera.lock", &lock);
    let (code, told) = repository.run(&["--against", "work"]);
    assert_eq!(code, 0, "{told}");
    let before = "moguera.lock is a symbolic link at that commit";
    assert!(told.contains(&format!("{unknown}{before}")), "{told}");
}
