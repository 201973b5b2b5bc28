//! aws-sigv4 as a client of a running blog: what it signs is answered, the same with one signed part changed is not.
//!
//! `MOGUERA_TEST_ENDPOINT` names the server, `MOGUERA_TEST_KEY_ID` and `MOGUERA_TEST_SECRET` an access key of it.

use http::Request;
use jiff::Timestamp;
use signing_oracles::{Account, BodyHashIsSent, sign_with_aws};
use std::env;
use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::TcpStream;

#[test]
fn what_aws_sigv4_signs_can_be_read() {
    for hash in [BodyHashIsSent::NoHeader, BodyHashIsSent::XAmzSha256] {
        let request = Request::get(url("/v1/articles?limit=1")).body(String::new());
        let request = signed(request.unwrap(), hash);
        assert_eq!(status(&request), 200, "{request:?}");

        let mut twin = request;
        *twin.uri_mut() = url("/v1/articles?limit=2").parse().unwrap();
        assert_eq!(status(&twin), 401, "{twin:?}");
    }
}

#[test]
fn what_aws_sigv4_signs_can_be_made() {
    for hash in [BodyHashIsSent::NoHeader, BodyHashIsSent::XAmzSha256] {
        let request = Request::post(url("/v1/articles"))
            .header("content-type", "application/json")
            .body(r#"{"title":"From aws-sigv4","body":"Signed."}"#.to_owned());
        let request = signed(request.unwrap(), hash);
        assert_eq!(status(&request), 201, "{request:?}");

        let mut twin = request;
        *twin.body_mut() = twin.body().replace("Signed", "Forged");
        assert_eq!(status(&twin), 401, "{twin:?}");
    }
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set: which server is called?"))
}

fn url(target: &str) -> String {
    format!("{}{target}", variable("MOGUERA_TEST_ENDPOINT"))
}

fn signed(mut request: Request<String>, body_hash: BodyHashIsSent) -> Request<String> {
    let account = Account {
        key_id: &variable("MOGUERA_TEST_KEY_ID"),
        secret: &variable("MOGUERA_TEST_SECRET"),
        region: "local",
        service: "blog",
    };
    sign_with_aws(&mut request, account, Timestamp::now(), body_hash);
    request
}

/// Sends a request as it is; no client adds to it or writes it in another way.
fn status(request: &Request<String>) -> u16 {
    let (uri, body) = (request.uri(), request.body());
    let host = uri.authority().unwrap().as_str();
    let target = uri.path_and_query().unwrap();
    let mut head = format!("{} {target} HTTP/1.1\r\nhost: {host}\r\n", request.method());
    for (name, value) in request.headers() {
        write!(head, "{name}: {}\r\n", value.to_str().unwrap()).unwrap();
    }
    let length = body.len();
    let sent = format!("{head}content-length: {length}\r\nconnection: close\r\n\r\n{body}");
    let mut stream = TcpStream::connect(host).unwrap();
    stream.write_all(sent.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}
