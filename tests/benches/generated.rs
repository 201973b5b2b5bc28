//! The blog as a newcomer generates it.

use super::program::{cargo, succeed};
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// A generated blog in a temporary folder, which is gone in the end.
#[derive(Debug)]
pub(crate) struct Blog {
    root: tempfile::TempDir,
}

impl Blog {
    pub(crate) fn generate() -> Self {
        let root = tempfile::tempdir().expect("there is room for a temporary folder");
        let mut generate = Command::new(env!("CARGO_BIN_EXE_moguera"));
        generate.args(["generate", "new-service", "blog", "--quiet"]);
        succeed(generate.current_dir(root.path()));
        Self { root }
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.root.path().join("blog")
    }

    /// A folder beside it.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    /// Its lock file, which cargo writes when it downloads what the blog depends on.
    pub(crate) fn lock_file(&self) -> String {
        succeed(cargo(&self.path()).args(["fetch", "--quiet"]));
        fs::read_to_string(self.path().join("Cargo.lock")).expect("cargo has written a lock file")
    }
}
