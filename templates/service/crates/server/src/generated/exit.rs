//! How the program ends.

use std::process::ExitCode;

/// How the program ends; the numbers are told by `--help`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Exit {
    /// 0: all is done.
    Done = 0,
    /// 1: something failed.
    Failed = 1,
    /// 2: the arguments or the configuration are wrong.
    Misconfigured = 2,
    /// 3: the server cannot listen where it should.
    AddressUnavailable = 3,
    /// 4: a second signal ended the server at once.
    Interrupted = 4,
    /// 5: the database lacks migrations, and they were not to be applied.
    NotCurrent = 5,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}
