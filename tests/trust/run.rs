//! The program, run in a folder of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::tree::Tree;

/// What a run said, and how it ended: by a signal if there is no code.
#[derive(Debug)]
pub(crate) struct Told {
    pub(crate) code: Option<i32>,
    pub(crate) text: String,
}

impl Told {
    /// Holds the end to what is expected.
    pub(crate) fn with(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}", self.text);
        self.text
    }
}

impl From<Output> for Told {
    fn from(output: Output) -> Self {
        let text = [output.stdout, output.stderr].concat();
        Told {
            code: output.status.code(),
            text: String::from_utf8(text).expect("UTF-8"),
        }
    }
}

/// A folder in which a service is `shop`, or will be.
#[derive(Debug)]
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn empty() -> Self {
        Place(TempDir::new().expect("there is room for a temporary folder"))
    }

    pub(crate) fn with(tree: &Tree) -> Self {
        let place = Place::empty();
        tree.make(place.root());
        place
    }

    /// A service as it is from the first.
    pub(crate) fn minimal() -> Self {
        let place = Place::empty();
        place.run(&["new", "shop", "--scaffold", "minimal"]).with(0);
        place
    }

    pub(crate) fn root(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn tree(&self) -> Tree {
        Tree::read(self.root())
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        fs::write(self.path(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{path} has no {from:?}:\n{text}");
        self.put(path, &text.replacen(from, to, 1));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Told {
        self.run_by(&mut moguera(arguments))
    }

    /// A program that runs moguera.
    pub(crate) fn run_by(&self, command: &mut Command) -> Told {
        let output = command.current_dir(self.root()).output();
        Told::from(output.expect("the program is there"))
    }
}

/// Nobody can be asked.
pub(crate) fn moguera(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_moguera"));
    command
        .args(arguments)
        // What `dev` builds with: it has built nothing then.
        .env("CARGO", "true")
        .stdin(Stdio::null());
    command
}
