//! Limits of time, for a client and for one call.

use std::time::Duration;

use driver::{Deadline, Error, Retries};

use crate::server::{Answer, Server, answer};

const SHORT: Duration = Duration::from_millis(20);
const LONG: Duration = Duration::from_secs(600);

#[tokio::test]
async fn limits_an_attempt_and_tries_again() {
    let server = Server::start(|number, _| match number {
        1 => Answer::Silence,
        _ => answer(204, &[], ""),
    })
    .await;
    let client = server.client().timeout(LONG).build().unwrap();
    // The second attempt may take its time: only the first one never ends.
    client
        .get("/")
        .attempt_timeout(Duration::from_secs(1))
        .await
        .unwrap();
    assert!(server.received().len() >= 2);
}

#[tokio::test]
async fn says_which_limit_was_reached() {
    let server = Server::start(|_, _| Answer::Silence).await;
    let once = Retries {
        attempts: 1,
        ..Retries::default()
    };
    let client = server.client().retries(once).build().unwrap();

    let error = client.get("/").attempt_timeout(SHORT).await.unwrap_err();
    assert!(
        matches!(error, Error::Timeout(Deadline::Attempt)),
        "{error:?}"
    );
    assert!(error.is_timeout());

    let error = client.get("/").timeout(SHORT).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(Deadline::Call)), "{error:?}");
}

#[tokio::test]
async fn takes_the_clients_limit_unless_a_call_has_its_own() {
    let server = Server::start(|_, _| Answer::Silence).await;
    let client = server.client().timeout(SHORT).build().unwrap();
    let error = client.get("/").await.unwrap_err();
    assert!(matches!(error, Error::Timeout(Deadline::Call)), "{error:?}");
}

#[tokio::test]
async fn does_not_repeat_a_post_that_took_too_long() {
    let server = Server::start(|_, _| Answer::Silence).await;
    let client = server.client().attempt_timeout(SHORT).build().unwrap();
    let error = client.post("/").await.unwrap_err();
    assert!(
        matches!(error, Error::Timeout(Deadline::Attempt)),
        "{error:?}"
    );
    assert!(server.received().len() <= 1);
}
