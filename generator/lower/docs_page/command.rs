//! Commands to copy: an operation comes in, what asks for it with curl goes out.

use super::document::{Document, Place};
use crate::plan::docs::{Curl, Payload};
use openapiv3::{Parameter, ParameterSchemaOrContent};
use std::fmt::Write as _;

/// A request of an operation.
pub(super) struct Request<'a> {
    pub(super) place: Place<'a>,
    pub(super) parameters: &'a [&'a Parameter],
    /// What it has to be signed for, if it has to be.
    pub(super) scope: Option<&'a str>,
    pub(super) payload: Option<&'a Payload>,
}

/// A request to try.
pub(super) fn curl(document: &Document<'_>, request: &Request<'_>) -> Curl {
    let Place { path, method, .. } = request.place;
    let mut target = path.to_owned();
    let mut query = Vec::new();
    for parameter in request.parameters {
        let data = parameter.parameter_data_ref();
        if let (Parameter::Path { .. }, Some(example)) = (parameter, example(document, parameter)) {
            target = target.replace(&format!("{{{}}}", data.name), &escaped(&example));
        } else if matches!(parameter, Parameter::Query { .. }) && data.required {
            let example = example(document, parameter).unwrap_or_default();
            query.push(format!("{}={}", data.name, escaped(&example)));
        }
    }
    // Signers before curl 8.3 sign a query in the order it is written in, so it is written sorted.
    query.sort();
    let mark = if query.is_empty() { "" } else { "?" };
    let mut after = format!("{target}{mark}{}'", query.join("&"));
    if let Some(scope) = request.scope {
        line(&mut after, &format!("--aws-sigv4 {}", quoted(scope)));
        line(&mut after, "--user \"$KEY_ID:$SECRET\"");
    }
    if let Some(payload) = request.payload {
        line(&mut after, "-H 'content-type: application/json'");
        let body = payload
            .example
            .as_deref()
            .map_or_else(|| "@payload.json".to_owned(), quoted);
        line(&mut after, &format!("-d {body}"));
    }
    let verb = if method == "get" {
        String::new()
    } else {
        format!("-X {} ", method.to_uppercase())
    };
    Curl {
        before: format!("curl {verb}'"),
        after,
    }
}

fn line(command: &mut String, text: &str) {
    write!(command, " \\\n  {text}").expect("writing to a String never fails");
}

/// An example of a parameter as text.
fn example(document: &Document<'_>, parameter: &Parameter) -> Option<String> {
    let ParameterSchemaOrContent::Schema(schema) = &parameter.parameter_data_ref().format else {
        return None;
    };
    let data = &document.schema(schema).schema_data;
    let example = data.example.as_ref().or(data.default.as_ref())?;
    Some(
        example
            .as_str()
            .map_or_else(|| example.to_string(), str::to_owned),
    )
}

/// A word of the shell that means just the text (POSIX, "Single-Quotes").
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A part of an address with everything escaped that AWS signers escape (RFC 3986 §2.3).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(byte.into());
        } else {
            write!(escaped, "%{byte:02X}").expect("writing to a String never fails");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_word_of_the_shell() {
        assert_eq!(quoted("a 'b' $c"), r"'a '\''b'\'' $c'");
        assert_eq!(escaped("a b/ü"), "a%20b%2F%C3%BC");
    }
}
