//! Only files that must change do. One dropped file `cases/following/NAME.edit.yaml` is one case: an edit of `before.yaml`
//! there, in whose service a hand has written. Its snapshot shows the edit, and all that a run says it has done.
//!
//! Each of `edits` replaces `from` by `to`.

use crate::{generate, write};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;
use tempfile::TempDir;

const BEFORE: &str = include_str!("../cases/following/before.yaml");

/// What a case says.
#[derive(Deserialize)]
struct Case {
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    from: String,
    to: String,
}

/// Every file of a service by its path, with its bytes.
type Tree = BTreeMap<String, Vec<u8>>;

#[test]
fn only_files_that_must_change_do() {
    insta::with_settings!({
        snapshot_path => "../../snapshots/following",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("../cases/following", "*.edit.yaml", |path| {
            insta::assert_snapshot!("case", told(path));
        });
    });
}

/// The edit and what a run says, which is what it does: nothing else has changed, and nothing that a hand has written.
fn told(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the case is readable");
    let case: Case =
        serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let root = written_in();
    let folder = root.path();
    write(folder, &edited(&case));
    let before = tree(folder);
    let owned = owned(&before);
    let (code, told) = generate(folder);
    assert_eq!(code, 0, "{told}");
    let after = tree(folder);
    let by_hand = before.iter().filter(|(path, _)| !owned.contains(*path));
    for (path, bytes) in by_hand {
        assert!(after.get(path) == Some(bytes), "{path} is written by hand");
    }
    assert_eq!(changed(&before, &after), named(&told), "{told}");
    format!("{text}========\n{}", without_count(&told))
}

/// What a run says, but for how many files are unchanged: that is another number with each file that all services get.
fn without_count(told: &str) -> String {
    let lines = told.lines().map(|line| {
        let counted = line.strip_suffix(" unchanged");
        let changed = counted.and_then(|line| line.rsplit_once(", "));
        changed.map_or(line, |(changed, _)| changed)
    });
    lines.map(|line| format!("{line}\n")).collect()
}

/// The service of the design as it was, with something by hand in every file that is a hand's to write, and in some more.
fn written_in() -> TempDir {
    static SERVICE: OnceLock<Tree> = OnceLock::new();
    let service = SERVICE.get_or_init(service);
    let owned = owned(service);
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    for (path, bytes) in service {
        let is_by_hand = path.ends_with(".rs") && !owned.contains(path);
        let more: &[u8] = if is_by_hand {
            b"\r\n// by hand\r\n"
        } else {
            b""
        };
        put(root.path(), path, &[bytes, more].concat());
    }
    for own in ["NOTES.md", "crates/engines/goods/src/prices.rs"] {
        put(root.path(), own, b"// our own\n");
    }
    root
}

/// As it was written at first.
fn service() -> Tree {
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    put(root.path(), "design/design.yaml", BEFORE.as_bytes());
    let (code, told) = generate(root.path());
    assert_eq!(code, 0, "{told}");
    tree(root.path())
}

fn put(folder: &Path, path: &str, bytes: &[u8]) {
    let path = folder.join(path);
    let parent = path.parent().expect("it is in a folder");
    fs::create_dir_all(parent).expect("a temporary folder can be written to");
    fs::write(path, bytes).expect("a temporary folder can be written to");
}

fn edited(case: &Case) -> String {
    case.edits
        .iter()
        .fold(BEFORE.to_owned(), |text, Edit { from, to }| {
            assert_eq!(text.matches(from).count(), 1, "{from}");
            text.replace(from, to)
        })
}

fn tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(&next).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                waiting.push(path);
                continue;
            }
            let inside = path.strip_prefix(folder).expect("it is inside");
            let inside = inside.to_str().expect("names are plain").replace('\\', "/");
            tree.insert(inside, fs::read(&path).expect("it can be read"));
        }
    }
    tree
}

/// What is moguera's, by what the lock file says, and the lock file.
fn owned(tree: &Tree) -> BTreeSet<String> {
    let lock = String::from_utf8_lossy(&tree["moguera.lock"]).into_owned();
    let recorded =
        lock.lines()
            .filter_map(|line| match line.splitn(3, ' ').collect::<Vec<_>>()[..] {
                ["generated" | "migration", _, path] => Some(path.to_owned()),
                _ => None,
            });
    recorded.chain(["moguera.lock".to_owned()]).collect()
}

/// Files that are there now, are gone or are others, but for what moguera keeps of scaffolded ones beside them.
fn changed(before: &Tree, after: &Tree) -> BTreeSet<String> {
    let paths = before.keys().chain(after.keys());
    let is_changed =
        |path: &&String| before.get(*path) != after.get(*path) && !path.starts_with(".moguera/");
    paths.filter(is_changed).cloned().collect()
}

/// Files that a run says it has written or removed.
fn named(told: &str) -> BTreeSet<String> {
    let lines = told.lines().filter_map(|line| line.split_once(' '));
    let done = lines.filter(|(verb, _)| ["create", "update", "scaffold", "delete"].contains(verb));
    done.map(|(_, path)| path.trim_start().to_owned()).collect()
}
