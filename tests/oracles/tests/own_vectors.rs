//! The vectors that ship with every service: aws-sigv4 must compute what botocore computed (see
//! `botocore_vectors.py`).

use http::Request;
use serde_json::Value;
use signing_oracles::{Account, BodyHashIsSent, sign_with_aws};

const VECTORS: &str =
    include_str!("../../blog/crates/authentication/tests/vectors.json");

#[test]
fn aws_sigv4_agrees_with_the_vectors() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let account = Account {
        key_id: text(&vectors["key_id"]),
        secret: text(&vectors["secret"]),
        region: text(&vectors["region"]),
        service: text(&vectors["service"]),
    };
    let now = text(&vectors["time"]).parse().unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert!(cases.len() >= 20);
    for case in cases {
        let mut request = Request::builder()
            .method(text(&case["method"]))
            .uri(text(&case["url"]));
        for pair in case["headers"].as_array().unwrap() {
            request = request.header(text(&pair[0]), text(&pair[1]));
        }
        let mut request = request.body(text(&case["body"]).to_owned()).unwrap();
        sign_with_aws(&mut request, account, now, BodyHashIsSent::XAmzSha256);
        let authorization = request.headers()["authorization"].to_str().unwrap();
        assert_eq!(authorization, case["authorization"], "{}", case["name"]);
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
