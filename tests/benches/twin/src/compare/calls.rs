//! What is measured, and the requests for it: calls go in, bytes that are ready to be sent come out.

use std::net::SocketAddr;

use authentication::{BodyHash, RequestHead, Signer};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method};
use jiff::Timestamp;

use crate::Failure;
use crate::data::Data;

/// A row of the report.
#[derive(Clone, Copy)]
pub(crate) struct Call {
    pub(crate) name: &'static str,
    pub(crate) what: What,
    pub(crate) signed: bool,
    /// How many requests a round has.
    pub(crate) requests: usize,
    /// The most microseconds of processor time that one may take on SQLite.
    pub(crate) bar: Option<f64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// One article in this view.
    Show(&'static str),
    /// The first page of 20 in this view.
    List(&'static str),
    /// A new article, answered in the view `default`.
    Create,
}

pub(crate) const ALL: &[Call] = &[
    call("GET, view tiny", What::Show("tiny"), false, 6_000, None),
    call(
        "GET, view tiny, signed",
        What::Show("tiny"),
        true,
        6_000,
        None,
    ),
    call(
        "GET, view default",
        What::Show("default"),
        false,
        6_000,
        Some(26.0),
    ),
    call(
        "GET, view default, signed",
        What::Show("default"),
        true,
        6_000,
        None,
    ),
    call(
        "list of 20, view tiny",
        What::List("tiny"),
        false,
        2_000,
        Some(110.0),
    ),
    call(
        "list of 20, view tiny, signed",
        What::List("tiny"),
        true,
        2_000,
        None,
    ),
    call(
        "list of 20, view default",
        What::List("default"),
        false,
        1_000,
        None,
    ),
    call(
        "list of 20, view default, signed",
        What::List("default"),
        true,
        1_000,
        None,
    ),
    call("create, signed", What::Create, true, 3_000, Some(55.0)),
];

pub(crate) const WRITES: &[Call] = &[call("create, signed", What::Create, true, 3_000, None)];

const fn call(
    name: &'static str,
    what: What,
    signed: bool,
    requests: usize,
    bar: Option<f64>,
) -> Call {
    Call {
        name,
        what,
        signed,
        requests,
        bar,
    }
}

/// Makes the requests to one server.
pub(crate) struct Requests<'d> {
    pub(crate) address: SocketAddr,
    pub(crate) data: &'d Data,
    pub(crate) signer: Signer,
}

impl Requests<'_> {
    /// The requests of a round. What is created in it has titles of its own.
    pub(crate) fn round(&self, call: &Call, round: usize) -> Result<Vec<Vec<u8>>, Failure> {
        let numbers = 0..call.requests;
        numbers
            .map(|number| self.request(call, round, number))
            .collect()
    }

    fn request(&self, call: &Call, round: usize, number: usize) -> Result<Vec<u8>, Failure> {
        match call.what {
            What::Show(view) => {
                let id = self.data.articles[number % self.data.articles.len()];
                self.bytes(
                    Method::GET,
                    &format!("/v1/articles/{id}?view={view}"),
                    "",
                    call.signed,
                )
            }
            What::List(view) => self.bytes(
                Method::GET,
                &format!("/v1/articles?view={view}"),
                "",
                call.signed,
            ),
            What::Create => {
                let body = serde_json::json!({
                    "title": format!("Measured in round {round} as number {number}"),
                    "subtitle": "Written by somebody who signs",
                    "body": self.data.body,
                });
                self.bytes(Method::POST, "/v1/articles", &body.to_string(), call.signed)
            }
        }
    }

    fn bytes(
        &self,
        method: Method,
        target: &str,
        body: &str,
        signed: bool,
    ) -> Result<Vec<u8>, Failure> {
        let mut headers = HeaderMap::new();
        if !body.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        let uri = format!("http://{}{target}", self.address).parse()?;
        if signed {
            let head = RequestHead {
                method: &method,
                uri: &uri,
                headers: &headers,
            };
            let now = Timestamp::now();
            headers.extend(
                self.signer
                    .sign(&head, &BodyHash::of(body.as_bytes()), now)?,
            );
        }
        let mut bytes = format!("{method} {target} HTTP/1.1\r\nhost: {}\r\n", self.address);
        for (name, value) in &headers {
            bytes += &format!("{name}: {}\r\n", value.to_str()?);
        }
        if !body.is_empty() {
            bytes += &format!("content-length: {}\r\n", body.len());
        }
        Ok((bytes + "\r\n" + body).into_bytes())
    }
}
