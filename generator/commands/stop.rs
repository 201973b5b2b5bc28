//! Why a command cannot go on, and what is told then.

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
            Stop::Unreadable(error) => (
                if error.is_missing() {
                    Exit::Wrong
                } else {
                    Exit::Disk
                },
                Event::Error {
                    message: error.to_string(),
                    help: Vec::new(),
                },
            ),
            Stop::Failure(failure) => {
                let help = vec![consequence(&failure)];
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
