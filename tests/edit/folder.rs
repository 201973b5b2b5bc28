//! What happens to the folder: only the files of the design change, all or none, and only where they are files of the
//! service.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const API: &str = "moguera: \"0.1\"\napi: {name: library, version: 1.0.0}\n";
const BOOKS: &str = "entities:\n  Book:\n    attributes: {title: string}\n";

/// A service whose design has two files.
fn service() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    fs::create_dir(folder.path().join("design")).expect("it is new");
    fs::write(folder.path().join("design/api.yaml"), API).expect("it can be written");
    fs::write(folder.path().join("design/books.yaml"), BOOKS).expect("it can be written");
    folder
}

fn add(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["design", "add", "field", "Book.summary", "string?"])
        .args(more)
        .current_dir(folder)
        .output()
        .expect("it starts")
}

fn told(output: &Output) -> &str {
    str::from_utf8(&output.stderr).expect("UTF-8")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut names: Vec<_> = entries
        .map(|entry| name(entry).display().to_string())
        .collect();
    names.sort();
    names
}

#[test]
fn only_the_file_that_changes_is_written() {
    let folder = service();
    let api = folder.path().join("design/api.yaml");
    let written = fs::metadata(&api)
        .and_then(|file| file.modified())
        .expect("a time");
    let inner = folder.path().join("crates");
    fs::create_dir(&inner).expect("it is new");
    let output = add(&inner, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    let books = fs::read_to_string(folder.path().join("design/books.yaml")).expect("it is there");
    assert_eq!(
        books,
        BOOKS.replace("title: string", "title: string, summary: string?")
    );
    assert_eq!(
        fs::metadata(&api)
            .and_then(|file| file.modified())
            .expect("a time"),
        written
    );
    assert_eq!(
        names(&folder.path().join("design")),
        ["api.yaml", "books.yaml"]
    );
}

#[test]
fn a_dry_run_and_a_refusal_leave_no_trace() {
    let folder = service();
    let dry = add(folder.path(), &["--dry-run"]);
    assert_eq!(dry.status.code(), Some(0), "{}", told(&dry));
    assert_eq!(names(folder.path()), ["design"]);
    let refused = add(folder.path(), &["--engine", "none"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(names(folder.path()), ["design"]);
    let books = fs::read_to_string(folder.path().join("design/books.yaml")).expect("it is there");
    assert_eq!(books, BOOKS);
}

#[test]
fn no_service_is_told_apart_from_a_wrong_design() {
    let nowhere = TempDir::new().expect("a temporary folder");
    let output = add(nowhere.path(), &["--path", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told(&output).contains("there is no service in"),
        "{}",
        told(&output)
    );

    let folder = service();
    fs::write(folder.path().join("design/books.yaml"), "entities: [").expect("it can be written");
    let output = add(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        told(&output).contains("design/books.yaml:1:"),
        "{}",
        told(&output)
    );
}

#[test]
#[cfg(unix)]
fn links_are_not_written_through() {
    let folder = service();
    let design = folder.path().join("design");
    fs::rename(design.join("books.yaml"), design.join("books.txt")).expect("it can be moved");
    std::os::unix::fs::symlink("books.txt", design.join("books.yaml")).expect("a link");
    let output = add(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    assert!(
        told(&output).contains("it is a symbolic link"),
        "{}",
        told(&output)
    );
    let text = fs::read_to_string(design.join("books.txt")).expect("it is there");
    assert_eq!(text, BOOKS);

    let outside = service();
    let folder = TempDir::new().expect("a temporary folder");
    std::os::unix::fs::symlink(outside.path().join("design"), folder.path().join("design"))
        .expect("a link");
    let output = add(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(3), "{}", told(&output));
    assert!(
        told(&output).contains("it is not in the service's folder"),
        "{}",
        told(&output)
    );
}

/// What databases have followed is no old name any more.
#[test]
fn a_name_that_databases_know_is_what_it_was_called() {
    let service = service();
    let books =
        || fs::read_to_string(service.path().join("design/books.yaml")).expect("it is there");
    let rename = |name: &str, to: &str| {
        moguera(service.path(), &["design", "rename", "field", name, to]);
    };
    moguera(service.path(), &["generate"]);
    rename("Book.title", "heading");
    rename("Book.heading", "caption");
    assert!(
        books().contains("caption: { type: string, renamed_from: title }"),
        "{}",
        books()
    );
    moguera(service.path(), &["generate"]);
    rename("Book.caption", "title");
    assert!(
        books().contains("title: { type: string, renamed_from: caption }"),
        "{}",
        books()
    );
    let made = moguera(service.path(), &["generate"]);
    assert!(made.contains("rename"), "{made}");
}

/// The lock file does not tell of actions, but whether everything has followed.
#[test]
fn what_has_followed_is_what_it_was_called() {
    let folder = TempDir::new().expect("a temporary folder");
    moguera(folder.path(), &["new", "shop"]);
    let shop = folder.path().join("shop");
    let design = || {
        let texts = names(&shop.join("design")).into_iter();
        let texts = texts.map(|name| fs::read_to_string(shop.join("design").join(name)));
        texts
            .map(|text| text.expect("it is there"))
            .collect::<String>()
    };
    let rename = |kind: &str, name: &str, to: &str| {
        moguera(&shop, &["design", "rename", kind, name, to]);
        moguera(&shop, &["generate"]);
    };
    for (kind, names) in [
        ("action", ["articles.publish", "articles.release", "launch"]),
        (
            "enum-value",
            ["Article.status.published", "Article.status.live", "public"],
        ),
    ] {
        let last = |name: &str| name.rsplit('.').next().expect("a name").to_owned();
        rename(kind, names[0], &last(names[1]));
        rename(kind, names[1], names[2]);
        let told = format!("renamed_from: {}", last(names[1]));
        assert!(design().contains(&told), "{}", design());
    }
}

/// A service whose names live in tables, inside of JSON, and in code only.
const NOTES: &str = "moguera: \"0.1\"
api: { name: notes, version: 1.0.0 }
types:
  Sort: { enum: [home, work] }
  Base: { attributes: { hint: string? } }
  Place: { extend: Base, attributes: { street: string?, sort: Sort? } }
entities:
  Tag: { attributes: { name: string? } }
  Note:
    attributes:
      title: string?
      state: { enum: [draft, sent], default: draft }
      place: Place?
    belongs_to: { maker: Tag? }
    many_to_many: { tags: Tag }
media_types:
  Note:
    views: { default: [id, title, state], tiny: [id] }
  Tag: {}
resources:
  notes:
    actions: [show]
    archive: { post: \"/{id}/archive\", authorize: signed }
  makers: { media_type: Tag, actions: [show] }
";

/// What has its third name: what it is, what it belongs to, its names.
const THREE: &[(&str, &str, [&str; 3])] = &[
    ("field", "Note.", ["title", "heading", "caption"]),
    ("field", "Place.", ["street", "road", "lane"]),
    ("field", "Base.", ["hint", "remark", "clue"]),
    ("enum-value", "Note.state.", ["draft", "raw", "rough"]),
    ("enum-value", "Sort.", ["home", "house", "flat"]),
    ("belongs-to", "Note.", ["maker", "vendor", "source"]),
    ("many-to-many", "Note.", ["tags", "labels", "marks"]),
    ("view", "Note.", ["tiny", "small", "short"]),
    ("action", "notes.", ["archive", "shelve", "stow"]),
    ("resource", "", ["makers", "vendors", "sources"]),
    ("entity", "", ["Tag", "Label", "Mark"]),
];

/// It does not matter that something else has changed since everything has followed.
#[test]
fn what_has_followed_is_told_of_each_name() {
    let folder = TempDir::new().expect("a temporary folder");
    let folder = folder.path();
    fs::create_dir(folder.join("design")).expect("it is new");
    fs::write(folder.join("design/design.yaml"), NOTES).expect("it can be written");
    let rename = |which: usize| {
        for (kind, owner, names) in THREE {
            let from = format!("{owner}{}", names[which]);
            let to = names[which + 1];
            moguera(folder, &["design", "rename", kind, &from, to]);
        }
    };
    moguera(folder, &["generate"]);
    rename(0);
    moguera(folder, &["generate"]);
    moguera(folder, &["design", "add", "field", "Note.extra", "string?"]);
    rename(1);
    let design = fs::read_to_string(folder.join("design/design.yaml"));
    let design = design.expect("it is there");
    for (_, _, [_, second, _]) in THREE {
        let told = format!("renamed_from: {second}");
        assert!(design.contains(&told), "{told}\n{design}");
    }
    moguera(folder, &["generate"]);
    let written = names(&folder.join("crates/engines/notes/src/usecase"));
    assert!(written.contains(&"notes_stow.rs".to_owned()), "{written:?}");
    assert!(
        !written.contains(&"notes_shelve.rs".to_owned()),
        "{written:?}"
    );
}

#[test]
fn clients_keep_one_name() {
    let service = service();
    let books =
        || fs::read_to_string(service.path().join("design/books.yaml")).expect("it is there");
    moguera(service.path(), &["generate"]);
    let rename = ["design", "rename", "field"];
    moguera(
        service.path(),
        &[&rename[..], &["Book.title", "heading", "--wire-alias"]].concat(),
    );
    moguera(service.path(), &["generate"]);
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(rename)
        .args(["Book.heading", "caption"])
        .current_dir(service.path())
        .output()
        .expect("it starts");
    assert_eq!(output.status.code(), Some(2), "{}", told(&output));
    assert!(
        told(&output).contains("clients keep `title`"),
        "{}",
        told(&output)
    );
    moguera(
        service.path(),
        &[&rename[..], &["Book.heading", "title"]].concat(),
    );
    assert!(books().contains("renamed_from: heading"), "{}", books());
    assert!(!books().contains("wire_alias"), "{}", books());
    moguera(service.path(), &["generate"]);
}

fn moguera(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{arguments:?}\n{}",
        told(&output)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_written_edit_is_what_generate_takes() {
    let folder = TempDir::new().expect("a temporary folder");
    let moguera = |arguments: &[&str]| moguera(folder.path(), arguments);
    moguera(&["new", "shop", "--scaffold", "minimal"]);
    let design = folder.path().join("shop/design");
    let text = |name: &String| fs::read_to_string(design.join(name)).expect("it is there");
    let entity = names(&design)
        .iter()
        .map(text)
        .find_map(|text| {
            let (_, entities) = text.split_once("\nentities:\n")?;
            let name = entities
                .lines()
                .find(|line| line.starts_with("  ") && line.ends_with(':'))?;
            Some(name.trim().trim_end_matches(':').to_owned())
        })
        .expect("an entity");
    let field = format!("{entity}.remark");
    moguera(&[
        "design", "add", "field", &field, "string?", "--path", "shop",
    ]);
    let made = moguera(&["generate", "--path", "shop"]);
    assert!(made.contains("migrations/"), "{made}");
    assert!(moguera(&["generate", "--path", "shop"]).starts_with("nothing to do"));
}
