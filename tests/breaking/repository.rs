//! A git repository with a service in it, and the program that looks at it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::case::base;

/// A temporary repository, with the base in the folder `services/library` of its first commit.
pub(crate) struct Repository {
    folder: TempDir,
}

impl Repository {
    pub(crate) fn new(branch: &str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let repository = Repository { folder };
        repository.git(&["init", "--quiet", "--initial-branch", branch]);
        repository.design(&base());
        repository.commit("one");
        repository
    }

    pub(crate) fn top(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn service(&self) -> PathBuf {
        self.top().join("services/library")
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.service().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn design(&self, text: &str) {
        self.put("design/library.yaml", text);
    }

    /// The base with one line replaced.
    pub(crate) fn changed(&self, from: &str, to: &str) {
        let base = base();
        assert_eq!(base.matches(from).count(), 1, "{from}");
        self.design(&base.replace(from, to));
    }

    pub(crate) fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        git(self.top(), arguments);
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String) {
        run(&self.service(), arguments)
    }
}

/// Runs git, which has to succeed.
pub(crate) fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=Ann", "-c", "user.email=ann@example.com"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git is installed");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {told}");
}

/// Exit code and everything that is said.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(["design", "diff"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CEILING_DIRECTORIES", std::env::temp_dir())
        .output()
        .expect("moguera has been built");
    let told = [output.stdout, output.stderr].concat();
    let code = output.status.code().expect("it ends by itself");
    (code, String::from_utf8_lossy(&told).into_owned())
}
