//! `migrate`, with scripts in place of the server's program.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use driver::service::NAME;

const PROGRAM: &str = env!(concat!("CARGO_BIN_EXE_", env!("CARGO_PKG_NAME")));

/// A folder that belongs to one test, with the program in it, but no server.
struct Installed(PathBuf);

impl Installed {
    fn new(test: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("migrate")
            .join(test);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(&folder).unwrap();
        fs::hard_link(PROGRAM, folder.join("program")).unwrap();
        Self(folder)
    }

    /// A program at a path in the folder, which is another process's work: while this one has a file
    /// open for writing, no thread may run it.
    fn script(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let write = "printf '#!/bin/sh\\n%s' \"$1\" > \"$0\" && chmod +x \"$0\"";
        let mut shell = Command::new("/bin/sh");
        let written = shell.args(["-c", write]).arg(&path).arg(text).status();
        assert!(written.unwrap().success());
        path
    }

    fn run(&self, arguments: &[&str], path: &Path) -> Output {
        let mut command = Command::new(self.0.join("program"));
        command.args(arguments).current_dir(&self.0);
        command
            .env_clear()
            .env("PATH", path)
            .env("MIGRATE", "check");
        command.output().unwrap()
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_named_program_does_it_here_and_says_how_it_ended() {
    let installed = Installed::new("named");
    let answer = "echo $* $MIGRATE; pwd; echo problem >&2; exit 5";
    let server = installed.script("elsewhere/server", answer);
    let server = server.to_str().unwrap();
    for (arguments, word) in [
        (["migrate", "status", "--server", server], "status"),
        (["migrate", "--server", server, "up"], "up"),
    ] {
        let output = installed.run(&arguments, Path::new(""));
        assert_eq!(output.status.code(), Some(5));
        let expected = format!("migrate {word} check\n{}\n", installed.0.display());
        assert_eq!(text(&output.stdout), expected);
        assert_eq!(text(&output.stderr), "problem\n");
    }
}

#[test]
fn the_program_beside_comes_before_that_on_the_path() {
    let installed = Installed::new("found");
    let server = format!("{NAME}-server");
    let on_path = installed.script(&format!("path/{server}"), "echo on the path");
    let path = on_path.parent().unwrap();
    let output = installed.run(&["migrate", "status"], path);
    assert_eq!(text(&output.stdout), "on the path\n");
    assert!(output.status.success());
    installed.script(&server, "echo beside");
    let output = installed.run(&["migrate", "status"], path);
    assert_eq!(text(&output.stdout), "beside\n");
}

#[test]
fn a_missing_program_is_named_with_the_way_out() {
    let installed = Installed::new("missing");
    let output = installed.run(&["migrate", "status"], Path::new("/nowhere"));
    assert_eq!(output.status.code(), Some(1));
    let complaint = text(&output.stderr);
    let server = format!("`{NAME}-server`");
    for word in [server.as_str(), "--server FILE"] {
        assert!(complaint.contains(word), "{complaint}");
    }
}

#[test]
fn a_program_that_was_killed_did_not_succeed() {
    let installed = Installed::new("killed");
    let server = installed.script("server", "kill -9 $$");
    let arguments = ["migrate", "up", "--server", server.to_str().unwrap()];
    let output = installed.run(&arguments, Path::new(""));
    assert_eq!(
        (output.status.signal(), output.status.code()),
        (None, Some(1))
    );
    let complaint = text(&output.stderr);
    assert!(complaint.contains("signal: 9"), "{complaint}");
}
