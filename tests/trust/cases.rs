//! Every command that writes, each with a service in which it has something to do: full of code by hand.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use moguera::digest::Digest;

use crate::run::{Place, moguera};
use crate::tree::Tree;

// Commands that write to the service `shop`, in the folder that it is in.
pub(crate) const GENERATE: &[&str] = &["generate", "--path", "shop"];
pub(crate) const UPGRADE: &[&str] = &["upgrade", "--path", "shop"];
pub(crate) const ADD: &[&str] = &[
    "design",
    "add",
    "field",
    "Note.extra",
    "string?",
    "--path",
    "shop",
];
pub(crate) const RENAME: &[&str] = &[
    "design",
    "rename",
    "field",
    "Note.done",
    "finished",
    "--path",
    "shop",
];

const DESIGN: &str = "shop/design/design.yaml";
const LOCK: &str = "shop/moguera.lock";
const MAIN: &str = "shop/crates/server/src/main.rs";
const LIBRARY: &str = "shop/crates/server/src/lib.rs";

/// A field, an entity and a resource: files of every layer are made and changed.
const MORE: &str = "entities:
  Shelf:
    description: Where notes are kept.
    attributes: { label: string? }
";

/// A command, and what it is run on.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) arguments: &'static [&'static str],
    /// Whether somebody sits at a terminal and says yes.
    pub(crate) is_asked: bool,
    /// Whether it goes on until it is ended.
    pub(crate) is_endless: bool,
    pub(crate) before: Tree,
}

impl Case {
    fn new(name: &'static str, arguments: &'static [&'static str], before: Tree) -> Self {
        Case {
            name,
            arguments,
            is_asked: false,
            is_endless: false,
            before,
        }
    }

    pub(crate) fn all() -> Vec<Case> {
        vec![
            Case::generate(),
            Case::new_service(),
            Case::upgrade(),
            Case::design_add(),
            Case::design_rename(),
            Case::design_remove(),
            Case::asked(),
            Case::dev(),
        ]
    }

    pub(crate) fn generate() -> Self {
        Case::new("generate", GENERATE, edited())
    }

    pub(crate) fn new_service() -> Self {
        let arguments = &["generate", "new-service", "shop", "--scaffold", "minimal"];
        Case::new("generate new-service", arguments, Tree::default())
    }

    pub(crate) fn upgrade() -> Self {
        Case::new("upgrade", UPGRADE, older())
    }

    pub(crate) fn design_add() -> Self {
        Case::new("design add", ADD, written().tree())
    }

    pub(crate) fn design_rename() -> Self {
        Case::new("design rename", RENAME, written().tree())
    }

    pub(crate) fn design_remove() -> Self {
        let arguments = &["design", "remove", "view", "Note.tiny", "--path", "shop"];
        Case::new("design remove", arguments, written().tree())
    }

    /// What is asked on a terminal, and written down as `renamed_from`.
    pub(crate) fn asked() -> Self {
        let place = written();
        place.replace(DESIGN, "      text: {", "      words: {");
        place.replace(DESIGN, "[id, text, done]", "[id, words, done]");
        place.replace(DESIGN, "{ text: Notes", "{ words: Notes");
        place.replace(DESIGN, "{ text: Add", "{ words: Add");
        Case {
            is_asked: true,
            ..Case::new(
                "the question",
                &["generate", "--path", "shop"],
                place.tree(),
            )
        }
    }

    pub(crate) fn dev() -> Self {
        let arguments = &["dev", "--port", "0", "--path", "shop"];
        Case {
            is_endless: true,
            ..Case::new("dev", arguments, edited())
        }
    }

    /// Starts it in a folder that is as before. What is asked is answered.
    pub(crate) fn start(&self, place: &Place) -> Started {
        let mut command = moguera(self.arguments);
        command.current_dir(place.root()).stdout(Stdio::null());
        let terminal = if self.is_asked {
            Some(answered(&mut command))
        } else {
            command.stderr(Stdio::null());
            None
        };
        let child = command.spawn().expect("it was built");
        // The terminal's other end is the child's alone.
        drop(command);
        Started { child, terminal }
    }

    /// Runs it to its end, where it has one; else what it does once.
    pub(crate) fn finish(&self, place: &Place) -> Option<i32> {
        if self.is_endless {
            return place.run(&["generate", "--path", "shop"]).code;
        }
        let mut started = self.start(place);
        let status = started.child.wait().expect("it is our child");
        status.code()
    }

    /// Files that are somebody's: everything that is not recorded as written by a run and moguera's.
    pub(crate) fn by_hand(&self) -> Vec<PathBuf> {
        let lock = self.before.file(LOCK).unwrap_or_default();
        let lock = str::from_utf8(lock).expect("UTF-8");
        let generated: BTreeSet<PathBuf> = lock
            .lines()
            .filter_map(|line| {
                line.strip_prefix("generated ")
                    .or(line.strip_prefix("migration "))
            })
            .filter_map(|line| Some(PathBuf::from("shop").join(line.split_once(' ')?.1)))
            .collect();
        let is_own =
            |path: &PathBuf| path.starts_with("shop/.moguera") || path.ends_with("moguera.lock");
        let files = self.before.files().map(PathBuf::from);
        files
            .filter(|path| !generated.contains(path) && !is_own(path))
            .collect()
    }
}

/// A run that goes on, and the terminal that it asks on.
#[derive(Debug)]
pub(crate) struct Started {
    pub(crate) child: Child,
    /// Held until the run has ended.
    pub(crate) terminal: Option<File>,
}

/// A terminal at which somebody has said yes in advance.
fn answered(command: &mut Command) -> File {
    let pair = nix::pty::openpty(None, None).expect("there is a terminal left");
    let mut master = File::from(pair.master);
    master.write_all(b"y\n").expect("it is a short answer");
    let slave = pair.slave.try_clone().expect("it can be shared");
    command
        .stdin(Stdio::from(pair.slave))
        .stderr(Stdio::from(slave));
    master
}

/// A service that a team has worked on.
pub(crate) fn written() -> Place {
    let place = Place::minimal();
    for path in [
        MAIN,
        LIBRARY,
        "shop/crates/engines/shop/src/usecase/notes.rs",
    ] {
        place.put(path, &format!("{}\n// By hand.\n", place.text(path)));
    }
    place.put("shop/crates/server/src/ours.rs", "//! Ours.\r\n");
    place.put("shop/crates/engines/shop/src/ours.rs", "//! Ours.\n");
    place.put("shop/NOTES.md", "Ours.\n");
    place.put("shop/approvals.yaml", "[]\n");
    place
}

/// The same, with a change of its design that every layer has to follow.
pub(crate) fn edited() -> Tree {
    let place = written();
    place.replace(DESIGN, "entities:\n", MORE);
    place.replace(DESIGN, "      done:", "      extra: string?\n      done:");
    place.tree()
}

/// The same, as an older version has made it.
fn older() -> Tree {
    let place = written();
    scaffolded_as(&place, "crates/server/src/main.rs", "//! ", "//! Once: ");
    scaffolded_as(&place, "crates/server/src/lib.rs", "//! ", "//! Once: ");
    scaffolded_as(&place, "AGENTS.md", "# ", "# Once: ");
    let build = place.text(LOCK);
    let build = build
        .lines()
        .find_map(|line| line.strip_prefix("generator "));
    let build = build.expect("it says what has written it").to_owned();
    place.replace(LOCK, &build, "0.0.9+0123");
    place.replace("shop/openapi.json", "\"openapi\"", "\"open\"");
    let openapi = Digest::of(place.text("shop/openapi.json").as_bytes());
    let lock = place.text(LOCK);
    let relabelled = lock
        .lines()
        .filter(|line| !line.starts_with("facts "))
        .map(|line| {
            if line.ends_with(" openapi.json") {
                format!("generated {openapi} openapi.json\n")
            } else {
                format!("{line}\n")
            }
        });
    place.put(LOCK, &relabelled.collect::<String>());
    place.tree()
}

/// Lets a file have been scaffolded with another text, from which the team has gone on.
fn scaffolded_as(place: &Place, path: &str, from: &str, to: &str) {
    let base = format!("shop/.moguera/base/{path}");
    let record = |text: &str| format!("scaffolded {} {path}\n", Digest::of(text.as_bytes()));
    let now = record(&place.text(&base));
    place.replace(&base, from, to);
    place.replace(&format!("shop/{path}"), from, to);
    place.replace(LOCK, &now, &record(&place.text(&base)));
}
