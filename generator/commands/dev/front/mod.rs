//! What stands before the server on the port that everybody knows: requests go in; the answer of the server that runs
//! comes out, or what keeps it from answering.

mod answer;
mod forward;
mod head;

use std::io::{self, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use head::{Asked, Head, Reader};

/// How long a request waits for a server that starts.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a page waits for news before it asks again.
const NEWS: Duration = Duration::from_secs(20);

/// How long to wait when the system has no room for a connection.
const PAUSE: Duration = Duration::from_millis(50);

/// What keeps pages from being shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    /// In one line.
    pub(super) title: &'static str,
    /// All of it, as plain text.
    pub(super) text: String,
}

/// The server behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Upstream {
    /// There is none.
    #[default]
    Nobody,
    /// It was started and will answer soon.
    Starting,
    /// It answers here.
    At(SocketAddr),
}

/// How things stand, for everybody who asks.
#[derive(Debug)]
pub(super) struct Front {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug)]
struct State {
    /// Another one after every change.
    version: u64,
    upstream: Upstream,
    trouble: Option<Trouble>,
}

/// What becomes of a request.
#[derive(Debug, PartialEq, Eq)]
enum Decision {
    /// The server answers.
    Forward(SocketAddr),
    /// It is told why not, and which version of the state says so.
    Explain(Trouble, u64),
}

impl Front {
    /// Nobody behind, and no trouble.
    pub(super) fn new() -> Self {
        Front {
            state: Mutex::new(State {
                // Pages of a run before this one are to notice that it is another one.
                version: u64::from(std::process::id()) << 20,
                upstream: Upstream::Nobody,
                trouble: None,
            }),
            changed: Condvar::new(),
        }
    }

    /// Says how things stand now.
    pub(super) fn set(&self, upstream: Upstream, trouble: Option<Trouble>) {
        let mut state = self.state();
        if state.upstream == upstream && state.trouble == trouble {
            return;
        }
        (state.upstream, state.trouble) = (upstream, trouble);
        state.version += 1;
        self.changed.notify_all();
    }

    fn decide(&self, reader: Reader) -> Decision {
        let shown = |state: &State| reader == Reader::Person && state.trouble.is_some();
        let waits = |state: &mut State| state.upstream == Upstream::Starting && !shown(state);
        let waited = self
            .changed
            .wait_timeout_while(self.state(), PATIENCE, waits);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        match (&state.trouble, state.upstream) {
            (_, Upstream::At(address)) if !shown(&state) => Decision::Forward(address),
            (Some(trouble), _) => Decision::Explain(trouble.clone(), state.version),
            (None, _) => Decision::Explain(waiting(), state.version),
        }
    }

    /// Waits until another version than this one holds, or for a while.
    fn news(&self, since: u64) -> u64 {
        let is_known = |state: &mut State| state.version == since;
        let waited = self
            .changed
            .wait_timeout_while(self.state(), NEWS, is_known);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }

    /// The state is whole at every moment, whoever panicked.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn waiting() -> Trouble {
    Trouble {
        title: "The server is not ready yet",
        text: String::from("It is being built. This page shows it as soon as it runs.\n"),
    }
}

/// Answers on a port of this machine, and of no network, from now on. Where it does comes out.
///
/// # Errors
///
/// Somebody listens there already, or it is not for everybody.
pub(super) fn listen(port: u16, front: Arc<Front>) -> io::Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let address = listener.local_addr()?;
    thread::spawn(move || {
        for client in listener.incoming() {
            let front = Arc::clone(&front);
            let taken = client.and_then(|client| {
                // A client that goes away is nobody's trouble but its own.
                let serve = move || drop(serve(client, &front));
                thread::Builder::new().spawn(serve)
            });
            if taken.is_err() {
                thread::sleep(PAUSE);
            }
        }
    });
    Ok(address)
}

/// One request for each connection: whatever way the server frames its answer, the end of the connection ends it.
fn serve(mut client: TcpStream, front: &Front) -> io::Result<()> {
    client.set_nodelay(true)?;
    let (head, rest) = match head::read(&mut client)? {
        Asked::Nothing => return Ok(()),
        Asked::Refused(status) => return close(client, &answer::refusal(status)),
        Asked::Request(head, rest) => (head, rest),
    };
    if let Some(since) = answer::asks_for_news(&head.target) {
        return close(client, &answer::news(front.news(since)));
    }
    let answered = match front.decide(head.reader) {
        Decision::Forward(address) => forward::forward(&mut client, address, (&head, &rest))?,
        Decision::Explain(trouble, version) => {
            return close(client, &explain(&head, &trouble, version));
        }
    };
    if answered == forward::Answered::Nothing {
        let trouble = Trouble {
            title: "The server does not answer",
            text: String::from("It ended before it had answered.\n"),
        };
        let version = front.state().version;
        return close(client, &explain(&head, &trouble, version));
    }
    Ok(())
}

fn explain(head: &Head, trouble: &Trouble, version: u64) -> Vec<u8> {
    let whole = match head.reader {
        Reader::Person => answer::page(trouble, version),
        Reader::Program => answer::problem(trouble),
    };
    if head.is_head {
        return answer::without_body(whole);
    }
    whole
}

/// Sends an answer and ends the connection. What the client still sends is read for a moment: a connection that is
/// closed before is reset, and the answer lost.
fn close(mut client: TcpStream, answer: &[u8]) -> io::Result<()> {
    client.write_all(answer)?;
    client.shutdown(Shutdown::Write)?;
    forward::drain(&mut client)
}

#[cfg(test)]
mod tests;
