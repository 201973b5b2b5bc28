//! A server for tests: in goes a function from requests to answers, out come the requests that
//! arrived.

use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use driver::{Client, ClientBuilder, Credentials, Retries};
use http::{HeaderMap, Method, Request, Response, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

/// The id of the access key that [`Server::signed`] signs with.
pub(crate) const KEY_ID: &str = "AKIDEXAMPLE00000";
/// Its secret.
pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Received {
    /// A header's text; empty when there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// Path and query.
    pub(crate) fn target(&self) -> &str {
        self.uri.path_and_query().unwrap().as_str()
    }
}

/// What the server does with a request.
pub(crate) enum Answer {
    /// It answers.
    Respond(Response<Full<Bytes>>),
    /// It never answers.
    Silence,
    /// It closes the connection.
    HangUp,
}

/// Answers with a status, headers and a body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    let body = Full::from(body.to_owned());
    Answer::Respond(response.body(body).unwrap())
}

/// A running server.
pub(crate) struct Server {
    endpoint: String,
    received: Arc<Mutex<Vec<Received>>>,
}

type Script = dyn Fn(usize, &Received) -> Answer + Send + Sync;

impl Server {
    /// A server that answers with what `script` makes of the number of a request, from 1, and the
    /// request.
    pub(crate) async fn start(
        script: impl Fn(usize, &Received) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::listen("http", Arc::new(script), None).await
    }

    /// The same over TLS.
    pub(crate) async fn start_secure(
        acceptor: TlsAcceptor,
        script: impl Fn(usize, &Received) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::listen("https", Arc::new(script), Some(acceptor)).await
    }

    async fn listen(scheme: &str, script: Arc<Script>, acceptor: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("{scheme}://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = received.clone();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(accept(
                    stream,
                    acceptor.clone(),
                    script.clone(),
                    log.clone(),
                ));
            }
        });
        Self { endpoint, received }
    }

    /// The base URL.
    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// Every request so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// Begins an anonymous client that does not wait between attempts.
    pub(crate) fn client(&self) -> ClientBuilder {
        let retries = Retries {
            longest_wait: std::time::Duration::ZERO,
            ..Retries::default()
        };
        Client::builder(&self.endpoint).retries(retries)
    }

    /// Begins a client that signs and does not wait between attempts.
    pub(crate) fn signed(&self) -> ClientBuilder {
        let credentials = Credentials::access_key(KEY_ID, SECRET).unwrap();
        self.client().credentials(credentials)
    }
}

type Log = Arc<Mutex<Vec<Received>>>;

async fn accept(stream: TcpStream, acceptor: Option<TlsAcceptor>, script: Arc<Script>, log: Log) {
    match acceptor {
        None => serve(stream, script, log).await,
        // A client that does not trust the certificate hangs up, as it should.
        Some(acceptor) => {
            if let Ok(stream) = acceptor.accept(stream).await {
                serve(stream, script, log).await;
            }
        }
    }
}

async fn serve(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    script: Arc<Script>,
    log: Log,
) {
    let service = service_fn(move |request| respond(request, script.clone(), log.clone()));
    let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // It fails when the script hangs up or the client goes away: both are what tests are about.
    let _ = connection.await;
}

async fn respond(
    request: Request<Incoming>,
    script: Arc<Script>,
    log: Log,
) -> Result<Response<Full<Bytes>>, HungUp> {
    let (head, body) = request.into_parts();
    let received = Received {
        method: head.method,
        uri: head.uri,
        headers: head.headers,
        body: body.collect().await.unwrap().to_bytes(),
    };
    let number = {
        let mut log = log.lock().unwrap();
        log.push(received.clone());
        log.len()
    };
    match script(number, &received) {
        Answer::Respond(response) => Ok(response),
        Answer::Silence => pending::<Result<_, Infallible>>()
            .await
            .map_err(|never| match never {}),
        Answer::HangUp => Err(HungUp),
    }
}

#[derive(Debug)]
struct HungUp;

impl std::fmt::Display for HungUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the test's server hangs up")
    }
}

impl std::error::Error for HungUp {}
