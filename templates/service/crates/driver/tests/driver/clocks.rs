//! A client whose clock is wrong learns the time from the server.

use authentication::SigningDate;
use jiff::fmt::rfc2822::DateTimePrinter;
use jiff::{SignedDuration, Timestamp};

use crate::server::{Answer, Received, Server, answer};

/// The present of a server that is `ahead` of this machine.
fn server_time(ahead: SignedDuration) -> Timestamp {
    Timestamp::now() + ahead
}

fn http_date(time: Timestamp) -> String {
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time)
        .unwrap()
}

/// Refuses requests that were not signed within 15 minutes of the server's time.
fn strict(request: &Received, ahead: SignedDuration, headers: &[(&str, &str)]) -> Answer {
    let now = server_time(ahead);
    let date = http_date(now);
    let all: Vec<(&str, &str)> = [("date", date.as_str())]
        .iter()
        .chain(headers)
        .copied()
        .collect();
    let signed = SigningDate::parse(request.header("x-amz-date"))
        .unwrap()
        .to_string();
    let near = (-15..=15).any(|minutes| {
        let near = SigningDate::at(now + SignedDuration::from_mins(minutes)).to_string();
        near[..13] == signed[..13]
    });
    let status = if near { 204 } else { 401 };
    answer(status, &all, "")
}

const AN_HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test]
async fn learns_the_time_once_for_all_calls() {
    let server = Server::start(|_, request| strict(request, AN_HOUR, &[])).await;
    let client = server.signed().build().unwrap();
    // The first was refused without being done, so even a POST is sent again.
    client.post("/v1/things").await.unwrap();
    client.post("/v1/things").await.unwrap();
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn does_not_learn_from_a_cache() {
    let server = Server::start(|_, request| strict(request, AN_HOUR, &[("age", "3600")])).await;
    let error = server
        .signed()
        .build()
        .unwrap()
        .get("/v1/things")
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn believes_a_refusal_when_the_clock_is_right() {
    let server =
        Server::start(|_, _| answer(401, &[("date", http_date(Timestamp::now()).as_str())], ""))
            .await;
    let error = server
        .signed()
        .build()
        .unwrap()
        .get("/v1/things")
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn gives_up_when_the_time_was_not_the_cause() {
    let server = Server::start(|_, _| {
        answer(
            401,
            &[("date", http_date(server_time(AN_HOUR)).as_str())],
            "",
        )
    })
    .await;
    let error = server
        .signed()
        .build()
        .unwrap()
        .get("/v1/things")
        .await
        .unwrap_err();
    assert!(error.is_unauthorized(), "{error}");
    assert_eq!(server.received().len(), 2);
}
