//! Problems: what went wrong goes in, the JSON body that every failed request answers with comes
//! out (RFC 9457, `application/problem+json`), and the other way round in the driver.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// The media type of a problem (RFC 9457 §3).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request failed.
///
/// `code` is stable and made for programs; `title` and `detail` are English and made for people.
/// `type` is always `/problems/<code>`, relative to the service's root: RFC 9457 §3.1.1 permits a
/// relative reference with a full path, and it needs no domain of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A reference that identifies the kind of problem.
    #[serde(rename = "type")]
    pub type_uri: String,
    /// The kind of problem in a few words, the same for each occurrence.
    pub title: Cow<'static, str>,
    /// The HTTP status that the problem was sent with.
    pub status: u16,
    /// The kind of problem as a word in snake case.
    pub code: Cow<'static, str>,
    /// What happened this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Cow<'static, str>>,
    /// The request that failed, as it is called in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// What is wrong with which part of the input.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
}

impl Problem {
    /// A problem without details.
    #[must_use]
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        title: impl Into<Cow<'static, str>>,
    ) -> Self {
        let code = code.into();
        Self {
            type_uri: format!("/problems/{code}"),
            title: title.into(),
            status,
            code,
            detail: None,
            request_id: None,
            errors: Vec::new(),
        }
    }

    /// The same problem, saying what happened this time.
    #[must_use]
    pub fn with_detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// The same problem, saying what is wrong with which part of the input.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.title, self.status)?;
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        for error in &self.errors {
            write!(f, "\n  {error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// What is wrong with one part of the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// Which part it is.
    #[serde(flatten)]
    pub place: Place,
    /// What is wrong with it, as a stable word in snake case.
    pub code: Cow<'static, str>,
    /// What is wrong with it, in English. Never repeats the value.
    pub detail: Cow<'static, str>,
}

impl FieldError {
    /// An error in the body as a whole; [`FieldError::under`] moves it to where it belongs.
    #[must_use]
    pub fn new(code: impl Into<Cow<'static, str>>, detail: impl Into<Cow<'static, str>>) -> Self {
        Self {
            place: Place::Pointer(String::new()),
            code: code.into(),
            detail: detail.into(),
        }
    }

    /// The same error one level further down: in the member or item called `segment`.
    #[must_use]
    pub fn under(mut self, segment: &str) -> Self {
        if let Place::Pointer(pointer) = &mut self.place {
            // RFC 6901 §3: `~` and `/` are escaped, in this order.
            let escaped = segment.replace('~', "~0").replace('/', "~1");
            *pointer = format!("/{escaped}{pointer}");
        }
        self
    }

    /// The same error in the query parameter called `name`.
    #[must_use]
    pub fn in_parameter(mut self, name: impl Into<String>) -> Self {
        self.place = Place::Parameter(name.into());
        self
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Pointer(pointer) if pointer.is_empty() => f.write_str("body")?,
            Place::Pointer(place) | Place::Parameter(place) => f.write_str(place)?,
        }
        write!(f, ": {}", self.detail)
    }
}

/// Where in the input an error is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// A JSON pointer into the body (RFC 6901), `/tag_ids/0`; empty for the body as a whole.
    Pointer(String),
    /// The name of a query parameter.
    Parameter(String),
}
