//! A signed request and its twins, each with one signed part changed: only the original passes.

use authentication::Refusal;
use http::Method;

use crate::example::Request;

type Change = fn(&mut Request);

#[test]
fn every_signed_part_is_bound() {
    let twins: [(&str, Change, Refusal); 11] = [
        ("method", |r| r.method = Method::PUT, Refusal::Mismatch),
        (
            "path",
            |r| r.target("/v1/items/8?view=tiny&limit=20"),
            Refusal::Mismatch,
        ),
        (
            "trailing slash",
            |r| r.target("/v1/items/7/?view=tiny&limit=20"),
            Refusal::Mismatch,
        ),
        (
            "query value",
            |r| r.target("/v1/items/7?view=full&limit=20"),
            Refusal::Mismatch,
        ),
        (
            "query name",
            |r| r.target("/v1/items/7?views=tiny&limit=20"),
            Refusal::Mismatch,
        ),
        (
            "query dropped",
            |r| r.target("/v1/items/7"),
            Refusal::Mismatch,
        ),
        (
            "host",
            |r| r.set("host", "api.example.com:8081"),
            Refusal::Mismatch,
        ),
        ("header", |r| r.set("if-match", "\"4\""), Refusal::Mismatch),
        (
            "date",
            |r| r.set("x-amz-date", "20260131T093001Z"),
            Refusal::Mismatch,
        ),
        ("body", |r| r.body.push(b' '), Refusal::Body),
        (
            "body and its hash",
            |r| {
                r.body.clear();
                let empty = authentication::BodyHash::of(b"");
                r.set("x-amz-content-sha256", empty.as_str());
            },
            Refusal::Mismatch,
        ),
    ];
    let signed = Request::patch().signed();
    signed.verify().unwrap();
    for (part, change, refusal) in twins {
        let mut twin = signed.clone();
        change(&mut twin);
        assert_eq!(twin.verify(), Err(refusal), "{part}");
    }
}

#[test]
fn every_digit_of_the_signature_counts() {
    let signed = Request::patch().signed();
    let value = signed.headers["authorization"].to_str().unwrap();
    let start = value.len() - 64;
    for position in start..value.len() {
        let digit = if &value[position..=position] == "0" {
            "1"
        } else {
            "0"
        };
        let mut twin = signed.clone();
        twin.set(
            "authorization",
            &format!("{}{digit}{}", &value[..position], &value[position + 1..]),
        );
        assert_eq!(twin.verify(), Err(Refusal::Mismatch), "digit {position}");
    }
}

#[test]
fn the_scope_is_bound_to_the_key() {
    // The day changes in both places, so that only the derived key can tell.
    let mut twin = Request::patch().signed();
    twin.edit("authorization", "20260131", "20260201");
    twin.set("x-amz-date", "20260201T093000Z");
    let next_day = "2026-02-01T09:30:00Z".parse().unwrap();
    assert_eq!(twin.verify_at(next_day), Err(Refusal::Mismatch));
}

#[test]
fn another_key_id_is_another_key() {
    let mut twin = Request::patch().signed();
    twin.edit("authorization", "AKIDEXAMPLE00000", "AKIDEXAMPLE00001");
    assert_eq!(twin.verify(), Err(Refusal::Mismatch));
}

#[test]
fn a_signed_plus_cannot_become_a_space() {
    let mut twin = Request::get("/?q=a%2Bb").signed();
    twin.verify().unwrap();
    twin.target("/?q=a+b");
    assert_eq!(twin.verify(), Err(Refusal::Mismatch));
}

#[test]
fn a_signed_escape_cannot_be_escaped_again() {
    let mut twin = Request::get("/a%20b").signed();
    twin.verify().unwrap();
    twin.target("/a%2520b");
    assert_eq!(twin.verify(), Err(Refusal::Mismatch));
}
