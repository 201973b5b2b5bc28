//! A server as a process: a program and its database go in; where it listens and what time it takes come out.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::time::{ClockId, clock_gettime};
use nix::unistd::Pid;

use crate::Failure;

/// How long one may take to start.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    process: Child,
    clock: ClockId,
}

impl Server {
    /// Starts one with its defaults and waits until it listens. Its log goes nowhere, but is written.
    pub(crate) fn start(
        program: &Path,
        (database, secret_key): (&str, &str),
        synchronous: &str,
    ) -> Result<Self, Failure> {
        let address = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?;
        let process = Command::new(program)
            .env_clear()
            .env("PORT", address.port().to_string())
            .env("DATABASE_URL", database)
            .env("SECRET_KEY", secret_key)
            .env("SQLITE_SYNCHRONOUS", synchronous)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let clock = ClockId::pid_cpu_clock_id(Pid::from_raw(process.id().try_into()?))?;
        let mut server = Self {
            address,
            process,
            clock,
        };
        let begun = Instant::now();
        while TcpStream::connect(address).is_err() {
            if let Some(status) = server.process.try_wait()? {
                return Err(format!("{} ends with {status}", program.display()).into());
            }
            if begun.elapsed() > PATIENCE {
                return Err(format!("{} does not listen", program.display()).into());
            }
            thread::sleep(Duration::from_millis(10));
        }
        Ok(server)
    }

    /// The processor time of all its threads so far, in user and system mode.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        Ok(clock_gettime(self.clock)?.into())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // There is nothing in it that would be missed; one that has ended cannot be killed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
