//! Programs that are run to their end: what they print comes out, a failure fails the test with all of it.

use super::folder::Folder;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) struct Program {
    command: Command,
    line: String,
}

/// The generator that this test was built with.
pub(crate) fn moguera(arguments: &[&str]) -> Program {
    Program::new(env!("CARGO_BIN_EXE_moguera"), arguments)
}

/// cargo, with one target folder for all services, so that their dependencies are built once.
pub(crate) fn cargo(arguments: &[&str]) -> Program {
    let mut program = Program::new(env!("CARGO"), arguments);
    program.command.env("CARGO_TARGET_DIR", target());
    // Nothing is built twice.
    program.command.env("CARGO_INCREMENTAL", "0");
    program
}

/// Where services are built.
pub(crate) fn target() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("services")
}

impl Program {
    pub(crate) fn new(name: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(name);
        command.args(arguments);
        for inherited in [
            "RUSTFLAGS",
            "RUSTDOCFLAGS",
            "CARGO_MANIFEST_DIR",
            "DATABASE_URL",
            "TEST_DATABASE_URL",
        ] {
            command.env_remove(inherited);
        }
        Program {
            command,
            line: format!("{name} {}", arguments.join(" ")),
        }
    }

    pub(crate) fn within(self, service: &Folder) -> Self {
        self.at(service.path())
    }

    pub(crate) fn at(mut self, folder: &Path) -> Self {
        self.command.current_dir(folder);
        self
    }

    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// What the program prints; it must succeed.
    pub(crate) fn succeed(self) -> String {
        self.end(0)
    }

    /// What the program prints; it must end with this code.
    pub(crate) fn end(mut self, code: i32) -> String {
        let output = self
            .command
            .output()
            .unwrap_or_else(|error| panic!("{} cannot be run: {error}", self.line));
        let printed = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        assert_eq!(
            output.status.code(),
            Some(code),
            "{}:\n{printed}",
            self.line
        );
        printed
    }
}
