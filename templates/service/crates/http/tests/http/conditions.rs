//! Entity tags and conditions (RFC 9110 §13), in the order in which they are evaluated.

use http_ground::Limits;

use crate::service::{THING, ask_within, get_with, send_json};
use crate::wire::request;

async fn tag(target: &str) -> String {
    get_with(target, "").await.header("etag").to_owned()
}

#[tokio::test]
async fn a_tag_names_version_and_bytes() {
    let plain = tag(THING).await;
    assert!(plain.starts_with("\"3-") && plain.ends_with('"'), "{plain}");
    assert_eq!(plain, tag(&format!("{THING}?view=plain")).await);
    assert_ne!(plain, tag(&format!("{THING}?view=loud")).await);
}

#[tokio::test]
async fn what_is_known_is_not_sent_again() {
    let tag = tag(THING).await;
    for condition in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"a,b\", {tag}"),
        "*".to_owned(),
    ] {
        let answer = get_with(THING, &format!("if-none-match: {condition}\r\n")).await;
        assert_eq!((answer.status, &*answer.body), (304, ""), "{condition}");
        assert_eq!(answer.header("etag"), tag);
        assert_eq!(answer.header("cache-control"), "no-cache");
        assert_eq!(answer.header("vary"), "accept, authorization");
        assert_eq!(answer.headers.get("content-type"), None);
        assert_ne!(
            answer.header("content-length"),
            "0",
            "RFC 9110 §8.6: it is not the 200's"
        );
    }
}

#[tokio::test]
async fn all_of_the_tag_is_compared() {
    let loud = tag(&format!("{THING}?view=loud")).await;
    for condition in [&loud, "\"3\"", "\"3-\"", ""] {
        let answer = get_with(THING, &format!("if-none-match: {condition}\r\n")).await;
        assert_eq!(answer.status, 200, "{condition}");
    }
}

#[tokio::test]
async fn if_match_compares_the_version_only() {
    let patch = format!("PATCH {THING}");
    for condition in [
        "\"3-whatever\"",
        "*",
        "\"9-a\", \"3-a\"",
        "\"9-a\"\r\nif-match: \"3-a\"",
    ] {
        let headers = format!("if-match: {condition}\r\n");
        let answer = send_json(&patch, &headers, r#"{"name": "a"}"#).await;
        assert_eq!(answer.status, 200, "{condition}");
        assert!(answer.header("etag").starts_with("\"4-"));
    }
    for condition in ["\"4-a\"", "W/\"3-a\"", "\"3\"", "\"\""] {
        let headers = format!("if-match: {condition}\r\n");
        let answer = send_json(&patch, &headers, r#"{"name": "a"}"#).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (412, "precondition_failed")
        );
    }
}

#[tokio::test]
async fn if_match_comes_before_if_none_match() {
    let tag = tag(THING).await;
    let stale = format!("if-none-match: {tag}\r\nif-match: \"2-a\"\r\n");
    assert_eq!(get_with(THING, &stale).await.status, 412);
    let fresh = format!("if-none-match: {tag}\r\nif-match: {tag}\r\n");
    assert_eq!(get_with(THING, &fresh).await.status, 304);
}

#[tokio::test]
async fn a_condition_does_not_matter_where_there_is_nothing() {
    let answer = get_with("/things/7", "if-match: \"2-a\"\r\nif-none-match: *\r\n").await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn malformed_conditions_are_refused() {
    for condition in ["3", "\"3", "\"3\" \"4\"", "w/\"3\"", "\"3\", *"] {
        for header in ["if-match", "if-none-match"] {
            let answer = get_with(THING, &format!("{header}: {condition}\r\n")).await;
            assert_eq!(
                (answer.status, &*answer.problem()),
                (400, "malformed_header")
            );
        }
    }
}

#[tokio::test]
async fn a_change_does_not_ignore_if_none_match() {
    let headers = "if-none-match: *\r\n";
    let answer = send_json(&format!("PATCH {THING}"), headers, r#"{"name": "a"}"#).await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (400, "unsupported_precondition")
    );
}

#[tokio::test]
async fn a_head_request_has_conditions_too() {
    let headers = format!("if-none-match: {}\r\n", tag(THING).await);
    let head = request(&format!("HEAD {THING}"), &headers, "");
    assert_eq!(ask_within(Limits::default(), &head).await.status, 304);
}
