//! A service, or a folder of it, that nobody may write to, be it root: what can be told is told, and nothing is changed.

use std::fs;

use crate::cases::Case;
use crate::mounted::{may_mount, protect, unmount};
use crate::run::Place;

#[test]
fn a_disk_that_cannot_be_written_to_is_told_and_dry_runs_work() {
    if !may_mount("read_only::a_disk_that_cannot_be_written_to_is_told_and_dry_runs_work") {
        return;
    }
    for case in Case::all()
        .iter()
        .filter(|case| !case.is_asked && !case.is_endless)
    {
        let place = Place::with(&case.before);
        protect(place.root());
        let told = place.run(case.arguments).with(3);
        for part in [
            "Read-only file system",
            "nothing was changed",
            "mounted read-only",
        ] {
            assert!(told.contains(part), "{}: {told}", case.name);
        }
        if !case.name.contains("new-service") {
            let dry = [case.arguments, &["--dry-run"]].concat();
            let told = place.run(&dry).with(0);
            assert!(told.contains("would be: "), "{}: {told}", case.name);
        }
        unmount(place.root());
        assert!(place.tree() == case.before, "{}", case.name);
    }
}

/// The last of many folders, so that others have been written when it is found.
#[test]
fn a_folder_that_cannot_be_written_to_leaves_the_others_as_they_were() {
    if !may_mount("read_only::a_folder_that_cannot_be_written_to_leaves_the_others_as_they_were") {
        return;
    }
    for case in [Case::generate(), Case::upgrade()] {
        for folder in [
            "shop/crates/server",
            "shop/migrations",
            "shop/.moguera/base",
            "shop/.moguera",
        ] {
            let place = Place::with(&case.before);
            let protected = place.path(folder);
            protect(&protected);
            let told = place.run(case.arguments);
            unmount(&protected);
            let tree = place.tree();
            if told.code == Some(0) {
                // Nothing was to be written there.
                assert!(tree != case.before, "{}, {folder}", case.name);
                continue;
            }
            assert_eq!(told.code, Some(3), "{}, {folder}: {}", case.name, told.text);
            assert!(told.text.contains("nothing was changed"), "{}", told.text);
            let difference = tree.difference(&case.before);
            assert!(
                difference.is_empty(),
                "{}, {folder}: {difference:?}",
                case.name
            );
            assert_eq!(case.finish(&place), Some(0), "{}, {folder}", case.name);
        }
    }
}

/// `dev` tells it, and goes on.
#[test]
fn dev_tells_that_it_cannot_write() {
    if !may_mount("read_only::dev_tells_that_it_cannot_write") {
        return;
    }
    let case = Case::dev();
    let place = Place::with(&case.before);
    protect(place.root());
    let told = crate::in_the_way::dev_says(&place, "Read-only file system");
    unmount(place.root());
    assert!(told.contains("nothing was changed"), "{told}");
    assert!(place.tree() == case.before);
    assert!(fs::metadata(place.path("shop/design")).is_ok());
}
