//! What a command has to tell, before anybody decides how.

use super::stages::Diagnosed;
use crate::cli::Exit;
use crate::explain::Explanation;
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
    /// Findings in a design or a lock file.
    Diagnosed(Diagnosed),
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
