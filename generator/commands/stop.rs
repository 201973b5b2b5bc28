//! Why a command cannot go on, and what is told then.

use std::io::ErrorKind;

use super::report::{Event, Report};
use super::stages::Diagnosed;
use crate::cli::Exit;
use crate::output::PathError;
use crate::source::ReadError;
use crate::write::Failure;

/// Why a command cannot go on.
#[derive(Debug)]
pub(super) enum Stop {
    /// The command line asks for something that is not there or not possible.
    Usage { message: String, help: Vec<String> },
    /// The environment does not allow it.
    Environment { message: String, help: Vec<String> },
    /// A design or a lock file is wrong.
    Rejected(Diagnosed),
    /// The design cannot be read.
    Unreadable(ReadError),
    /// The disk does not allow it.
    Failure(Failure),
}

impl Stop {
    pub(super) fn usage(message: impl Into<String>) -> Self {
        Stop::Usage {
            message: message.into(),
            help: Vec::new(),
        }
    }

    pub(super) fn environment(message: impl Into<String>) -> Self {
        Stop::Environment {
            message: message.into(),
            help: Vec::new(),
        }
    }

    /// Says what to do about a wrong command line or environment; other reasons speak for themselves.
    pub(super) fn help(mut self, line: impl Into<String>) -> Self {
        if let Stop::Usage { help, .. } | Stop::Environment { help, .. } = &mut self {
            help.push(line.into());
        }
        self
    }

    pub(super) fn into_report(self) -> Report {
        let (exit, event) = match self {
            Stop::Usage { message, help } => (Exit::Wrong, Event::Error { message, help }),
            Stop::Environment { message, help } => (Exit::Disk, Event::Error { message, help }),
            Stop::Rejected(diagnosed) => (Exit::Wrong, Event::Diagnosed(diagnosed)),
            Stop::Unreadable(error) => {
                let help = error.help().or_else(|| way_out(error.kind()));
                let exit = if error.is_missing() {
                    Exit::Wrong
                } else {
                    Exit::Disk
                };
                (
                    exit,
                    Event::Error {
                        message: error.to_string(),
                        help: help.into_iter().map(String::from).collect(),
                    },
                )
            }
            Stop::Failure(failure) => {
                let mut help = vec![consequence(&failure)];
                help.extend(way_out(failure.error.kind()).map(String::from));
                help.extend(failure.help.map(String::from));
                (
                    Exit::Disk,
                    Event::Error {
                        message: failure.to_string(),
                        help,
                    },
                )
            }
        };
        Report {
            exit,
            events: vec![event],
        }
    }
}

fn consequence(failure: &Failure) -> String {
    if failure.unrestored.is_empty() {
        return String::from("nothing was changed");
    }
    format!(
        "could not be put back, the next run tries again: {}",
        failure.unrestored.join(", ")
    )
}

/// What to do about what the operating system says, where that is always the same.
fn way_out(error: ErrorKind) -> Option<&'static str> {
    Some(match error {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            "make room on the disk, and run it again"
        }
        ErrorKind::FileTooLarge => "let files be larger (`ulimit -f`), and run it again",
        ErrorKind::ReadOnlyFilesystem => "the disk is mounted read-only: mount it to be written to",
        ErrorKind::PermissionDenied => "who runs this has to have the rights to it",
        ErrorKind::NotADirectory | ErrorKind::IsADirectory => "move away what is in its place",
        _ => return None,
    })
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Stop::Failure(failure)
    }
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Stop::Unreadable(error)
    }
}

impl From<Diagnosed> for Stop {
    fn from(rejected: Diagnosed) -> Self {
        Stop::Rejected(rejected)
    }
}

impl From<PathError> for Stop {
    fn from(error: PathError) -> Self {
        Stop::usage(error.to_string())
    }
}
