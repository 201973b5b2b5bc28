//! What becomes of answers: bodies, headers, problems, and answers that nobody expected.

use bytes::Bytes;
use driver::{DecodeFault, Error};
use serde::Deserialize;

use crate::server::{Server, answer};

#[derive(Debug, Deserialize, PartialEq)]
struct Thing {
    title: String,
}

#[tokio::test]
async fn decodes_the_body_and_keeps_the_rest() {
    let server = Server::start(|_, _| {
        let headers = [("etag", "\"3-abc\""), ("x-request-id", "r-1")];
        answer(201, &headers, r#"{"title":"a","more":1}"#)
    })
    .await;
    let client = server.client().build().unwrap();
    let response = client.get("/").returning::<Thing>().send().await.unwrap();
    assert_eq!(response.status().as_u16(), 201);
    assert_eq!(response.etag(), Some("\"3-abc\""));
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(&response.bytes()[..], br#"{"title":"a","more":1}"#);
    assert_eq!(response.into_body().title, "a");
}

#[tokio::test]
async fn asks_whether_something_has_changed() {
    let server = Server::start(|_, request| match request.header("if-none-match") {
        "\"3\"" => answer(304, &[("etag", "\"3\"")], ""),
        _ => answer(200, &[("etag", "\"3\"")], r#"{"title":"a"}"#),
    })
    .await;
    let client = server.client().build().unwrap();
    let call = || client.get("/").returning::<Thing>();
    assert!(call().if_changed("\"3\"").await.unwrap().is_none());
    let changed = call().if_changed("\"2\"").await.unwrap().unwrap();
    assert_eq!(changed.body().title, "a");
}

#[tokio::test]
async fn tells_problems_apart() {
    let server = Server::start(|_, _| {
        let headers = [
            ("content-type", "application/problem+json"),
            ("x-request-id", "r-2"),
        ];
        let body = r#"{
            "type": "/problems/invalid", "title": "Invalid", "status": 422, "code": "invalid",
            "errors": [{"pointer": "/title", "code": "min_length", "detail": "must not be empty"}]
        }"#;
        answer(422, &headers, body)
    })
    .await;
    let client = server.client().build().unwrap();
    let error = client.post("/").await.unwrap_err();
    assert!(error.is_invalid());
    assert!(!error.is_not_found() && !error.is_server_error() && !error.is_timeout());
    assert_eq!(error.code(), Some("invalid"));
    assert_eq!(error.request_id(), Some("r-2"));
    assert_eq!(error.problem().unwrap().errors[0].code, "min_length");
    assert!(error.to_string().contains("/title: must not be empty"));
}

#[tokio::test]
async fn makes_a_problem_of_any_other_refusal() {
    let server = Server::start(|_, _| answer(404, &[], "<html>nginx</html>")).await;
    let client = server.client().build().unwrap();
    let error = client.get("/").await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("unexpected_answer"));
}

#[tokio::test]
async fn does_not_follow_redirects() {
    let server = Server::start(|_, _| answer(302, &[("location", "/elsewhere")], "")).await;
    let client = server.client().build().unwrap();
    let error = client.get("/").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn says_what_it_did_not_understand() {
    let server = Server::start(|_, _| answer(200, &[], r#"{"title":1}"#)).await;
    let client = server.client().build().unwrap();
    let error = client.get("/").returning::<Thing>().await.unwrap_err();
    assert!(
        matches!(error, Error::Decode(DecodeFault::Body { .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn only_answers_that_have_no_body_read_as_null() {
    let server = Server::start(|_, request| match request.target() {
        "/gone" => answer(204, &[], ""),
        "/reset" => answer(205, &[], ""),
        _ => answer(200, &[], ""),
    })
    .await;
    let client = server.client().build().unwrap();
    for path in ["/gone", "/reset"] {
        let gone: Option<Thing> = client.get(path).returning().await.unwrap();
        assert_eq!(gone, None);
    }
    let error = client.get("/cut").returning::<Option<Thing>>().await;
    let error = error.unwrap_err();
    assert!(
        matches!(error, Error::Decode(DecodeFault::Body { .. })),
        "{error:?}"
    );
}

#[tokio::test]
async fn returns_bytes_as_they_are() {
    let server = Server::start(|_, _| answer(200, &[], "not JSON")).await;
    let client = server.client().build().unwrap();
    let bytes: Bytes = client.get("/").returning_bytes().await.unwrap();
    assert_eq!(&bytes[..], b"not JSON");
}

#[tokio::test]
async fn sends_the_endpoints_prefix() {
    let server = Server::start(|_, _| answer(204, &[], "")).await;
    let client = driver::Client::builder(&format!("{}/behind/a/prefix/", server.endpoint()));
    client.build().unwrap().get("/v1/things").await.unwrap();
    assert_eq!(server.received()[0].target(), "/behind/a/prefix/v1/things");
}

#[tokio::test]
async fn reports_a_header_that_cannot_be_sent() {
    let server = Server::start(|_, _| answer(204, &[], "")).await;
    let client = server.client().build().unwrap();
    let error = client.get("/").header("x-note", "a\nb").await.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert_eq!(server.received().len(), 0);
}
