//! Lines by hand that mention what is gone: told before it goes, when it goes, and as long as they do.

use super::{BEFORE, generate, generated, run, write};
use std::fs;
use std::path::Path;

const OWN: &str = "crates/engines/goods/src/prices.rs";

/// What is removed of the design.
const REMOVED: &str = "name: string, ";

fn put(folder: &Path, path: &str, text: &[u8]) {
    fs::write(folder.join(path), text).expect("a temporary folder can be written to");
}

const TEXT: &str = r#"use crate::generated::domain::Item;

// No name here.
fn said(item: &Item) -> String {
    item.name.to_string()
}

fn greet(name: &str) -> String {
    format!("hello {name}")
}

const ALL: &str = "SELECT name FROM items";
"#;

const LINES: [&str; 2] = [
    "crates/engines/goods/src/prices.rs:5:10  (Item.name)",
    "crates/engines/goods/src/prices.rs:12:27  (items.name)",
];

const COMMENT: &str = "crates/engines/goods/src/prices.rs:3:7  (Item.name)";

fn assert_told(told: &str, lines: &[impl AsRef<str>]) {
    let count = format!("to change ({}): mentions what is gone", lines.len());
    assert!(told.contains(&count), "{told}");
    for line in lines.iter().map(AsRef::as_ref) {
        assert!(told.contains(line), "{line}: {told}");
    }
}

#[test]
fn lines_are_told_before_and_after() {
    let folder = generated();
    let folder = folder.path();
    put(folder, OWN, TEXT.as_bytes());
    write(folder, &BEFORE.replace(REMOVED, ""));
    let lines = [LINES[0], LINES[1], COMMENT];
    let (code, told) = run(&["generate", "--check", "--allow-data-loss"], folder);
    assert_eq!(code, 1, "{told}");
    assert_told(&told, &lines);
    let end = told.trim_end();
    assert!(
        end.ends_with("brings everything up to date"),
        "the fix is last: {told}"
    );
    for arguments in [
        &["generate", "--dry-run", "--allow-data-loss"][..],
        &["generate", "--allow-data-loss"],
    ] {
        let (code, told) = run(arguments, folder);
        assert_eq!(code, 0, "{told}");
        assert_told(&told, &lines);
    }
    let (_, told) = run(&["doctor"], folder);
    assert_told(&told, &LINES);
    put(folder, OWN, TEXT.replace("name", "label").as_bytes());
    let (_, told) = run(&["doctor"], folder);
    assert!(!told.contains("to change"), "{told}");
}

#[test]
fn what_has_come_again_is_not_gone() {
    let folder = generated();
    let folder = folder.path();
    put(folder, OWN, TEXT.as_bytes());
    write(folder, &BEFORE.replace(REMOVED, ""));
    let (code, told) = run(&["generate", "--allow-data-loss"], folder);
    assert_eq!(code, 0, "{told}");
    write(folder, &BEFORE.replace("name: string", "name: string?"));
    let (code, told) = generate(folder);
    assert_eq!(code, 0, "{told}");
    let (_, told) = run(&["doctor"], folder);
    assert!(!told.contains("to change"), "{told}");
}

/// Cargo builds beside a manifest only.
#[test]
fn a_module_may_be_called_like_what_cargo_writes() {
    let folder = generated();
    let folder = folder.path();
    for (path, text) in [
        ("crates/engines/goods/src/target/mod.rs", TEXT),
        ("crates/engines/goods/target/built.rs", TEXT),
    ] {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a temporary folder can be written to");
    }
    write(folder, &BEFORE.replace(REMOVED, ""));
    let (code, told) = run(&["generate", "--allow-data-loss"], folder);
    assert_eq!(code, 0, "{told}");
    assert!(
        told.contains("goods/src/target/mod.rs:5:10  (Item.name)"),
        "{told}"
    );
    assert!(!told.contains("built.rs"), "{told}");
}

#[test]
fn a_file_that_is_too_deep_is_told() {
    let folder = generated();
    let folder = folder.path();
    let (open, close) = ("(".repeat(3_000), ")".repeat(3_000));
    let deep = format!("fn f() {{\n    {open}1{close}\n}} // no Item has a name\n");
    put(folder, OWN, deep.as_bytes());
    write(folder, &BEFORE.replace(REMOVED, ""));
    let (code, told) = run(&["generate", "--allow-data-loss"], folder);
    assert_eq!(code, 0, "{told}");
    let why = "prices.rs:2:132 cannot be read as Rust: it is nested too deep";
    assert!(told.contains(why), "{told}");
}

#[test]
fn a_file_that_is_no_rust_is_told() {
    let folder = generated();
    let folder = folder.path();
    put(folder, OWN, TEXT.replace("fn said(", "fn (").as_bytes());
    put(
        folder,
        "crates/engines/goods/src/other.rs",
        b"// \n// \xff\n",
    );
    write(folder, &BEFORE.replace(REMOVED, ""));
    let (code, told) = run(&["generate", "--allow-data-loss"], folder);
    assert_eq!(code, 0, "{told}");
    // By its words: a name that a function binds, too, and no statement.
    let by_word = [":3:7", ":5:10", ":8:10", ":9:21", ":12:27"];
    assert_told(
        &told,
        &by_word.map(|place| format!("prices.rs{place}  (Item.name)")),
    );
    for why in [
        "prices.rs:4:4 cannot be read as Rust: expected identifier",
        "other.rs:2:1 cannot be read as Rust: not UTF-8; what else it mentions of what is gone is not known",
    ] {
        assert!(told.contains(why), "{why}: {told}");
    }
}
