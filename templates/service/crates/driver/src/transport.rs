//! What carries requests: in go signed requests, out come whole answers.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use rustls::ClientConfig;

use crate::error::{Deadline, Error, Result};

/// The largest body that is read: 64 MiB.
const LARGEST_BODY: usize = 64 << 20;

/// Shorter than servers and balancers keep idle connections, so that a POST, which is not sent
/// again, does not meet one that was just closed.
const IDLE_LIMIT: Duration = Duration::from_secs(20);

/// A request on its way to its answer.
pub type Exchange<'a> = Pin<Box<dyn Future<Output = Result<Response<Bytes>>> + Send + 'a>>;

/// Something that exchanges a request for its answer, once, without retries.
///
/// A client brings its own, over HTTP/1.1. Another one serves tests, or a program that has the
/// service in its own process.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request to the host of its URI and reads the whole answer, whatever its status.
    fn exchange(&self, request: Request<Bytes>) -> Exchange<'_>;
}

/// HTTP/1.1 over TCP and TLS, with connections kept for the next request.
pub(crate) struct HttpTransport(Client<HttpsConnector<HttpConnector>, Full<Bytes>>);

impl HttpTransport {
    /// A transport that gives up connecting to an address after `connect`.
    pub(crate) fn new(connect: Duration, tls: ClientConfig) -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_connect_timeout(Some(connect));
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(tls)
            .https_or_http()
            .enable_http1()
            .wrap_connector(tcp);
        Self(
            Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(IDLE_LIMIT)
                .build(connector),
        )
    }
}

impl Transport for HttpTransport {
    fn exchange(&self, request: Request<Bytes>) -> Exchange<'_> {
        let answer = self.0.request(request.map(Full::new));
        Box::pin(async move {
            let (head, body) = answer.await.map_err(unreachable)?.into_parts();
            let body = Limited::new(body, LARGEST_BODY).collect().await;
            let bytes = body.map_err(Error::Transport)?.to_bytes();
            Ok(Response::from_parts(head, bytes))
        })
    }
}

/// Tells a connection that took too long from every other failure.
fn unreachable(error: hyper_util::client::legacy::Error) -> Error {
    let is_timeout = |error: &(dyn std::error::Error + 'static)| {
        let io = error.downcast_ref::<io::Error>();
        io.is_some_and(|io| io.kind() == io::ErrorKind::TimedOut)
    };
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        if error.is_connect() && is_timeout(inner) {
            return Error::Timeout(Deadline::Connect);
        }
        cause = inner.source();
    }
    Error::Transport(error.into())
}
