//! The program itself: in go arguments, variables and input, out comes how it ended.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use driver::service::ENVIRONMENT_PREFIX;

/// The program with a home of its own.
pub(crate) struct Program {
    home: PathBuf,
}

/// How a run ended.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Program {
    /// The program in an empty home that belongs to one test.
    pub(crate) fn new(test: &str) -> Self {
        let home = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join("cli")
            .join(test);
        if home.exists() {
            fs::remove_dir_all(&home).unwrap();
        }
        Self { home }
    }

    /// Runs it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, &[], "")
    }

    /// Runs it with variables, whose names lack the service's prefix, and input.
    pub(crate) fn run_with(
        &self,
        arguments: &[&str],
        variables: &[(&str, &str)],
        input: &str,
    ) -> Ended {
        let mut command = Command::new(env!(concat!("CARGO_BIN_EXE_", env!("CARGO_PKG_NAME"))));
        command
            .args(arguments)
            .env_clear()
            .env("XDG_CONFIG_HOME", &self.home);
        for (name, value) in variables {
            command.env(format!("{ENVIRONMENT_PREFIX}_{name}"), value);
        }
        let pipes = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        // A program that needs no input may end before it is written.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Ended::from(child.wait_with_output().unwrap())
    }
}

impl From<Output> for Ended {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}
