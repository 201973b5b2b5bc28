//! The `moguera` command from outside: what the process prints and exits with.

#![expect(
    clippy::disallowed_methods,
    reason = "these tests build folders and look at them"
)]

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn moguera(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it starts")
}

fn out(output: &Output) -> &str {
    str::from_utf8(&output.stdout).expect("UTF-8")
}

fn err(output: &Output) -> &str {
    str::from_utf8(&output.stderr).expect("UTF-8")
}

fn folder() -> TempDir {
    TempDir::new().expect("a temporary folder")
}

#[test]
fn help_tells_the_exit_codes() {
    let folder = folder();
    for arguments in [
        ["help"].as_slice(),
        &["--help"],
        &["generate", "--help"],
        &["generate", "new-service", "--help"],
    ] {
        let help = moguera(folder.path(), arguments);
        assert_eq!(help.status.code(), Some(0), "{arguments:?}");
        assert!(
            out(&help).contains("Exit codes:\n  0  fine\n"),
            "{}",
            out(&help)
        );
    }
    let version = moguera(folder.path(), &["--version"]);
    assert_eq!(
        out(&version),
        format!("moguera {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_wrong_command_line_exits_with_2() {
    let folder = folder();
    for (arguments, expected) in [
        (["generat"].as_slice(), "'generate'"),
        (&["generate", "--chekc"], "'--check'"),
        (&["generate", "--check", "--force"], "cannot be used with"),
        (&["generate", "--message-format", "xml"], "text, json"),
        (&["generate", "new-service"], "<NAME>"),
        (&["generate"], "there is no service in"),
        (&["new", "Shop"], "did you mean `shop`?"),
        (
            &["new", "shop", "--scaffold", "minimall"],
            "did you mean `minimal`?",
        ),
        (&[], "Usage:"),
    ] {
        let output = moguera(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&output).contains(expected),
            "{arguments:?}: {}",
            err(&output)
        );
        assert_eq!(out(&output), "", "{arguments:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 0);
}

#[test]
fn a_tampered_lock_file_exits_with_2_and_is_shown() {
    let folder = folder();
    fs::create_dir(folder.path().join("design")).expect("a folder");
    let line = format!("generated {} ../../etc/passwd\n", "0".repeat(64));
    fs::write(folder.path().join("moguera.lock"), &line).expect("a file");
    let output = moguera(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("--> moguera.lock:1:76"),
        "{}",
        err(&output)
    );
    assert!(
        !err(&output).contains('\u{1b}'),
        "no colours where no terminal is: {}",
        err(&output)
    );
    let output = moguera(folder.path(), &["generate", "--message-format", "json"]);
    let first = out(&output).lines().next().expect("a line");
    let object: serde_json::Value = serde_json::from_str(first).expect("JSON");
    assert_eq!(object["code"], "E0902");
    assert_eq!(object["file"], "moguera.lock");
    assert_eq!(err(&output), "");
    assert!(
        !folder.path().join(".moguera").exists(),
        "nothing was touched"
    );
}

#[test]
fn a_lock_file_that_claims_the_design_touches_nothing() {
    let folder = folder();
    let design = folder.path().join("design");
    fs::create_dir(&design).expect("a folder");
    fs::write(design.join("design.yaml"), "").expect("a file");
    let digest = moguera::digest::Digest::of(b"");
    let line = format!("generated {digest} design/design.yaml\n");
    fs::write(folder.path().join("moguera.lock"), &line).expect("a file");
    let output = moguera(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("E0902"), "{}", err(&output));
    assert!(design.join("design.yaml").exists());
}

#[test]
fn a_lock_file_of_endless_paths_is_refused() {
    for path in ["a/".repeat(50_000) + "b", "a".repeat(5_000)] {
        let folder = folder();
        let design = folder.path().join("design");
        fs::create_dir(&design).expect("a folder");
        fs::write(design.join("design.yaml"), "").expect("a file");
        let line = format!("generated {} {path}\n", moguera::digest::Digest::of(b""));
        fs::write(folder.path().join("moguera.lock"), &line).expect("a file");
        let output = moguera(folder.path(), &["generate", "--check"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("E0902"), "{}", err(&output));
    }
}

#[test]
fn a_folder_that_cannot_be_locked_exits_with_3() {
    let folder = folder();
    fs::create_dir(folder.path().join("design")).expect("a folder");
    fs::write(folder.path().join(".moguera"), "in the way").expect("a file");
    let output = moguera(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(
        err(&output).starts_with("error: cannot "),
        "{}",
        err(&output)
    );
    assert!(
        err(&output).contains("help: nothing was changed"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let folder = folder();
    for arguments in [
        ["--help"].as_slice(),
        &["generate", "--message-format", "json"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_moguera"))
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let mut told = String::new();
        child
            .stderr
            .take()
            .expect("it is piped")
            .read_to_string(&mut told)
            .expect("UTF-8");
        let code = child.wait().expect("it ends").code();
        assert!(matches!(code, Some(0 | 2)), "{arguments:?}: {code:?}");
        assert!(!told.contains("panicked"), "{told}");
    }
}

#[test]
fn a_code_is_explained_with_an_example() {
    let folder = folder();
    let told = moguera(folder.path(), &["explain", "e0302"]);
    assert_eq!(told.status.code(), Some(0), "{}", err(&told));
    let text = out(&told);
    assert!(text.starts_with("E0302: Two actions answer"), "{text}");
    assert!(
        text.contains("error[E0302]: ") && text.contains("= help: "),
        "{text}"
    );
    let json = moguera(
        folder.path(),
        &["explain", "W0101", "--message-format", "json"],
    );
    let first = out(&json).lines().next().expect("a line");
    let first: serde_json::Value = serde_json::from_str(first).expect("it is JSON");
    assert_eq!(first["type"], "explanation");
    assert!(
        first["example"]
            .as_str()
            .is_some_and(|it| it.starts_with("warning[W0101]")),
        "{first}"
    );
    for (wrong, help) in [
        ("E0320x", "did you mean `E0320`?"),
        ("nonsense", "such as `E0302`"),
    ] {
        let refused = moguera(folder.path(), &["explain", wrong]);
        assert_eq!(refused.status.code(), Some(2), "{wrong}");
        assert!(err(&refused).contains(help), "{}", err(&refused));
    }
}

#[test]
fn a_folder_without_a_design_exits_with_2() {
    let folder = folder();
    fs::create_dir(folder.path().join("design")).expect("a folder");
    let output = moguera(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("no file that ends with"),
        "{}",
        err(&output)
    );
}

#[test]
fn a_new_service_is_in_good_health() {
    let folder = folder();
    let new = moguera(folder.path(), &["new", "shop", "--scaffold", "minimal"]);
    assert_eq!(new.status.code(), Some(0), "{}", err(&new));
    let told = moguera(
        &folder.path().join("shop"),
        &["doctor", "--message-format", "json"],
    );
    let objects = out(&told)
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let checks: Vec<_> = objects.filter(|it| it["type"] == "check").collect();
    assert_eq!(checks.len(), 14, "{checks:?}");
    // Whoever runs this test may have something on the port, or a database of their own.
    let others = ["port", "database", "SECRET_KEY"];
    for check in checks {
        let is_ours = !others.iter().any(|it| check["subject"] == *it);
        assert!(!is_ours || check["state"] == "fine", "{check}");
    }
}
