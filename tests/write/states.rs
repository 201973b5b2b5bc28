//! Every state that a generated file can be in, and what a run does about it.

use moguera::digest::Digest;
use moguera::output::Owner;

use crate::folder::{Folder, GENERATED, MARKED, Stopped, WIRED, output};

fn refused(result: Result<Vec<String>, Stopped>) -> Vec<String> {
    match result {
        Err(Stopped::Refused(lines)) => lines,
        other => panic!("the run should have been refused: {other:?}"),
    }
}

#[test]
fn a_first_run_creates_everything_and_records_it() {
    let folder = Folder::new();
    let done = folder.write(&output(&[
        (GENERATED, "a/b.rs", "b\n"),
        (WIRED, "main.rs", "main\n"),
    ]));
    assert_eq!(
        done.expect("it writes"),
        ["create a/b.rs", "scaffold main.rs"]
    );
    assert_eq!(folder.text("a/b.rs").as_deref(), Some("b\n"));
    assert_eq!(
        folder.text(".moguera/base/main.rs").as_deref(),
        Some("main\n")
    );
    let facts = folder.text("moguera.lock").expect("it is there");
    let expected = format!(
        "generated {} a/b.rs\ngenerator 0.1.0\nscaffolded {} main.rs\n",
        Digest::of(b"b\n"),
        Digest::of(b"main\n")
    );
    let mut facts = facts.split_inclusive('\n').skip(1);
    let design = facts.next().expect("the design is a fact");
    assert!(design.starts_with("design "), "{design}");
    let digest = facts.next().expect("what all facts are is one too");
    assert!(digest.starts_with("facts "), "{digest}");
    assert_eq!(facts.collect::<String>(), expected);
}

#[test]
fn a_run_with_nothing_to_do_touches_nothing() {
    let files = [(GENERATED, "a.rs", "a"), (WIRED, "main.rs", "main")];
    let folder = Folder::with(&files);
    let before = folder.nodes();
    assert_eq!(
        folder.write(&output(&files)).expect("nothing to do"),
        [""; 0]
    );
    assert_eq!(folder.nodes(), before);
}

#[test]
fn a_stale_file_is_updated_and_its_neighbour_keeps_its_time() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "old"), (GENERATED, "b.rs", "same")]);
    let before = folder.nodes();
    let done = folder.write(&output(&[
        (GENERATED, "a.rs", "new"),
        (GENERATED, "b.rs", "same"),
    ]));
    assert_eq!(done.expect("it writes"), ["update a.rs"]);
    let after = folder.nodes();
    assert_eq!(folder.text("a.rs").as_deref(), Some("new"));
    assert_eq!(after["b.rs"], before["b.rs"]);
    assert_eq!(
        after.keys().collect::<Vec<_>>(),
        before.keys().collect::<Vec<_>>(),
        "nothing is left over"
    );
}

#[test]
fn a_deleted_file_is_restored() {
    let files = [(GENERATED, "a/b/c.rs", "c")];
    let folder = Folder::with(&files);
    std::fs::remove_dir_all(folder.root().join("a")).expect("it was there");
    assert_eq!(
        folder.write(&output(&files)).expect("it writes"),
        ["restore a/b/c.rs"]
    );
    assert_eq!(folder.text("a/b/c.rs").as_deref(), Some("c"));
}

#[test]
fn an_edited_file_stops_the_run_before_anything_is_written() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "a"), (GENERATED, "b.rs", "b")]);
    folder.put("a.rs", "mine");
    let before = folder.nodes();
    for new in ["a", "a2"] {
        let asked = output(&[
            (GENERATED, "a.rs", new),
            (GENERATED, "b.rs", "b2"),
            (GENERATED, "c.rs", "c"),
        ]);
        assert_eq!(refused(folder.write(&asked)), ["update a.rs"]);
        assert_eq!(folder.nodes(), before);
    }
    let done = folder.force(&output(&[
        (GENERATED, "a.rs", "a2"),
        (GENERATED, "b.rs", "b"),
    ]));
    assert_eq!(done.expect("edits are overwritten"), ["update a.rs"]);
    assert_eq!(folder.text("a.rs").as_deref(), Some("a2"));
}

#[test]
fn an_edit_that_is_what_the_design_asks_for_now_is_no_edit() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "old")]);
    folder.put("a.rs", "new");
    let asked = output(&[(GENERATED, "a.rs", "new")]);
    assert_eq!(
        folder.write(&asked).expect("only the lock file changes"),
        [""; 0]
    );
    assert!(
        folder
            .text("moguera.lock")
            .expect("it is there")
            .contains(&Digest::of(b"new").to_string())
    );
}

/// A lost lock file is no reason to make up history anew.
#[test]
fn a_migration_that_is_not_recorded_is_never_overwritten() {
    let first = (Owner::Migration, "migrations/1.sql", "create");
    let folder = Folder::with(&[(GENERATED, "a.rs", "a"), first]);
    folder.delete("moguera.lock");
    let other = (Owner::Migration, "migrations/1.sql", "create all");
    let asked = output(&[(GENERATED, "a.rs", "a"), other]);
    let told = ["edited migrations/1.sql"];
    assert_eq!(refused(folder.write(&asked)), told);
    assert_eq!(refused(folder.force(&asked)), told);
    assert_eq!(folder.text("migrations/1.sql").as_deref(), Some("create"));
    assert_eq!(folder.text("moguera.lock"), None);
}

#[test]
fn a_file_that_was_there_before_is_not_overwritten() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "a")]);
    folder.put("b.rs", "mine");
    let asked = output(&[(GENERATED, "a.rs", "a"), (GENERATED, "b.rs", "b")]);
    assert_eq!(refused(folder.write(&asked)), ["update b.rs"]);
    assert_eq!(folder.text("b.rs").as_deref(), Some("mine"));
    folder.put("b.rs", "b");
    assert_eq!(
        folder
            .write(&asked)
            .expect("the same content is no conflict"),
        [""; 0]
    );
}

#[test]
fn a_lost_lock_file_is_written_again() {
    let files = [(GENERATED, "a.rs", "a"), (WIRED, "main.rs", "main")];
    let folder = Folder::with(&files);
    let facts = folder.text("moguera.lock");
    folder.put("main.rs", "mine");
    folder.delete("moguera.lock");
    assert_eq!(
        folder
            .write(&output(&files))
            .expect("everything is as asked"),
        [""; 0]
    );
    assert_eq!(folder.text("moguera.lock"), facts);
    assert_eq!(folder.text("main.rs").as_deref(), Some("mine"));
}

#[test]
fn an_orphan_is_removed_with_the_folders_it_leaves_empty() {
    let folder = Folder::with(&[
        (GENERATED, "a/b/c.rs", MARKED),
        (GENERATED, "x/y.rs", MARKED),
        (GENERATED, "z", "z"),
    ]);
    folder.put("x/mine.rs", "mine");
    let done = folder.write(&output(&[(GENERATED, "z", "z")]));
    assert_eq!(
        done.expect("it writes"),
        ["remove a/b/c.rs", "remove x/y.rs"]
    );
    assert!(!folder.root().join("a").exists());
    assert_eq!(folder.text("x/mine.rs").as_deref(), Some("mine"));
    assert!(
        !folder
            .text("moguera.lock")
            .expect("it is there")
            .contains("c.rs")
    );
}

#[test]
fn an_edited_orphan_is_kept_once_and_then_yours() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "a")]);
    folder.put("a.rs", "mine");
    let nothing = output(&[]);
    assert_eq!(folder.write(&nothing).expect("it keeps"), ["keep a.rs"]);
    assert_eq!(
        folder.write(&nothing).expect("it is no longer ours"),
        [""; 0]
    );
    assert_eq!(folder.force(&nothing).expect("nor by force"), [""; 0]);
    assert_eq!(folder.text("a.rs").as_deref(), Some("mine"));
    assert_eq!(
        refused(folder.write(&output(&[(GENERATED, "a.rs", "a")]))),
        ["update a.rs"]
    );
}

/// Whoever writes a line into the lock file could have a file of the team's removed by it.
#[test]
fn a_file_that_does_not_say_that_it_is_generated_is_kept_whatever_is_recorded() {
    let folder = Folder::with(&[(GENERATED, "a.rs", MARKED)]);
    folder.put("mine.rs", "fn mine() {}\n");
    let facts = folder.text("moguera.lock").expect("it is there");
    let digest = Digest::of(b"fn mine() {}\n");
    folder.put(
        "moguera.lock",
        &format!("{facts}generated {digest} mine.rs\n"),
    );
    let asked = output(&[(GENERATED, "a.rs", MARKED)]);
    assert_eq!(folder.force(&asked).expect("it keeps"), ["keep mine.rs"]);
    assert_eq!(folder.write(&asked).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.text("mine.rs").as_deref(), Some("fn mine() {}\n"));
}

#[test]
fn after_a_merge_what_two_branches_wrote_is_computed_again() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "ours")]);
    let theirs = Folder::with(&[(GENERATED, "a.rs", "theirs")]);
    let both = folder.text("moguera.lock").expect("it is there")
        + &theirs.text("moguera.lock").expect("it is there");
    folder.put("moguera.lock", &both);
    folder.put("a.rs", "<<<<<<< merged by git");
    let done = folder.write(&output(&[(GENERATED, "a.rs", "both")]));
    assert_eq!(done.expect("nobody edited it"), ["update a.rs"]);
    let facts = folder.text("moguera.lock").expect("it is there");
    assert_eq!(facts.matches("a.rs").count(), 1);
    assert_eq!(facts.matches("generator").count(), 1);
}

#[test]
fn after_a_merge_an_orphan_goes_only_if_one_side_wrote_it() {
    let [ours, theirs, mine] = ["ours", "theirs", "mine"].map(|by| format!("{MARKED}{by}"));
    for (content, expected) in [
        (&ours, "remove a.rs"),
        (&theirs, "remove a.rs"),
        (&mine, "keep a.rs"),
    ] {
        let folder = Folder::with(&[(GENERATED, "a.rs", &ours)]);
        let facts = folder.text("moguera.lock").expect("it is there");
        folder.put(
            "moguera.lock",
            &format!("{facts}generated {} a.rs\n", Digest::of(theirs.as_bytes())),
        );
        folder.put("a.rs", content);
        assert_eq!(folder.write(&output(&[])).expect("it writes"), [expected]);
    }
}

#[test]
fn a_folder_in_the_place_of_a_file_is_refused_and_the_other_way_round() {
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    folder.put("a.rs/mine", "mine");
    folder.put("b", "mine");
    let asked = output(&[
        (GENERATED, "a.rs", "a"),
        (GENERATED, "b/c/d.rs", "d"),
        (WIRED, "b/e.rs", "e"),
    ]);
    let before = folder.nodes();
    let expected = ["blocked a.rs", "blocked b/c/d.rs", "blocked b/e.rs"];
    assert_eq!(refused(folder.write(&asked)), expected);
    assert_eq!(refused(folder.force(&asked)), expected);
    assert_eq!(folder.nodes(), before);
}

#[test]
fn migrations_are_written_once_and_carried() {
    let first = (Owner::Migration, "migrations/1.sql", "create");
    let folder = Folder::with(&[first]);
    let second = (Owner::Migration, "migrations/2.sql", "alter");
    folder.put("migrations/1.sql", "create, and fill by hand");
    let both = output(&[first, second]);
    for done in [folder.write(&both), folder.force(&both)] {
        assert_eq!(refused(done), ["edited migrations/1.sql"]);
    }
    folder.put("migrations/1.sql", "create");
    let done = folder.write(&both);
    assert_eq!(done.expect("it writes"), ["create migrations/2.sql"]);
    folder.delete("migrations/2.sql");
    assert_eq!(
        refused(folder.write(&output(&[]))),
        ["missing migrations/2.sql"]
    );
    folder.put("migrations/2.sql", "alter");
    assert_eq!(
        folder.write(&output(&[])).expect("history is as it was"),
        [""; 0]
    );
    let facts = folder.text("moguera.lock").expect("it is there");
    assert_eq!(facts.matches("migration ").count(), 2);
    folder.put("migrations/3.sql", "mine");
    assert_eq!(
        refused(folder.write(&output(&[(Owner::Migration, "migrations/3.sql", "x")]))),
        ["edited migrations/3.sql"]
    );
}

#[test]
fn facts_about_the_schema_are_those_of_the_output() {
    let folder = Folder::new();
    let mut asked = output(&[]);
    asked.schema = ["table b\nx".to_owned(), "table a".to_owned()].into();
    assert_eq!(folder.write(&asked).expect("it writes"), [""; 0]);
    assert!(
        folder
            .text("moguera.lock")
            .expect("it is there")
            .ends_with("schema table a\nschema table b\\nx\n")
    );
    assert_eq!(folder.write(&output(&[])).expect("it writes"), [""; 0]);
    assert!(
        !folder
            .text("moguera.lock")
            .expect("it is there")
            .contains("schema")
    );
}

#[test]
#[cfg(unix)]
fn files_have_the_permissions_that_every_new_file_has() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::with(&[(GENERATED, "a", "a"), (GENERATED, "run", "#!/bin/sh\n")]);
    folder.put("probe", "");
    let mode = |path| {
        std::fs::metadata(folder.root().join(path))
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    assert_eq!(mode("a"), mode("probe"));
    assert_eq!(mode("run"), mode("probe") | (mode("probe") & 0o444) >> 2);
}
