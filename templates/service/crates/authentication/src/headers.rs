//! Canonical headers: in go the headers of a request and the names that are signed, out come
//! their canonical lines.

use std::fmt;

use http::header::HOST;
use http::{HeaderMap, HeaderName};

/// What is wrong with a header of a signed request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderFault {
    /// It must be there, because the signature lists it or because nothing works without it.
    Absent(HeaderName),
    /// It is there more than once, or disagrees with the target.
    Repeated(HeaderName),
    /// Its value has tabs, line folds or characters outside ASCII, which signers treat differently.
    Unprintable(HeaderName),
    /// It changes what the request means, yet the signature does not list it.
    Unsigned(HeaderName),
}

impl fmt::Display for HeaderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent(name) => write!(f, "header `{name}` is missing"),
            Self::Repeated(name) => write!(f, "header `{name}` is given more than once"),
            Self::Unprintable(name) => {
                write!(
                    f,
                    "header `{name}` has characters other than printable ASCII"
                )
            }
            Self::Unsigned(name) => write!(f, "header `{name}` must be signed"),
        }
    }
}

impl std::error::Error for HeaderFault {}

/// The signed headers of a request in canonical form (AWS, step 1).
///
/// It may hold session tokens, so there is no `Debug`.
pub struct CanonicalHeaders {
    /// `name:value` and a line feed for each header.
    pub(crate) lines: String,
    /// The names, joined by `;`.
    pub(crate) names: String,
}

impl CanonicalHeaders {
    /// Collects the headers of the given `names`, which must be sorted.
    ///
    /// A header that occurs several times has its values joined by commas in the order received
    /// (RFC 9110 §5.3); spaces around a value are dropped, runs of them become one. `host` is the
    /// value to take for that header, because HTTP/2 has none of that name.
    ///
    /// # Errors
    ///
    /// [`HeaderFault::Absent`] for a name that the request lacks, [`HeaderFault::Unprintable`] for
    /// a value that is not printable ASCII.
    pub fn collect(
        headers: &HeaderMap,
        host: &str,
        names: &[HeaderName],
    ) -> Result<Self, HeaderFault> {
        let mut canonical = Self {
            lines: String::with_capacity(64 * names.len()),
            names: String::with_capacity(16 * names.len()),
        };
        for name in names {
            if !canonical.names.is_empty() {
                canonical.names.push(';');
            }
            canonical.names.push_str(name.as_str());
            canonical.lines.push_str(name.as_str());
            canonical.lines.push(':');
            if *name == HOST {
                push_collapsed(&mut canonical.lines, host);
            } else {
                push_values(&mut canonical.lines, headers, name)?;
            }
            canonical.lines.push('\n');
        }
        Ok(canonical)
    }
}

fn push_values(
    lines: &mut String,
    headers: &HeaderMap,
    name: &HeaderName,
) -> Result<(), HeaderFault> {
    if !headers.contains_key(name) {
        return Err(HeaderFault::Absent(name.clone()));
    }
    for (position, value) in headers.get_all(name).iter().enumerate() {
        if position > 0 {
            lines.push(',');
        }
        push_collapsed(lines, printable(name, value)?);
    }
    Ok(())
}

fn push_collapsed(lines: &mut String, value: &str) {
    for (position, word) in value.split(' ').filter(|word| !word.is_empty()).enumerate() {
        if position > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
    }
}

/// The value of a header that may occur once at most.
pub(crate) fn sole_value<'a>(
    headers: &'a HeaderMap,
    name: &HeaderName,
) -> Result<Option<&'a str>, HeaderFault> {
    let mut values = headers.get_all(name).iter();
    let first = values.next();
    if values.next().is_some() {
        return Err(HeaderFault::Repeated(name.clone()));
    }
    first.map(|value| printable(name, value)).transpose()
}

fn printable<'a>(name: &HeaderName, value: &'a http::HeaderValue) -> Result<&'a str, HeaderFault> {
    match value.to_str() {
        Ok(text) if !text.contains('\t') => Ok(text),
        _ => Err(HeaderFault::Unprintable(name.clone())),
    }
}
