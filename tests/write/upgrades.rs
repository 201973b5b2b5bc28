//! What an upgrade makes of scaffolded files.

use std::fs;

use crate::folder::{FREE, Fault, FaultyDisk, Folder, GENERATED, Stopped, WIRED, output};

const BEFORE: &str = "one\ntwo\nthree\nfour\nfive\n";
const NOW: &str = "one\ntwo\nthree\nfour\n5\n";

fn upgraded(yours: &str) -> (Folder, Vec<String>) {
    let folder = Folder::with(&[(WIRED, "main.rs", BEFORE)]);
    folder.put("main.rs", yours);
    let done = folder.upgrade(&output(&[(WIRED, "main.rs", NOW)]));
    (folder, done.expect("it writes"))
}

/// Whatever happened, what is scaffolded now is what the next merge starts from, and there is nothing left to do.
fn settled(folder: &Folder) {
    let asked = output(&[(WIRED, "main.rs", NOW)]);
    assert_eq!(folder.text(".moguera/base/main.rs").as_deref(), Some(NOW));
    let before = folder.nodes();
    assert_eq!(folder.upgrade(&asked).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.write(&asked).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.nodes(), before);
}

#[test]
fn a_file_that_nobody_touched_is_replaced() {
    let (folder, done) = upgraded(BEFORE);
    assert_eq!(done, ["update main.rs"]);
    assert_eq!(folder.text("main.rs").as_deref(), Some(NOW));
    settled(&folder);
}

#[test]
fn both_changes_are_joined() {
    let (folder, done) = upgraded(&BEFORE.replace("one", "mine"));
    assert_eq!(done, ["merge main.rs"]);
    assert_eq!(
        folder.text("main.rs").as_deref(),
        Some("mine\ntwo\nthree\nfour\n5\n")
    );
    settled(&folder);
}

#[test]
fn a_change_that_the_team_made_already_is_not_made_again() {
    let (folder, done) = upgraded(&NOW.replace("one", "mine"));
    assert_eq!(done, [""; 0]);
    settled(&folder);
    let (folder, done) = upgraded(NOW);
    assert_eq!(done, [""; 0]);
    settled(&folder);
}

#[test]
fn a_conflict_is_marked_in_place_and_stops_every_run_until_it_is_resolved() {
    let (folder, done) = upgraded(&BEFORE.replace("five", "mine"));
    assert_eq!(done, ["conflict main.rs"]);
    let marked = "one\ntwo\nthree\nfour\n<<<<<<< yours\nmine\n||||||| as it was scaffolded\nfive\n=======\n5\n>>>>>>> moguera 0.1.0\n";
    assert_eq!(folder.text("main.rs").as_deref(), Some(marked));
    let files = folder.nodes().into_keys();
    assert!(files.into_iter().all(|path| !path.ends_with(".rej")));
    let later = output(&[(WIRED, "main.rs", "later\n"), (GENERATED, "a.rs", "a")]);
    for stopped in [
        folder.write(&later),
        folder.upgrade(&later),
        folder.force(&later),
    ] {
        let Err(Stopped::Refused(files)) = stopped else {
            panic!("markers are left");
        };
        assert_eq!(files, ["conflict main.rs"]);
    }
    assert_eq!(folder.text("main.rs").as_deref(), Some(marked));
    assert_eq!(folder.text("a.rs"), None);
    folder.put("main.rs", &BEFORE.replace("five", "mine and 5"));
    settled(&folder);
}

#[test]
fn a_deleted_file_comes_back_only_if_generated_code_names_it() {
    let files = |text| output(&[(WIRED, "wired.rs", text), (FREE, "free.rs", text)]);
    let folder = Folder::new();
    folder.write(&files("first")).expect("it writes");
    folder.delete("wired.rs");
    folder.delete("free.rs");
    let done = folder.upgrade(&files("second")).expect("it writes");
    assert_eq!(done, ["scaffold wired.rs"]);
    assert_eq!(folder.text("free.rs"), None);
    assert_eq!(
        folder.text(".moguera/base/free.rs").as_deref(),
        Some("first"),
        "should it come back, it is merged from what it was"
    );
}

#[test]
fn without_its_pristine_text_a_file_is_left_and_named_once() {
    for tampered in [None, Some("something else")] {
        let folder = Folder::with(&[(WIRED, "main.rs", BEFORE)]);
        folder.put("main.rs", "mine");
        match tampered {
            Some(text) => folder.put(".moguera/base/main.rs", text),
            None => folder.delete(".moguera/base/main.rs"),
        }
        let asked = output(&[(WIRED, "main.rs", NOW)]);
        assert_eq!(folder.upgrade(&asked).expect("it keeps"), ["keep main.rs"]);
        assert_eq!(folder.text("main.rs").as_deref(), Some("mine"));
        settled(&folder);
    }
}

#[test]
fn what_is_no_text_is_left_and_named_once() {
    let folder = Folder::with(&[(WIRED, "main.rs", BEFORE)]);
    fs::write(folder.root().join("main.rs"), b"\xff").expect("a file");
    let asked = output(&[(WIRED, "main.rs", NOW)]);
    assert_eq!(folder.upgrade(&asked).expect("it keeps"), ["keep main.rs"]);
    assert_eq!(folder.upgrade(&asked).expect("nothing to do"), [""; 0]);
    let kept = fs::read(folder.root().join("main.rs")).expect("it is there");
    assert_eq!(kept, b"\xff");
}

#[test]
fn windows_line_ends_are_kept() {
    let (folder, done) = upgraded(&BEFORE.replace("one", "mine").replace('\n', "\r\n"));
    assert_eq!(done, ["merge main.rs"]);
    assert_eq!(
        folder.text("main.rs").as_deref(),
        Some("mine\r\ntwo\r\nthree\r\nfour\r\n5\r\n")
    );
    settled(&folder);
}

/// A disk that refuses at every single operation in turn: all is merged, or nothing is changed.
#[test]
fn an_upgrade_is_done_as_a_whole_or_not_at_all() {
    let files = |text| {
        output(&[
            (WIRED, "a.rs", text),
            (WIRED, "b/c.rs", text),
            (WIRED, "d.rs", text),
        ])
    };
    let mut failures = 0;
    for at in 0.. {
        let folder = Folder::new();
        folder.write(&files(BEFORE)).expect("it writes");
        folder.put("a.rs", &BEFORE.replace("one", "mine"));
        folder.put("b/c.rs", &BEFORE.replace("five", "mine"));
        folder.delete(".moguera/run.lock");
        let before = folder.nodes();
        let disk = FaultyDisk::new(Fault::At(at));
        match folder.upgrade_with(&disk, &files(NOW)) {
            Err(Stopped::Failed(failure)) => {
                failures += 1;
                assert_eq!(failure.unrestored, [""; 0], "operation {at}");
                assert_eq!(folder.nodes(), before, "operation {at}: {failure}");
            }
            Err(other) => panic!("operation {at}: {other:?}"),
            Ok(done) => {
                assert_eq!(done, ["merge a.rs", "conflict b/c.rs", "update d.rs"]);
                if !disk.has_refused() {
                    break;
                }
            }
        }
    }
    assert!(failures > 40, "only {failures} operations were refused");
}
