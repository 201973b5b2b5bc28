//! A request is handed on to the server, and its answer back, while they come: bodies of any length, streams, and
//! connections that become something else.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::head::Head;

/// How long a connection to the server may take.
const CONNECT: Duration = Duration::from_secs(2);

/// How often it is looked whether an answer is complete while the client sends nothing.
const LOOK: Duration = Duration::from_millis(250);

/// How much and how often of a client that still sends is read after the answer.
const DRAINED: usize = 64;

/// How far an answer came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answered {
    /// The server ended before it had said anything.
    Nothing,
    /// The client has something, if not all of it.
    Something,
}

/// Hands on a request with what is known of its body.
pub(super) fn forward(
    client: &mut TcpStream,
    address: SocketAddr,
    (head, rest): (&Head, &[u8]),
) -> io::Result<Answered> {
    let Ok(mut server) = TcpStream::connect_timeout(&address, CONNECT) else {
        return Ok(Answered::Nothing);
    };
    server.set_nodelay(true)?;
    let asked = server
        .write_all(&head.sent)
        .and_then(|()| server.write_all(rest));
    if asked.is_err() {
        return Ok(Answered::Nothing);
    }
    client.set_read_timeout(Some(LOOK))?;
    let (mut sender, mut body) = (client.try_clone()?, server.try_clone()?);
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| upload(&mut sender, &mut body, &is_done));
        let answered = download(&mut server, client);
        is_done.store(true, Ordering::Relaxed);
        answered
    })
}

/// From the client to the server, until the client has sent everything or the answer is complete.
fn upload(client: &mut TcpStream, server: &mut TcpStream, is_done: &AtomicBool) {
    let mut piece = [0; 16384];
    let mut is_taken = true;
    loop {
        match client.read(&mut piece) {
            Ok(0) => break,
            // What comes after the server has stopped reading is read all the same: else the connection would be
            // reset, and its answer lost.
            Ok(count) => is_taken = is_taken && server.write_all(&piece[..count]).is_ok(),
            Err(error) if is_pause(&error) && !is_done.load(Ordering::Relaxed) => {}
            Err(_) => break,
        }
    }
    // Either side may be gone already; there is nobody to tell.
    let _ = server.shutdown(Shutdown::Write);
}

/// From the server to the client, until the server has sent everything.
fn download(server: &mut TcpStream, client: &mut TcpStream) -> io::Result<Answered> {
    let mut answered = Answered::Nothing;
    let mut piece = [0; 16384];
    loop {
        match server.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => {
                answered = Answered::Something;
                if client.write_all(&piece[..count]).is_err() {
                    // Nobody reads any more: the server has to know.
                    let _ = server.shutdown(Shutdown::Both);
                    break;
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    if answered == Answered::Something {
        // A client that is gone has no use for it.
        let _ = client.shutdown(Shutdown::Write);
    }
    Ok(answered)
}

/// Reads what a client still sends, for a moment.
pub(super) fn drain(client: &mut TcpStream) -> io::Result<()> {
    client.set_read_timeout(Some(LOOK))?;
    let mut piece = [0; 16384];
    for _ in 0..DRAINED {
        match client.read(&mut piece) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if is_pause(&error) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Nothing came within the time.
fn is_pause(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
    )
}
