//! Each status that the ground itself answers with, and the headers that must go with it.

use std::time::Duration;

use http_ground::Limits;
use serde_json::json;

use crate::service::{THING, ask_within, get_with, send_json};
use crate::wire::request;

#[tokio::test]
async fn a_thing_is_found_and_only_guessed_at_by_its_type() {
    let answer = get_with(THING, "").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-cache");
    assert_eq!(answer.header("vary"), "accept, authorization");
    assert_eq!(answer.json()["name"], "plain");
}

#[tokio::test]
async fn a_head_request_has_the_head_of_a_get() {
    let got = get_with(THING, "").await;
    let answer = ask_within(
        Limits::default(),
        &request(&format!("HEAD {THING}"), "", ""),
    )
    .await;
    assert_eq!((answer.status, &*answer.body), (200, ""));
    assert_eq!(answer.header("etag"), got.header("etag"));
    assert_eq!(answer.header("content-length"), got.body.len().to_string());
    let missing = ask_within(Limits::default(), &request("HEAD /nowhere", "", "")).await;
    assert_eq!((missing.status, &*missing.body), (404, ""));
}

#[tokio::test]
async fn a_created_thing_has_a_place_and_a_tag() {
    let answer = send_json("POST /things", "", r#"{"name": "a"}"#).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(
        answer.header("location"),
        "/things/00000000-0000-0000-0000-000000000001"
    );
    assert!(answer.header("etag").starts_with("\"1-"));
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[tokio::test]
async fn nothing_is_sent_after_a_delete() {
    let answer = ask_within(
        Limits::default(),
        &request(&format!("DELETE {THING}"), "", ""),
    )
    .await;
    assert_eq!((answer.status, &*answer.body), (204, ""));
    assert_eq!(answer.headers.get("content-length"), None, "RFC 9110 §8.6");
}

#[tokio::test]
async fn unknown_paths_and_ids_are_not_found() {
    for target in ["/nowhere", "/things/7", "/things/%FF", "/things/"] {
        let answer = get_with(target, "").await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (404, "not_found"),
            "{target}"
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn other_methods_are_named() {
    let answer = ask_within(Limits::default(), &request(&format!("PUT {THING}"), "", "")).await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (405, "method_not_allowed")
    );
    assert_eq!(answer.header("allow"), "GET,HEAD,PATCH,DELETE");
    let answer = ask_within(
        Limits::default(),
        &request(&format!("OPTIONS {THING}"), "", ""),
    )
    .await;
    assert_eq!((answer.status, &*answer.body), (204, ""));
    assert_eq!(answer.header("allow"), "GET,HEAD,PATCH,DELETE");
}

#[tokio::test]
async fn a_path_with_two_meanings_is_refused() {
    let answer = get_with("/things/%2e%2e", "").await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (400, "ambiguous_target")
    );
    let answer = get_with(&format!("{THING}?view=%zz"), "").await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (400, "ambiguous_target")
    );
}

#[tokio::test]
async fn a_read_must_not_have_a_body() {
    let answer = ask_within(
        Limits::default(),
        &request(&format!("GET {THING}"), "", "{}"),
    )
    .await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (400, "unexpected_body")
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_with_its_position() {
    let answer = send_json("POST /things", "", "{\n\"name\": }").await;
    assert_eq!((answer.status, &*answer.problem()), (400, "malformed_body"));
    let detail = answer.json()["detail"].to_string();
    assert!(detail.contains("line 2 column 9"), "{detail}");
}

#[tokio::test]
async fn a_wrong_body_is_refused_with_every_fault() {
    let answer = send_json("POST /things", "", r#"{"name": "", "extra": 1}"#).await;
    assert_eq!((answer.status, &*answer.problem()), (422, "invalid"));
    let expected = json!([
        {"pointer": "/name", "code": "min_length", "detail": "must have at least 1 character"},
        {"pointer": "/extra", "code": "unknown_field", "detail": "is not known here"},
    ]);
    assert_eq!(answer.json()["errors"], expected);
}

#[tokio::test]
async fn a_body_of_another_type_is_refused_and_the_right_one_named() {
    let json = r#"{"name": "a"}"#;
    let types = [
        "",
        "content-type: text/plain\r\n",
        "content-type: application/x-www-form-urlencoded\r\n",
        "content-type: application/json; charset=latin1\r\n",
        "content-type: application/json\r\ncontent-encoding: gzip\r\n",
    ];
    for headers in types {
        let answer = ask_within(Limits::default(), &request("POST /things", headers, json)).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (415, "unsupported_media_type")
        );
        assert_eq!(answer.header("accept-post"), "application/json");
    }
    let patch = request(&format!("PATCH {THING}"), types[1], json);
    let answer = ask_within(Limits::default(), &patch).await;
    assert_eq!(
        answer.header("accept-patch"),
        "application/merge-patch+json, application/json"
    );
}

#[tokio::test]
async fn a_patch_may_be_called_so_or_plain_json() {
    for media_type in [
        "application/merge-patch+json",
        "Application/JSON; charset=\"UTF-8\"",
    ] {
        let headers = format!("content-type: {media_type}\r\n");
        let patch = request(&format!("PATCH {THING}"), &headers, r#"{"name": "a"}"#);
        assert_eq!(
            ask_within(Limits::default(), &patch).await.status,
            200,
            "{media_type}"
        );
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_announced_or_not() {
    let limits = || Limits {
        body_bytes: 10,
        ..Limits::default()
    };
    let json = "content-type: application/json\r\n";
    let announced = request("POST /things", json, r#"{"name": "a"}"#);
    let chunked = request(
        "POST /things",
        &format!("{json}transfer-encoding: chunked\r\n"),
        "",
    ) + "d\r\n{\"name\": \"a\"}\r\n0\r\n\r\n";
    for bytes in [announced, chunked] {
        let answer = ask_within(limits(), &bytes).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (413, "content_too_large")
        );
    }
}

#[tokio::test]
async fn a_chunked_body_within_the_limit_is_read() {
    let headers = "content-type: application/json\r\ntransfer-encoding: chunked\r\n";
    let chunks = "5\r\n{\"nam\r\n8\r\ne\": \"a\"}\r\n0\r\n\r\n";
    let bytes = request("POST /things", headers, "") + chunks;
    assert_eq!(ask_within(Limits::default(), &bytes).await.status, 201);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_given_up() {
    let limits = Limits {
        body_time: Duration::from_millis(20),
        ..Limits::default()
    };
    let headers = "content-type: application/json\r\ncontent-length: 100\r\n";
    let answer = ask_within(limits, &request("POST /things", headers, "")).await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (408, "request_timeout")
    );
    assert_eq!(answer.header("connection"), "close");
}

#[tokio::test]
async fn headers_beyond_the_limit_are_refused() {
    let headers = format!("x-long: {}\r\n", "x".repeat(20_000));
    let answer = get_with(THING, &headers).await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (431, "headers_too_large")
    );
}

#[tokio::test]
async fn a_target_beyond_the_limit_is_refused() {
    let target = format!("{THING}?view={}", "x".repeat(20_000));
    let answer = get_with(&target, "").await;
    assert_eq!((answer.status, &*answer.problem()), (414, "uri_too_long"));
}

#[tokio::test]
async fn what_the_parser_cannot_hold_is_refused_with_a_problem() {
    let lines: String = (0..101).map(|n| format!("x-{n}: 1\r\n")).collect();
    let target = format!("{THING}?{}", "x".repeat(70_000));
    let long = format!("{}: 1\r\n", "x".repeat(70_000));
    let headers = "there may be 100 header lines, with 16384 bytes in all of them";
    for (target, lines, status, code, detail) in [
        (THING, &*lines, 431, "headers_too_large", headers),
        (THING, &*long, 431, "headers_too_large", headers),
        (
            &*target,
            "",
            414,
            "uri_too_long",
            "path and query may have 16384 bytes",
        ),
        (
            THING,
            "no colon\r\n",
            400,
            "malformed_request",
            "this is no HTTP/1.1 request",
        ),
    ] {
        let answer = get_with(target, lines).await;
        assert_eq!((answer.status, &*answer.problem()), (status, code));
        assert_eq!(answer.json()["detail"], detail);
        assert_eq!(answer.header("connection"), "close");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(!answer.header("date").is_empty());
    }
}

#[tokio::test]
async fn a_request_is_for_one_host() {
    for (hosts, status) in [
        ("", 400),
        ("host: a\r\nhost: b\r\n", 400),
        ("host: a\r\n", 200),
    ] {
        let bytes = format!("GET {THING} HTTP/1.1\r\n{hosts}connection: close\r\n\r\n");
        let answer = ask_within(Limits::default(), &bytes).await;
        assert_eq!(answer.status, status, "{hosts}");
    }
}

#[tokio::test]
async fn a_conflict_has_a_code_of_its_own() {
    let answer = send_json("POST /things", "", r#"{"name": "taken"}"#).await;
    assert_eq!((answer.status, &*answer.problem()), (409, "name_taken"));
}

#[tokio::test]
async fn faults_and_panics_tell_nothing_but_the_request() {
    for (target, cause) in [("/fault", "disk on fire"), ("/panic", "a bug")] {
        let answer = get_with(target, "").await;
        assert_eq!((answer.status, &*answer.problem()), (500, "internal"));
        assert!(!answer.body.contains(cause), "{answer:?}");
    }
}

#[tokio::test]
async fn what_is_not_written_says_so() {
    let answer = get_with("/unwritten", "").await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (501, "not_implemented")
    );
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_given_up() {
    let limits = Limits {
        request_time: Duration::from_millis(20),
        ..Limits::default()
    };
    let answer = ask_within(limits, &request("GET /never", "", "")).await;
    assert_eq!((answer.status, &*answer.problem()), (503, "unavailable"));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn too_many_requests_at_one_time_are_turned_away() {
    let limits = Limits {
        in_flight: 0,
        ..Limits::default()
    };
    let answer = ask_within(limits, &request(&format!("GET {THING}"), "", "")).await;
    assert_eq!((answer.status, &*answer.problem()), (503, "unavailable"));
    assert_eq!(answer.header("retry-after"), "1");
}

#[tokio::test]
async fn a_request_keeps_a_sane_id_and_loses_another() {
    let answer = get_with(THING, "x-request-id: abc-1.2_3\r\n").await;
    assert_eq!(answer.header("x-request-id"), "abc-1.2_3");
    let long = "x".repeat(65);
    for id in ["a b", "a\"b", &long] {
        let answer = get_with(THING, &format!("x-request-id: {id}\r\n")).await;
        let made = answer.header("x-request-id");
        assert!(!made.is_empty() && made != id, "{made}");
    }
}
