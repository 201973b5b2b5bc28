//! Exit codes: in goes how a command ended, out comes the number that scripts test.

use std::process::ExitCode;

use driver::{BuildFault, Error};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// It was done.
    Success = 0,
    /// The service could not be reached, or something else failed.
    Failed = 1,
    /// The command line is wrong.
    Usage = 2,
    /// 401, 403: the service refused the caller.
    Refused = 3,
    /// 404: there is no such thing, or none that the caller may see.
    NotFound = 4,
    /// 409, 412, 428: what is there stands in the way.
    Conflict = 5,
    /// 400, 422: the input breaks a rule.
    Invalid = 6,
    /// 5xx: the service failed.
    Server = 7,
    /// The answer did not come in time.
    Timeout = 8,
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
  8  timed out";

impl Exit {
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
        Self::from(exit as u8)
    }
}
