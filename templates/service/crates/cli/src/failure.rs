//! Why a command failed: errors of the driver, of profiles, of the input and of the terminal go
//! in, the text for people and the exit code come out.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

use contract::problem::FieldError;
use driver::profile::ProfileFault;
use thiserror::Error;

use crate::exit::Exit;

/// The outcome of a command.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Failure {
    /// The command line contradicts itself or lacks something.
    #[error("{0}")]
    Usage(String),
    /// The body breaks rules of the service; it was not sent.
    #[error("the body is invalid")]
    Invalid(Vec<FieldError>),
    /// Something that the command line names cannot be read.
    #[error("cannot read {what}")]
    Input {
        /// What.
        what: String,
        /// Why.
        source: io::Error,
    },
    /// The program of the server cannot be run.
    #[error("cannot run `{}`; say where it is with --server FILE", program.display())]
    NoServer {
        /// What was to be run.
        program: PathBuf,
        /// Why it cannot.
        source: io::Error,
    },
    /// The program of the server was ended from outside.
    #[error("the server's program was ended: {0}")]
    ServerEnded(ExitStatus),
    /// The answer cannot be written.
    #[error("cannot write the answer")]
    Output(#[from] io::Error),
    /// Profiles cannot be read, written or used.
    #[error(transparent)]
    Profile(#[from] ProfileFault),
    /// The call failed.
    #[error(transparent)]
    Call(#[from] driver::Error),
}

impl Failure {
    /// The exit code. Whoever reads from a pipe may stop: that is no failure.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
            Self::Usage(_) | Self::Profile(ProfileFault::HalfAKey) => Exit::Usage,
            Self::Invalid(_) => Exit::Invalid,
            Self::Call(error) | Self::Profile(ProfileFault::Client(error)) => Exit::of(error),
            Self::Input { .. }
            | Self::NoServer { .. }
            | Self::ServerEnded(_)
            | Self::Output(_)
            | Self::Profile(_) => Exit::Failed,
        }
    }

    /// All there is to say: the failure, its causes, each faulty field, and the id to ask for in
    /// the service's log.
    #[must_use]
    pub fn explanation(&self) -> String {
        let mut text = self.to_string();
        let mut cause = self.source();
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        if let Self::Invalid(errors) = self {
            for error in errors {
                text = format!("{text}\n  {error}");
            }
        }
        if let Self::Call(error) = self
            && let Some(id) = error.request_id()
        {
            text = format!("{text}\n  request id: {id}");
        }
        text
    }
}
