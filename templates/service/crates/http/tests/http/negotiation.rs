//! Which media type is sent for which `Accept`.

use crate::service::{THING, get_with, send_json};

const OWN: &str = "application/vnd.test.thing+json";

async fn sent_for(accept: &str) -> (u16, String) {
    let answer = get_with(THING, &format!("accept: {accept}\r\n")).await;
    (answer.status, answer.header("content-type").to_owned())
}

#[tokio::test]
async fn json_is_sent_unless_the_type_of_its_own_is_named() {
    for accept in [
        "*/*",
        "application/*",
        "application/json",
        "text/html, */*;q=0.1",
        "application/vnd.test.thing+json;q=0.5, application/json",
        "application/json, application/vnd.test.thing+json;q=0",
        "application/vnd.test.other+json, */*",
        "*/*;q=0, application/json;q=0.001",
    ] {
        assert_eq!(
            sent_for(accept).await,
            (200, "application/json".to_owned()),
            "{accept}"
        );
    }
    for accept in [
        OWN,
        "application/vnd.test.thing+json, */*",
        "Application/Vnd.Test.Thing+JSON;q=0.5, text/html",
        "application/json;q=0.4, application/vnd.test.thing+json;q=0.5",
        "application/*;q=0.9, application/vnd.test.thing+json",
        "application/json;q=0, */*",
    ] {
        assert_eq!(sent_for(accept).await, (200, OWN.to_owned()), "{accept}");
    }
}

#[tokio::test]
async fn two_named_types_are_taken_for_the_type_of_its_own() {
    let accept = "application/json, application/vnd.test.thing+json";
    assert_eq!(sent_for(accept).await, (200, OWN.to_owned()));
}

#[tokio::test]
async fn a_read_that_cannot_be_sent_is_refused() {
    for accept in [
        "text/html",
        "application/json;q=0",
        "*/*;q=0",
        "image/*, text/*",
    ] {
        let answer = get_with(THING, &format!("accept: {accept}\r\n")).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (406, "not_acceptable"),
            "{accept}"
        );
        assert!(answer.body.contains(OWN), "{answer:?}");
    }
}

#[tokio::test]
async fn a_write_that_has_happened_is_reported_whatever_is_accepted() {
    let answer = send_json("POST /things", "accept: text/html\r\n", r#"{"name": "a"}"#).await;
    assert_eq!(
        (answer.status, answer.header("content-type")),
        (201, "application/json")
    );
}
