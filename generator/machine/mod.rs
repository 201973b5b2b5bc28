//! What surrounds a service on this machine, disk aside: variables, programs, ports. It stands behind a trait, so that
//! a test can say what there is.

mod local;
mod stamps;
mod started;

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::{fmt, io};

pub use local::LocalMachine;
pub use stamps::{Stamp, Stamps, collect, stamp};

/// A machine. Each method is one question, answered in seconds or refused.
pub trait Machine: fmt::Debug + Sync {
    /// The value of an environment variable, if it is set and not empty.
    fn variable(&self, name: &str) -> Option<OsString>;

    /// What a program prints until it ends. It is started with its arguments, never through a shell, and ended if it
    /// takes too long.
    ///
    /// # Errors
    ///
    /// It is not there, cannot be started or does not end in time.
    fn run(&self, program: Program<'_>) -> io::Result<Finished>;

    /// Whether somebody could listen on a port.
    ///
    /// # Errors
    ///
    /// Why not.
    fn can_listen(&self, host: &str, port: u16) -> io::Result<()>;

    /// Whether somebody answers at a port.
    ///
    /// # Errors
    ///
    /// Why not.
    fn can_connect(&self, host: &str, port: u16) -> io::Result<()>;

    /// Does something when somebody wants this process to end: Ctrl-C, or a supervisor's signal. It does not end by
    /// itself then.
    ///
    /// # Errors
    ///
    /// The system does not let it, or it was asked for before.
    fn on_interrupt(&self, act: Box<dyn FnMut() + Send>) -> io::Result<()>;

    /// Who may do what with a file, as Unix counts it; `None` if it is not there or the system knows no such thing.
    ///
    /// # Errors
    ///
    /// It cannot be looked at.
    fn mode(&self, path: &Path) -> io::Result<Option<u32>>;
}

/// A program to be run.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// Its name, or the path of its file.
    pub name: &'a OsStr,
    /// Its arguments.
    pub arguments: &'a [&'a str],
    /// The folder that it runs in.
    pub folder: &'a Path,
}

/// A program that has ended by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// What it answered, unless a signal ended it.
    pub code: Option<i32>,
    /// What it printed on standard output.
    pub out: String,
}
