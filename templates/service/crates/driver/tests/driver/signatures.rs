//! What is signed, and that nothing secret shows.

use authentication::{BodyHash, RequestHead, Secret, Verifier};
use driver::{Client, Credentials, Error, Hook, service};
use http::HeaderValue;
use http::request::Parts;
use jiff::Timestamp;
use serde_json::json;

use crate::server::{KEY_ID, Received, SECRET, Server, answer};

fn assert_signed(request: &Received) {
    let head = RequestHead {
        method: &request.method,
        uri: &request.uri,
        headers: &request.headers,
    };
    let claim = Verifier::new(service::REGION, service::NAME)
        .read(&head, Timestamp::now())
        .unwrap();
    assert_eq!(claim.key_id().as_str(), KEY_ID);
    let secret = Secret::new(SECRET.to_owned());
    claim
        .verify(Some(&secret), &BodyHash::of(&request.body))
        .unwrap();
}

#[tokio::test]
async fn signs_method_path_query_headers_and_body() {
    let server = Server::start(|_, _| answer(204, &[], "")).await;
    let client = server.signed().build().unwrap();

    let path = format!("/v1/things/{}", driver::segment("a b/ü"));
    client
        .patch(path)
        .query("view", "a+b &c")
        .query("flag", "")
        .merge_patch(&json!({"title": "日本"}))
        .if_match("\"3-abc\"")
        .await
        .unwrap();

    let request = &server.received()[0];
    assert_eq!(
        request.target(),
        "/v1/things/a%20b%2F%C3%BC?flag=&view=a%2Bb%20%26c"
    );
    assert_signed(request);
    assert_eq!(
        request.header("x-amz-content-sha256"),
        BodyHash::of(&request.body).as_str()
    );
    assert_eq!(
        request.header("content-type"),
        "application/merge-patch+json"
    );
    let authorization = request.header("authorization");
    assert!(authorization.contains("content-type;host;if-match;x-amz-content-sha256;x-amz-date"));
}

#[tokio::test]
async fn signs_each_attempt() {
    let server = Server::start(|number, _| match number {
        1 => answer(503, &[], ""),
        _ => answer(204, &[], ""),
    })
    .await;
    server
        .signed()
        .build()
        .unwrap()
        .get("/v1/things")
        .await
        .unwrap();
    let requests = server.received();
    assert_eq!(requests.len(), 2);
    requests.iter().for_each(assert_signed);
}

#[tokio::test]
async fn signs_what_a_hook_adds() {
    struct Trace;
    impl Hook for Trace {
        fn before_signing(&self, head: &mut Parts) {
            let value = HeaderValue::from_static("trace-1");
            head.headers.insert("x-request-id", value);
        }
    }
    let server = Server::start(|_, _| answer(204, &[], "")).await;
    let client = server.signed().hook(Trace).build().unwrap();
    client.delete("/v1/things/1").await.unwrap();

    let request = &server.received()[0];
    assert_eq!(request.header("x-request-id"), "trace-1");
    assert!(request.header("authorization").contains("x-request-id"));
    assert_signed(request);
}

#[tokio::test]
async fn signs_nothing_when_anonymous() {
    let server = Server::start(|_, _| answer(204, &[], "")).await;
    server
        .client()
        .build()
        .unwrap()
        .get("/v1/things")
        .await
        .unwrap();
    let request = &server.received()[0];
    assert!(!request.headers.contains_key("authorization"));
    assert!(!request.headers.contains_key("x-amz-date"));
}

#[test]
fn shows_no_secret() {
    let credentials = Credentials::access_key(KEY_ID, SECRET).unwrap();
    let builder = Client::builder("http://127.0.0.1:1").credentials(credentials);
    assert!(!format!("{builder:?}").contains(SECRET));
    let client = builder.build().unwrap();
    let call = client
        .post("/v1/users")
        .payload(&json!({"password": SECRET}));
    for text in [
        format!("{client:?}"),
        format!("{client:#?}"),
        format!("{call:?}"),
    ] {
        assert!(!text.contains(SECRET), "{text}");
    }
    let refused = Client::new("http://user:hunter2@127.0.0.1", Credentials::Anonymous);
    let error = refused.unwrap_err();
    assert!(matches!(error, Error::Build(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}
