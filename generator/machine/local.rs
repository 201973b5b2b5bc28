//! The machine that moguera runs on.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where the machine is looked at"
)]

use std::ffi::OsString;
use std::net::{TcpListener, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, io};

use super::started::finish;
use super::{Finished, Machine, Program};

/// Longer than a program takes to say its version on a machine that is busy.
const PROGRAM: Duration = Duration::from_secs(10);

/// Longer than it takes to reach a server in the next room.
const CONNECT: Duration = Duration::from_secs(2);

/// This machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct LocalMachine;

impl Machine for LocalMachine {
    fn variable(&self, name: &str) -> Option<OsString> {
        env::var_os(name).filter(|value| !value.is_empty())
    }

    fn run(&self, program: Program<'_>) -> io::Result<Finished> {
        let child = Command::new(program.name)
            .args(program.arguments)
            .current_dir(program.folder)
            // To ask for a version is no reason to load a toolchain, nor to write to a repository.
            .env("RUSTUP_AUTO_INSTALL", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        finish(child, PROGRAM)
    }

    fn can_listen(&self, host: &str, port: u16) -> io::Result<()> {
        TcpListener::bind((host, port)).map(drop)
    }

    fn can_connect(&self, host: &str, port: u16) -> io::Result<()> {
        let mut last = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
        for address in (host, port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, CONNECT) {
                Ok(_) => return Ok(()),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn on_interrupt(&self, act: Box<dyn FnMut() + Send>) -> io::Result<()> {
        ctrlc::set_handler(act).map_err(io::Error::other)
    }

    #[cfg(unix)]
    fn mode(&self, path: &Path) -> io::Result<Option<u32>> {
        use std::os::unix::fs::MetadataExt;

        match std::fs::metadata(path) {
            Ok(metadata) => Ok(Some(metadata.mode())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    #[cfg(not(unix))]
    fn mode(&self, _: &Path) -> io::Result<Option<u32>> {
        Ok(None)
    }
}
