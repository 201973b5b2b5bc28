//! The forms of a target that are accepted as signed, and why they cannot be confused.

use std::collections::BTreeMap;

use authentication::{Refusal, accepted_paths, accepted_queries, canonical_query, query_of};
use percent_encoding::percent_decode_str;

use crate::example::Request;

#[test]
fn parameters_sort_by_name_and_then_by_value_once_encoded() {
    for (raw, canonical) in [
        ("", ""),
        ("b=2&a=1", "a=1&b=2"),
        ("kind=b&kind=a", "kind=a&kind=b"),
        ("a-b=2&a=1", "a=1&a-b=2"),
        ("a1=1&a=2", "a=2&a1=1"),
        ("filterX=1&filter%5Bx%5D=2", "filter%5Bx%5D=2&filterX=1"),
        ("%E1%88%B4=1&Param=2", "%E1%88%B4=1&Param=2"),
        ("flag", "flag="),
        ("a=b=c", "a=b%3Dc"),
        ("&a=1&&", "a=1"),
        ("q=a+b", "q=a%20b"),
        ("q=%c3%a9", "q=%C3%A9"),
        ("q=é:/*", "q=%C3%A9%3A%2F%2A"),
        ("q=%41%7e", "q=A~"),
        ("q=%FF", "q=%FF"),
    ] {
        assert_eq!(canonical_query(raw).as_deref(), Ok(canonical), "{raw}");
    }
    assert_eq!(
        query_of([("q", "a+b c"), ("a-b", "é"), ("a", "")]),
        "a=&a-b=%C3%A9&q=a%2Bb%20c"
    );
}

#[test]
fn an_ordinary_target_has_one_form() {
    assert_eq!(accepted_paths("/v1/items/7").unwrap(), ["/v1/items/7"]);
    assert_eq!(
        accepted_queries("limit=20&view=tiny").unwrap(),
        ["limit=20&view=tiny"]
    );
    assert_eq!(accepted_queries("").unwrap(), [""]);
}

#[test]
fn other_signers_spell_targets_in_their_own_ways() {
    for (target, path, query, signer) in [
        ("/a%20b", "/a%2520b", "", "every AWS signer"),
        ("/a%20b", "/a%20b", "", "curl before 8.9"),
        ("/x:y", "/x%3Ay", "", "every AWS signer"),
        ("/x:y", "/x:y", "", "curl before 8.9"),
        ("/é", "/%C3%A9", "", "every AWS signer"),
        ("/?b=2&a=1", "/", "a=1&b=2", "every AWS signer"),
        ("/?b=2&a=1", "/", "b=2&a=1", "curl before 8.3"),
        ("/?flag", "/", "flag=", "every AWS signer"),
        ("/?flag", "/", "flag", "curl before 8.5"),
        ("/?q=a+b", "/", "q=a%20b", "aws-sigv4"),
        ("/?q=a+b&a=*", "/", "a=*&q=a+b", "botocore"),
        ("/a%2Fb?q=%c3&b", "/a%2Fb", "q=%c3&b", "curl before 8.3"),
    ] {
        let request = Request::get(target).signed_as(path, query);
        assert_eq!(request.verify(), Ok(()), "{target} as signed by {signer}");
    }
}

#[test]
fn forms_that_could_be_confused_are_refused() {
    for (target, path, query) in [
        // An escaped percent sign, encoded once only.
        ("/a%2520b", "/a%2520b", ""),
        // A plus sign taken literally.
        ("/?q=a+b", "/", "q=a%2Bb"),
        // A decoded path.
        ("/a%20b", "/a b", ""),
        // Parameters sorted as joined text.
        ("/?a=1&a-b=2", "/", "a-b=2&a=1"),
    ] {
        let request = Request::get(target).signed_as(path, query);
        assert_eq!(request.verify(), Err(Refusal::Mismatch), "{target}");
    }
}

/// All strings of up to `longest` tokens.
fn strings(tokens: &[&str], longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut start = 0;
    for _ in 0..longest {
        let end = all.len();
        for index in start..end {
            for token in tokens {
                all.push(format!("{}{token}", all[index]));
            }
        }
        start = end;
    }
    all
}

fn decoded(text: &str) -> Vec<u8> {
    percent_decode_str(text).collect()
}

/// What a router makes of a path.
fn segments(path: &str) -> Vec<Vec<u8>> {
    path.split('/').map(decoded).collect()
}

/// What a form decoder makes of a query, up to the order of the parameters.
fn parameters(query: &str) -> Vec<(Vec<u8>, Vec<u8>)> {
    let spaced = query.replace('+', " ");
    let parameters = spaced.split('&').filter(|parameter| !parameter.is_empty());
    let mut parameters: Vec<_> = parameters
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(name, value)| (decoded(name), decoded(value)))
        .collect();
    parameters.sort();
    parameters
}

/// Checks that whatever shares a form shares a meaning; returns how many forms were seen.
fn forms_keep_meaning<M: PartialEq + std::fmt::Debug>(
    raws: &[String],
    forms: impl Fn(&str) -> Vec<String>,
    meaning: impl Fn(&str) -> M,
) -> usize {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for raw in raws {
        for form in forms(raw) {
            let first = *seen.entry(form).or_insert(raw);
            assert_eq!(
                meaning(first),
                meaning(raw),
                "{first} and {raw} share a form"
            );
        }
    }
    seen.len()
}

#[test]
fn no_two_paths_of_different_meaning_share_a_form() {
    let tokens = [
        "/", "a", "%", "2", "5", "0", "F", "+", ":", "%25", "%20", "%2F",
    ];
    let raws: Vec<String> = strings(&tokens, 4)
        .iter()
        .map(|rest| format!("/{rest}"))
        .collect();
    let owned = |raw: &str| {
        let forms = accepted_paths(raw).unwrap_or_default();
        forms.into_iter().map(String::from).collect()
    };
    assert!(forms_keep_meaning(&raws, owned, segments) > 5_000);
}

#[test]
fn no_two_queries_of_different_meaning_share_a_form() {
    let tokens = [
        "a", "b", "=", "&", "+", "%", "2", "B", "%2B", "%20", "%26", "%3D", "%25",
    ];
    let raws = strings(&tokens, 4);
    let owned = |raw: &str| {
        let forms = accepted_queries(raw).unwrap_or_default();
        forms.into_iter().map(String::from).collect()
    };
    assert!(forms_keep_meaning(&raws, owned, parameters) > 10_000);
}
