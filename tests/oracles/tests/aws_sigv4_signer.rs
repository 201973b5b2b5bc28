//! aws-sigv4 as a client of our verifier, and side by side with our signer, over many requests.

use authentication::{BodyHash, KeyId, Refusal, RequestHead, Secret, Signer, Verifier};
use http::{HeaderValue, Request};
use jiff::Timestamp;
use signing_oracles::{Account, BodyHashIsSent, sign_with_aws};

const ACCOUNT: Account<'static> = Account {
    key_id: "AKIDEXAMPLE00000",
    secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    region: "us-east-1",
    service: "blog",
};

const METHODS: [&str; 5] = ["GET", "HEAD", "POST", "PATCH", "DELETE"];

const PATHS: [&str; 18] = [
    "/",
    "/articles",
    "/articles/",
    "/a%20b",
    "/a%2Fb",
    "/%E6%97%A5",
    "/%e6%97%a5",
    "/日",
    "/100%25",
    "/a%2520b",
    "/x:y",
    "/a@b",
    "/a+b",
    "/a*b",
    "/a=b,c;d!e$f'g(h)",
    "/~a-b_c.d",
    "/...",
    "/.well-known/x",
];

const QUERIES: [&str; 23] = [
    "",
    "a=1",
    "b=2&a=1",
    "a=1&a-b=2",
    "a-b=2&a=1",
    "a1=1&a=2",
    "flag",
    "flag=",
    "a=1&flag&b",
    "tag=b&tag=a&tag=B",
    "tag=a1&tag=a",
    "filter%5Bname%5D=x&filter%5BnameX%5D=y",
    "filter%5Bx%5D=1&filterX=2",
    "%E1%88%B4=1&Param=2&Param-3=3",
    "q=a%20b",
    "q=a+b",
    "q=a%2Bb",
    "q=a*b",
    "q=%c3%a9",
    "q=é",
    "q=a:b/c?d@e",
    "q=a%26b%3Dc%25",
    "a=b=c",
];

const BODIES: [&str; 3] = ["", "{}", "{\"title\":\"日本語\"}\n"];

fn now() -> Timestamp {
    "2026-01-31T09:30:00Z".parse().unwrap()
}

/// Every path with every query; method, body and headers take turns.
fn requests() -> impl Iterator<Item = Request<String>> {
    let targets = PATHS
        .iter()
        .flat_map(|path| QUERIES.iter().map(move |query| (path, query)));
    targets.enumerate().map(|(turn, (path, query))| {
        let body = BODIES[turn % BODIES.len()];
        let mut request = Request::builder()
            .method(METHODS[turn % METHODS.len()])
            .uri(format!("http://127.0.0.1:8080{path}?{query}"));
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        if turn % 4 == 0 {
            request = request
                .header("if-match", "\"3\"")
                .header("x-note", "  a   b ")
                .header("x-note", "c");
        }
        request.body(body.to_owned()).unwrap()
    })
}

fn head(request: &Request<String>) -> RequestHead<'_> {
    RequestHead {
        method: request.method(),
        uri: request.uri(),
        headers: request.headers(),
    }
}

fn verify(request: &Request<String>) -> Result<(), Refusal> {
    let verifier = Verifier::new(ACCOUNT.region, ACCOUNT.service);
    let claim = verifier.read(&head(request), now())?;
    let secret = Secret::new(ACCOUNT.secret.into());
    claim.verify(Some(&secret), &BodyHash::of(request.body().as_bytes()))
}

#[test]
fn our_verifier_accepts_what_aws_sigv4_signs() {
    let mut count = 0;
    for unsigned in requests() {
        for hash in [BodyHashIsSent::NoHeader, BodyHashIsSent::XAmzSha256] {
            let mut request = unsigned.clone();
            sign_with_aws(&mut request, ACCOUNT, now(), hash);
            assert_eq!(verify(&request), Ok(()), "{request:?}");
            count += 1;
        }
    }
    assert_eq!(count, 2 * PATHS.len() * QUERIES.len());
}

#[test]
fn our_verifier_refuses_twins_of_what_aws_sigv4_signs() {
    for mut request in requests() {
        sign_with_aws(&mut request, ACCOUNT, now(), BodyHashIsSent::NoHeader);
        let mut twin = request.clone();
        *twin.uri_mut() = format!("{}&z=1", request.uri()).parse().unwrap();
        assert_eq!(verify(&twin), Err(Refusal::Mismatch), "{twin:?}");

        let mut twin = request.clone();
        twin.body_mut().push(' ');
        assert_eq!(verify(&twin), Err(Refusal::Mismatch), "{twin:?}");

        let later = HeaderValue::from_static("20260131T093001Z");
        request.headers_mut().insert("x-amz-date", later);
        assert_eq!(verify(&request), Err(Refusal::Mismatch), "{request:?}");
    }
}

#[test]
fn both_signers_write_the_same_header() {
    let key_id = KeyId::parse(ACCOUNT.key_id).unwrap();
    let secret = Secret::new(ACCOUNT.secret.into());
    let signer = Signer::new(key_id, secret, ACCOUNT.region, ACCOUNT.service);
    for mut request in requests() {
        let body = BodyHash::of(request.body().as_bytes());
        let [.., (_, ours)] = signer.sign(&head(&request), &body, now()).unwrap();
        sign_with_aws(&mut request, ACCOUNT, now(), BodyHashIsSent::XAmzSha256);
        assert_eq!(request.headers()["authorization"], ours, "{request:?}");
    }
}
