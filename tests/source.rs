//! The one reader of designs: which files it takes, in which order, and what it refuses.

#![expect(
    clippy::disallowed_methods,
    reason = "tests read and write files and tell about it"
)]
use std::fs;
use std::path::Path;

use moguera::source::{Source, SourceFile, Span};

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().expect("a temporary folder");
    for (path, bytes) in files {
        let path = root.path().join("design").join(path);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("the folder is made");
        fs::write(path, bytes).expect("the file is written");
    }
    root
}

fn paths(source: &Source) -> Vec<&str> {
    source
        .files()
        .iter()
        .map(|file| file.path.as_str())
        .collect()
}

fn refusal(folder: &Path) -> String {
    Source::read(folder)
        .expect_err("the folder is refused")
        .to_string()
}

#[test]
fn takes_yaml_at_any_depth_in_the_order_of_paths() {
    let files: [(&str, &[u8]); 8] = [
        ("z.yaml", b"z"),
        ("a/b/c.yml", b"c"),
        ("a.yaml", b"a"),
        ("a/b.yaml", b"b"),
        ("README.md", b"no"),
        ("yaml", b"no"),
        (".swap.yaml", b"no"),
        (".git/x.yaml", b"no"),
    ];
    let root = folder(&files);
    let source = Source::read(&root.path().join("design")).expect("the design is readable");
    let expected = [
        "design/a.yaml",
        "design/a/b.yaml",
        "design/a/b/c.yml",
        "design/z.yaml",
    ];
    assert_eq!(paths(&source), expected);
    assert_eq!(source.files()[2].text, "c");
}

#[test]
fn keeps_the_place_of_the_first_byte_that_is_no_utf8() {
    let root = folder(&[("a.yaml", b"gr\xc3\xb6\xc3\x9fe \xff b\xfe")]);
    let source = Source::read(&root.path().join("design")).expect("the design is readable");
    assert_eq!(source.files()[0].invalid_utf8, Some(8));
    assert!(source.files()[0].text.starts_with("größe \u{fffd}"));
}

#[test]
fn names_what_it_cannot_read() {
    let root = folder(&[]);
    assert!(refusal(&root.path().join("design")).contains("design`"));
    let root = folder(&[("README.md", b"")]);
    assert!(refusal(&root.path().join("design")).contains("no file"));
}

#[cfg(unix)]
#[test]
fn follows_links_to_files_of_the_design_only() {
    use std::os::unix::fs::symlink;
    let root = folder(&[("a.yaml", b"a"), ("sub/b.yaml", b"b")]);
    let design = root.path().join("design");
    fs::write(root.path().join("secret.yaml"), "secret").expect("the file is written");
    let link = design.join("link.yaml");

    symlink(design.join("sub/b.yaml"), &link).expect("the link is made");
    let source = Source::read(&design).expect("the design is readable");
    assert_eq!(
        paths(&source),
        ["design/a.yaml", "design/link.yaml", "design/sub/b.yaml"]
    );

    for (target, reason) in [
        (
            root.path().join("secret.yaml"),
            "leaves the design's folder",
        ),
        (design.join("sub"), "links to folders are not followed"),
        (design.clone(), "links to folders are not followed"),
        (
            root.path().join("nothing.yaml"),
            "where the symbolic link leads to",
        ),
    ] {
        fs::remove_file(&link).expect("the link is removed");
        symlink(target, &link).expect("the link is made");
        let refusal = refusal(&design);
        assert!(
            refusal.contains("link.yaml") && refusal.contains(reason),
            "{refusal}"
        );
    }
}

#[cfg(unix)]
#[test]
fn refuses_what_is_no_file() {
    let root = folder(&[("a.yaml", b"a")]);
    let design = root.path().join("design");
    let _socket = std::os::unix::net::UnixListener::bind(design.join("socket.yaml"))
        .expect("the socket is made");
    let refusal = refusal(&design);
    assert!(
        refusal.contains("socket.yaml`: it is neither a file nor a folder"),
        "{refusal}"
    );
}

#[test]
fn counts_lines_and_columns_as_editors_do() {
    let text = "\u{feff}first\r\n日本 second\nlast";
    let source = Source::new(vec![SourceFile::new("a.yaml", text)]);
    let place = |word: &str| {
        let start = text.find(word).expect("the word is there");
        let offset = |at: usize| u32::try_from(at).expect("the text is short");
        let span = Span {
            file: 0,
            start: offset(start),
            end: offset(start + word.len()),
        };
        assert_eq!(source.text(span), word);
        (source.start(span), source.end(span))
    };
    let at = |word: &str| {
        let (start, end) = place(word);
        [start.line, start.column, end.line, end.column]
    };
    assert_eq!(at("first"), [1, 1, 1, 6]);
    assert_eq!(at("second"), [2, 4, 2, 10]);
    assert_eq!(at("last"), [3, 1, 3, 5]);
}
