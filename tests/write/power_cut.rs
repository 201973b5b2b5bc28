//! The power goes at any moment of a run, and takes with it what nobody waited for: the next run finds the tree before or
//! after, or makes it one of them.

use std::path::Path;

use moguera::output::{Output, Owner};
use moguera::write::{Edits, LocalDisk, Run, Site};

use crate::folder::{Folder, GENERATED, MARKED, WIRED, output};
use crate::power::{Kept, RememberingDisk};

/// How a disk keeps what it need not keep: nothing, all, or what is the worst for a journal.
const WAYS: [Kept; 4] = [
    |_| false,
    |_| true,
    |folder| folder == Path::new(".moguera"),
    |folder| folder != Path::new(".moguera"),
];

/// A folder in which the next run has something of every kind to do, and so many files more.
fn prepared(more: usize) -> (Folder, Output) {
    let paths: Vec<_> = (0..more)
        .map(|number| format!("many/{number}.rs"))
        .collect();
    let many = |text: &'static str| -> Vec<(Owner, &str, &str)> {
        paths
            .iter()
            .map(|path| (GENERATED, path.as_str(), text))
            .collect()
    };
    let mut before = vec![
        (GENERATED, "stale.rs", "old"),
        (GENERATED, "same.rs", "same"),
        (GENERATED, "stays/same.rs", "same"),
        (GENERATED, "stays/gone/soon/orphan.rs", MARKED),
        (GENERATED, "edited.rs", "before"),
        (WIRED, "main.rs", "main"),
    ];
    before.extend(many("old"));
    let folder = Folder::with(&before);
    folder.put("edited.rs", "by hand");
    let mut asked = vec![
        (GENERATED, "stale.rs", "new"),
        (GENERATED, "same.rs", "same"),
        (GENERATED, "stays/same.rs", "same"),
        (GENERATED, "edited.rs", "after"),
        (GENERATED, "crates/y/src/created.rs", "created"),
        (WIRED, "main.rs", "main"),
        (WIRED, "crates/y/wired.rs", "wired"),
    ];
    asked.extend(many("new"));
    let asked = output(&asked);
    (folder, asked)
}

/// Cuts the power after each so-many-th operation.
fn cut(prepared: impl Fn() -> (Folder, Output), step: usize) {
    let (folder, asked) = prepared();
    let before = folder.contents();
    let disk = RememberingDisk::new(folder.root());
    let done = folder.write_with(&disk, &asked, Edits::Overwritten);
    done.expect("the disk is fine");
    let after = folder.contents();
    for count in (0..=disk.count()).step_by(step) {
        for (way, kept) in WAYS.into_iter().enumerate() {
            let (folder, _) = prepared();
            disk.cut(count, kept, folder.root());
            let begun = Run::begin(Site::new(&LocalDisk, folder.root()));
            drop(begun.unwrap_or_else(|failure| panic!("{count}, {way}: {failure}")));
            let found = folder.contents();
            if found != before && found != after {
                let wrong: Vec<_> = found
                    .iter()
                    .filter(|(path, text)| before.get(*path) != Some(text))
                    .collect();
                panic!("operation {count}, {way}: {wrong:?}");
            }
            folder.force(&asked).expect("nothing is in the way");
            assert_eq!(folder.contents(), after, "operation {count}, {way}");
        }
    }
}

#[test]
fn a_power_cut_leaves_what_was_there_or_what_was_asked_for() {
    cut(|| prepared(0), 1);
}

#[test]
fn a_power_cut_in_a_large_run_leaves_what_was_there_or_what_was_asked_for() {
    cut(|| prepared(64), 41);
}

/// Only a folder with nothing in it can be deleted and made once more.
#[test]
fn a_power_cut_in_the_first_run_beside_the_teams_own_leaves_that_alone() {
    let beside = || {
        let folder = Folder::new();
        folder.put("design/service.yaml", "name: shop");
        folder.put(".moguera/.gitignore", "run.*");
        let asked = output(&[(GENERATED, "a/b.rs", "b"), (WIRED, "main.rs", "main")]);
        (folder, asked)
    };
    cut(beside, 1);
}

#[test]
fn a_new_service_waits_for_no_disk() {
    let folder = Folder::new();
    std::fs::create_dir(folder.root()).expect("a folder");
    let disk = RememberingDisk::new(folder.root());
    let asked = output(&[(GENERATED, "a/b.rs", "b"), (WIRED, "main.rs", "main")]);
    let done = folder.write_with(&disk, &asked, Edits::Refused);
    done.expect("the disk is fine");
    assert_eq!(disk.waits(), 0);
    let asked = output(&[(GENERATED, "a/b.rs", "c"), (WIRED, "main.rs", "main")]);
    let done = folder.write_with(&disk, &asked, Edits::Refused);
    done.expect("the disk is fine");
    assert!(disk.waits() > 4, "{} waits", disk.waits());
}
