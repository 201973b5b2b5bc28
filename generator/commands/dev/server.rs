//! The server: a program goes in, it runs on a port of its own; that it answers, and that it has ended, comes out.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::course::Happening;
use super::process::{Process, seconds};
use super::said::listen;
use crate::commands::Terminal;

/// How often a server that starts is asked, and one that runs is looked at.
const PAUSE: Duration = Duration::from_millis(30);

/// How long one answer may take.
const ANSWER: Duration = Duration::from_secs(1);

/// How long a server may take to end, in seconds: first the requests that it has, then whatever it does.
const REQUESTS: &str = "2";
const END: u32 = 5;

/// A server that was started.
#[derive(Debug)]
pub(super) struct Server {
    /// Tells it from those before.
    pub(super) number: u64,
    /// Where it answers, or will.
    pub(super) address: SocketAddr,
    process: Process,
}

/// What a server is started with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start<'a> {
    /// Tells it from those before.
    pub(super) number: u64,
    /// The program.
    pub(super) executable: &'a Path,
    /// The service's folder.
    pub(super) folder: &'a Path,
    /// Where clients find it.
    pub(super) public: &'a str,
}

impl Server {
    /// Starts it. What happens to it is told from then on.
    pub(super) fn start(
        start: Start<'_>,
        terminal: &'static dyn Terminal,
        tell: impl Fn(Happening) + Send + 'static,
    ) -> io::Result<Self> {
        let address = free()?;
        let mut command = Command::new(start.executable);
        command
            .current_dir(start.folder)
            .env("HOST", address.ip().to_string())
            .env("PORT", address.port().to_string())
            .env("PUBLIC_URL", start.public)
            .env("SHUTDOWN_NOTICE", "0")
            .env("SHUTDOWN_TIMEOUT", REQUESTS)
            .stdin(Stdio::null())
            // Standard output is for what moguera has to tell. A terminal is one there, too.
            .stdout(io::stderr())
            .stderr(Stdio::piped());
        let process = Process::start(&mut command)?;
        let said = listen(process.errors(), terminal);
        let attended = process.clone();
        thread::spawn(move || attend(&attended, address, said, tell));
        Ok(Server {
            number: start.number,
            address,
            process,
        })
    }

    /// Asks it to end, and waits until it has.
    pub(super) fn end(self) -> io::Result<()> {
        self.process.end(seconds(END))
    }
}

/// A port of this machine that nobody listens on.
fn free() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}

/// Tells when it answers for the first time, and when it has ended.
fn attend(
    process: &Process,
    address: SocketAddr,
    said: JoinHandle<String>,
    tell: impl Fn(Happening),
) {
    let mut answers = false;
    let end = loop {
        match process.ended() {
            Ok(Some(status)) => break status.to_string(),
            Ok(None) => {}
            Err(error) => break error.to_string(),
        }
        if !answers && is_answered(address) {
            answers = true;
            tell(Happening::Answering);
        }
        thread::sleep(PAUSE);
    };
    let said = said.join().unwrap_or_default();
    tell(Happening::Ended(format!("{said}{end}\n")));
}

/// Whether it says anything over HTTP, be it that it does not know the page.
fn is_answered(address: SocketAddr) -> bool {
    let asked = || -> io::Result<usize> {
        let mut stream = TcpStream::connect_timeout(&address, ANSWER)?;
        stream.set_read_timeout(Some(ANSWER))?;
        let request =
            format!("GET /readyz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes())?;
        stream.read(&mut [0; 64])
    };
    asked().is_ok_and(|count| count > 0)
}
