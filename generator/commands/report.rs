//! What a command has to tell, before anybody decides how.

use super::design_diff::Changes;
use super::stages::Diagnosed;
use crate::cli::Exit;
use crate::explain::Explanation;
use crate::plan::schema::Migration;
use crate::write::Finding;

/// The outcome of a command.
#[derive(Debug)]
pub struct Report {
    /// What the process answers its caller with.
    pub exit: Exit,
    /// What is told, in this order.
    pub events: Vec<Event>,
}

/// Something to tell.
#[derive(Debug)]
pub enum Event {
    /// A file that was changed, or would be.
    Changed {
        /// The verb: `create`.
        action: &'static str,
        /// The file.
        note: Note,
    },
    /// Files that are not as they have to be, by what is wrong with them.
    Found(Vec<(Finding, Note)>),
    /// Files that keep a run from writing anything.
    Refused(Vec<(Finding, Note)>),
    /// Files that answer 501 until somebody writes them.
    Unwritten(Vec<Note>),
    /// Lines by hand that mention what generated code does not have any more.
    Mentioned(Vec<Note>),
    /// Findings in a design or a lock file.
    Diagnosed(Diagnosed),
    /// A migration that would be written.
    Planned(Migration),
    /// What has changed from one design to another.
    Changes(Box<Changes>),
    /// What was looked at, fine or not.
    Checked(Vec<Check>),
    /// A text that was asked for, as it is.
    Text(String),
    /// What the code of a finding means.
    Explained(Explanation),
    /// An error without a place in a text.
    Error {
        /// In one line, as diagnostics say it.
        message: String,
        /// What to do, one line each.
        help: Vec<String>,
    },
    /// Something that is good to know.
    Remark(String),
    /// The outcome in one line.
    Summary(String),
    /// Commands that help, or that come next, each with what it is for; empty where that is plain.
    Next(Vec<(String, &'static str)>),
}

/// What is told of a file.
#[derive(Debug)]
pub struct Note {
    /// Relative to the service's folder.
    pub path: String,
    /// Why, where the verb does not say it.
    pub because: Option<String>,
    /// The difference, where it is shown.
    pub diff: Option<String>,
}

/// Something that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What it is: `cargo`.
    pub subject: &'static str,
    /// How it is.
    pub state: State,
    /// What was found.
    pub found: String,
    /// What to do about it, unless it is fine.
    pub fix: Option<String>,
}

/// How something is that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// As it should be.
    Fine,
    /// Not there.
    Missing,
    /// Of another time.
    Stale,
    /// There, and not as it should be.
    Wrong,
}

impl State {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            State::Fine => "fine",
            State::Missing => "missing",
            State::Stale => "stale",
            State::Wrong => "wrong",
        }
    }
}
