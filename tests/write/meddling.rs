//! Somebody works in the same files while a run writes: whatever they write, and whenever, they find it there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use moguera::output::Output;
use moguera::write::Edits;

use crate::folder::{Folder, GENERATED, MARKED, Stopped, WIRED, output};
use crate::meddled::MeddledDisk;

const THEIRS: &str = "written by somebody meanwhile";

/// How somebody writes a file.
type Write = fn(&Path);

/// What somebody does to a file, and what they find there afterwards.
#[derive(Clone, Copy)]
struct Way {
    write: Write,
    left: Option<&'static str>,
}

/// As most editors do, and as careful ones do.
const WAYS: [Way; 2] = [
    Way {
        write: in_place,
        left: Some(THEIRS),
    },
    Way {
        write: by_rename,
        left: Some(THEIRS),
    },
];

/// They need it no longer.
const REMOVING: Way = Way {
    write: remove,
    left: None,
};

fn in_place(path: &Path) {
    fs::write(path, THEIRS).expect("there is a folder");
}

fn by_rename(path: &Path) {
    let beside = path.with_extension("swap");
    fs::write(&beside, THEIRS).expect("there is a folder");
    fs::rename(&beside, path).expect("it was just written");
}

fn remove(path: &Path) {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{error}"),
        _ => {}
    }
}

/// Whether two files of a disk can change places at once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Places {
    Exchanged,
    OneByOne,
}

/// A folder in which the next run makes, replaces and removes a file.
fn prepared() -> (Folder, Output) {
    let folder = Folder::with(&[
        (GENERATED, "stale.rs", "old"),
        (GENERATED, "orphan.rs", MARKED),
        (GENERATED, "same.rs", "same"),
        (WIRED, "main.rs", "main"),
    ]);
    let asked = output(&[
        (GENERATED, "stale.rs", "new"),
        (GENERATED, "created.rs", "created"),
        (GENERATED, "same.rs", "same"),
        (WIRED, "main.rs", "main"),
        (WIRED, "wired.rs", "wired"),
    ]);
    (folder, asked)
}

/// Where their text is now.
fn theirs(folder: &Folder) -> Vec<String> {
    let nodes = folder.contents().into_iter();
    let theirs = nodes.filter(|(_, content)| content.as_deref() == Some(THEIRS));
    theirs.map(|(path, _)| path).collect()
}

/// Writes a file before each operation of a run in turn. Says how often nothing was written because of it.
fn meddle(name: &str, way: Way, places: Places) -> usize {
    let (exchanges, mut stopped) = (places == Places::Exchanged, 0);
    for at in 0.. {
        let (folder, asked) = prepared();
        let before = folder.contents();
        let path = folder.root().join(name);
        let disk = MeddledDisk {
            before: &|number, _| {
                if number == at {
                    (way.write)(&path);
                }
            },
            exchanges,
            ..MeddledDisk::default()
        };
        let told = folder.write_with(&disk, &asked, Edits::Refused);
        if disk.done.into_inner() <= at {
            return stopped;
        }
        let expected: Vec<_> = way.left.map(|_| name).into_iter().collect();
        assert_eq!(theirs(&folder), expected, "operation {at}: {told:?}");
        match told {
            Err(Stopped::Failed(failure)) if failure.unrestored.is_empty() => {
                stopped += 1;
                is_as_they_left(&folder, (name, way), (before, &format!("{at}: {failure}")));
                let is_said = failure.help.is_some() || failure.tried == "cannot read";
                assert!(is_said, "operation {at}: {failure}");
            }
            Err(Stopped::Failed(failure)) => {
                assert!(
                    !exchanges && way.left.is_some(),
                    "operation {at}: {failure}"
                );
                assert_eq!(failure.unrestored, [name], "operation {at}: {failure}");
                is_for_them_to_say(&folder, &asked);
            }
            // They were there before it was compared, or came when the run was done.
            Err(Stopped::Refused(_)) | Ok(_) => {}
        }
    }
    unreachable!("every run ends")
}

/// Everything is as it was before, but for what they did.
fn is_as_they_left(
    folder: &Folder,
    (name, way): (&str, Way),
    (before, told): (BTreeMap<String, Option<String>>, &str),
) {
    assert_eq!(folder.text(name).as_deref(), way.left, "operation {told}");
    let [after, before] = [folder.contents(), before].map(|mut contents| {
        contents.remove(name);
        contents
    });
    assert_eq!(after, before, "operation {told}");
}

/// Both texts are there, and the next run says so until one of them is gone.
fn is_for_them_to_say(folder: &Folder, asked: &Output) {
    for _ in 0..2 {
        let Err(Stopped::Failed(failure)) = folder.write(asked) else {
            panic!("it cannot know which one is right");
        };
        let told = failure.to_string();
        assert!(told.contains("the ending `.moguera-old`"), "{told}");
        assert_eq!(folder.text(".stale.rs.moguera-old").as_deref(), Some("old"));
    }
    folder.delete(".stale.rs.moguera-old");
    let Err(Stopped::Refused(lines)) = folder.write(asked) else {
        panic!("theirs is not what was generated");
    };
    assert_eq!(lines, ["update stale.rs"]);
}

#[test]
fn what_somebody_changes_meanwhile_is_not_lost() {
    for (name, places) in [
        ("stale.rs", Places::Exchanged),
        ("orphan.rs", Places::Exchanged),
        ("stale.rs", Places::OneByOne),
    ] {
        for way in WAYS {
            let stopped = meddle(name, way, places);
            assert!(stopped > 3, "{name}: only {stopped} runs were stopped");
        }
    }
}

#[test]
fn what_appears_meanwhile_is_not_replaced() {
    for name in ["created.rs", "wired.rs"] {
        for way in WAYS {
            let stopped = meddle(name, way, Places::Exchanged);
            assert!(stopped > 3, "{name}: only {stopped} runs were stopped");
        }
    }
}

#[test]
fn what_somebody_removes_meanwhile_stays_removed() {
    for places in [Places::Exchanged, Places::OneByOne] {
        let stopped = meddle("stale.rs", REMOVING, places);
        assert!(stopped > 3, "only {stopped} runs were stopped");
    }
}
