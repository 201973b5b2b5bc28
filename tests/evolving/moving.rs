//! Files of the team's that are called after something of the design, which is renamed.

use crate::{generate, run, write};
use std::fs;
use tempfile::TempDir;

const WITH_PARTS: &str = r#"moguera: "0.1"
api: { name: shop, version: 1.0.0 }
engines:
  goods: { entities: [Item] }
entities:
  Item:
    attributes: { name: string, shout: { type: string, computed: { needs: [name] } },
      label: { type: string, computed: { needs: [name] } } }
media_types:
  Item: {}
resources:
  items:
    authorize: public
    actions: [list, show, create]
    sell: { post: "/{id}/sell", authorize: public, response: Item }
    pack: { post: "/{id}/pack", authorize: public, response: Item }
"#;

/// What of the design the files are called after, with other names.
const RENAMES: [(&str, &str); 7] = [
    (
        "  Item:\n    attributes",
        "  Ware:\n    renamed_from: Item\n    attributes",
    ),
    ("[Item]", "[Ware]"),
    ("  Item: {}", "  Ware: {}"),
    ("response: Item", "response: Ware"),
    ("shout: { ", "cry: { renamed_from: shout, "),
    ("  items:\n", "  wares:\n    renamed_from: items\n"),
    ("    sell: { ", "    vend: { renamed_from: sell, "),
];

const SOURCES: &str = "crates/engines/goods/src";

/// A service in whose files a hand has written, and that is renamed then in all of its parts.
fn renamed() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a temporary folder can be written to");
    write(folder.path(), WITH_PARTS);
    let (code, told) = generate(folder.path());
    assert_eq!(code, 0, "{told}");
    for file in [
        "usecase/items_sell.rs",
        "usecase/items.rs",
        "domain/item_shout.rs",
    ] {
        let path = folder.path().join(SOURCES).join(file);
        let text = fs::read_to_string(&path).expect("it was scaffolded");
        fs::write(&path, format!("{text}// by hand\r\n")).expect("it can be written to");
    }
    let renamed = RENAMES
        .iter()
        .fold(WITH_PARTS.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
    write(folder.path(), &renamed);
    folder
}

#[test]
fn a_move_is_told_before_it_is_made() {
    let folder = renamed();
    let (code, told) = run(
        &["generate", "--dry-run", "--message-format", "json"],
        folder.path(),
    );
    assert_eq!(code, 0, "{told}");
    let line = told.lines().find(|line| line.contains("\"move\""));
    let line: serde_json::Value =
        serde_json::from_str(line.expect("five files move")).expect("an object");
    assert_eq!(
        line["path"],
        format!("{SOURCES}/domain/ware_cry.rs"),
        "{line}"
    );
    let (code, told) = run(&["generate", "--check"], folder.path());
    assert_eq!(code, 1, "{told}");
    let place =
        format!("  {SOURCES}/usecase/wares_vend.rs  (it was `{SOURCES}/usecase/items_sell.rs`)");
    assert!(told.contains(&place), "{told}");
}

#[test]
fn files_by_hand_go_with_what_they_are_called_after() {
    let folder = renamed();
    let sources = folder.path().join(SOURCES);
    let before = [
        "usecase/items_sell.rs",
        "usecase/items.rs",
        "domain/item_shout.rs",
    ]
    .map(|file| fs::read(sources.join(file)).expect("it is there"));
    let (code, told) = generate(folder.path());
    assert_eq!(code, 0, "{told}");
    for line in [
        &format!("move      {SOURCES}/usecase/wares.rs  (it was `{SOURCES}/usecase/items.rs`)\n"),
        &format!(
            "move      {SOURCES}/domain/ware_label.rs  (it was `{SOURCES}/domain/item_label.rs`)\n"
        ),
        "5 moved",
        &format!("  {SOURCES}/domain/ware_label.rs  (Ware.label)\n"),
        &format!("  {SOURCES}/usecase/wares_pack.rs  (POST /wares/{{id}}/pack)\n"),
    ] {
        assert!(told.contains(line), "{line}: {told}");
    }
    let after = [
        "usecase/wares_vend.rs",
        "usecase/wares.rs",
        "domain/ware_cry.rs",
    ]
    .map(|file| fs::read(sources.join(file)).expect("it has moved"));
    assert!(before == after, "not a byte changes");
    for gone in [
        "usecase/items_sell.rs",
        "usecase/items_pack.rs",
        "domain/item_label.rs",
    ] {
        assert!(!sources.join(gone).exists(), "{gone}");
    }
    let (_, told) = generate(folder.path());
    assert!(told.starts_with("nothing to do"), "{told}");
}

#[test]
fn every_line_to_change_in_a_file_that_moves_is_named() {
    let folder = renamed();
    let (_, told) = generate(folder.path());
    for line in [
        "domain/ware_cry.rs:6:15  (shout, which generated code calls cry)",
        "usecase/wares.rs:5:33  (ItemsUsecase)",
        "usecase/wares.rs:8:19  (Items, which generated code calls Wares)",
        "usecase/wares.rs:12:6  (Items, which generated code calls Wares)",
        "usecase/wares.rs:19:23  (Items, which generated code calls Wares)",
        "usecase/wares_vend.rs:5:32  (Item)",
        "usecase/wares_vend.rs:9:21  (sell, which generated code calls vend)",
        "usecase/wares_vend.rs:9:64  (Item)",
    ] {
        assert!(
            told.contains(&format!("  {SOURCES}/{line}\n")),
            "{line}: {told}"
        );
    }
}

/// With the lines that are named as they are called now, the files are as they would be scaffolded, which compiles.
#[test]
fn nothing_else_is_to_be_changed_in_a_file_that_moves() {
    let folder = renamed();
    let (_, told) = generate(folder.path());
    let named = |file: &str, line: usize| told.contains(&format!("  {SOURCES}/{file}:{line}:"));
    for file in [
        "usecase/wares_vend.rs",
        "usecase/wares.rs",
        "domain/ware_cry.rs",
    ] {
        let path = folder.path().join(SOURCES).join(file);
        let base = folder.path().join(".moguera/base").join(SOURCES).join(file);
        let text = fs::read_to_string(&path).expect("it has moved");
        assert!(
            base.exists(),
            "{file}: what it was derived from goes with it"
        );
        fs::remove_file(&path).expect("it is there");
        let (_, again) = generate(folder.path());
        assert!(
            again.contains(&format!("scaffold  {SOURCES}/{file}")),
            "{again}"
        );
        let wanted = fs::read_to_string(&path).expect("it was scaffolded again");
        for (number, (line, wanted)) in text.lines().zip(wanted.lines()).enumerate() {
            // What parameters are called is the file's own.
            let line = line.replace("item", "ware");
            let is_code = !line.starts_with("//");
            let is_named = named(file, number + 1);
            assert!(
                line == wanted || is_named || !is_code,
                "{file}:{}: {line}",
                number + 1
            );
        }
    }
}

#[test]
fn a_file_that_would_be_overwritten_by_a_move_stops_the_run() {
    let folder = renamed();
    let there = folder.path().join(SOURCES).join("usecase/wares_vend.rs");
    fs::write(&there, "// another one\n").expect("it can be written to");
    for arguments in [&["generate"][..], &["generate", "--force"]] {
        let (code, told) = run(arguments, folder.path());
        assert_eq!(code, 3, "{told}");
        assert!(told.contains("both are there"), "{told}");
    }
    let (code, told) = run(&["generate", "--check"], folder.path());
    assert_eq!(code, 1, "{told}");
    let text = fs::read_to_string(&there).expect("it is there");
    assert_eq!(text, "// another one\n");
}
