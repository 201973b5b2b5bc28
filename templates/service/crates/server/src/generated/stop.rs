//! When the server is to stop: signals of the operating system go in.

use std::io;
use std::process;

use super::exit::Exit;

/// The wish to stop, in the form of signals.
pub(crate) struct Stop(Signals);

impl Stop {
    /// Listens to signals from now on.
    ///
    /// # Errors
    ///
    /// If the operating system does not let it.
    pub(crate) fn listen() -> io::Result<Self> {
        Signals::listen().map(Self)
    }

    /// Waits for the first signal. The second one ends the process at once: writes that were
    /// answered are done, as the store answers after they are.
    pub(crate) async fn asked(self) {
        let Self(mut signals) = self;
        signals.next().await;
        tokio::spawn(async move {
            signals.next().await;
            tracing::warn!("ended by a second signal");
            process::exit(Exit::Interrupted as i32);
        });
    }
}

/// SIGINT, which a terminal sends, and SIGTERM, which supervisors send.
#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Ctrl-C.
#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn next(&mut self) {
        self.0.recv().await;
    }
}
