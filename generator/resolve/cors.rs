//! Which browsers' pages may call: origins and headers in the form that the Fetch standard asks for.

use super::api::wrong;
use super::codes;
use super::format::is_url;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir;
use crate::schema;

/// Seconds that a preflight answer may be kept unless said.
const DEFAULT_MAX_AGE: u32 = 600;
/// Browsers keep none for longer than a day.
const MAX_AGE: u64 = 86_400;

/// The policy, if there is one.
pub(super) fn cors(cors: &schema::Cors, found: &mut Diagnostics) -> ir::Cors {
    refuse_origins(cors, found);
    for header in cors.expose.iter().filter(|header| !is_token(&header.value)) {
        found.push(wrong(
            header,
            "header name",
            "write a name such as `X-Request-Id`",
        ));
    }
    if let Some(age) = cors.max_age.as_ref().filter(|age| age.value > MAX_AGE) {
        let message = format!("{} seconds are more than a day", age.value);
        found.push(
            Diagnostic::new(codes::NUMBER_RANGE, age.span, message)
                .help("browsers keep no answer for longer"),
        );
    }
    let max_age = cors
        .max_age
        .as_ref()
        .and_then(|age| u32::try_from(age.value).ok());
    ir::Cors {
        origins: cors
            .origins
            .value
            .iter()
            .map(|origin| origin.value.clone())
            .collect(),
        expose: cors
            .expose
            .iter()
            .map(|header| header.value.clone())
            .collect(),
        max_age: max_age.unwrap_or(DEFAULT_MAX_AGE),
        credentials: has_credentials(cors),
    }
}

/// Whether pages of other origins may send what a browser knows of the caller.
fn has_credentials(cors: &schema::Cors) -> bool {
    cors.credentials.as_ref().is_some_and(|flag| flag.value)
}

fn refuse_origins(cors: &schema::Cors, found: &mut Diagnostics) {
    let credentials = has_credentials(cors);
    let origins = &cors.origins.value;
    let any = origins.iter().find(|origin| origin.value == "*");
    if let Some(any) = any.filter(|_| origins.len() > 1 || credentials) {
        let message = if credentials {
            "`*` with credentials"
        } else {
            "`*` beside other origins"
        };
        found.push(
            Diagnostic::new(codes::API_VALUE, any.span, message)
                .help("name the origins; browsers refuse `*` with credentials"),
        );
    }
    if origins.is_empty() {
        found.push(
            Diagnostic::new(codes::API_VALUE, cors.origins.span, "no origin")
                .help("leave `cors` out if no page of another origin may call"),
        );
    }
    let help = "write scheme, host and port only, such as `https://example.com`";
    for origin in origins
        .iter()
        .filter(|origin| origin.value != "*" && !is_origin(&origin.value))
    {
        found.push(wrong(origin, "origin", help));
    }
}

/// Scheme, host and port (RFC 6454, section 6.2).
fn is_origin(text: &str) -> bool {
    is_url(text)
        && text.is_ascii()
        && !text
            .split_once("://")
            .is_some_and(|(_, host)| host.contains(['/', '?', '#', '@']))
}

/// A token of RFC 9110, section 5.6.2.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c))
}
