//! Signed requests: who is let in, and what everybody else is told.

use ::authentication::{BodyHash, KeyId, RequestHead, Secret, Signer};
use http::{HeaderMap, HeaderValue, Method, Uri};
use http_ground::Limits;
use jiff::{SignedDuration, Timestamp};

use crate::service::{KEY_ID, SECRET, THING, ask_within, get_with};
use crate::wire::{Answer, request};

/// A request signed with this secret, as if `age` seconds ago; `sent` is what is sent of it.
struct Signed<'a> {
    secret: &'a str,
    age: i64,
    method: Method,
    target: &'a str,
    headers: &'a str,
    body: &'a str,
}

impl Signed<'_> {
    fn headers(&self) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("host", HeaderValue::from_static("test"));
        for (name, value) in self
            .headers
            .lines()
            .filter_map(|line| line.split_once(": "))
        {
            let name: http::HeaderName = name.parse().expect("a header has a name");
            headers.insert(name, value.parse().expect("a header has a value"));
        }
        let uri: Uri = self.target.parse().expect("a target is a URI");
        let head = RequestHead {
            method: &self.method,
            uri: &uri,
            headers: &headers,
        };
        let key_id = KeyId::parse(KEY_ID).expect("the key's id is valid");
        let signer = Signer::new(
            key_id,
            Secret::new(self.secret.to_owned()),
            "local",
            "things",
        );
        let then = Timestamp::now() - SignedDuration::from_secs(self.age);
        let added = signer.sign(&head, &BodyHash::of(self.body.as_bytes()), then);
        let added = added.expect("the request can be signed");
        let lines = added.iter().map(|(name, value)| {
            format!(
                "{name}: {}\r\n",
                value.to_str().expect("signatures are ASCII")
            )
        });
        lines.collect::<String>() + self.headers
    }

    async fn send(&self, target: &str, body: &str) -> Answer {
        let bytes = request(&format!("{} {target}", self.method), &self.headers(), body);
        ask_within(Limits::default(), &bytes).await
    }
}

const READ: Signed<'_> = Signed {
    secret: SECRET,
    age: 0,
    method: Method::GET,
    target: THING,
    headers: "",
    body: "",
};

const WRITE: Signed<'_> = Signed {
    secret: SECRET,
    age: 0,
    method: Method::POST,
    target: "/things",
    headers: "content-type: application/json\r\n",
    body: r#"{"name": "a"}"#,
};

fn assert_unauthorized(answer: &Answer) {
    assert_eq!(
        (answer.status, &*answer.problem()),
        (401, "unauthorized"),
        "{answer:?}"
    );
    let challenge = r#"AWS4-HMAC-SHA256 realm="things", region="local", service="things""#;
    assert_eq!(answer.header("www-authenticate"), challenge);
    assert!(
        !answer.header("date").is_empty(),
        "a client with a wrong clock needs ours"
    );
}

#[tokio::test]
async fn a_signed_request_is_answered_to_its_caller_only() {
    let answer = READ.send(THING, "").await;
    assert_eq!(
        (answer.status, answer.header("cache-control")),
        (200, "private, no-cache")
    );
    assert_eq!(WRITE.send("/things", WRITE.body).await.status, 201);
}

#[tokio::test]
async fn what_needs_a_caller_refuses_nobody() {
    assert_unauthorized(&get_with("/secret", "").await);
}

#[tokio::test]
async fn wrong_credentials_are_refused_even_where_none_are_needed() {
    assert_unauthorized(
        &Signed {
            secret: "wrong",
            ..READ
        }
        .send(THING, "")
        .await,
    );
    assert_unauthorized(&Signed { age: 1000, ..READ }.send(THING, "").await);
    assert_unauthorized(&Signed { age: -1000, ..READ }.send(THING, "").await);
    assert_unauthorized(&get_with(THING, "authorization: Bearer abc\r\n").await);
    assert_unauthorized(&get_with(&format!("{THING}?X-Amz-Signature=a"), "").await);
}

#[tokio::test]
async fn unknown_keys_and_wrong_signatures_look_the_same() {
    let detail = |answer: &Answer| answer.json()["detail"].clone();
    let wrong = Signed {
        secret: "wrong",
        ..READ
    }
    .send(THING, "")
    .await;
    let headers = READ.headers().replace(KEY_ID, "AKIDUNKNOWN00000");
    let unknown = get_with(THING, &headers).await;
    assert_unauthorized(&unknown);
    assert_eq!(detail(&wrong), detail(&unknown));
}

#[tokio::test]
async fn a_signature_covers_path_query_method_and_body() {
    assert_unauthorized(&READ.send(&format!("{THING}?view=loud"), "").await);
    assert_unauthorized(&READ.send("/things", "").await);
    assert_unauthorized(&WRITE.send("/things", r#"{"name": "b"}"#).await);
    let headers = READ.headers();
    let delete = request(&format!("DELETE {THING}"), &headers, "");
    assert_unauthorized(&ask_within(Limits::default(), &delete).await);
}

#[tokio::test]
async fn the_body_of_a_delete_is_signed_too() {
    let delete = Signed {
        method: Method::DELETE,
        body: "{}",
        ..READ
    };
    assert_eq!(delete.send(THING, "{}").await.status, 204);
    assert_unauthorized(&delete.send(THING, "[]").await);
}

#[tokio::test]
async fn an_unsigned_condition_is_not_obeyed() {
    let headers = READ.headers() + "if-none-match: *\r\n";
    assert_unauthorized(&get_with(THING, &headers).await);
}
