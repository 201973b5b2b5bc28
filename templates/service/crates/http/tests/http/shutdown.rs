//! Stopping: what is in progress finishes, unless it takes too long.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use http_ground::{Health, Limits, ServeOptions, ground, serve};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use crate::service::{Dependency, gate};
use crate::wire::{exchange, exchange_raw, request};

/// A server whose only handler says that it has begun, and then waits to be let go.
struct Waiting {
    address: SocketAddr,
    begun: Arc<Notify>,
    release: Arc<Notify>,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
    health: Health,
}

async fn start(grace: Duration) -> Waiting {
    start_with(|options| ServeOptions { grace, ..options }).await
}

async fn start_with(change: impl FnOnce(ServeOptions) -> ServeOptions) -> Waiting {
    let (begun, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let handler = {
        let (begun, release) = (begun.clone(), release.clone());
        async move || {
            begun.notify_one();
            release.notified().await;
            "done"
        }
    };
    let router = Router::new().route("/", get(handler));
    let router = ground(router, &gate(Limits::default(), None));
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("the socket is bound");
    let health = Health::new(Arc::new(Dependency { works: true }));
    let (stop, stopped) = oneshot::channel();
    let stopped = async move { stopped.await.expect("the test stops the server") };
    let options = change(ServeOptions::new(health.clone()));
    let serving = tokio::spawn(serve(listener, router, stopped, options));
    Waiting {
        address,
        begun,
        release,
        stop,
        serving,
        health,
    }
}

/// Returns once nobody listens any more.
async fn until_closed(address: SocketAddr) {
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_request_in_progress_is_finished() {
    let server = start(Duration::from_secs(60)).await;
    let address = server.address;
    let asking = tokio::spawn(async move { exchange(address, &request("GET /", "", "")).await });
    server.begun.notified().await;
    server.stop.send(()).expect("the server waits for it");
    until_closed(address).await;
    assert!(
        server.health.check().await.is_err(),
        "a stopping service is not ready"
    );
    assert!(
        !server.serving.is_finished(),
        "the request is still in progress"
    );
    server.release.notify_one();
    let answer = asking.await.expect("the client finishes");
    assert_eq!((answer.status, &*answer.body), (200, "done"));
    server.serving.await.expect("the server finishes");
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_cut_off() {
    let server = start(Duration::ZERO).await;
    let address = server.address;
    let asking =
        tokio::spawn(async move { exchange_raw(address, &request("GET /", "", "")).await });
    server.begun.notified().await;
    server.stop.send(()).expect("the server waits for it");
    server.serving.await.expect("the server finishes");
    assert_eq!(asking.await.expect("the client finishes"), b"");
}

#[tokio::test]
async fn an_idle_connection_does_not_keep_the_server() {
    let server = start(Duration::from_secs(60)).await;
    let idle = TcpStream::connect(server.address)
        .await
        .expect("the server listens");
    server.stop.send(()).expect("the server waits for it");
    server.serving.await.expect("the server finishes");
    drop(idle);
}

#[tokio::test]
async fn a_head_that_does_not_come_is_not_waited_for() {
    let header_time = Duration::from_millis(50);
    let waiting = start_with(|options| ServeOptions {
        header_time,
        ..options
    })
    .await;
    for begun in ["", "GET / HTTP/1.1\r\nhost: te"] {
        let answer = exchange_raw(waiting.address, begun).await;
        assert_eq!(answer, b"", "nothing can be answered to {begun:?}");
    }
}
