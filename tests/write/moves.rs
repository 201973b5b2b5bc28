//! Scaffolded files of what was renamed go with the name, and with what the team has written in them.

use moguera::output::{Before, Output};

use crate::folder::{Fault, FaultyDisk, Folder, GENERATED, Stopped, WIRED, output};
use moguera::write::Edits;
use std::fs;

const STUB: &str = "one\ntwo\nthree\nfn old() {}\n";
const NOW: &str = "one\ntwo\nthree\nfn new() {}\n";
const MINE: &str = "mine\r\ntwo\nthree\nfn old() {}\n";

/// What is asked for after the rename of what `a/old.rs` was scaffolded for.
pub(crate) fn renamed() -> Output {
    let mut output = output(&[(WIRED, "b/new.rs", NOW)]);
    let before = ["a/never.rs", "a/old.rs"].map(|path| Before {
        path: path.to_owned(),
        names: Vec::new(),
    });
    output.before.insert("b/new.rs".to_owned(), before.to_vec());
    output
}

/// What was scaffolded, with this in it by now.
fn scaffolded(text: &str) -> Folder {
    let folder = Folder::with(&[(WIRED, "a/old.rs", STUB)]);
    folder.put("a/old.rs", text);
    folder
}

/// The next runs have nothing to do, and nothing is left of the name before.
fn settled(folder: &Folder) {
    let before = folder.nodes();
    assert_eq!(folder.write(&renamed()).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.nodes(), before);
    assert!(
        !before.keys().any(|path| path.contains("old.rs")),
        "{before:?}"
    );
    let lock = folder.text("moguera.lock").expect("it is there");
    assert!(!lock.contains("old.rs"), "{lock}");
}

#[test]
fn what_the_team_wrote_moves_as_it_is() {
    let folder = scaffolded(MINE);
    assert_eq!(
        folder.write(&renamed()).expect("it moves"),
        ["move b/new.rs"]
    );
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(MINE));
    assert!(!folder.root().join("a").exists(), "an empty folder goes");
    settled(&folder);
}

/// An upgrade merges what is new of the scaffold: so does the first one after a move.
#[test]
fn what_it_was_derived_from_moves_with_it() {
    let folder = scaffolded(&MINE.replace('\r', ""));
    folder.write(&renamed()).expect("it moves");
    assert_eq!(folder.text(".moguera/base/b/new.rs").as_deref(), Some(STUB));
    assert_eq!(
        folder.upgrade(&renamed()).expect("it merges"),
        ["merge b/new.rs"]
    );
    let merged = NOW.replace("one", "mine");
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(merged.as_str()));
    let folder = scaffolded(MINE);
    folder.delete(".moguera/base/a/old.rs");
    folder.write(&renamed()).expect("it moves");
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(MINE));
    assert_eq!(folder.text(".moguera/base/b/new.rs").as_deref(), Some(NOW));
    settled(&folder);
}

#[test]
fn what_nobody_touched_is_scaffolded_for_the_new_name() {
    let folder = scaffolded(STUB);
    assert_eq!(
        folder.write(&renamed()).expect("it moves"),
        ["move b/new.rs"]
    );
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(NOW));
    assert_eq!(folder.text(".moguera/base/b/new.rs").as_deref(), Some(NOW));
    settled(&folder);
}

#[test]
fn what_is_gone_is_scaffolded_anew() {
    let folder = scaffolded(MINE);
    folder.delete("a/old.rs");
    assert_eq!(
        folder.write(&renamed()).expect("it writes"),
        ["scaffold b/new.rs"]
    );
    settled(&folder);
}

#[test]
fn what_the_team_moved_itself_stays_there() {
    let folder = scaffolded(MINE);
    folder.delete("a/old.rs");
    folder.put("b/new.rs", "moved by hand");
    assert_eq!(folder.write(&renamed()).expect("it records"), [""; 0]);
    assert_eq!(folder.text("b/new.rs").as_deref(), Some("moved by hand"));
    settled(&folder);
}

#[test]
fn nothing_is_overwritten() {
    for text in [MINE, STUB] {
        let folder = scaffolded(text);
        folder.put("b/new.rs", "of the team's");
        let before = folder.contents();
        for run in [Folder::write, Folder::force, Folder::upgrade] {
            let Err(Stopped::Refused(refused)) = run(&folder, &renamed()) else {
                panic!("two files cannot be one");
            };
            assert_eq!(refused, ["blocked b/new.rs"]);
        }
        assert_eq!(folder.contents(), before);
        folder.delete("a/old.rs");
        assert_eq!(folder.write(&renamed()).expect("it is settled"), [""; 0]);
        assert_eq!(folder.text("b/new.rs").as_deref(), Some("of the team's"));
        settled(&folder);
    }
}

#[test]
fn what_is_in_the_way_is_told() {
    let folder = scaffolded(MINE);
    folder.put("b", "a file where a folder has to be");
    assert!(matches!(folder.write(&renamed()), Err(Stopped::Refused(_))));
    assert_eq!(folder.text("a/old.rs").as_deref(), Some(MINE));
    let folder = scaffolded(MINE);
    fs::write(folder.root().join("a/old.rs"), b"\xff\xfe").expect("a file");
    let Err(Stopped::Refused(refused)) = folder.write(&renamed()) else {
        panic!("no source is like that");
    };
    assert_eq!(refused, ["blocked b/new.rs"]);
}

/// The name is another thing's now, or it is said still what was renamed long ago.
#[test]
fn what_is_asked_for_still_does_not_move() {
    let folder = scaffolded(MINE);
    let mut both = renamed();
    let file = output(&[(WIRED, "a/old.rs", STUB)]);
    both.insert("a/old.rs", file.files()["a/old.rs"].clone())
        .expect("it is another path");
    assert_eq!(
        folder.write(&both).expect("it writes"),
        ["scaffold b/new.rs"]
    );
    assert_eq!(folder.text("a/old.rs").as_deref(), Some(MINE));
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(NOW));
    assert_eq!(
        folder.write(&renamed()).expect("it keeps"),
        ["keep a/old.rs"]
    );
    assert_eq!(folder.text("a/old.rs").as_deref(), Some(MINE));
}

#[test]
fn one_file_goes_to_one_place() {
    let folder = scaffolded(MINE);
    let mut two = renamed();
    let file = output(&[(WIRED, "c/new.rs", NOW), (GENERATED, "g.rs", "g")]);
    for (path, file) in file.files() {
        two.insert(path.clone(), file.clone())
            .expect("it is another path");
    }
    let before = two.before["b/new.rs"].clone();
    two.before.insert("c/new.rs".to_owned(), before);
    let done = folder.write(&two).expect("it writes");
    assert_eq!(done, ["move b/new.rs", "scaffold c/new.rs", "create g.rs"]);
    assert_eq!(folder.text("b/new.rs").as_deref(), Some(MINE));
    assert_eq!(folder.text("c/new.rs").as_deref(), Some(NOW));
}

/// Whatever the disk refuses: the file is where it was, or where it has to be, with every byte.
#[test]
fn a_move_is_whole_or_has_not_begun() {
    let expected = {
        let folder = scaffolded(MINE);
        folder.write(&renamed()).expect("it moves");
        folder.contents()
    };
    for fault in [Fault::At, Fault::From] {
        let mut at = 0;
        loop {
            let folder = scaffolded(MINE);
            let before = folder.contents();
            let disk = FaultyDisk::new(fault(at));
            let done = folder.write_with(&disk, &renamed(), Edits::Refused);
            if !disk.has_refused() {
                break;
            }
            if done.is_err() && fault(at) == Fault::At(at) {
                assert_eq!(folder.contents(), before, "operation {at}");
            }
            folder.write(&renamed()).expect("the disk is fine again");
            assert_eq!(folder.contents(), expected, "operation {at}");
            at += 1;
        }
        assert!(at > 20, "only {at} operations were refused");
    }
}
