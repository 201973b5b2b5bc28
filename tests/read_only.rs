//! A service's folder that cannot be written to: what a run would do is still told, and nothing is left behind.

#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests build folders and look at them"
)]

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// User and group `nobody` of most systems: root may write anywhere.
const NOBODY: u32 = 65534;

/// A service whose files and folders nobody may write, and the program beside it, where every user may run it.
struct ReadOnly {
    folder: TempDir,
    is_root: bool,
}

impl ReadOnly {
    fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let program = folder.path().join("moguera");
        fs::copy(env!("CARGO_BIN_EXE_moguera"), &program).expect("it can be copied");
        let made = Command::new(&program)
            .args(["new", "shop", "--scaffold", "minimal"])
            .current_dir(folder.path())
            .output();
        assert!(made.expect("it starts").status.success());
        fs::remove_file(folder.path().join("shop/openapi.json")).expect("it was generated");
        protect(folder.path(), 0o555);
        let is_root = fs::write(folder.path().join("shop/probe"), "").is_ok();
        if is_root {
            fs::remove_file(folder.path().join("shop/probe")).expect("it was just written");
        }
        ReadOnly { folder, is_root }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(self.folder.path().join("moguera"));
        command
            .args(arguments)
            .current_dir(self.folder.path().join("shop"));
        if self.is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command.output().expect("it starts")
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        walk(self.folder.path(), &mut |path| {
            let content = if path.is_dir() {
                Vec::new()
            } else {
                fs::read(path).expect("it can be read")
            };
            files.insert(path.to_owned(), content);
        });
        files
    }
}

impl Drop for ReadOnly {
    fn drop(&mut self) {
        protect(self.folder.path(), 0o755);
    }
}

/// Gives folders, and the program, these permissions, and files the same but for execution.
fn protect(folder: &Path, mode: u32) {
    walk(folder, &mut |path| {
        let runs = path.is_dir() || path.ends_with("moguera");
        let mode = if runs { mode } else { mode & 0o666 };
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("it is ours");
    });
}

fn walk(folder: &Path, visit: &mut impl FnMut(&Path)) {
    visit(folder);
    for entry in fs::read_dir(folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        if path.is_dir() {
            walk(&path, visit);
        } else {
            visit(&path);
        }
    }
}

#[test]
fn what_a_run_would_do_is_told_where_nothing_can_be_written() {
    let service = ReadOnly::new();
    let before = service.files();
    for (arguments, code, told) in [
        (
            ["generate", "--dry-run"].as_slice(),
            0,
            "would be: 1 restored",
        ),
        (&["generate", "--check"], 1, "missing (1)"),
        (&["generate"], 3, "nothing was changed"),
    ] {
        let output = service.run(arguments);
        let text = String::from_utf8_lossy(&output.stdout).into_owned()
            + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(told), "{arguments:?}: {text}");
        assert_eq!(service.files(), before, "{arguments:?} writes nothing");
    }
}
