//! What a call sends: in go path, parameters, headers and payload, out comes an HTTP request that
//! lacks nothing but its signature.

use std::collections::BTreeMap;

use authentication::{encode, query_of};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method};
use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::error::BuildFault;

/// What a payload is sent as.
pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// What a payload that changes something is sent as (RFC 7396).
pub(crate) const MERGE_PATCH: HeaderValue =
    HeaderValue::from_static("application/merge-patch+json");

const ACCEPTED: HeaderValue =
    HeaderValue::from_static("application/json, application/problem+json");
const AGENT: HeaderValue = HeaderValue::from_static(concat!(
    env!("CARGO_PKG_NAME"),
    "/",
    env!("CARGO_PKG_VERSION")
));

/// A request, kept for all attempts of its call.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    query: BTreeMap<String, Vec<String>>,
    body: Bytes,
}

impl Request {
    /// A request without parameters and payload.
    pub(crate) fn new(method: Method, path: String) -> Self {
        let headers = HeaderMap::from_iter([(ACCEPT, ACCEPTED), (USER_AGENT, AGENT)]);
        Self {
            method,
            path,
            headers,
            query: BTreeMap::new(),
            body: Bytes::new(),
        }
    }

    /// Sets a parameter of the query.
    pub(crate) fn set_query(&mut self, name: String, value: String) {
        self.query.insert(name, vec![value]);
    }

    /// Sets a parameter for each field that has a value. A list becomes a repeated parameter.
    pub(crate) fn set_parameters(&mut self, fields: &impl Serialize) -> Result<(), BuildFault> {
        for (name, value) in object(fields).map_err(BuildFault::Encode)? {
            let values = match value {
                Value::Null => continue,
                Value::Array(values) => values,
                value => vec![value],
            };
            let texts: Result<_, _> = values.into_iter().map(parameter).collect();
            self.query.insert(name, texts.map_err(BuildFault::Encode)?);
        }
        Ok(())
    }

    /// Sets the payload.
    pub(crate) fn set_payload(
        &mut self,
        payload: &impl Serialize,
        media_type: HeaderValue,
    ) -> Result<(), BuildFault> {
        let bytes = serde_json::to_vec(payload).map_err(BuildFault::Encode)?;
        self.body = Bytes::from(bytes);
        self.headers.insert(CONTENT_TYPE, media_type);
        Ok(())
    }

    /// The request as HTTP knows it. Its query is in the canonical form of signatures, so that all
    /// verifiers agree on it.
    pub(crate) fn at(&self, endpoint: &Endpoint) -> Result<http::Request<Bytes>, BuildFault> {
        let parameters = self.query.iter();
        let query = query_of(
            parameters.flat_map(|(name, values)| values.iter().map(|value| (&**name, &**value))),
        );
        let mut request = http::Request::new(self.body.clone());
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = endpoint.uri(&self.path, &query)?;
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }
}

/// Writes a value as one segment of a path, in the spelling that signatures want (RFC 3986 §2.3):
/// a slash in it becomes `%2F`.
#[must_use]
pub fn segment(value: impl ToString) -> String {
    encode(&value.to_string()).into_owned()
}

fn object(fields: &impl Serialize) -> serde_json::Result<serde_json::Map<String, Value>> {
    match serde_json::to_value(fields)? {
        Value::Object(fields) => Ok(fields),
        Value::Null => Ok(serde_json::Map::new()),
        _ => Err(serde_json::Error::custom("parameters have names")),
    }
}

fn parameter(value: Value) -> serde_json::Result<String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        _ => Err(serde_json::Error::custom("a parameter is not a scalar")),
    }
}
