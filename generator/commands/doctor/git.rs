//! What git is told about the service's folder. Git itself is asked, so that any spelling of a rule will do, wherever
//! it stands.

use std::ffi::OsStr;
use std::path::Path;

use super::super::report::{Check, State};
use super::{fault, fine};
use crate::machine::{Finished, Machine, Program};
use crate::output::LOCK;

/// What never belongs to a repository: a path that stands for it, and the line that keeps it out.
const IGNORED: [(&str, &str); 5] = [
    ("target/debug", "/target"),
    ("var/secret.key", "/var"),
    (".moguera/run.lock", "/.moguera/run.*"),
    (".a.moguera-new", ".*.moguera-new"),
    (".a.moguera-old", ".*.moguera-old"),
];

/// Two branches that add to it merge line by line.
const MERGED: &str = "moguera.lock merge=union";

pub(super) fn checks(machine: &dyn Machine, folder: &Path) -> Vec<Check> {
    let is_inside = ask(machine, folder, &["rev-parse", "--is-inside-work-tree"]);
    if is_inside.is_none_or(|it| it.out.trim() != "true") {
        return vec![fine("repository", "none here")];
    }
    vec![ignored(machine, folder), merged(machine, folder)]
}

fn ignored(machine: &dyn Machine, folder: &Path) -> Check {
    let mut arguments = vec!["check-ignore", "--no-index"];
    arguments.extend(IGNORED.map(|(path, _)| path));
    let out = ask(machine, folder, &arguments).map_or_else(String::new, |it| it.out);
    let known: Vec<&str> = out.lines().collect();
    let open = IGNORED.iter().filter(|(path, _)| !known.contains(path));
    let lines: Vec<&str> = open.map(|(_, line)| *line).collect();
    if lines.is_empty() {
        return fine(".gitignore", "keeps out what is not for others");
    }
    let found = "lets in what is not for others";
    let fix = format!("add to it, a line each: {}", lines.join(" "));
    fault(".gitignore", State::Missing, found, fix)
}

fn merged(machine: &dyn Machine, folder: &Path) -> Check {
    let told = ask(machine, folder, &["check-attr", "merge", "--", LOCK]);
    if told.is_some_and(|it| it.out.trim().ends_with(": merge: union")) {
        return fine(".gitattributes", format!("merges {LOCK} line by line"));
    }
    let found = format!("does not merge {LOCK} line by line");
    let fix = format!("add to it: {MERGED}");
    fault(".gitattributes", State::Missing, found, fix)
}

/// `None` if git cannot be asked; that it is missing is told elsewhere.
fn ask(machine: &dyn Machine, folder: &Path, arguments: &[&str]) -> Option<Finished> {
    let name = OsStr::new("git");
    let program = Program {
        name,
        arguments,
        folder,
    };
    machine.run(program).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_missed_is_one_that_services_start_with() {
        let ignore = include_str!("../../../templates/service/gitignore");
        for (_, line) in IGNORED {
            assert!(ignore.lines().any(|it| it == line), "{line}");
        }
        let attributes = include_str!("../../../templates/service/gitattributes");
        assert!(attributes.lines().any(|it| it == MERGED));
    }
}
