//! Headers that make a signature worthless: absent, repeated, unreadable, unsigned.

use authentication::{HeaderFault, Refusal};
use http::header::{CONTENT_TYPE, DATE, HOST, HeaderName, HeaderValue, IF_MATCH, IF_NONE_MATCH};

use crate::example::{Request, now, verifier};
use crate::refusals::refused;

fn name(name: &'static str) -> HeaderName {
    HeaderName::from_static(name)
}

#[test]
fn repeated_headers() {
    for header in [
        "authorization",
        "x-amz-date",
        "x-amz-content-sha256",
        "x-amz-meta-note",
        "host",
    ] {
        let fault = HeaderFault::Repeated(name(header));
        refused(&Refusal::Header(fault), |request| {
            let twin = request.headers[header].clone();
            request.headers.append(header, twin);
        });
    }
    refused(&Refusal::Header(HeaderFault::Repeated(HOST)), |request| {
        request.target("https://elsewhere.example.com/v1/items/7?view=tiny&limit=20");
    });
}

#[test]
fn listed_headers_that_are_absent() {
    refused(&Refusal::Header(HeaderFault::Absent(IF_MATCH)), |request| {
        request.headers.remove(IF_MATCH);
    });
    refused(&Refusal::Header(HeaderFault::Absent(HOST)), |request| {
        request.headers.remove(HOST);
    });
}

#[test]
fn headers_that_signers_spell_differently() {
    let fault = HeaderFault::Unprintable(name("if-match"));
    for value in [&b"\"3\"\t\"4\""[..], &[b'"', 0xe9, b'"']] {
        refused(&Refusal::Header(fault.clone()), |request| {
            let value = HeaderValue::from_bytes(value).unwrap();
            request.headers.insert(IF_MATCH, value);
        });
    }
}

#[test]
fn headers_that_must_be_signed() {
    for (header, listed) in [
        (HOST, "host;"),
        (CONTENT_TYPE, "content-type;"),
        (IF_MATCH, "if-match;"),
        (name("x-amz-content-sha256"), "x-amz-content-sha256;"),
        (name("x-amz-date"), "x-amz-date;"),
        (name("x-amz-meta-note"), ";x-amz-meta-note"),
    ] {
        refused(&Refusal::Header(HeaderFault::Unsigned(header)), |request| {
            request.edit("authorization", listed, "");
        });
    }
    for header in [
        IF_NONE_MATCH,
        name("idempotency-key"),
        name("x-amz-security-token"),
    ] {
        let fault = HeaderFault::Unsigned(header.clone());
        refused(&Refusal::Header(fault), |request| {
            request
                .headers
                .insert(&header, HeaderValue::from_static("injected"));
        });
    }
    refused(&Refusal::Header(HeaderFault::Unsigned(DATE)), |request| {
        request.headers.remove("x-amz-date");
        request.set("date", "Sat, 31 Jan 2026 09:30:00 GMT");
    });
}

#[test]
fn a_service_binds_more_headers_if_it_likes() {
    let mut request = Request::patch().signed();
    request.set("x-view", "tiny");
    request.verify().unwrap();
    let strict = verifier().binding(name("x-view"));
    let fault = HeaderFault::Unsigned(name("x-view"));
    let refusal = strict.read(&request.head(), now()).unwrap_err();
    assert_eq!(refusal, Refusal::Header(fault));
}

#[test]
fn payloads_that_are_not_hashes() {
    for payload in [
        "UNSIGNED-PAYLOAD",
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "",
    ] {
        refused(&Refusal::Payload, |request| {
            request.set("x-amz-content-sha256", payload);
        });
    }
}
