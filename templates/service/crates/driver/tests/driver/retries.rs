//! What is tried again, how often, and after which wait.

use std::time::{Duration, Instant};

use driver::{Call, Error, Retries};
use http::Method;

use crate::server::{Answer, Server, answer};

async fn always(status: u16) -> Server {
    Server::start(move |_, _| answer(status, &[], "")).await
}

/// How often a call arrives at a server that always fails with a status.
async fn attempts(status: u16, call: impl Fn(&driver::Client) -> Call<()>) -> usize {
    let server = always(status).await;
    let client = server.signed().build().unwrap();
    let error = call(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), status);
    server.received().len()
}

#[tokio::test]
async fn repeats_what_is_idempotent_by_its_method() {
    for status in [408, 425, 429, 500, 502, 503, 504] {
        assert_eq!(
            attempts(status, |client| client.get("/")).await,
            3,
            "{status}"
        );
        assert_eq!(
            attempts(status, |client| client.put("/")).await,
            3,
            "{status}"
        );
        assert_eq!(
            attempts(status, |client| client.delete("/")).await,
            3,
            "{status}"
        );
    }
    for status in [400, 401, 403, 404, 409, 412, 422, 501] {
        assert_eq!(
            attempts(status, |client| client.get("/")).await,
            1,
            "{status}"
        );
    }
}

#[tokio::test]
async fn never_repeats_a_post_without_a_key() {
    for status in [408, 429, 500, 503] {
        assert_eq!(
            attempts(status, |client| client.post("/")).await,
            1,
            "{status}"
        );
    }
}

#[tokio::test]
async fn repeats_what_a_header_makes_safe() {
    let post = |client: &driver::Client| client.post("/").idempotency_key("7f3d");
    let patch = |client: &driver::Client| client.patch("/").if_match("\"1\"");
    assert_eq!(attempts(503, post).await, 3);
    assert_eq!(attempts(503, patch).await, 3);
    // 500 may come from the middle of the work.
    assert_eq!(attempts(500, post).await, 1);
    assert_eq!(attempts(500, patch).await, 1);
    assert_eq!(attempts(503, |client| client.patch("/")).await, 1);
}

#[tokio::test]
async fn repeats_with_the_same_key_and_body() {
    let server = Server::start(|number, _| match number {
        1 => Answer::HangUp,
        _ => answer(204, &[], ""),
    })
    .await;
    let client = server.signed().build().unwrap();
    let call = client.post("/v1/things").payload(&[1, 2, 3]);
    call.idempotency_key("7f3d").await.unwrap();

    let requests = server.received();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert_eq!(request.method, Method::POST);
        assert_eq!(request.header("idempotency-key"), "\"7f3d\"");
        assert_eq!(&request.body[..], b"[1,2,3]");
    }
}

#[tokio::test]
async fn does_not_repeat_a_post_after_a_broken_connection() {
    let server = Server::start(|_, _| Answer::HangUp).await;
    let error = server
        .client()
        .build()
        .unwrap()
        .post("/")
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn succeeds_when_a_later_attempt_does() {
    let server = Server::start(|number, _| match number {
        1 => answer(503, &[], ""),
        2 => Answer::HangUp,
        _ => answer(204, &[], ""),
    })
    .await;
    server.client().build().unwrap().get("/").await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn waits_as_long_as_the_server_asks() {
    let server = Server::start(|number, _| match number {
        1 => answer(503, &[("retry-after", "1")], ""),
        _ => answer(204, &[], ""),
    })
    .await;
    let begin = Instant::now();
    let client = server.client().retries(Retries::default()).build().unwrap();
    client.get("/").await.unwrap();
    assert_eq!(server.received().len(), 2);
    // Only the lower bound: it holds on the slowest machine.
    assert!(begin.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn gives_up_when_the_server_asks_for_too_long() {
    let server = Server::start(|_, _| answer(429, &[("retry-after", "3600")], "")).await;
    let client = server.client().retries(Retries::default()).build().unwrap();
    let error = client.get("/").await.unwrap_err();
    assert!(error.is_rate_limited(), "{error}");
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn does_not_begin_a_wait_that_ends_too_late() {
    let server = Server::start(|_, _| answer(503, &[("retry-after", "10")], "")).await;
    let client = server.client().retries(Retries::default()).build().unwrap();
    let error = client
        .get("/")
        .timeout(Duration::from_secs(5))
        .await
        .unwrap_err();
    assert!(error.is_server_error(), "{error}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn stops_repeating_when_the_budget_is_spent() {
    let server = always(503).await;
    let client = server.client().build().unwrap();
    for _ in 0..20 {
        client.get("/").await.unwrap_err();
    }
    // 500 tokens are 35 retries at 14 tokens each.
    assert_eq!(server.received().len(), 20 + 35);
}

#[tokio::test]
async fn makes_as_many_attempts_as_it_is_told() {
    let server = always(503).await;
    let retries = Retries {
        attempts: 1,
        ..Retries::default()
    };
    let client = server.client().retries(retries).build().unwrap();
    client.get("/").await.unwrap_err();
    assert_eq!(server.received().len(), 1);
}
