//! Two runs at once in one folder.

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use moguera::write::{LocalDisk, Run, Site};

use crate::folder::{Folder, GENERATED, MARKED, Stopped, output};
use crate::meddled::MeddledDisk;

const LOCK: &str = ".moguera/run.lock";

#[test]
fn a_run_waits_for_another_one() {
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    let texts = ["one", "two", "three", "four"];
    thread::scope(|scope| {
        for text in texts {
            let asked = output(&[(GENERATED, "a.rs", text), (GENERATED, "b/c.rs", text)]);
            let folder = &folder;
            scope.spawn(move || folder.write(&asked).expect("it waits"));
        }
    });
    let text = folder.text("a.rs").expect("it is there");
    assert!(texts.contains(&text.as_str()));
    assert_eq!(
        folder.text("b/c.rs"),
        Some(text.clone()),
        "both files are of one run"
    );
    let asked = output(&[(GENERATED, "a.rs", &text), (GENERATED, "b/c.rs", &text)]);
    assert_eq!(
        folder
            .write(&asked)
            .expect("the lock file is of the same run"),
        [""; 0]
    );
}

#[test]
fn a_run_gives_up_when_the_other_one_does_not_end() {
    let folder = Folder::with(&[(GENERATED, "z", MARKED)]);
    let other = Run::begin(Site::new(&LocalDisk, folder.root())).expect("nobody else is here");
    let before = folder.nodes();
    let Err(Stopped::Failed(failure)) = folder.write(&output(&[])) else {
        panic!("the other run has not ended");
    };
    assert!(
        failure.to_string().contains("another run is writing here"),
        "{failure}"
    );
    assert_eq!(folder.nodes(), before);
    drop(other);
    assert_eq!(
        folder.write(&output(&[])).expect("now it has"),
        ["remove z"]
    );
}

#[test]
fn the_lock_of_a_file_that_is_gone_keeps_nobody_out() {
    let folder = Folder::with(&[(GENERATED, "z", MARKED)]);
    let site = Site::new(&LocalDisk, folder.root());
    let third = Mutex::new(None);
    let disk = MeddledDisk {
        // The run that had made the file ends, and another one makes its own.
        after: &|_, name| {
            let mut third = third.lock().expect("no thread panics");
            if name == "lock" && third.is_none() {
                fs::remove_file(folder.root().join(LOCK)).expect("it is there");
                *third = Some(Run::begin(site).expect("the file is its own"));
            }
        },
        ..MeddledDisk::default()
    };
    let failure = Run::begin(Site::new(&disk, folder.root())).expect_err("a third run is there");
    assert!(
        failure.to_string().contains("another run is writing here"),
        "{failure}"
    );
    drop(third);
    drop(Run::begin(site).expect("nobody is there any more"));
}

#[test]
fn a_run_that_wrote_nothing_takes_away_its_own_lock_only() {
    let folder = Folder::new();
    let lock = folder.root().join(LOCK);
    let has_taken_away = AtomicBool::new(false);
    let has_next = AtomicBool::new(false);
    let disk = MeddledDisk {
        after: &|_, name| {
            // Its file is taken away once, so that it makes a second one.
            if name == "lock" && !has_taken_away.swap(true, Ordering::SeqCst) {
                fs::remove_file(&lock).expect("it is there");
            }
            // The next run is quick to make its own.
            if name == "remove" && !lock.exists() && !has_next.swap(true, Ordering::SeqCst) {
                fs::write(&lock, "of the next run").expect("its folder is there");
            }
        },
        ..MeddledDisk::default()
    };
    drop(Run::begin(Site::new(&disk, folder.root())).expect("nobody else is here"));
    assert_eq!(folder.text(LOCK).as_deref(), Some("of the next run"));
}
