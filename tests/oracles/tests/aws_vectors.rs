//! The signing test suite of awslabs/aws-c-auth, header form, at the level of canonical requests:
//! its key id is shorter than ours may be, and some of its requests cannot pass an HTTP stack.
//!
//! `MOGUERA_SHARED_DATA` names the folder that holds `aws-sigv4-vectors.json`; without it the test
//! says that it was skipped.

use std::path::PathBuf;
use std::{env, fs};

use authentication::{
    BodyHash, CanonicalHeaders, CanonicalRequest, Scope, Secret, SigningDate, SigningKey,
    accepted_paths, canonical_path, canonical_query, string_to_sign,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;

/// A case's request, split by hand because no HTTP parser takes all of them.
struct Raw<'a> {
    method: Method,
    path: &'a str,
    query: &'a str,
    headers: HeaderMap,
    body: &'a str,
}

impl<'a> Raw<'a> {
    fn parse(request: &'a str) -> Self {
        let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
        let (line, fields) = head.split_once('\n').unwrap();
        let (method, rest) = line.split_once(' ').unwrap();
        // The target may hold a space, so the version is what follows the last one.
        let (target, _) = rest.rsplit_once(' ').unwrap();
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers = HeaderMap::new();
        // A recipient reads a line fold as spaces (RFC 9112 §5.2).
        for field in fields.replace("\n ", "  ").lines() {
            let (name, value) = field.split_once(':').unwrap();
            let name = HeaderName::try_from(name).unwrap();
            headers.append(name, HeaderValue::from_str(value).unwrap());
        }
        Self {
            method: method.parse().unwrap(),
            path,
            query,
            headers,
            body,
        }
    }
}

/// The vectors, or `None` where the folder is not there.
fn vectors() -> Option<Value> {
    let folder = PathBuf::from(env::var_os("MOGUERA_SHARED_DATA")?);
    let file = folder.join("aws-sigv4-vectors.json");
    let text =
        fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    Some(serde_json::from_str(&text).unwrap())
}

#[test]
fn canonical_requests_and_signatures_are_those_of_the_suite() {
    let Some(vectors) = vectors() else {
        println!("skipped: MOGUERA_SHARED_DATA is not set");
        return;
    };
    let cases = vectors["cases"].as_array().unwrap();
    let normalised = cases.iter().filter(|case| !is_as_sent(case)).count();
    for case in cases {
        check(case);
    }
    println!(
        "{} cases, {normalised} of them normalised by the signer",
        cases.len()
    );
    assert!(normalised < cases.len() / 2);
}

fn check(case: &Value) {
    let name = text(&case["name"]);
    let raw = Raw::parse(text(&case["request"]));
    if raw.path.contains("//") || raw.path.contains("/.") {
        assert!(accepted_paths(raw.path).is_err(), "{name} must be refused");
    }
    if !is_as_sent(case) {
        return;
    }
    let expected = text(&case["header_canonical_request"]);
    let names: Vec<HeaderName> = signed_headers(expected)
        .split(';')
        .map(|name| name.parse().unwrap())
        .collect();
    let (headers, date) = (completed(&raw, case), signing_date(case));
    let host = headers["host"].to_str().unwrap();
    let canonical = CanonicalRequest {
        method: &raw.method,
        path: &canonical_path(raw.path),
        query: &canonical_query(raw.query).unwrap(),
        headers: &CanonicalHeaders::collect(&headers, host, &names).unwrap(),
        body: &BodyHash::of(raw.body.as_bytes()),
    };
    assert_eq!(canonical.to_string(), expected, "{name}");

    let context = &case["context"];
    let scope = Scope::new(&date, text(&context["region"]), text(&context["service"]));
    let to_sign = string_to_sign(&date, &scope, &canonical);
    assert_eq!(to_sign, case["header_string_to_sign"], "{name}");

    let secret = Secret::new(text(&context["credentials"]["secret_access_key"]).into());
    let signature = SigningKey::derive(&secret, &scope)
        .sign(&to_sign)
        .to_string();
    assert_eq!(signature, case["header_signature"], "{name}");
}

/// Whether the signer leaves the path as it is. One that removes `.`, `..` and empty segments signs
/// another resource than it asks for, which we refuse.
fn is_as_sent(case: &Value) -> bool {
    let path = Raw::parse(text(&case["request"])).path;
    case["context"]["normalize"] == false || accepted_paths(path).is_ok()
}

/// The headers of the request and those that the suite's signer adds.
fn completed(raw: &Raw<'_>, case: &Value) -> HeaderMap {
    let mut headers = raw.headers.clone();
    let context = &case["context"];
    headers.insert("x-amz-date", value(&signing_date(case).to_string()));
    if context["sign_body"] == true {
        let hash = BodyHash::of(raw.body.as_bytes());
        headers.insert("x-amz-content-sha256", value(hash.as_str()));
    }
    if let Some(token) = context["credentials"]["token"].as_str() {
        headers.insert("x-amz-security-token", value(token));
    }
    headers
}

fn signing_date(case: &Value) -> SigningDate {
    SigningDate::at(text(&case["context"]["timestamp"]).parse().unwrap())
}

/// The last line but one of a canonical request.
fn signed_headers(canonical_request: &str) -> &str {
    canonical_request.lines().rev().nth(1).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn value(text: &str) -> HeaderValue {
    text.parse().unwrap()
}
