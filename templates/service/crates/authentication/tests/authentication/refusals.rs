//! What must be refused before anybody looks a key up, and with which words.

use authentication::{BodyHash, HeaderFault, Refusal, Secret, Signer};
use http::header::{AUTHORIZATION, IF_MATCH};
use http::{Method, StatusCode};
use jiff::{SignedDuration, ToSpan};

use crate::example::{REGION, Request, SERVICE, key_id, now, secret, verifier};

/// Signs the usual request, changes it, and demands this refusal.
pub(crate) fn refused(expected: &Refusal, change: impl FnOnce(&mut Request)) {
    let mut request = Request::patch().signed();
    change(&mut request);
    assert_eq!(request.verify().as_ref(), Err(expected));
    let status = expected.status();
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}

#[test]
fn unsigned_requests() {
    refused(&Refusal::Missing, |request| {
        request.headers.remove(AUTHORIZATION);
    });
}

#[test]
fn two_places_for_a_signature() {
    for parameter in ["X-Amz-Signature=00", "x-amz-algorithm=a", "X%2DAmz-Date=1"] {
        refused(&Refusal::QuerySignature, |request| {
            request.target(&format!("/v1/items/7?{parameter}"));
        });
    }
}

#[test]
fn other_algorithms() {
    for other in ["AWS4-ECDSA-P256-SHA256", "aws4-hmac-sha256", "Bearer"] {
        refused(&Refusal::Algorithm, |request| {
            request.edit("authorization", "AWS4-HMAC-SHA256", other);
        });
    }
    refused(&Refusal::Authorization, |request| {
        request.set("authorization", "AWS4-HMAC-SHA256");
    });
}

#[test]
fn malformed_parameters() {
    let edits = [
        ("Credential=", "credential="),
        ("Credential=", "Credential=x, Credential="),
        ("Signature=", "Other=x, Signature="),
        (", Signature=", ", , Signature="),
        ("/aws4_request", ""),
        ("/aws4_request", "/aws4_request/more"),
        ("/aws4_request", "/other_request"),
        ("AKIDEXAMPLE00000", "AKIDEXAMPLE"),
        ("AKIDEXAMPLE00000", "akidexample00000"),
        ("AKIDEXAMPLE00000", "AKIDEXAMPLE0000%30"),
        ("host;if-match", "Host;if-match"),
        ("host;if-match", "if-match;host"),
        ("host;if-match", "host;host;if-match"),
        ("host;if-match", "host;;if-match"),
        ("content-type;host", ":authority;content-type;host"),
    ];
    for (old, new) in edits {
        refused(&Refusal::Authorization, |request| {
            request.edit("authorization", old, new);
        });
    }
}

#[test]
fn malformed_signatures() {
    let signed = Request::patch().signed();
    let value = signed.headers[AUTHORIZATION].to_str().unwrap();
    let (start, signature) = value.split_once("Signature=").unwrap();
    for malformed in [
        &signature[1..],
        &format!("{signature}0"),
        &format!("{}g", &signature[1..]),
        &format!("{}A", &signature[1..]),
        "",
    ] {
        refused(&Refusal::Authorization, |request| {
            request.set("authorization", &format!("{start}Signature={malformed}"));
        });
    }
}

#[test]
fn absent_or_malformed_dates() {
    for malformed in [
        "2026-01-31T09:30:00Z",
        "20260131T093000",
        "20260131T093000z",
        "20260131T0930Z",
        "20260231T093000Z",
        "20260131T240000Z",
        "20260131T093060Z",
        "+2260131T093000Z",
    ] {
        refused(&Refusal::Date, |request| {
            request.set("x-amz-date", malformed);
        });
    }
    refused(&Refusal::Date, |request| {
        request.headers.remove("x-amz-date");
    });
    for obsolete in [
        "Saturday, 31-Jan-26 09:30:00 GMT",
        "Sat Jan 31 09:30:00 2026",
        "Sat, 31 Jan 2026 09:30:00 +0000",
        "Sun, 31 Jan 2026 09:30:00 GMT",
        "31 Jan 2026 09:30:00 GMT",
    ] {
        refused(&Refusal::Date, |request| {
            request.headers.remove("x-amz-date");
            request.set("date", obsolete);
        });
    }
}

#[test]
fn other_scopes() {
    for (old, new) in [
        ("us-east-1", "eu-west-1"),
        ("/demo/", "/s3/"),
        ("20260131", "20260130"),
    ] {
        refused(&Refusal::Scope, |request| {
            request.edit("authorization", old, new);
        });
    }
}

#[test]
fn clocks_too_far_apart() {
    let request = Request::patch().signed();
    for (minutes, seconds, verdict) in [
        (15, 0, Ok(())),
        (-15, 0, Ok(())),
        (15, 1, Err(Refusal::Skew)),
        (-15, -1, Err(Refusal::Skew)),
    ] {
        let clock = now() + minutes.minutes().seconds(seconds);
        assert_eq!(request.verify_at(clock), verdict, "{clock}");
    }
    let strict = verifier().with_skew(SignedDuration::from_mins(5));
    let refusal = strict.read(&request.head(), now() + 6.minutes());
    assert_eq!(refusal.unwrap_err(), Refusal::Skew);
}

#[test]
fn another_body_than_the_one_declared() {
    refused(&Refusal::Body, |request| request.body.clear());
}

#[test]
fn unknown_keys_and_wrong_signatures_look_the_same() {
    let request = Request::patch().signed();
    let claim = verifier().read(&request.head(), now()).unwrap();
    assert_eq!(*claim.key_id(), key_id());
    let body = BodyHash::of(&request.body);
    assert_eq!(claim.verify(None, &body), Err(Refusal::Mismatch));
    let other = Secret::new("another secret".into());
    assert_eq!(claim.verify(Some(&other), &body), Err(Refusal::Mismatch));
    assert_eq!(claim.verify(Some(&secret()), &body), Ok(()));
}

#[test]
fn the_decoy_of_unknown_keys_opens_nothing() {
    let decoy = "no access key has this secret, nor would it help";
    let signer = Signer::new(key_id(), Secret::new(decoy.into()), REGION, SERVICE);
    let (mut request, body) = (Request::get("/"), BodyHash::of(b""));
    let added = signer.sign(&request.head(), &body, now()).unwrap();
    request.headers.extend(added);
    let claim = verifier().read(&request.head(), now()).unwrap();
    assert_eq!(claim.verify(None, &body), Err(Refusal::Mismatch));
}

#[test]
fn ambiguous_targets_are_bad_requests() {
    for path in [
        "//items",
        "/items//7",
        "/items//",
        "/./items",
        "/items/.",
        "/a/../b",
        "/a/..",
        "/a/%2e%2E/b",
        "/a/.%2e",
        "/a/%2E",
        "/a%zz",
        "/a%4",
        "*",
    ] {
        let refusal = Request::new(Method::OPTIONS, path).verify().unwrap_err();
        assert!(matches!(refusal, Refusal::Path(_)), "{path}: {refusal}");
        assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
    }
    for path in ["/...", "/.well-known/x", "/a/..b", "/a/b.", "/a/%2e%2e%2e"] {
        assert_eq!(Request::get(path).verify(), Err(Refusal::Missing), "{path}");
    }
    let endless = format!("/?{}", "a&".repeat(257));
    for target in ["/?a=%", "/?%4=a", "/?a=%g0", &endless] {
        let refusal = Request::get(target).verify().unwrap_err();
        assert!(matches!(refusal, Refusal::Query(_)), "{target}: {refusal}");
        assert_eq!(refusal.status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn public_texts_name_the_rule() {
    let texts = [
        (Refusal::Missing, "the request is not signed"),
        (
            Refusal::Mismatch,
            "the access key is unknown or the signature does not match",
        ),
        (
            Refusal::Header(HeaderFault::Unsigned(IF_MATCH)),
            "header `if-match` must be signed",
        ),
    ];
    for (refusal, text) in texts {
        assert_eq!(refusal.to_string(), text);
    }
}
