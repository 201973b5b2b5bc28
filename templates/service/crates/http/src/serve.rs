//! The server: a listener and a router go in; connections are served until a signal says stop, and
//! then those in progress are finished.

use std::io::ErrorKind;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tracing::{debug, info, warn};

use crate::health::Health;
use crate::limits::Limits;
use crate::unparsed::{Explained, Explainer};

/// How a server treats its connections.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// What is told when the server stops.
    pub health: Health,
    /// How long a client may take to send the head of a request, idle time before it included; the
    /// connection is closed then, without an answer: there is no request yet to be answered.
    pub header_time: Duration,
    /// The most bytes in all headers together, as the service's [`Limits`] say: clients are told when the parser itself
    /// cannot hold what they send.
    pub header_bytes: usize,
    /// The most connections at one time; further ones wait to be accepted.
    pub connections: usize,
    /// How long requests are still accepted after the signal to stop, while [`Health`] already
    /// says no: what a load balancer needs to notice.
    pub notice: Duration,
    /// How long requests in progress may then take to finish before they are cut off.
    pub grace: Duration,
}

impl ServeOptions {
    /// 30 s for a head, 16 KiB of headers, 10,000 connections, no notice, 30 s of grace.
    #[must_use]
    pub fn new(health: Health) -> Self {
        Self {
            health,
            header_time: Duration::from_secs(30),
            header_bytes: Limits::default().header_bytes,
            connections: 10_000,
            notice: Duration::ZERO,
            grace: Duration::from_secs(30),
        }
    }
}

/// Serves HTTP/1.1 until `stop` resolves; returns when what was in progress then has finished or
/// was cut off.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()>,
    options: ServeOptions,
) {
    let graceful = GracefulShutdown::new();
    let mut connections = JoinSet::new();
    let explainer = Arc::new(Explainer::new(options.header_bytes));
    let mut protocol = http1::Builder::new();
    protocol
        .timer(TokioTimer::new())
        .header_read_timeout(options.header_time);
    let stopping = async {
        stop.await;
        options.health.stop();
        tokio::time::sleep(options.notice).await;
    };
    let mut stopping = std::pin::pin!(stopping);
    loop {
        tokio::select! {
            () = &mut stopping => break,
            Some(ended) = connections.join_next() => {
                if let Err(error) = ended {
                    warn!(%error, "connection panicked");
                }
            }
            stream = accept(&listener), if connections.len() < options.connections => {
                let (protocol, router) = (protocol.clone(), router.clone());
                let stream = Explained::new(TokioIo::new(stream), explainer.clone());
                connections.spawn(connection(protocol, stream, router, graceful.watcher()));
            }
        }
    }
    drop(listener);
    info!(connections = connections.len(), "stopping");
    if tokio::time::timeout(options.grace, graceful.shutdown())
        .await
        .is_err()
    {
        warn!("connections that did not finish in time are cut off");
    }
    connections.shutdown().await;
}

/// Accepts the next connection. When the process has no file descriptor left, the next attempt
/// would fail as well, so it waits until some connections have ended.
async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Answers are written whole, so waiting for more of them only delays the last packet.
                if let Err(error) = stream.set_nodelay(true) {
                    debug!(%error, "cannot set TCP_NODELAY");
                }
                return stream;
            }
            Err(error) => {
                let is_gone = [ErrorKind::ConnectionAborted, ErrorKind::ConnectionReset];
                if !is_gone.contains(&error.kind()) {
                    warn!(%error, "cannot accept connections");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

async fn connection(
    protocol: http1::Builder,
    stream: Explained<TokioIo<TcpStream>>,
    router: Router,
    watcher: Watcher,
) {
    let service = TowerToHyperService::new(router);
    let serving = protocol.serve_connection(stream, service);
    if let Err(error) = watcher.watch(serving).await {
        debug!(%error, "connection failed");
    }
}
