//! What a browser is told about pages of other origins.

use std::time::Duration;

use http::{HeaderName, HeaderValue};
use http_ground::{Cors, Limits, Origins};

use crate::service::{THING, ask, gate};
use crate::wire::{Answer, request};

const PREFLIGHT: &str = "access-control-request-method: PATCH\r\n\
                         access-control-request-headers: authorization,x-amz-date\r\n";

async fn ask_from(origins: Origins, method: &str, headers: &str) -> Answer {
    let expose = [HeaderName::from_static("x-extra")];
    let cors = Cors::new(origins, &expose, Duration::from_secs(600));
    let bytes = request(&format!("{method} {THING}"), headers, "");
    ask(&gate(Limits::default(), Some(cors)), &bytes).await
}

fn listed() -> Vec<HeaderValue> {
    vec![HeaderValue::from_static("https://app.test")]
}

fn cors_headers(answer: &Answer) -> Vec<&str> {
    let names = answer.headers.keys().map(HeaderName::as_str);
    names
        .filter(|name| name.starts_with("access-control-"))
        .collect()
}

#[tokio::test]
async fn any_page_may_read_an_open_service() {
    let answer = ask_from(Origins::Any, "GET", "origin: https://a.test\r\n").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let exposed =
        "date, etag, link, location, retry-after, www-authenticate, x-request-id, x-extra";
    assert_eq!(answer.header("access-control-expose-headers"), exposed);
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert_eq!(answer.headers("vary"), ["accept, authorization"]);
}

#[tokio::test]
async fn listed_pages_only_may_read_a_closed_service() {
    let answer = ask_from(
        Origins::Listed(listed()),
        "GET",
        "origin: https://app.test\r\n",
    )
    .await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://app.test"
    );
    assert_eq!(answer.header("access-control-allow-credentials"), "");
    assert_eq!(answer.headers("vary"), ["accept, authorization", "origin"]);
    for headers in ["origin: https://evil.test\r\n", "origin: null\r\n", ""] {
        let answer = ask_from(Origins::Listed(listed()), "GET", headers).await;
        assert_eq!(
            (answer.status, cors_headers(&answer)),
            (200, vec![]),
            "{headers}"
        );
        assert_eq!(answer.headers("vary"), ["accept, authorization", "origin"]);
    }
}

#[tokio::test]
async fn trusted_pages_may_send_cookies() {
    let origins = Origins::Trusted(listed());
    let answer = ask_from(origins, "GET", "origin: https://app.test\r\n").await;
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://app.test"
    );
    assert_eq!(answer.header("access-control-allow-credentials"), "true");
}

#[tokio::test]
async fn a_preflight_is_granted_without_a_signature() {
    let headers = format!("origin: https://app.test\r\n{PREFLIGHT}");
    let answer = ask_from(Origins::Listed(listed()), "OPTIONS", &headers).await;
    assert_eq!(answer.status, 204);
    assert_eq!(
        answer.header("access-control-allow-origin"),
        "https://app.test"
    );
    assert_eq!(
        answer.header("access-control-allow-headers"),
        "authorization,x-amz-date"
    );
    assert_eq!(answer.header("access-control-max-age"), "600");
    let methods = answer.header("access-control-allow-methods");
    assert_eq!(methods, "GET, HEAD, POST, PUT, PATCH, DELETE");
    assert_eq!(
        answer.headers("vary"),
        ["origin", "access-control-request-headers"]
    );
}

#[tokio::test]
async fn a_foreign_preflight_is_granted_nothing() {
    let headers = format!("origin: https://evil.test\r\n{PREFLIGHT}");
    let answer = ask_from(Origins::Listed(listed()), "OPTIONS", &headers).await;
    assert_eq!((answer.status, cors_headers(&answer)), (204, vec![]));
}

#[tokio::test]
async fn a_page_may_read_problems_too() {
    let headers = "origin: https://a.test\r\naccept: text/html\r\n";
    let answer = ask_from(Origins::Any, "GET", headers).await;
    assert_eq!(
        (answer.status, answer.header("access-control-allow-origin")),
        (406, "*")
    );
}
