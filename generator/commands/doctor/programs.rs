//! The programs that a service is built with: whether each is at hand, and new enough.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use super::super::Place;
use super::super::report::{Check, State};
use super::{fault, fine, text};
use crate::machine::Program;

/// A version as far as it decides anything.
type Version = (u32, u32, u32);

pub(super) fn checks(place: Place<'_>, folder: &Path) -> Vec<Check> {
    let wanted = text(place, folder, "Cargo.toml").and_then(|manifest| rust_version(&manifest));
    let mut checks: Vec<Check> = ["cargo", "rustc"]
        .map(|name| rust(place, folder, name, wanted))
        .into();
    checks.push(git(place, folder));
    // On Windows Rust's installer takes care of it, and there is no one name to ask for.
    if cfg!(not(windows)) {
        checks.push(compiler(place, folder));
    }
    checks
}

fn rust(place: Place<'_>, folder: &Path, name: &'static str, wanted: Option<Version>) -> Check {
    let line = match said(place, folder, OsStr::new(name)) {
        Ok(line) => line,
        Err(why) => {
            let fix = "install Rust: https://rustup.rs";
            return fault(name, State::Missing, why, fix);
        }
    };
    match (line.split(' ').nth(1).and_then(version), wanted) {
        (Some(there), Some(wanted)) if there < wanted => {
            let (major, minor, _) = wanted;
            let found = format!("{line}; the service needs {major}.{minor}");
            fault(name, State::Stale, found, "rustup update")
        }
        _ => fine(name, line),
    }
}

fn git(place: Place<'_>, folder: &Path) -> Check {
    match said(place, folder, OsStr::new("git")) {
        Ok(line) => fine("git", line),
        Err(why) => {
            let fix = "install git: https://git-scm.com";
            fault("git", State::Missing, why, fix)
        }
    }
}

/// The embedded database is compiled from C. The compiler is the one that its build script takes.
fn compiler(place: Place<'_>, folder: &Path) -> Check {
    let given = place.machine.variable("CC");
    let words = given.as_ref().and_then(|given| given.to_str());
    let first = words.and_then(|words| words.split_whitespace().next());
    let name = first.map_or_else(|| OsString::from("cc"), OsString::from);
    match said(place, folder, &name) {
        Ok(line) => fine("cc", line),
        Err(why) => {
            let fix = "install a C compiler: sudo apt-get install gcc, xcode-select --install, …";
            fault("cc", State::Missing, why, fix)
        }
    }
}

/// The first line that a program says of its version, or why it says none.
fn said(place: Place<'_>, folder: &Path, name: &OsStr) -> Result<String, String> {
    let shown = name.to_string_lossy().escape_debug().to_string();
    let finished = place.machine.run(Program {
        name,
        arguments: &["--version"],
        folder,
    });
    let finished = finished.map_err(|error| format!("`{shown} --version`: {error}"))?;
    match finished.out.lines().next() {
        Some(line) if finished.code == Some(0) => Ok(line.escape_debug().to_string()),
        _ => Err(format!("`{shown} --version` fails")),
    }
}

/// The least version of Rust that a manifest asks for, as moguera writes it: a line of its own.
fn rust_version(manifest: &str) -> Option<Version> {
    let lines = manifest.lines().filter_map(|line| line.split_once('='));
    let mut values = lines.filter(|(key, _)| key.trim() == "rust-version");
    values
        .next()
        .and_then(|(_, value)| version(value.trim().trim_matches('"')))
}

/// `1.95` and `1.96.0-nightly`.
fn version(text: &str) -> Option<Version> {
    let plain = text.split(['-', '+']).next()?;
    let mut numbers = plain.split('.').map(|part| part.parse().ok());
    let (major, minor) = (numbers.next()??, numbers.next()??);
    Some((major, minor, numbers.next().flatten().unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_by_their_numbers() {
        assert_eq!(version("1.95"), Some((1, 95, 0)));
        assert_eq!(version("1.96.2-nightly"), Some((1, 96, 2)));
        assert!(version("1.100.0") > version("1.95"));
        assert_eq!(version("one"), None);
    }

    #[test]
    fn a_manifest_says_which_rust_it_needs() {
        let manifest = "[workspace.package]\nrust-version = \"1.95\"\n";
        assert_eq!(rust_version(manifest), Some((1, 95, 0)));
        assert_eq!(rust_version("rust-versions = \"1.95\""), None);
    }
}
