//! Load: requests go in, the time that they took comes out. There are always as many under way as there are
//! connections.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::Failure;
use crate::answer::Connection;
use crate::server::Server;

const CONNECTIONS: usize = 32;

/// Seconds that a round took.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    /// By the clock on the wall.
    pub(crate) wall: f64,
    /// On processors, by the server.
    pub(crate) processor: f64,
}

/// Sends all requests over connections that are open and known to work before the clock starts.
pub(crate) async fn send(server: &Server, requests: Vec<Vec<u8>>) -> Result<Took, Failure> {
    let health = format!("GET /healthz HTTP/1.1\r\nhost: {}\r\n\r\n", server.address);
    let mut connections = Vec::new();
    for _ in 0..CONNECTIONS {
        let mut connection = Connection::new(TcpStream::connect(server.address).await?)?;
        connection.exchange(health.as_bytes()).await?;
        connections.push(connection);
    }
    let requests = Arc::new(Requests {
        all: requests,
        next: AtomicUsize::new(0),
    });
    let before = server.processor_time()?;
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for connection in connections {
        tasks.spawn(drive(connection, Arc::clone(&requests)));
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    Ok(Took {
        wall: begun.elapsed().as_secs_f64(),
        processor: (server.processor_time()? - before).as_secs_f64(),
    })
}

struct Requests {
    all: Vec<Vec<u8>>,
    next: AtomicUsize,
}

/// Sends one request after the other until none is left. Every answer must be a success.
async fn drive(mut connection: Connection, requests: Arc<Requests>) -> Result<(), Failure> {
    while let Some(request) = requests
        .all
        .get(requests.next.fetch_add(1, Ordering::Relaxed))
    {
        let status = connection.exchange(request).await?;
        if !(200..300).contains(&status) {
            let body = String::from_utf8_lossy(connection.body()).into_owned();
            return Err(format!("{}\n{body}", connection.head()?).into());
        }
    }
    Ok(())
}
