//! Probes and metrics.

use std::sync::Arc;

use axum::Router;
use http_ground::{Health, Limits, ServeOptions, operations, serve};
use tokio::net::TcpListener;

use crate::service::{Dependency, THING, gate, get_with, start};
use crate::wire::{Answer, exchange, request};

/// The answer of `/readyz` in a service of this health.
async fn readiness(health: Health) -> Answer {
    operated(health, "GET /readyz").await
}

/// The answer to a request line in a service of this health.
async fn operated(health: Health, line: &str) -> Answer {
    let router: Router = operations(&gate(Limits::default(), None), &health);
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("the socket is bound");
    tokio::spawn(serve(
        listener,
        router,
        std::future::pending(),
        ServeOptions::new(health),
    ));
    exchange(address, &request(line, "", "")).await
}

#[tokio::test]
async fn a_running_process_is_healthy() {
    let answer = get_with("/healthz", "").await;
    assert_eq!((answer.status, &*answer.body), (200, "ok\n"));
}

#[tokio::test]
async fn a_service_is_ready_while_its_dependency_works_and_it_is_not_stopping() {
    let health = Health::new(Arc::new(Dependency { works: true }));
    assert_eq!(readiness(health.clone()).await.status, 200);
    health.stop();
    assert_eq!(readiness(health).await.status, 503);
}

#[tokio::test]
async fn a_broken_dependency_is_reported_but_not_described() {
    let answer = readiness(Health::new(Arc::new(Dependency { works: false }))).await;
    assert_eq!(answer.status, 503);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("retry-after"), "1");
    assert!(!answer.body.contains("broken"), "{}", answer.body);
    let id = answer.header("x-request-id");
    assert!(answer.body.contains(id), "{} without {id}", answer.body);
}

#[tokio::test]
async fn probes_are_read_only() {
    let health = Health::new(Arc::new(Dependency { works: true }));
    let answer = operated(health, "POST /healthz").await;
    assert_eq!(answer.status, 405);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("allow"), "GET,HEAD");
    assert!(!answer.header("x-request-id").is_empty());
}

#[tokio::test]
async fn probes_say_how_they_may_be_asked() {
    let health = Health::new(Arc::new(Dependency { works: true }));
    let answer = operated(health, "OPTIONS /readyz").await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.header("allow"), "GET,HEAD");
}

#[tokio::test]
async fn requests_are_counted_by_action_and_status() {
    let address = start(&gate(Limits::default(), None)).await;
    let methods = ["GET", "GET", "PUT", "BREW"];
    for method in methods {
        exchange(address, &request(&format!("{method} {THING}"), "", "")).await;
    }
    exchange(address, &request("GET /no/such/path", "", "")).await;
    let answer = exchange(address, &request("GET /metrics", "", "")).await;
    assert!(
        answer
            .header("content-type")
            .starts_with("application/openmetrics-text")
    );
    for line in [
        r#"http_requests_total{method="GET",route="/things/{id}",status="200"} 2"#,
        r#"http_requests_total{method="PUT",route="/things/{id}",status="405"} 1"#,
        r#"http_requests_total{method="OTHER",route="/things/{id}",status="405"} 1"#,
        r#"http_requests_total{method="GET",route="",status="404"} 1"#,
        r#"http_request_duration_seconds_count{method="GET",route="/things/{id}"} 2"#,
    ] {
        assert!(
            answer.body.lines().any(|found| found == line),
            "{line} in:\n{}",
            answer.body
        );
    }
    assert!(!answer.body.contains("/metrics"), "probes are not counted");
}
