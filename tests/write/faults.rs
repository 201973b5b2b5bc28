//! A disk that refuses at every single operation in turn: all is written, or nothing is changed.

use std::collections::BTreeMap;

use moguera::digest::Digest;
use moguera::output::Output;
use moguera::write::{Edits, LocalDisk, Run, Site};

use crate::folder::{FREE, Fault, FaultyDisk, Folder, GENERATED, MARKED, Stopped, WIRED, output};

/// A folder in which the next run has something of every kind to do.
fn prepared() -> (Folder, Output) {
    let folder = Folder::with(&[
        (GENERATED, "stale.rs", "old"),
        (GENERATED, "crates/x/stale.rs", "old"),
        (GENERATED, "same.rs", "same"),
        (GENERATED, "gone/soon/orphan.rs", MARKED),
        (GENERATED, "edited.rs", "before"),
        (GENERATED, "deleted.rs", "deleted"),
        (WIRED, "main.rs", "main"),
        (WIRED, "released.rs", "stub"),
    ]);
    folder.put("yours.rs", "yours");
    folder.put("main.rs", "changed by the team");
    folder.put("edited.rs", "by hand");
    folder.delete("deleted.rs");
    folder.delete(".moguera/run.lock");
    let asked = output(&[
        (GENERATED, "stale.rs", "new"),
        (GENERATED, "crates/x/stale.rs", "new"),
        (GENERATED, "same.rs", "same"),
        (GENERATED, "edited.rs", "after"),
        (GENERATED, "deleted.rs", "deleted"),
        (GENERATED, "crates/y/src/created.rs", "created"),
        (WIRED, "main.rs", "main"),
        (WIRED, "crates/y/wired.rs", "wired"),
        (FREE, "free.rs", "free"),
    ]);
    (folder, asked)
}

/// What a run without faults leaves.
fn expected() -> BTreeMap<String, Option<String>> {
    let (folder, asked) = prepared();
    let done = folder.force(&asked).expect("the disk is fine");
    assert_eq!(done.len(), 9, "{done:?}");
    folder.contents()
}

#[test]
fn one_refused_operation_changes_nothing() {
    refuse_one(FaultyDisk::new);
}

#[test]
fn one_refused_operation_changes_nothing_where_files_cannot_change_places() {
    refuse_one(FaultyDisk::without_exchange);
}

fn refuse_one(faulty: fn(Fault) -> FaultyDisk) {
    let expected = expected();
    let mut failures = 0;
    for at in 0.. {
        let (folder, asked) = prepared();
        let before = folder.nodes();
        let disk = faulty(Fault::At(at));
        match folder.write_with(&disk, &asked, Edits::Overwritten) {
            Err(Stopped::Failed(failure)) => {
                failures += 1;
                assert!(
                    failure.to_string().contains("the disk refuses"),
                    "{failure}"
                );
                assert_eq!(failure.unrestored, [""; 0], "operation {at}");
                assert_eq!(folder.nodes(), before, "operation {at}: {failure}");
            }
            Err(other) => panic!("operation {at}: {other:?}"),
            // Only old files are left to be removed; the next run does it.
            Ok(_) if disk.has_refused() => {
                assert_eq!(
                    folder.write(&asked).expect("the disk is fine again"),
                    [""; 0],
                    "operation {at}"
                );
                assert_eq!(folder.contents(), expected, "operation {at}");
            }
            Ok(_) => {
                assert_eq!(folder.contents(), expected);
                break;
            }
        }
    }
    assert!(failures > 80, "only {failures} operations were refused");
}

#[test]
fn what_a_killed_run_left_is_undone_or_finished_by_the_next() {
    let expected = expected();
    for from in 0.. {
        let (folder, asked) = prepared();
        let before = folder.contents();
        let disk = FaultyDisk::new(Fault::From(from));
        let done = folder.write_with(&disk, &asked, Edits::Overwritten);
        for (path, old, new) in [
            ("stale.rs", "old", "new"),
            ("crates/x/stale.rs", "old", "new"),
            ("edited.rs", "by hand", "after"),
        ] {
            let text = folder.text(path);
            let text = text.as_deref();
            assert!(
                text == Some(old) || text == Some(new),
                "operation {from}: {path} is never without a whole file"
            );
        }
        if !disk.has_refused() {
            break;
        }
        drop(Run::begin(Site::new(&LocalDisk, folder.root())).expect("the disk is fine again"));
        let after = folder.contents();
        assert_eq!(
            after,
            if done.is_ok() {
                expected.clone()
            } else {
                before
            },
            "operation {from}"
        );
        folder.force(&asked).expect("the disk is fine again");
        assert_eq!(folder.contents(), expected, "operation {from}");
    }
}

/// What waits beside its place is there already, by version control or as the second name of the same file.
#[test]
fn what_is_back_already_needs_no_choice() {
    let digest = Digest::of(b"new");
    let steps = [
        format!("replace {digest} a.rs\n"),
        String::from("lines 1\nremove a.rs\n"),
    ];
    for step in steps {
        let folder = Folder::with(&[(GENERATED, "a.rs", "old")]);
        let before = folder.contents();
        folder.put(".a.rs.moguera-old", "old");
        folder.put(".moguera/run.journal", &step);
        drop(Run::begin(Site::new(&LocalDisk, folder.root())).expect("both are the same"));
        assert_eq!(folder.contents(), before, "{step}");
    }
}

#[test]
fn what_is_back_in_part_is_for_the_team_to_choose() {
    let digest = Digest::of(b"new");
    for step in [format!("replace {digest} a.rs"), "remove a.rs".to_owned()] {
        let folder = Folder::with(&[(GENERATED, "a.rs", "old")]);
        folder.put(".a.rs.moguera-old", "older");
        folder.put(".moguera/run.journal", &format!("{step}\n"));
        let before = folder.contents();
        let failure = Run::begin(Site::new(&LocalDisk, folder.root())).expect_err("they differ");
        assert_eq!(failure.unrestored, ["a.rs"], "{failure}");
        assert_eq!(folder.contents(), before, "{step}");
    }
}

#[test]
fn what_could_not_be_put_back_is_named() {
    let mut named = 0;
    for from in 0.. {
        let (folder, asked) = prepared();
        let disk = FaultyDisk::new(Fault::From(from));
        if let Err(Stopped::Failed(failure)) = folder.write_with(&disk, &asked, Edits::Overwritten)
        {
            named += usize::from(!failure.unrestored.is_empty());
            let is_unfinished = folder.text(".moguera/run.journal").is_some();
            assert!(
                !is_unfinished || !failure.unrestored.is_empty(),
                "operation {from}: {failure}"
            );
            let is_changed = folder.text("stale.rs").as_deref() != Some("old");
            assert!(
                !is_changed || failure.unrestored.iter().any(|path| path == "stale.rs"),
                "operation {from}"
            );
        }
        if !disk.has_refused() {
            break;
        }
    }
    assert!(named > 10, "only {named} failures named a path");
}

#[test]
fn a_new_folder_is_not_there_after_an_error() {
    let asked = output(&[(GENERATED, "a/b.rs", "b"), (WIRED, "main.rs", "main")]);
    for at in 0.. {
        let folder = Folder::new();
        let disk = FaultyDisk::new(Fault::At(at));
        let done = folder.write_with(&disk, &asked, Edits::Refused);
        match done {
            Err(_) => assert!(
                !folder.root().exists(),
                "operation {at}: {:?}",
                folder.nodes().keys()
            ),
            Ok(_) => assert_eq!(folder.text("a/b.rs").as_deref(), Some("b")),
        }
        if !disk.has_refused() {
            assert!(at > 30, "only {at} operations");
            break;
        }
    }
}

#[test]
fn an_error_says_which_path_and_why() {
    let folder = Folder::with(&[]);
    folder.put("a/mine", "");
    // A folder where the new content waits for its place.
    std::fs::create_dir(folder.root().join("a/.b.rs.moguera-new")).expect("a folder");
    let Err(Stopped::Failed(failure)) = folder.write(&output(&[(GENERATED, "a/b.rs", "b")])) else {
        panic!("there is a folder in the way");
    };
    assert!(
        failure.to_string().contains("`a/.b.rs.moguera-new`: "),
        "{failure}"
    );
    assert_eq!(folder.text("a/b.rs"), None);
}

#[test]
fn leftovers_without_a_journal_are_no_obstacle() {
    let folder = Folder::with(&[(GENERATED, "a.rs", "old")]);
    for leftover in [
        ".a.rs.moguera-new",
        ".a.rs.moguera-old",
        ".moguera/.run.journal.moguera-new",
    ] {
        folder.put(leftover, "half of a file");
    }
    assert_eq!(
        folder
            .write(&output(&[(GENERATED, "a.rs", "new")]))
            .expect("it writes"),
        ["update a.rs"]
    );
    let left: Vec<_> = folder
        .nodes()
        .into_keys()
        .filter(|path| path.contains("moguera-"))
        .collect();
    assert_eq!(left, [""; 0]);
}

#[test]
fn a_journal_that_is_none_is_not_followed() {
    for journal in [
        "",
        "\n",
        "\0\0\0\0",
        "create x\n",
        "replace x\n",
        "remove ../../etc/passwd\n",
        "folder /tmp\n",
        "remove .git/config\n",
        "\u{1}\n",
        // A part of one.
        "remove a.rs",
        "lines 2",
        "lines 2\n",
        "lines 2\nremove a.rs\n",
        "lines 2\nremove a.rs\nremove b.r",
        "lines 0\nremove a.rs\n",
        "lines\nremove a.rs\n",
    ] {
        let folder = Folder::with(&[(GENERATED, "a.rs", "a")]);
        folder.put(".moguera/run.journal", journal);
        let before = folder.contents();
        let Err(Stopped::Failed(failure)) = folder.write(&output(&[])) else {
            panic!("{journal:?} was followed");
        };
        assert!(failure.to_string().contains("run.journal"), "{failure}");
        assert_eq!(folder.contents(), before);
    }
}
