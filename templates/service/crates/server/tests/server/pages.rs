//! Pages and operations, over HTTP.

use driver::{Client, Response};
use http::StatusCode;
use server::testing::Service;

async fn get(client: &Client, path: &str) -> Response<()> {
    client.get(path).send().await.unwrap()
}

fn header<'r>(response: &'r Response<()>, name: &str) -> &'r str {
    let value = response.headers().get(name);
    value
        .unwrap_or_else(|| panic!("no {name}"))
        .to_str()
        .unwrap()
}

#[tokio::test]
async fn pages_are_sent_with_their_types() {
    let service = Service::start().await;
    let client = service.anonymous();
    for (path, content_type) in [
        ("/", "text/html; charset=utf-8"),
        ("/docs", "text/html; charset=utf-8"),
        ("/openapi.json", "application/json"),
    ] {
        let page = get(&client, path).await;
        assert_eq!(header(&page, "content-type"), content_type);
        assert_eq!(header(&page, "cache-control"), "no-cache");
        assert!(!page.bytes().is_empty());
    }
}

#[tokio::test]
async fn the_page_looks_as_it_should_under_its_own_policy() {
    let service = Service::start().await;
    let page = get(&service.anonymous(), "/").await;
    let policy = header(&page, "content-security-policy");
    assert!(policy.contains("style-src 'sha256-"), "{policy}");
    assert!(policy.contains("default-src 'none'"), "{policy}");
    // An attribute `style` has no hash, so the policy would drop it.
    let html = String::from_utf8(page.bytes().to_vec()).unwrap();
    assert!(!html.contains(" style="), "{html}");
}

#[tokio::test]
async fn a_page_that_is_known_is_not_sent_again() {
    let service = Service::start().await;
    let client = service.anonymous();
    for path in ["/", "/docs", "/openapi.json"] {
        let tag = get(&client, path).await.etag().unwrap().to_owned();
        assert!(client.get(path).if_changed(&tag).await.unwrap().is_none());
        assert!(
            client
                .get(path)
                .if_changed("\"other\"")
                .await
                .unwrap()
                .is_some()
        );
    }
}

#[tokio::test]
async fn openapi_is_a_document_of_openapi() {
    let service = Service::start().await;
    let document = service.anonymous().get("/openapi.json");
    let document: serde_json::Value = document.returning().await.unwrap();
    assert!(document["openapi"].is_string(), "{document}");
}

#[tokio::test]
async fn probes_and_metrics_answer() {
    let service = Service::start().await;
    let client = service.anonymous();
    for path in ["/healthz", "/readyz", "/metrics"] {
        assert_eq!(get(&client, path).await.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn no_more_requests_are_wanted_when_the_database_is_closed() {
    let service = Service::start().await;
    service.store().close().await;
    let refused = service.anonymous().get("/readyz").await.unwrap_err();
    assert_eq!(refused.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let service = Service::start().await;
    let missing = service.anonymous().get("/no/such/path").await.unwrap_err();
    assert!(
        missing.is_not_found() && missing.code() == Some("not_found"),
        "{missing:?}"
    );
}
