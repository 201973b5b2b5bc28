//! Exit codes: in goes how a command ended, out comes the number that scripts test.

use std::process::ExitCode;

use driver::{BuildFault, Error};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It was done.
    Success,
    /// The service could not be reached, or something else failed.
    Failed,
    /// The command line is wrong.
    Usage,
    /// 401, 403: the service refused the caller.
    Refused,
    /// 404: there is no such thing, or none that the caller may see.
    NotFound,
    /// 409, 412, 428: what is there stands in the way.
    Conflict,
    /// 400, 422: the input breaks a rule.
    Invalid,
    /// 5xx: the service failed.
    Server,
    /// The answer did not come in time.
    Timeout,
    /// As the program of the server did that was run in its place, by that one's codes.
    OfServer(u8),
}

/// What `--help` says of exit codes.
pub(crate) const HELP: &str = "\
Exit codes:
  0  done
  1  the service could not be reached, or another failure
  2  the command line is wrong
  3  refused: not signed in, or not permitted (401, 403)
  4  not found (404)
  5  conflict, or changed since it was read (409, 412, 428)
  6  invalid input (400, 422)
  7  the service failed (5xx)
  8  timed out
`migrate` ends as the server's program does: see the help of that.";

impl Exit {
    /// The number.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Refused => 3,
            Self::NotFound => 4,
            Self::Conflict => 5,
            Self::Invalid => 6,
            Self::Server => 7,
            Self::Timeout => 8,
            Self::OfServer(code) => code,
        }
    }

    /// How a command ended that failed with this error of the driver.
    #[must_use]
    pub fn of(error: &Error) -> Self {
        match error {
            Error::Timeout(_) => Self::Timeout,
            Error::Build(BuildFault::Endpoint(_) | BuildFault::KeyId) => Self::Usage,
            error => match error.status().map_or(0, |status| status.as_u16()) {
                401 | 403 => Self::Refused,
                404 => Self::NotFound,
                409 | 412 | 428 => Self::Conflict,
                400 | 422 => Self::Invalid,
                408 => Self::Timeout,
                500..=599 => Self::Server,
                _ => Self::Failed,
            },
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
