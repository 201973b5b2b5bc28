//! Names that are no text, and names that differ only in case.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use crate::cases::{ADD, GENERATE, RENAME, UPGRADE};
use crate::in_the_way::dev_says;
use crate::run::Place;

/// A name that no system can show.
fn odd(ending: &str) -> PathBuf {
    let bytes = [b"\xff".as_slice(), ending.as_bytes()].concat();
    PathBuf::from(OsStr::from_bytes(&bytes))
}

/// Every file of the design's folder counts, so one whose name cannot be told is not passed over.
#[test]
fn a_design_has_names_that_can_be_told() {
    let place = Place::minimal();
    fs::write(place.path("shop/design").join(odd(".yaml")), "").expect("a file");
    let before = place.tree();
    for command in [
        GENERATE,
        ADD,
        &["generate", "--check", "--path", "shop"],
        UPGRADE,
        RENAME,
        &["design", "remove", "view", "Note.tiny", "--path", "shop"],
    ] {
        let told = place.run(command).with(3);
        assert!(
            told.contains("shop/design/\u{fffd}.yaml`: the name is not UTF-8"),
            "{told}"
        );
        assert!(told.contains("help: give it another name"), "{told}");
        assert!(place.tree() == before, "{command:?}");
    }
    dev_says(&place, "the name is not UTF-8");
    assert!(place.tree() == before);
}

/// Beside what is generated anything may stand.
#[test]
fn a_service_may_have_files_of_any_name() {
    let place = Place::minimal();
    for folder in [
        "shop",
        "shop/crates",
        "shop/crates/server/src",
        "shop/crates/contract/src",
        "shop/migrations/sqlite",
    ] {
        fs::write(place.path(folder).join(odd(".rs")), "mine").expect("a file");
        fs::create_dir(place.path(folder).join(odd(""))).expect("a folder");
        fs::write(place.path(folder).join(odd("")).join("mine.rs"), "mine").expect("a file");
    }
    let before = place.tree();
    place.run(ADD).with(0);
    place.run(GENERATE).with(0);
    place.run(&["upgrade", "--path", "shop"]).with(0);
    let removed = ["design", "remove", "field", "Note.extra", "--path", "shop"];
    place.run(&removed).with(0);
    // Something is gone, so that lines by hand are looked through.
    place
        .run(&["generate", "--allow-data-loss", "--path", "shop"])
        .with(0);
    let after = place.tree();
    for path in before.files().filter(|path| path.to_str().is_none()) {
        assert_eq!(after.file(path), before.file(path), "{}", path.display());
    }
}

/// Cargo cannot build there; what is there already goes on.
#[test]
fn a_service_is_not_begun_where_it_could_not_be_built() {
    let place = Place::minimal();
    let folder = place.root().join(odd(""));
    fs::create_dir(&folder).expect("a folder");
    let mut new = crate::run::moguera(&["new", "shop", "--scaffold", "minimal"]);
    let output = new.current_dir(&folder).output().expect("it was built");
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(
        told.contains("is not UTF-8: cargo could not build"),
        "{told}"
    );
    assert!(told.contains("help: choose another folder"), "{told}");
    assert_eq!(fs::read_dir(&folder).expect("it is there").count(), 0);
    fs::rename(place.path("shop"), folder.join("shop")).expect("it can be moved");
    for command in [
        ADD,
        GENERATE,
        &["upgrade", "--path", "shop"],
        &["generate", "--check", "--path", "shop"],
    ] {
        let mut command = crate::run::moguera(command);
        let output = command.current_dir(&folder).output().expect("it was built");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
    }
}

/// What would be one file on a disk that ignores case is refused with both places.
#[test]
fn names_of_a_design_that_differ_only_in_case_are_refused() {
    let place = Place::empty();
    fs::create_dir_all(place.path("shop/design")).expect("folders");
    let head = "moguera: \"0.1\"\napi: { name: shop, version: 1.0.0 }\nentities:\n";
    let thing = "{ attributes: { a: string } }";
    for (first, second) in [("Ab", "AB"), ("UserId", "UserID"), ("A1b", "A1B")] {
        let design = format!("{head}  {first}: {thing}\n  {second}: {thing}\n");
        place.put("shop/design/design.yaml", &design);
        let before = place.tree();
        let told = place.run(GENERATE).with(2);
        for part in [
            "error[E0301]",
            "design.yaml:5:3",
            "help: rename one of them",
        ] {
            assert!(told.contains(part), "{told}");
        }
        assert!(told.contains(&format!("entity `{first}`")), "{told}");
        assert!(place.tree() == before);
    }
}
