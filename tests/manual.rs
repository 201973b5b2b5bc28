//! Completions and manual pages: what shells and `man` are given about the command line.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests look at what was written"
)]

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use moguera::cli::Cli;

fn moguera(arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .output()
        .expect("it starts");
    assert!(output.stderr.is_empty() || !output.status.success());
    output
}

fn text(arguments: &[&str]) -> String {
    let output = moguera(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = text(&["completions", shell]);
        for command in Cli::command().get_subcommands() {
            assert!(script.contains(command.get_name()), "{shell}: {command}");
        }
        assert!(script.contains("message-format"), "{shell}");
        assert_eq!(script, text(&["completions", shell]), "{shell}");
    }
    let wrong = moguera(&["completions", "csh"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// bash reads the script without running it.
#[test]
fn bash_accepts_its_completions() {
    let script = text(&["completions", "bash"]);
    let mut bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("bash is there");
    let mut input = bash.stdin.take().expect("it is piped");
    input.write_all(script.as_bytes()).expect("bash reads");
    drop(input);
    let told = bash.wait_with_output().expect("bash ends");
    assert!(told.status.success(), "{told:?}");
    assert!(told.stderr.is_empty(), "{told:?}");
}

/// The names of the pages that there have to be, from the command line itself.
fn expected(command: &clap::Command, name: &str, names: &mut BTreeSet<String>) {
    names.insert(format!("{name}.1"));
    for below in command.get_subcommands() {
        expected(below, &format!("{name}-{}", below.get_name()), names);
    }
}

fn files(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("UTF-8");
    entries
        .map(|entry| name(entry.expect("an entry")))
        .collect()
}

#[test]
fn every_command_has_a_page() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join("share/man/man1");
    let path = folder.to_str().expect("UTF-8");
    let told = text(&["man", "--path", path]);
    let mut names = BTreeSet::new();
    expected(&Cli::command(), "moguera", &mut names);
    assert_eq!(files(&folder), names);
    assert!(
        told.contains("create    moguera-generate-new-service.1\n"),
        "{told}"
    );
    for name in &names {
        let page = fs::read_to_string(folder.join(name)).expect("it is there");
        assert!(
            page.contains(".TH moguera"),
            "{name} is titled by the whole command: {page}"
        );
        let version = concat!("\"moguera ", env!("CARGO_PKG_VERSION"), "\"");
        assert!(page.contains(version), "{name}: {page}");
    }
    let again = text(&["man", "--path", path]);
    assert_eq!(again, format!("{} pages in `{path}`\n", names.len()));
    fs::write(folder.join("moguera.1"), "old").expect("it can be written");
    let mended = text(&["man", "--path", path]);
    assert!(mended.starts_with("update    moguera.1\n"), "{mended}");
    assert_eq!(files(&folder), names, "nothing is left over");
}

#[test]
fn one_page_is_printed() {
    let page = text(&["man", "generate", "new-service"]);
    assert!(
        page.contains(".TH moguera-generate-new-service 1"),
        "{page}"
    );
    assert!(page.contains("\\-\\-scaffold"), "{page}");
    assert!(text(&["man"]).contains(".TH moguera 1"));
    for (words, help) in [
        (["man", "generat"].as_slice(), "did you mean `generate`?"),
        (
            &["man", "generate", "xyzzy"],
            "`moguera-generate` has no command `xyzzy`",
        ),
    ] {
        let wrong = moguera(words);
        assert_eq!(wrong.status.code(), Some(2), "{words:?}");
        let told = String::from_utf8_lossy(&wrong.stderr);
        assert!(told.contains(help), "{told}");
    }
}
