//! The server is built: cargo is started in the service's folder, and the program comes out, or what the compiler said.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{io, thread};

use serde_json::Value;

use super::course::Executable;
use super::process::Process;
use super::said::listen;
use crate::commands::Terminal;
use crate::diagnostic::Colour;

/// The manifest of the server, from the service's folder.
const MANIFEST: &str = "crates/server/Cargo.toml";

/// Starts a build. `cargo` is the program.
pub(super) fn start(
    cargo: &OsString,
    folder: &Path,
    terminal: &dyn Terminal,
) -> io::Result<Process> {
    let colour = match terminal.colour() {
        Colour::Never => "--color=never",
        Colour::Ansi => "--color=always",
    };
    let mut command = Command::new(cargo);
    command
        .args(["build", "--manifest-path", MANIFEST, colour])
        .arg("--message-format=json-render-diagnostics")
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    Process::start(&mut command)
}

/// Waits for the end of a build, and hands on what it says.
pub(super) fn finish(
    process: &Process,
    terminal: &'static dyn Terminal,
) -> Result<Executable, String> {
    let said = listen(process.errors(), terminal);
    let output = process.output();
    let artifacts = thread::spawn(move || output.map_or(Ok(None), executable));
    let status = process.wait().map_err(|error| error.to_string())?;
    let said = said.join().unwrap_or_default();
    if !status.success() {
        return Err(from_first_finding(&said).to_owned());
    }
    let found = artifacts
        .join()
        .unwrap_or_else(|_| Err(io::Error::other("a panic")));
    match found {
        Ok(Some(executable)) => Ok(executable),
        Ok(None) => Err(format!("cargo has built no program of `{MANIFEST}`")),
        Err(error) => Err(format!("cannot read what cargo says: {error}")),
    }
}

/// The last program that cargo tells of: it tells of those that it depends on before. Lines that are no messages are
/// of build scripts.
fn executable(output: impl io::Read) -> io::Result<Option<Executable>> {
    let mut found = None;
    for line in BufReader::new(output).lines() {
        let Ok(message) = serde_json::from_str::<Value>(&line?) else {
            continue;
        };
        if message["reason"] != "compiler-artifact" {
            continue;
        }
        if let Some(path) = message["executable"].as_str() {
            found = Some(Executable {
                path: PathBuf::from(path),
                is_new: message["fresh"] != true,
            });
        }
    }
    Ok(found)
}

/// Without the lines about what goes well, which come before.
fn from_first_finding(said: &str) -> &str {
    let starts = |word: &str| {
        let inside = said.find(&format!("\n{word}")).map(|at| at + 1);
        if said.starts_with(word) {
            Some(0)
        } else {
            inside
        }
    };
    let first = [starts("error"), starts("warning")].into_iter().flatten();
    &said[first.min().unwrap_or(0)..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_is_the_last_that_cargo_tells_of() {
        let output = concat!(
            "{\"reason\":\"compiler-artifact\",\"executable\":null,\"fresh\":true}\n",
            "a build script says something\n",
            "{\"reason\":\"compiler-artifact\",\"executable\":\"/t/x\",\"fresh\":false}\n",
            "{\"reason\":\"build-finished\",\"success\":true}\n",
        );
        let found = executable(output.as_bytes()).expect("it can be read");
        let expected = Executable {
            path: PathBuf::from("/t/x"),
            is_new: true,
        };
        assert_eq!(found, Some(expected));
    }

    #[test]
    fn a_page_begins_with_what_is_wrong() {
        let said = "   Compiling x\nwarning: odd\nerror: wrong\n";
        assert_eq!(from_first_finding(said), "warning: odd\nerror: wrong\n");
        assert_eq!(from_first_finding("error: wrong"), "error: wrong");
        assert_eq!(from_first_finding("killed"), "killed");
    }
}
