//! What the service has answered in a test: bytes go in, what was expected of them is checked, and a
//! test fails at its own line with the whole answer.

use std::collections::BTreeSet;
use std::fmt;

use contract::problem::PROBLEM_JSON;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;
use uuid::Uuid;

use super::kept::Kept;

/// An answer. Each method that expects something panics, with request and answer, if it is not so.
#[derive(Clone)]
pub struct Answer {
    request: String,
    status: u16,
    headers: HeaderMap,
    body: String,
}

/// What nobody has written yet answers with this, and so does everything that needs it.
const NOT_IMPLEMENTED: u16 = 501;

impl Answer {
    /// Reads the bytes of an answer; `request` is what was asked, for whoever reads the failure.
    pub(super) fn parse(request: &str, bytes: &[u8]) -> Self {
        let text = String::from_utf8(bytes.to_vec()).expect("answers are UTF-8");
        let (head, body) = text
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("{request}: an answer has a head: {text}"));
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let mut headers = HeaderMap::new();
        for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
            let name: HeaderName = name.parse().expect("a header has a name");
            headers.append(name, HeaderValue::from_str(value).expect("and a value"));
        }
        Self {
            request: request.to_owned(),
            status: status
                .and_then(|status| status.parse().ok())
                .expect("a status is a number"),
            headers,
            body: body.to_owned(),
        }
    }

    /// Expects a status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{self}");
        self
    }

    /// The answer, if it has another status.
    #[must_use]
    pub fn if_not(self, status: u16) -> Option<Self> {
        (self.status != status).then_some(self)
    }

    /// Expects a status, or that something in it is not written yet; then there is no more to see.
    #[track_caller]
    #[must_use]
    pub fn if_written(self, status: u16) -> Option<Self> {
        (self.status != NOT_IMPLEMENTED).then(|| self.is(status))
    }

    /// Expects what hand-written code may answer to somebody who may ask: anything that is not a
    /// fault, and 501 until it is written.
    #[track_caller]
    pub fn is_up_to_the_action(&self) {
        let refused = matches!(self.status, 401 | 403 | 404 | 405 | 406 | 415);
        assert!(!refused && !self.has_failed(), "{self}");
    }

    /// Expects that the caller was let in.
    #[track_caller]
    pub fn is_let_in(&self) {
        let refused = matches!(self.status, 401 | 403);
        assert!(!refused && !self.has_failed(), "{self}");
    }

    /// Expects that nothing is wrong with the signature.
    pub(super) fn is_believed(&self) {
        assert!(self.status != 401 && !self.has_failed(), "{self}");
    }

    /// What is not written yet has not failed.
    fn has_failed(&self) -> bool {
        self.status >= 500 && self.status != NOT_IMPLEMENTED
    }

    /// Expects a problem (RFC 9457).
    #[track_caller]
    pub fn problem(self, status: u16, code: &str) -> Self {
        let answer = self.is(status);
        assert_eq!(answer.header("content-type"), PROBLEM_JSON, "{answer}");
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{answer}");
        assert_eq!(problem["status"], status, "{answer}");
        assert_eq!(
            problem["request_id"],
            answer.header("x-request-id"),
            "{answer}"
        );
        answer
    }

    /// Expects that the body was refused for this fault, and for nothing in another place.
    #[track_caller]
    pub fn invalid(self, pointer: &str, code: &str) {
        let answer = self.problem(422, "invalid");
        let faults = answer.faults("pointer");
        let elsewhere = faults.iter().any(|(place, _)| place != pointer);
        assert!(!elsewhere, "expected nothing but {pointer}: {answer}");
        let found = faults.iter().any(|(_, found)| found == code);
        assert!(found, "expected {code} at {pointer}: {answer}");
    }

    /// Expects that the body was refused for each of these faults, places and codes.
    #[track_caller]
    pub fn invalid_in_all(self, expected: &[(&str, &str)]) {
        let answer = self.problem(422, "invalid");
        let faults = answer.faults("pointer");
        for (pointer, code) in expected {
            let found = faults.contains(&((*pointer).to_owned(), (*code).to_owned()));
            assert!(found, "expected {code} at {pointer}: {answer}");
        }
    }

    /// Expects that another row has this field already.
    #[track_caller]
    pub fn taken(self, pointer: &str) {
        let answer = self.problem(409, "taken");
        let fault = (pointer.to_owned(), "taken".to_owned());
        assert_eq!(answer.faults("pointer"), [fault], "{answer}");
    }

    /// Expects that the query was refused for this fault of a parameter.
    #[track_caller]
    pub fn invalid_query(self, parameter: &str, code: &str) -> Self {
        let answer = self.problem(400, "invalid_query");
        let faults = answer.faults("parameter");
        let fault = (parameter.to_owned(), code.to_owned());
        assert!(
            faults.contains(&fault),
            "expected {code} of {parameter}: {answer}"
        );
        answer
    }

    /// Expects that the view was refused, and that these are offered instead.
    #[track_caller]
    pub fn offers_views(self, views: &[&str]) {
        let answer = self.invalid_query("view", "enum");
        let problem = answer.json();
        let detail = problem["errors"][0]["detail"].as_str().unwrap_or_default();
        let offered = detail.rsplit(": ").next().unwrap_or_default();
        assert_eq!(offered, views.join(", "), "{answer}");
    }

    /// Places and codes of what is wrong.
    fn faults(&self, place: &str) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let problem = self.json();
        let errors = problem["errors"].as_array().cloned().unwrap_or_default();
        let faults = errors
            .iter()
            .map(|error| (text(&error[place]), text(&error["code"])));
        faults.collect()
    }

    /// Expects an object with these fields, perhaps with some of the optional ones, and with no
    /// other.
    #[track_caller]
    pub fn has(self, fields: &[&str], optional: &[&str]) -> Self {
        assert_fields(&self.json(), fields, optional, &self);
        self
    }

    /// Expects a page whose items have these fields, as [`Answer::has`].
    #[track_caller]
    pub fn lists(self, fields: &[&str], optional: &[&str]) -> Self {
        let items = self.items();
        assert!(!items.is_empty(), "{self}");
        for item in items {
            assert_fields(&item, fields, optional, &self);
        }
        self
    }

    /// Expects that these fields are what they are in `expected`.
    #[track_caller]
    pub fn shows(self, expected: &Value, fields: &[&str]) -> Self {
        let body = self.json();
        for field in fields {
            assert_eq!(body[field], expected[field], "{field}: {self}");
        }
        self
    }

    /// A header; empty if it is absent.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap_or("?"))
    }

    /// The methods of `Allow`.
    #[must_use]
    pub fn allowed(&self) -> BTreeSet<&str> {
        self.header("allow").split(',').map(str::trim).collect()
    }

    /// The body as it is.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.body
    }

    /// The body.
    ///
    /// # Panics
    ///
    /// If it is no JSON.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("expected JSON: {self}"))
    }

    /// The items of a page.
    ///
    /// # Panics
    ///
    /// If it is no page.
    #[track_caller]
    #[must_use]
    pub fn items(&self) -> Vec<Value> {
        let items = self.json()["items"].as_array().cloned();
        items.unwrap_or_else(|| panic!("expected a page: {self}"))
    }

    /// The keys of a page's items.
    ///
    /// # Panics
    ///
    /// If it is no page, or an item has no key.
    #[track_caller]
    #[must_use]
    pub fn keys(&self) -> Vec<Uuid> {
        self.keys_in("items")
    }

    /// The keys of what is nested in a field.
    ///
    /// # Panics
    ///
    /// If nothing is, or something has no key.
    #[track_caller]
    #[must_use]
    pub fn keys_in(&self, field: &str) -> Vec<Uuid> {
        let key = |item: &Value| item["id"].as_str().and_then(|id| id.parse().ok());
        let body = self.json();
        let keys = body[field]
            .as_array()
            .and_then(|items| items.iter().map(key).collect());
        keys.unwrap_or_else(|| panic!("expected keys in {field}: {self}"))
    }

    /// The row that is answered, of this table.
    ///
    /// # Panics
    ///
    /// If the answer has no key.
    #[track_caller]
    #[must_use]
    pub fn row(&self, table: &'static str) -> Kept {
        let key = self.json()["id"].as_str().and_then(|id| id.parse().ok());
        let key = key.unwrap_or_else(|| panic!("expected a key: {self}"));
        Kept::of(table, key)
    }

    /// Where a page goes on, after checking that body and `Link` say the same (RFC 8288).
    #[track_caller]
    #[must_use]
    pub fn next(&self) -> Option<String> {
        let cursor = self.json()["next"].as_str().map(str::to_owned);
        let link = self.header("link").strip_prefix('<');
        let target = link.and_then(|link| link.strip_suffix(">; rel=\"next\""));
        assert_eq!(target.is_some(), cursor.is_some(), "{self}");
        let (cursor, target) = (cursor?, target?);
        assert!(target.ends_with(&format!("cursor={cursor}")), "{self}");
        Some(target.to_owned())
    }
}

#[track_caller]
fn assert_fields(object: &Value, fields: &[&str], optional: &[&str], answer: &Answer) {
    let found: BTreeSet<&str> = object.as_object().map_or_else(BTreeSet::new, |members| {
        members.keys().map(String::as_str).collect()
    });
    let missing: Vec<_> = fields
        .iter()
        .filter(|name| !found.contains(**name))
        .collect();
    let known = |name: &&&str| fields.contains(*name) || optional.contains(*name);
    let surplus: Vec<_> = found.iter().filter(|name| !known(name)).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "{missing:?} missing, {surplus:?} too much: {answer}"
    );
}

/// The whole exchange, for whoever reads a failure.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was answered {}", self.request, self.status)?;
        write!(f, " {}", self.body)
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
