//! Windows of a list, their cursors and the faults of a query.

use http_ground::{Gate, Limits};
use serde_json::json;

use crate::service::{ask, gate, gate_with_secret, get_with};
use crate::wire::{Answer, request};

async fn list(gate: &Gate, query: &str) -> Answer {
    ask(gate, &request(&format!("GET /things?{query}"), "", "")).await
}

fn names(answer: &Answer) -> Vec<String> {
    let body = answer.json();
    let items = body["items"].as_array().expect("a page has items").iter();
    items
        .map(|item| {
            item["name"]
                .as_str()
                .expect("a thing has a name")
                .to_owned()
        })
        .collect()
}

fn next(answer: &Answer) -> String {
    answer.json()["next"]
        .as_str()
        .expect("there is a next page")
        .to_owned()
}

#[tokio::test]
async fn windows_follow_each_other_to_the_end() {
    let gate = gate(Limits::default(), None);
    let first = list(&gate, "prefix=a%20&total=true").await;
    assert_eq!(
        names(&first),
        ["a 0plain", "a 1plain", "a 2plain", "a 3plain"]
    );
    assert_eq!(first.json()["total"], 10);
    let second = list(&gate, &format!("limit=5&cursor={}&prefix=a+", next(&first))).await;
    assert_eq!(names(&second).len(), 5, "{second:?}");
    assert_eq!(second.json().get("total"), None);
    let last = list(&gate, &format!("prefix=a%20&cursor={}", next(&second))).await;
    assert_eq!(names(&last), ["a 9plain"]);
    assert_eq!((last.json().get("next"), last.header("link")), (None, ""));
}

#[tokio::test]
async fn the_link_leads_to_the_next_window() {
    let gate = gate(Limits::default(), None);
    let first = list(&gate, "view=loud&prefix=%26").await;
    let second = list(
        &gate,
        &format!("view=loud&prefix=%26&cursor={}", next(&first)),
    )
    .await;
    let link = format!(
        "</things?view=loud&prefix=%26&cursor={}>; rel=\"next\"",
        next(&second)
    );
    assert_eq!(second.header("link"), link);
    assert_eq!(names(&second)[0], "&4LOUD");
}

#[tokio::test]
async fn a_cursor_is_good_for_its_list_only() {
    let gate = gate(Limits::default(), None);
    let cursor = next(&list(&gate, "prefix=a").await);
    for query in ["prefix=b&cursor=", "cursor=", "prefix=a&view=loud&cursor="] {
        let answer = list(&gate, &format!("{query}{cursor}")).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (400, "invalid_cursor"),
            "{query}"
        );
    }
    let swapped = list(&gate, "view=loud&prefix=a").await;
    let answer = list(
        &gate,
        &format!("prefix=a&view=loud&cursor={}", next(&swapped)),
    )
    .await;
    assert_eq!(answer.status, 200, "the order of parameters has no meaning");
    let other = gate_with_secret("another secret", Limits::default(), None);
    let answer = list(&other, &format!("prefix=a&cursor={cursor}")).await;
    assert_eq!((answer.status, &*answer.problem()), (400, "invalid_cursor"));
}

#[tokio::test]
async fn a_cursor_cannot_be_changed_or_made_up() {
    let gate = gate(Limits::default(), None);
    let cursor = next(&list(&gate, "").await);
    for at in 0..cursor.len() {
        let other = if cursor.as_bytes()[at] == b'A' {
            "B"
        } else {
            "A"
        };
        let mut changed = cursor.clone();
        changed.replace_range(at..=at, other);
        let answer = list(&gate, &format!("cursor={changed}")).await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (400, "invalid_cursor"),
            "at {at}"
        );
    }
    for made_up in ["", "x", "AAAA", "%00", &cursor[1..]] {
        let answer = list(&gate, &format!("cursor={made_up}")).await;
        assert_eq!(answer.status, 400, "{made_up}");
    }
}

#[tokio::test]
async fn two_cursors_for_one_place_differ() {
    let gate = gate(Limits::default(), None);
    assert_ne!(next(&list(&gate, "").await), next(&list(&gate, "").await));
}

#[tokio::test]
async fn every_fault_of_a_query_is_reported() {
    let answer = get_with("/things?limit=6&total=yes&prefix=long&prefx=a&view=shy", "").await;
    assert_eq!((answer.status, &*answer.problem()), (400, "invalid_query"));
    let expected = json!([
        {"parameter": "prefix", "code": "max_length", "detail": "must have at most 3 characters"},
        {"parameter": "view", "code": "enum", "detail": "must be one of: plain, loud"},
        {"parameter": "limit", "code": "maximum", "detail": "must be at most 5"},
        {"parameter": "total", "code": "wrong_type", "detail": "must be true or false"},
        {"parameter": "prefx", "code": "unknown_parameter", "detail": "is not known here"},
    ]);
    assert_eq!(answer.json()["errors"], expected);
    for query in [
        "limit=0",
        "limit=-1",
        "limit=1&limit=2",
        "limit=99999999999",
        "limit=",
    ] {
        let answer = get_with(&format!("/things?{query}"), "").await;
        assert_eq!(
            (answer.status, &*answer.problem()),
            (400, "invalid_query"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_query_that_is_not_utf_8_is_refused() {
    let answer = get_with("/things?prefix=%FF", "").await;
    assert_eq!(
        (answer.status, &*answer.problem()),
        (400, "ambiguous_target")
    );
}
