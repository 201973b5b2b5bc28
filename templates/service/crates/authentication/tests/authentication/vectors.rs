//! Vectors that two independent signers, botocore and the aws-sigv4 crate, agree on. Drivers in
//! other languages read the same file.

use authentication::{
    BodyHash, CanonicalHeaders, CanonicalRequest, KeyId, RequestHead, Secret, Signer, SigningDate,
    Verifier, accepted_paths, accepted_queries,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use jiff::Timestamp;
use serde_json::Value;

struct Case<'a> {
    name: &'a str,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: BodyHash,
    signed_headers: &'a str,
    canonical_request: &'a str,
    authorization: &'a str,
}

impl<'a> Case<'a> {
    fn read(case: &'a Value) -> Self {
        let mut headers = HeaderMap::new();
        for pair in case["headers"].as_array().unwrap() {
            let name = HeaderName::try_from(text(&pair[0])).unwrap();
            headers.append(name, HeaderValue::from_str(text(&pair[1])).unwrap());
        }
        Self {
            name: text(&case["name"]),
            method: text(&case["method"]).parse().unwrap(),
            uri: text(&case["url"]).parse().unwrap(),
            headers,
            body: BodyHash::of(text(&case["body"]).as_bytes()),
            signed_headers: text(&case["signed_headers"]),
            canonical_request: text(&case["canonical_request"]),
            authorization: text(&case["authorization"]),
        }
    }

    /// The host as signed, which lacks the default port that a URL may state.
    fn host(&self) -> &str {
        let mut lines = self.canonical_request.lines();
        lines.find_map(|line| line.strip_prefix("host:")).unwrap()
    }

    fn head<'b>(&'b self, headers: &'b HeaderMap) -> RequestHead<'b> {
        RequestHead {
            method: &self.method,
            uri: &self.uri,
            headers,
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../vectors.json")).unwrap()
}

#[test]
fn signatures_are_those_of_the_vectors() {
    let vectors = vectors();
    let [region, service, secret] = ["region", "service", "secret"].map(|key| text(&vectors[key]));
    let key_id = KeyId::parse(text(&vectors["key_id"])).unwrap();
    let secret = Secret::new(secret.into());
    let signer = Signer::new(key_id.clone(), secret.clone(), region, service);
    let now: Timestamp = text(&vectors["time"]).parse().unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 20);
    for case in cases.iter().map(Case::read) {
        let added = signer
            .sign(&case.head(&case.headers), &case.body, now)
            .unwrap();
        let mut headers = case.headers.clone();
        for (name, value) in added {
            headers.insert(name, value);
        }
        assert_eq!(
            headers["authorization"], case.authorization,
            "{}",
            case.name
        );

        // What arrives has a `Host` header, as the canonical request shows it.
        headers.insert("host", case.host().parse().unwrap());
        let target = case.uri.path_and_query().unwrap().as_str().parse().unwrap();
        let head = RequestHead {
            uri: &target,
            ..case.head(&headers)
        };
        let claim = Verifier::new(region, service).read(&head, now).unwrap();
        assert_eq!(*claim.key_id(), key_id);
        assert_eq!(
            claim.verify(Some(&secret), &case.body),
            Ok(()),
            "{}",
            case.name
        );
    }
}

#[test]
fn canonical_requests_are_those_of_the_vectors() {
    let vectors = vectors();
    let date = SigningDate::at(text(&vectors["time"]).parse().unwrap());
    for mut case in vectors["cases"].as_array().unwrap().iter().map(Case::read) {
        case.headers
            .insert("x-amz-date", date.to_string().parse().unwrap());
        let hash = case.body.as_str().parse().unwrap();
        case.headers.insert("x-amz-content-sha256", hash);
        let names: Vec<HeaderName> = case
            .signed_headers
            .split(';')
            .map(|name| name.parse().unwrap())
            .collect();
        let request = CanonicalRequest {
            method: &case.method,
            path: &accepted_paths(case.uri.path()).unwrap()[0],
            query: &accepted_queries(case.uri.query().unwrap_or("")).unwrap()[0],
            headers: &CanonicalHeaders::collect(&case.headers, case.host(), &names).unwrap(),
            body: &case.body,
        };
        assert_eq!(request.to_string(), case.canonical_request, "{}", case.name);
    }
}
