//! Cross-origin requests (Fetch standard, "CORS protocol"): what the design permits and what a
//! browser asks go in, the headers that open the answer to a web page come out.

use std::time::Duration;

use axum::extract::Request;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

/// What a router can have; which of them a path has, `Allow` says.
const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, PATCH, DELETE");

/// What every client of ours reads beside the body; `date` corrects the clock it signs with.
const EXPOSED: &str = "date, etag, link, location, retry-after, www-authenticate, x-request-id";

/// Which web pages of other origins may call, and what they may see.
#[derive(Clone, Debug)]
pub struct Cors {
    origins: Origins,
    expose: HeaderValue,
    max_age: HeaderValue,
    credentials: bool,
}

/// The origins whose pages may call.
#[derive(Clone, Debug)]
pub enum Origins {
    /// Pages of any origin, but without credentials of the browser.
    Any,
    /// Pages of these origins, such as `https://app.example.com`.
    Listed(Vec<HeaderValue>),
    /// Pages of these origins, with cookies and other credentials of the browser.
    Trusted(Vec<HeaderValue>),
}

impl Cors {
    /// Lets pages of these origins call. They see the headers in `expose` beside the usual ones,
    /// and ask again after `max_age`.
    #[must_use]
    pub fn new(origins: Origins, expose: &[HeaderName], max_age: Duration) -> Self {
        let names = [EXPOSED]
            .into_iter()
            .chain(expose.iter().map(HeaderName::as_str));
        let names = names.collect::<Vec<_>>().join(", ");
        Self {
            credentials: matches!(origins, Origins::Trusted(_)),
            origins,
            expose: HeaderValue::try_from(names).expect("names of headers make a header value"),
            max_age: HeaderValue::from(max_age.as_secs()),
        }
    }

    /// Reads what a request asks for.
    pub(crate) fn read(&self, request: &Request) -> Permission {
        let headers = request.headers();
        let origin = headers.get(ORIGIN);
        let permitted = origin.is_some_and(|origin| self.permits(origin));
        let mut granted = HeaderMap::new();
        if !self.is_open() {
            granted.insert(VARY, HeaderValue::from_static("origin"));
        }
        if let Some(origin) = origin.filter(|_| permitted) {
            let value = if self.is_open() {
                HeaderValue::from_static("*")
            } else {
                origin.clone()
            };
            granted.insert(ACCESS_CONTROL_ALLOW_ORIGIN, value);
            if self.credentials {
                granted.insert(
                    ACCESS_CONTROL_ALLOW_CREDENTIALS,
                    HeaderValue::from_static("true"),
                );
            }
            if is_preflight(request) {
                self.grant_preflight(headers, &mut granted);
            } else {
                granted.insert(ACCESS_CONTROL_EXPOSE_HEADERS, self.expose.clone());
            }
        }
        Permission(granted)
    }

    /// Grants the headers that are asked for, whichever they are: signatures may cover any header,
    /// and a page that may call at all can do no harm by sending more of them.
    fn grant_preflight(&self, headers: &HeaderMap, granted: &mut HeaderMap) {
        granted.insert(ACCESS_CONTROL_ALLOW_METHODS, METHODS);
        granted.insert(ACCESS_CONTROL_MAX_AGE, self.max_age.clone());
        if let Some(asked) = headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
            granted.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
            granted.append(
                VARY,
                HeaderValue::from_static("access-control-request-headers"),
            );
        }
    }

    fn permits(&self, origin: &HeaderValue) -> bool {
        match &self.origins {
            Origins::Any => true,
            Origins::Listed(origins) | Origins::Trusted(origins) => origins.contains(origin),
        }
    }

    const fn is_open(&self) -> bool {
        matches!(self.origins, Origins::Any)
    }
}

fn is_preflight(request: &Request) -> bool {
    *request.method() == Method::OPTIONS
        && request
            .headers()
            .contains_key(ACCESS_CONTROL_REQUEST_METHOD)
}

/// The headers that tell a browser what its page may do with the answer.
pub(crate) struct Permission(HeaderMap);

impl Permission {
    /// Adds them to an answer.
    pub(crate) fn add_to(self, headers: &mut HeaderMap) {
        let mut name = None;
        for (next, value) in self.0 {
            // A value without a name belongs to the name before it.
            name = next.or(name);
            if let Some(name) = &name {
                headers.append(name, value);
            }
        }
    }
}
