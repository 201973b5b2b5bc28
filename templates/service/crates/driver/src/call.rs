//! One call of an action: in go the options of this call, out comes the answer when it is awaited
//! or sent.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use contract::page::PageBody;
use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderName, HeaderValue, Method, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::client::{Client, Limits};
use crate::error::{BuildFault, DecodeFault, Error, Refusal, Result};
use crate::pages::{Items, Pages};
use crate::request::{JSON, MERGE_PATCH, Request};
use crate::response::Response;
use crate::retry::IDEMPOTENCY_KEY;

/// A call that has not been made yet.
///
/// Awaiting it makes it and gives the decoded body; [`Call::send`] gives status and headers too.
///
/// ```no_run
/// # async fn run(client: driver::Client) -> Result<(), driver::Error> {
/// use std::time::Duration;
///
/// let call = client.get("/healthz").timeout(Duration::from_secs(2));
/// let response = call.send().await?;
/// println!("{} {:?}", response.status(), response.request_id());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call is not made until it is awaited or sent"]
pub struct Call<T> {
    client: Client,
    request: Request,
    limits: Limits,
    fault: Option<BuildFault>,
    /// What the answer's body becomes where it is not read as JSON.
    convert: Option<fn(&Bytes) -> T>,
}

impl Call<()> {
    /// A call whose answer's body does not matter.
    pub(crate) fn new(client: Client, method: Method, path: String) -> Self {
        let limits = client.inner.limits;
        Self {
            client,
            request: Request::new(method, path),
            limits,
            fault: None,
            convert: Some(|_| ()),
        }
    }
}

impl<T> Call<T> {
    /// The same call, with the answer's body decoded from JSON. That of an answer that has none by
    /// its status, 204 or 205 (RFC 9110 §15.3.5, §15.3.6), reads as `null`.
    pub fn returning<U: DeserializeOwned>(self) -> Call<U> {
        self.converting(None)
    }

    /// The same call, with the answer's body as it is.
    pub fn returning_bytes(self) -> Call<Bytes> {
        self.converting(Some(Bytes::clone))
    }

    fn converting<U>(self, convert: Option<fn(&Bytes) -> U>) -> Call<U> {
        Call {
            client: self.client,
            request: self.request,
            limits: self.limits,
            fault: self.fault,
            convert,
        }
    }

    /// Sends a payload as `application/json`.
    pub fn payload(mut self, payload: &impl Serialize) -> Self {
        let set = self.request.set_payload(payload, JSON);
        self.keep_fault(set)
    }

    /// Sends a payload as `application/merge-patch+json` (RFC 7396): what it leaves out stays.
    pub fn merge_patch(mut self, payload: &impl Serialize) -> Self {
        let set = self.request.set_payload(payload, MERGE_PATCH);
        self.keep_fault(set)
    }

    /// Sets each field that has a value as a parameter of the query.
    pub fn parameters(mut self, fields: &impl Serialize) -> Self {
        let set = self.request.set_parameters(fields);
        self.keep_fault(set)
    }

    /// Sets one parameter of the query, also one that the design does not know.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.request.set_query(name.into(), value.to_string());
        self
    }

    /// Sets a header of the request.
    pub fn header<N, V>(mut self, name: N, value: V) -> Self
    where
        N: TryInto<HeaderName, Error: Into<http::Error>>,
        V: TryInto<HeaderValue, Error: Into<http::Error>>,
    {
        let name = name.try_into().map_err(Into::into);
        let value = value.try_into().map_err(Into::into);
        let set = name.and_then(|name| {
            self.request.headers.insert(name, value?);
            Ok(())
        });
        self.keep_fault(set.map_err(BuildFault::Header))
    }

    /// Goes through only while the entity tag is still this one; otherwise the error
    /// [is a failed precondition](Error::is_precondition_failed) (RFC 9110 §13.1.1). Makes a PATCH
    /// safe to repeat.
    pub fn if_match(self, etag: &str) -> Self {
        self.header(IF_MATCH, etag)
    }

    /// Names this call, so that the server does it once however often it arrives, which makes it
    /// safe to repeat. Each call that means something new takes a new key, for example a UUID.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header(IDEMPOTENCY_KEY, format!("\"{key}\""))
    }

    /// Limits the whole call, with all its attempts and the waits between them.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.call = limit;
        self
    }

    /// Limits each attempt.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// Continues a list behind a cursor.
    pub(crate) fn continue_at(&mut self, cursor: String) {
        self.request.set_query("cursor".to_owned(), cursor);
    }

    /// Keeps the first fault until the call is made, where errors are expected.
    fn keep_fault(mut self, outcome: Result<(), BuildFault>) -> Self {
        self.fault = self.fault.or(outcome.err());
        self
    }
}

/// `T` is decoded where a call is made: a program has the decoding of what it calls, and no more.
impl<T: DeserializeOwned> Call<T> {
    /// Makes the call.
    ///
    /// # Errors
    ///
    /// Every [`Error`].
    pub async fn send(mut self) -> Result<Response<T>> {
        self.exchange().await
    }

    /// Makes the call unless the answer would be the one that is known by its entity tag; `None`
    /// when nothing has changed (RFC 9110 §13.1.2).
    ///
    /// # Errors
    ///
    /// Every [`Error`].
    pub async fn if_changed(self, etag: &str) -> Result<Option<Response<T>>> {
        match self.header(IF_NONE_MATCH, etag).send().await {
            Ok(response) => Ok(Some(response)),
            Err(error) if error.status() == Some(StatusCode::NOT_MODIFIED) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Makes the call and keeps its options for the next page.
    pub(crate) async fn exchange(&mut self) -> Result<Response<T>> {
        if let Some(fault) = self.fault.take() {
            return Err(fault.into());
        }
        let answer = self.client.dispatch(&self.request, self.limits).await?;
        if !answer.status().is_success() {
            return Err(Error::Problem(Box::new(Refusal::read(answer))));
        }
        let response = Response::undecoded(answer);
        let body = match self.convert {
            Some(convert) => convert(response.bytes()),
            None => decode(response.status(), response.bytes())?,
        };
        Ok(response.with_body(body))
    }
}

fn decode<T: DeserializeOwned>(status: StatusCode, bytes: &Bytes) -> Result<T> {
    let json: &[u8] = match status {
        StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT => b"null",
        _ => bytes,
    };
    serde_json::from_slice(json)
        .map_err(|source| Error::Decode(DecodeFault::Body { status, source }))
}

/// What every list understands.
impl<T> Call<PageBody<T>> {
    /// Asks for pages of at most this many items. Each list has a greatest number of its own.
    pub fn limit(self, limit: u32) -> Self {
        self.query("limit", limit)
    }

    /// Continues behind an earlier page, whose `next` this is.
    pub fn cursor(self, cursor: impl Into<String>) -> Self {
        self.query("cursor", cursor.into())
    }

    /// Has the items of the whole list counted, where a list offers it.
    pub fn total(self) -> Self {
        self.query("total", true)
    }

    /// All pages, from the one that this call asks for.
    pub fn pages(self) -> Pages<T> {
        Pages::new(self)
    }

    /// The items of all pages, from the one that this call asks for.
    pub fn items(self) -> Items<T> {
        Items::new(self.pages())
    }
}

impl<T: DeserializeOwned + 'static> IntoFuture for Call<T> {
    type Output = Result<T>;
    type IntoFuture = Pin<Box<dyn Future<Output = Result<T>> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { Ok(self.send().await?.into_body()) })
    }
}

/// Shows what is called, but neither parameters nor payload, which may be secret.
impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("method", &self.request.method)
            .field("path", &self.request.path)
            .finish_non_exhaustive()
    }
}
