//! A client that hides nothing: the bytes of a request go in, status, headers and body come out.

use std::net::SocketAddr;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a server has answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// The value of a header; empty if it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("headers are ASCII"))
    }

    /// All values of a header that may be repeated.
    pub(crate) fn headers(&self, name: &str) -> Vec<&str> {
        let values = self.headers.get_all(name).iter();
        values
            .map(|value| value.to_str().expect("headers are ASCII"))
            .collect()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("the body is JSON")
    }

    /// The code of a problem, after checking that it is one and tells the same as the head.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{self:?}"
        );
        let problem = self.json();
        assert_eq!(problem["status"], self.status);
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        let code = problem["code"].as_str().expect("a problem has a code");
        assert_eq!(problem["type"], format!("/problems/{code}"));
        code.to_owned()
    }

    fn parse(bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).expect("the answer is UTF-8");
        let (head, body) = text
            .split_once("\r\n\r\n")
            .expect("the head ends in an empty line");
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .expect("a status line");
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            let name: HeaderName = name.parse().expect("a header has a name");
            headers.append(
                name,
                HeaderValue::from_str(value).expect("a header has a value"),
            );
        }
        Self {
            status: status.parse().expect("a status is a number"),
            headers,
            body: body.to_owned(),
        }
    }
}

/// Sends bytes and reads until the server closes the connection.
pub(crate) async fn exchange(address: SocketAddr, bytes: &str) -> Answer {
    Answer::parse(&exchange_raw(address, bytes).await)
}

/// As [`exchange`], for an answer that may be none.
pub(crate) async fn exchange_raw(address: SocketAddr, bytes: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address)
        .await
        .expect("the server listens");
    stream
        .write_all(bytes.as_bytes())
        .await
        .expect("the server reads");
    let mut answer = Vec::new();
    stream
        .read_to_end(&mut answer)
        .await
        .expect("the server answers and closes");
    answer
}

/// The bytes of a request: `request("GET /things", "accept: text/html\r\n", "")`.
pub(crate) fn request(method_and_target: &str, headers: &str, body: &str) -> String {
    let length = match body.len() {
        0 => String::new(),
        length => format!("content-length: {length}\r\n"),
    };
    let head = format!("{method_and_target} HTTP/1.1\r\nhost: test\r\nconnection: close\r\n");
    format!("{head}{length}{headers}\r\n{body}")
}
