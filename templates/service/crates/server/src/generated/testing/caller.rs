//! Whoever asks the service in a test: any request goes out as it is, whatever is answered comes
//! back. The driver would not send half of what a service has to refuse.

use std::future::IntoFuture;
use std::pin::Pin;

use authentication::{BodyHash, KeyId, RequestHead, Secret, Signer};
use driver::service::{NAME, REGION};
use http::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST};
use http::{HeaderName, HeaderValue, Method};
use jiff::Timestamp;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::answer::Answer;
use super::kept::Kept;
use engines::EXAMPLE;

/// Somebody who sends requests, perhaps with an access key.
#[derive(Clone, Debug)]
pub struct Caller {
    host: String,
    key: Option<(KeyId, Secret)>,
    account: Option<Kept>,
}

impl Caller {
    pub(super) fn new(endpoint: &str, key: Option<(KeyId, Secret)>, account: Option<Kept>) -> Self {
        Self {
            host: endpoint.trim_start_matches("http://").to_owned(),
            key,
            account,
        }
    }

    /// Somebody who knows the id of the access key and not its secret.
    #[must_use]
    pub fn forged(&self) -> Self {
        let wrong = || Secret::new("not the secret of this key".to_owned());
        let key = self.key.clone().map(|(key_id, _)| (key_id, wrong()));
        Self {
            key,
            ..self.clone()
        }
    }

    /// The account that the caller acts for.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[must_use]
    pub fn account(&self) -> &Kept {
        let account = self.account.as_ref();
        account.expect("the caller was made with an account")
    }

    /// Expects that the service believes who this is. One without any action asks nobody.
    ///
    /// # Panics
    ///
    /// If it does not.
    pub async fn is_believed(&self) {
        if let Some((method, path)) = EXAMPLE {
            let method = method.parse().expect("the design knows methods");
            self.request(method, path).await.is_believed();
        }
    }

    /// `GET` on a path with its query.
    pub fn get(&self, target: &str) -> Request<'_> {
        self.request(Method::GET, target)
    }

    /// `HEAD` on a path with its query.
    pub fn head(&self, target: &str) -> Request<'_> {
        self.request(Method::HEAD, target)
    }

    /// `POST` on a path with its query.
    pub fn post(&self, target: &str) -> Request<'_> {
        self.request(Method::POST, target)
    }

    /// `PUT` on a path with its query.
    pub fn put(&self, target: &str) -> Request<'_> {
        self.request(Method::PUT, target)
    }

    /// `PATCH` on a path with its query.
    pub fn patch(&self, target: &str) -> Request<'_> {
        self.request(Method::PATCH, target)
    }

    /// `DELETE` on a path with its query.
    pub fn delete(&self, target: &str) -> Request<'_> {
        self.request(Method::DELETE, target)
    }

    /// Any method on a path with its query.
    pub fn request(&self, method: Method, target: &str) -> Request<'_> {
        Request {
            caller: self,
            head: http::Request::builder().method(method).uri(target),
            body: String::new(),
        }
    }
}

/// A request that is sent when it is awaited.
#[derive(Debug)]
#[must_use = "a request is not sent until it is awaited"]
pub struct Request<'c> {
    caller: &'c Caller,
    head: http::request::Builder,
    body: String,
}

impl Request<'_> {
    /// Sends a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.head = self.head.header(name, value);
        self
    }

    /// Sends a body as JSON.
    pub fn json(self, body: &Value) -> Self {
        self.body("application/json", &body.to_string())
    }

    /// Sends any body.
    pub fn body(mut self, content_type: &str, body: &str) -> Self {
        body.clone_into(&mut self.body);
        self.head = self.head.header(CONTENT_TYPE, content_type);
        self
    }

    async fn send(self) -> Answer {
        let request = self.head.body(()).expect("the test makes a legal request");
        let (mut head, ()) = request.into_parts();
        let host = HeaderValue::from_str(&self.caller.host).expect("an address and a port");
        head.headers.insert(HOST, host);
        if let Some((key_id, secret)) = &self.caller.key {
            let signer = Signer::new(key_id.clone(), secret.clone(), REGION, NAME);
            let body = BodyHash::of(self.body.as_bytes());
            let signature = signer.sign(&RequestHead::from(&head), &body, Timestamp::now());
            head.headers
                .extend(signature.expect("the request can be signed"));
        }
        head.headers
            .insert(CONTENT_LENGTH, HeaderValue::from(self.body.len()));
        head.headers
            .insert(CONNECTION, HeaderValue::from_static("close"));
        let mut text = format!("{} {} HTTP/1.1\r\n", head.method, head.uri);
        for (name, value) in &head.headers {
            text.push_str(&line(name, value));
        }
        let bytes = exchange(&self.caller.host, &(text + "\r\n" + &self.body)).await;
        Answer::parse(&format!("{} {}", head.method, head.uri), &bytes)
    }
}

impl<'c> IntoFuture for Request<'c> {
    type Output = Answer;
    type IntoFuture = Pin<Box<dyn Future<Output = Answer> + Send + 'c>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

fn line(name: &HeaderName, value: &HeaderValue) -> String {
    let value = value.to_str().expect("headers of requests are ASCII");
    format!("{name}: {value}\r\n")
}

/// Sends bytes and reads until the server closes the connection.
async fn exchange(host: &str, request: &str) -> Vec<u8> {
    let connected = TcpStream::connect(host).await;
    let mut stream = connected.expect("the service listens");
    let sent = stream.write_all(request.as_bytes()).await;
    sent.expect("the service reads");
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer).await;
    read.expect("the service answers and closes");
    answer
}
