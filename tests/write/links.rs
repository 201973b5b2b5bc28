//! Symbolic links: nothing outside of the service's folder is ever read, written or removed.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;

use moguera::digest::Digest;
use moguera::write::{LocalDisk, Run, Site};

use crate::folder::{Folder, GENERATED, MARKED, Stopped, WIRED, output};

#[test]
fn a_folder_that_leads_out_is_refused() {
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    let outside = folder.outside();
    fs::write(outside.join("a.rs"), "theirs").expect("a file");
    symlink(&outside, folder.root().join("crates")).expect("a link");
    let asked = output(&[
        (GENERATED, "crates/a.rs", "a"),
        (GENERATED, "crates/deep/b.rs", "b"),
        (WIRED, "crates/c.rs", "c"),
    ]);
    for result in [folder.write(&asked), folder.force(&asked)] {
        let Err(Stopped::Refused(lines)) = result else {
            panic!("it was not refused: {result:?}")
        };
        assert_eq!(
            lines,
            [
                "blocked crates/a.rs",
                "blocked crates/c.rs",
                "blocked crates/deep/b.rs"
            ]
        );
    }
    assert_eq!(fs::read_dir(&outside).expect("it is there").count(), 1);
}

#[test]
fn a_file_that_leads_out_or_nowhere_is_refused() {
    for target in ["../outside/secret", "../nowhere", "/dev/null", "itself"] {
        let folder = Folder::with(&[(GENERATED, "z", "z")]);
        fs::write(folder.outside().join("secret"), "secret").expect("a file");
        symlink(target, folder.root().join("itself")).expect("a link");
        let result = folder.force(&output(&[(GENERATED, "itself", "a")]));
        match result {
            Err(Stopped::Refused(lines)) => assert_eq!(lines, ["blocked itself"], "{target}"),
            Err(Stopped::Failed(failure)) => assert!(target == "itself", "{target}: {failure}"),
            Ok(lines) => panic!("{target}: {lines:?}"),
        }
        assert_eq!(
            fs::read_to_string(folder.outside().join("secret")).expect("it is there"),
            "secret"
        );
    }
}

#[test]
fn an_orphan_behind_a_link_that_leads_out_is_kept() {
    let folder = Folder::with(&[(GENERATED, "a/b.rs", "b")]);
    let outside = folder.outside();
    fs::rename(folder.root().join("a/b.rs"), outside.join("b.rs")).expect("it was there");
    fs::remove_dir(folder.root().join("a")).expect("it is empty");
    symlink(&outside, folder.root().join("a")).expect("a link");
    assert_eq!(
        folder.write(&output(&[])).expect("it keeps"),
        ["keep a/b.rs"]
    );
    assert_eq!(
        fs::read_to_string(outside.join("b.rs")).expect("it is there"),
        "b"
    );
}

#[test]
fn a_link_that_stays_inside_is_followed() {
    let files = |text| output(&[(GENERATED, "link/a.rs", text)]);
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    fs::create_dir(folder.root().join("real")).expect("a folder");
    symlink("real", folder.root().join("link")).expect("a link");
    folder.write(&files("a")).expect("it writes");
    assert_eq!(folder.text("real/a.rs").as_deref(), Some("a"));
    assert_eq!(folder.write(&files("a")).expect("nothing to do"), [""; 0]);
}

#[test]
fn a_link_that_a_file_leaves_empty_stays() {
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    fs::create_dir(folder.root().join("real")).expect("a folder");
    symlink("real", folder.root().join("link")).expect("a link");
    let asked = output(&[(GENERATED, "z", "z"), (GENERATED, "link/a.rs", MARKED)]);
    folder.write(&asked).expect("it writes");
    let fewer = output(&[(GENERATED, "z", "z")]);
    folder.write(&fewer).expect("the file goes");
    assert_eq!(folder.text("real/a.rs"), None);
    assert_eq!(folder.text(".moguera/run.done"), None);
    folder.write(&asked).expect("the next run goes on");
    assert_eq!(folder.text("real/a.rs").as_deref(), Some(MARKED));
}

#[test]
fn what_moguera_keeps_for_itself_may_not_lead_out() {
    let asked = output(&[(GENERATED, "a.rs", "a")]);
    let folder = Folder::new();
    fs::create_dir(folder.root()).expect("a folder");
    symlink(folder.outside(), folder.root().join(".moguera")).expect("a link");
    assert!(matches!(folder.write(&asked), Err(Stopped::Failed(_))));

    let folder = Folder::with(&[]);
    folder.delete(".moguera/run.lock");
    symlink(
        folder.outside().join("lock"),
        folder.root().join(".moguera/run.lock"),
    )
    .expect("a link");
    assert!(matches!(folder.write(&asked), Err(Stopped::Failed(_))));

    let folder = Folder::with(&[]);
    fs::write(folder.outside().join("lock"), "secret: 1").expect("a file");
    folder.delete("moguera.lock");
    symlink(
        folder.outside().join("lock"),
        folder.root().join("moguera.lock"),
    )
    .expect("a link");
    assert!(matches!(folder.write(&asked), Err(Stopped::Failed(_))));
}

#[test]
fn a_journal_is_not_followed_out() {
    let folder = Folder::with(&[]);
    let outside = folder.outside();
    fs::write(outside.join("a.rs"), "theirs").expect("a file");
    symlink(&outside, folder.root().join("crates")).expect("a link");
    folder.put(
        ".moguera/run.journal",
        &format!("replace {} crates/a.rs\n", Digest::of(b"theirs")),
    );
    let failure = Run::begin(Site::new(&LocalDisk, folder.root())).expect_err("it leads out");
    assert!(failure.to_string().contains("`crates/a.rs`"), "{failure}");
    assert_eq!(
        fs::read_to_string(outside.join("a.rs")).expect("it is there"),
        "theirs"
    );
}
