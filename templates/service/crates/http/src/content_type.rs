//! The media type of a body: method and headers go in, the verdict comes out.

use http::header::{ACCEPT, CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::rejection::Rejection;

const JSON: &str = "application/json";
/// RFC 7396 §4. Plain JSON is taken for the same in a `PATCH`.
const PATCH: &str = "application/merge-patch+json, application/json";

/// Checks that a body is JSON in UTF-8, without a content coding.
pub(crate) fn demand_json(method: &Method, headers: &HeaderMap) -> Result<(), Rejection> {
    let accepted = if *method == Method::PATCH {
        PATCH
    } else {
        JSON
    };
    let plain = headers
        .get(CONTENT_ENCODING)
        .is_none_or(|coding| coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    let content_type = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if plain && content_type.is_some_and(|value| is_accepted(value, accepted)) {
        return Ok(());
    }
    let detail = format!("the body must be sent as {accepted} in UTF-8 and without an encoding");
    let header = (accepting(method), HeaderValue::from_static(accepted));
    Err(Rejection::unsupported_media_type(detail).with_header(header.0, header.1))
}

/// The header that says what is accepted: RFC 5789 §3.1 for `PATCH`, the Linked Data Platform
/// §7.1 for `POST`, RFC 9110 §15.5.16 for the rest.
fn accepting(method: &Method) -> HeaderName {
    match *method {
        Method::PATCH => HeaderName::from_static("accept-patch"),
        Method::POST => HeaderName::from_static("accept-post"),
        _ => ACCEPT,
    }
}

fn is_accepted(content_type: &str, accepted: &str) -> bool {
    let (essence, parameters) = content_type.split_once(';').unwrap_or((content_type, ""));
    let mut accepted = accepted.split(", ");
    accepted.any(|accepted| accepted.eq_ignore_ascii_case(essence.trim()))
        && parameters.split(';').all(is_harmless)
}

/// Whether a parameter leaves the text UTF-8, which is all that JSON may be (RFC 8259 §8.1).
fn is_harmless(parameter: &str) -> bool {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    let value = value.trim().trim_matches('"');
    !name.trim().eq_ignore_ascii_case("charset") || value.eq_ignore_ascii_case("utf-8")
}
