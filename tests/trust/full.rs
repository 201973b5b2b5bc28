//! A disk without room: a run does all of it or says that there is no room, and then nothing is changed.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use nix::sys::statvfs::statvfs;

use crate::cases::Case;
use crate::mounted::{disk, may_mount, unmount};
use crate::run::{Place, Told, moguera};
use crate::tree::Tree;

/// More than any of the services takes.
const KIBIBYTES: u64 = 16 << 10;

/// How much room is left, in pages of memory.
const PAGES: [u64; 8] = [0, 1, 2, 5, 20, 60, 150, 600];

#[test]
fn a_full_disk_changes_nothing() {
    if !may_mount("full::a_full_disk_changes_nothing") {
        return;
    }
    for case in Case::all()
        .iter()
        .filter(|case| !case.is_asked && !case.is_endless)
    {
        let whole = Place::with(&case.before);
        assert_eq!(case.finish(&whole), Some(0), "{}", case.name);
        let after = whole.tree();
        let refused = PAGES.iter().filter(|pages| filled(case, &after, **pages));
        let refused = refused.count();
        println!(
            "{}: {refused} of {} disks had no room",
            case.name,
            PAGES.len()
        );
        assert!(refused > 0, "{} needs room", case.name);
    }
}

/// Runs it on a disk with so many pages left, and then on one with room again. Whether it was refused at first.
fn filled(case: &Case, after: &Tree, pages: u64) -> bool {
    let place = Place::empty();
    disk(place.root(), KIBIBYTES);
    case.before.make(place.root());
    let filler = leave(&place, pages);
    let told = place.run(case.arguments);
    fs::remove_file(filler).expect("it was written");
    let refused = is_refused(&told, case, pages);
    let expected = if refused { &case.before } else { after };
    let tree = place.tree();
    let difference = tree.difference(expected);
    assert!(
        difference.is_empty(),
        "{}, {pages}: {told:?}\n{difference:?}",
        case.name
    );
    if refused {
        assert_eq!(case.finish(&place), Some(0), "{}, {pages}", case.name);
        assert!(place.tree() == *after, "{}, {pages}", case.name);
    }
    unmount(place.root());
    refused
}

fn is_refused(told: &Told, case: &Case, pages: u64) -> bool {
    let is_refused = told.code != Some(0);
    if is_refused {
        assert_eq!(told.code, Some(3), "{}, {pages}: {}", case.name, told.text);
        for part in [
            "No space left on device",
            "nothing was changed",
            "make room on the disk",
        ] {
            assert!(
                told.text.contains(part),
                "{}, {pages}: {}",
                case.name,
                told.text
            );
        }
    }
    is_refused
}

/// Fills the disk but for so many pages.
fn leave(place: &Place, pages: u64) -> PathBuf {
    let filler = place.path("filler");
    let disk = statvfs(place.root()).expect("it is mounted");
    let size = disk.block_size() * disk.blocks_free().saturating_sub(pages);
    let size = usize::try_from(size).expect("a small disk");
    fs::write(&filler, vec![0; size]).expect("it fits");
    filler
}

/// A file may not grow past a limit (`ulimit -f`): the system ends the program at once, or, where that is ignored, tells
/// it. After the one the next run goes on as after a kill, after the other nothing is changed.
#[test]
fn a_limit_for_files_changes_nothing() {
    for case in Case::all()
        .iter()
        .filter(|case| !case.is_asked && !case.is_endless)
    {
        let whole = Place::with(&case.before);
        assert_eq!(case.finish(&whole), Some(0), "{}", case.name);
        let after = whole.tree();
        for limit in [0, 1, 8, 64] {
            for signal in ["", "trap '' XFSZ; "] {
                limited(case, &after, (limit, signal));
            }
        }
    }
}

fn limited(case: &Case, after: &Tree, (limit, signal): (u32, &str)) {
    let place = Place::with(&case.before);
    let script = format!("ulimit -c 0; ulimit -f {limit}; {signal}exec \"$@\"");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_moguera")])
        .args(case.arguments);
    let told = place.run_by(&mut shell);
    let name = format!("{}, {limit} {signal}", case.name);
    if told.code == Some(3) {
        let tree = place.tree();
        let difference = tree.difference(&case.before);
        assert!(difference.is_empty(), "{name}: {told:?}\n{difference:?}");
        assert!(
            told.text.contains("nothing was changed"),
            "{name}: {}",
            told.text
        );
        assert!(told.text.contains("ulimit -f"), "{name}: {}", told.text);
    } else {
        let is_ended = told.code.is_none() && signal.is_empty();
        assert!(is_ended || told.code == Some(0), "{name}: {told:?}");
    }
    for path in case.by_hand() {
        let found = place.tree();
        let either = [case.before.file(&path), after.file(&path)];
        assert!(
            either.contains(&found.file(&path)),
            "{name}: {}",
            path.display()
        );
    }
    case.finish(&place);
    place
        .run_by(&mut moguera(&["generate", "--path", "shop"]))
        .with(0);
    let follows = Place::with(after);
    follows.run(&["generate", "--path", "shop"]).with(0);
    assert!(place.tree() == follows.tree(), "{name}");
}
