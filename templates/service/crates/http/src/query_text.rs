//! The text of a query: the part of the target behind `?` goes in, names and values come out.

use std::borrow::Cow;

use http::request;
use percent_encoding::percent_decode_str;

/// The parameters as they stand, `name=value` or `name`.
pub(crate) fn raw_parameters(head: &request::Parts) -> impl Iterator<Item = &str> {
    let query = head.uri.query().unwrap_or_default();
    query.split('&').filter(|parameter| !parameter.is_empty())
}

/// The name in `name=value`.
pub(crate) fn name_of(parameter: &str) -> &str {
    parameter
        .split_once('=')
        .map_or(parameter, |(name, _)| name)
}

/// Names and values, decoded as a form is (WHATWG URL, `application/x-www-form-urlencoded`), just
/// as they are for verifying a signature; `None` if they are not UTF-8.
pub(crate) fn parameters(head: &request::Parts) -> Option<Vec<(String, String)>> {
    let decoded = raw_parameters(head).map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        Some((decode(name)?, decode(value)?))
    });
    decoded.collect()
}

fn decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced)
        .decode_utf8()
        .ok()
        .map(Cow::into_owned)
}
