//! What a design that has grown may ask of a service that has rows: additions that no row can break.

#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const BEFORE: &str = r#"
moguera: "0.1"
api: { name: shop, version: 1.0.0 }
engines:
  goods: { entities: [Item, Maker] }
entities:
  Maker: { attributes: { since: date? } }
  Item:
    attributes: { name: string, price: { type: decimal, scale: 2, optional: true },
      grade: { enum: [small, large], optional: true }, count: { type: int64 },
      box: { optional: true, attributes: { place: string? } }, shape: Shape?, deep: D1?, tree: Node? }
types:
  Circle: { attributes: { radius: float64 } }
  Square: { attributes: { side: float64 } }
  Shape: { one_of: { circle: Circle, square: Square }, discriminator: kind }
  D1: { attributes: { d: D2 } }
  D2: { attributes: { d: D3 } }
  D3: { attributes: { d: D4 } }
  D4: { attributes: { d: D5 } }
  D5: { attributes: { x: int32 } }
  Node: { attributes: { children: "Node[]" } }
  Leaf: { attributes: { text: string? } }
media_types:
  Item: {}
resources:
  items: { authorize: public, actions: [list, show, create] }
"#;

/// Writes a design, then changes it, and returns what the second run says with its exit code.
fn changed(from: &str, to: &str) -> (i32, String) {
    assert!(BEFORE.contains(from), "{from}");
    let folder = generated();
    write(folder.path(), &BEFORE.replace(from, to));
    generate(folder.path())
}

/// The service of the design as it was at first.
fn generated() -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("a temporary folder can be written to");
    write(folder.path(), BEFORE);
    let (code, told) = generate(folder.path());
    assert_eq!(code, 0, "{told}");
    folder
}

fn write(folder: &Path, design: &str) {
    let path = folder.join("design/design.yaml");
    fs::write(path, design).expect("a temporary folder can be written to");
}

fn generate(folder: &Path) -> (i32, String) {
    run(&["generate"], folder)
}

fn run(arguments: &[&str], folder: &Path) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("moguera has been built");
    let told = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("it ends by itself");
    (code, String::from_utf8_lossy(&told).into_owned())
}

#[test]
fn additions_that_no_row_can_break_are_migrated() {
    for (to, migration) in [
        ("name: string, note: string?", "0002_add_items_note.sql"),
        (
            "name: string, stock: { type: int32, default: 0 }",
            "0002_add_items_stock.sql",
        ),
        (
            "name: string, sku: { type: uuid, optional: true, unique: true }",
            "0002_add_items_sku.sql",
        ),
        (
            "name: { type: string, max_length: 100, index: true }",
            "0002_add_indexes.sql",
        ),
    ] {
        let (code, told) = changed("name: string", to);
        assert_eq!(code, 0, "{to}: {told}");
        assert!(told.contains(migration), "{to}: {told}");
    }
}

#[test]
fn what_is_read_as_before_needs_no_migration() {
    for (from, to) in [
        ("[small, large]", "[small, large, huge]"),
        ("place: string?", "place: string?, floor: int32?"),
        ("place: string?", "place: text?"),
    ] {
        let (code, told) = changed(from, to);
        assert_eq!(code, 0, "{to}: {told}");
        assert!(!told.contains("0002_"), "{to}: {told}");
    }
}

#[test]
fn what_rows_or_crates_could_not_follow_is_refused() {
    for (from, to, finding) in [
        ("name: string, ", "", "E0401"),
        ("name: string", "name: int32", "E0401"),
        ("name: shop", "name: store", "E0401"),
        ("goods:", "wares:", "E0401"),
        ("scale: 2", "scale: 4", "E0401"),
        ("[small, large]", "[small]", "E0401"),
        ("place: string?", "place: string", "E0401"),
        ("discriminator: kind", "discriminator: sort", "E0401"),
        ("x: int32", "x: string", "E0401"),
        ("\"Node[]\"", "\"Leaf[]\"", "E0401"),
        ("place: string?", "place: string?, floor: int32", "E0401"),
        ("{ type: int64 }", "{ type: decimal, scale: 2 }", "E0401"),
        ("name: string", "name: string, size: int32", "E0402"),
        (
            "name: string",
            "name: { type: string, max_length: 100, unique: true }",
            "E0403",
        ),
        (
            "name: string",
            "name: string, kind: { type: email, default: a@b.c, unique: true }",
            "E0403",
        ),
    ] {
        let (code, told) = changed(from, to);
        assert_eq!(code, 2, "{to}: {told}");
        assert!(told.contains(finding), "{to}: {told}");
    }
}

#[test]
fn what_rows_lack_is_told_with_what_helps() {
    for (to, told_so) in [
        (
            "name: string, size: int32",
            ["required, and without a default", "default: `size: { …"],
        ),
        (
            "name: string, since: { type: datetime, default: now }",
            [
                "made when a row is created",
                "= help: optional: `since: …?`",
            ],
        ),
        (
            "name: string, slug: { type: string, default: { slug: name } }",
            ["made when a row is created", "= help: optional: `slug: …?`"],
        ),
    ] {
        let (code, told) = changed("name: string", to);
        assert_eq!(code, 2, "{to}: {told}");
        for text in told_so {
            assert!(told.contains(text), "{to}: {told}");
        }
    }
    let relation = "\n    belongs_to: { maker: Maker }\ntypes:";
    let (_, told) = changed("\ntypes:", relation);
    assert!(told.contains("= help: optional: `maker: Maker?`"), "{told}");
}

#[test]
fn an_index_that_rows_may_break_is_told_where_it_stands() {
    let index = "\n    indexes:\n      - { attributes: [count, price], unique: true }\ntypes:";
    let (code, told) = changed("\ntypes:", index);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("E0403"), "{told}");
    assert!(
        told.contains("- { attributes: [count, price], unique: true }"),
        "{told}"
    );
    assert!(told.contains("^^^ becomes unique"), "{told}");
}

#[test]
fn another_name_is_told_where_it_stands() {
    let (_, told) = changed("name: shop", "name: store");
    assert!(told.contains("name: store"), "{told}");
    assert!(told.contains("^^^^^"), "{told}");
}

#[test]
fn a_migration_that_is_gone_is_not_made_again() {
    let folder = generated();
    let gone = "migrations/sqlite/0001_initial.sql";
    fs::remove_file(folder.path().join(gone)).expect("the migration was written");
    let (code, told) = generate(folder.path());
    assert_eq!(code, 1, "{told}");
    assert!(
        told.contains(gone) && told.contains("version control"),
        "{told}"
    );
    assert!(!folder.path().join(gone).exists());
}

#[test]
fn a_migration_that_was_edited_is_told() {
    let folder = generated();
    let edited = "migrations/sqlite/0001_initial.sql";
    let path = folder.path().join(edited);
    let text = fs::read_to_string(&path).expect("the migration was written");
    fs::write(&path, format!("{text}-- and more\n")).expect("it can be written to");
    for arguments in [
        &["generate"][..],
        &["generate", "--check"],
        &["generate", "--force"],
    ] {
        let (code, told) = run(arguments, folder.path());
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("edited") && told.contains(edited), "{told}");
        assert!(told.contains("version control"), "{told}");
        assert!(!told.contains("moguera generate --force"), "{told}");
    }
    fs::write(&path, text).expect("it can be written to");
    let (code, told) = run(&["generate", "--check"], folder.path());
    assert_eq!(code, 0, "{told}");
}

#[test]
fn a_column_that_changes_is_told_where_it_stands() {
    for (from, to, at) in [
        (
            "{ type: int64 }",
            "{ type: int64, optional: true }",
            "count",
        ),
        ("scale: 2, optional: true", "scale: 2", "price"),
        ("name: string, ", "", "Item"),
    ] {
        let (_, told) = changed(from, to);
        let label = format!(
            " {} the design says something else now",
            "^".repeat(at.len())
        );
        assert!(told.contains(&format!("{at}:")), "{told}");
        assert!(told.contains(&label), "{told}");
    }
}
