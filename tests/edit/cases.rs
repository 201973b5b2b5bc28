//! One dropped file under `cases/edit/` is one case. Its comments `#$ …` are commands, as they are typed; the snapshot
//! shows the design, what each command says and exits with, and by that the files that it leaves.
//!
//! A case of several files has a line `#--- name.yaml` before each of them.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

#[test]
fn every_case_is_edited_as_its_snapshot_says() {
    insta::with_settings!({
        snapshot_path => "../../snapshots/edit",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::glob!("../cases/edit", "*.yaml", |path| {
            insta::assert_snapshot!("case", told(path));
        });
    });
}

/// The design, and what is said about each command.
fn told(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("the case is readable");
    let files = files(&text);
    let folder = TempDir::new().expect("a temporary folder");
    let design = folder.path().join("design");
    fs::create_dir(&design).expect("it is new");
    let mut told = String::new();
    for (name, text) in &files {
        fs::write(design.join(name), text).expect("it can be written");
        writeln!(told, "======== {name}\n{}", visible(text)).expect("a string takes it");
    }
    let commands = text.lines().filter_map(|line| line.split_once("#$ "));
    for (_, command) in commands {
        let before = read(&design);
        writeln!(told, "======== {command}\n{}", run(folder.path(), command))
            .expect("a string takes it");
        let is_refused = told.trim_end().ends_with("exit 2");
        let is_dry = command.contains("--dry-run");
        let is_same = before == read(&design);
        assert_eq!(is_same, is_refused || is_dry, "{command}\n{told}");
    }
    told
}

/// What the command says, without what is the same of all of them.
fn run(folder: &Path, command: &str) -> String {
    let words = words(command);
    let (program, arguments) = words.split_first().expect("a command");
    assert_eq!(program, "moguera");
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts");
    let [out, err] =
        [output.stdout, output.stderr].map(|text| String::from_utf8(text).expect("UTF-8"));
    let next = "next:\n  moguera generate  lets everything follow\n";
    let code = output.status.code().expect("it is not killed");
    let is_text = !command.contains("json");
    let is_next = out.ends_with(next);
    assert_eq!(
        is_next,
        is_text && code == 0 && !command.contains("--dry-run"),
        "{out}{err}"
    );
    format!("{}{err}exit {code}\n", out.trim_end_matches(next))
}

/// Words as a shell takes them; quotes do not nest.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for character in command.chars() {
        match (character, quote) {
            ('\'' | '"', None) => quote = Some(character),
            (character, Some(open)) if character == open => quote = None,
            (' ', None) => words.push(String::new()),
            (character, _) => words.last_mut().expect("one at least").push(character),
        }
    }
    words
}

fn files(text: &str) -> Vec<(&str, &str)> {
    let mut parts = text.split("#--- ");
    let first = parts.next().filter(|first| !first.is_empty());
    let named = parts.map(|part| {
        part.split_once('\n')
            .expect("a name stands in a line of its own")
    });
    first
        .map(|text| ("design.yaml", text))
        .into_iter()
        .chain(named)
        .collect()
}

fn read(design: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(design).expect("it is there");
    let mut files: Vec<_> = entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            (
                path.display().to_string(),
                fs::read(&path).expect("it is readable"),
            )
        })
        .collect();
    files.sort();
    files
}

/// Text whose every character can be seen in a snapshot.
fn visible(text: &str) -> String {
    let escape = |character: char| match character {
        '\n' => "\n".to_owned(),
        '\u{feff}' => character.escape_unicode().to_string(),
        hidden if hidden.is_control() => hidden.escape_default().to_string(),
        plain => plain.to_string(),
    };
    text.chars().map(escape).collect()
}
