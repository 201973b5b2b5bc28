//! The canonical query string: in goes the query as it stood on the wire, out come the forms of
//! it that a client may have signed.

use std::borrow::Cow;
use std::fmt;

use crate::percent::{encode, recode};

/// More parameters than any action has; sorting them must not become a way to spend our time.
const MOST_PARAMETERS: usize = 256;

/// The query has a broken percent escape or more than 256 parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedQuery;

impl fmt::Display for MalformedQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the query has a broken percent escape or too many parameters")
    }
}

impl std::error::Error for MalformedQuery {}

/// Writes a query in its canonical form, ready to be sent, from names and values in plain text.
#[must_use]
pub fn query_of<'a>(parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let encoded = parameters
        .into_iter()
        .map(|(name, value)| (encode(name), encode(value)));
    sorted(encoded.collect())
}

/// The canonical form of a query (AWS, step 1, "canonical query string"): every name and value
/// decoded, with `+` as a space, and encoded again; `=` present even without a value; sorted.
///
/// # Errors
///
/// [`MalformedQuery`] when the query cannot be decoded or is too long.
pub fn canonical_query(raw: &str) -> Result<String, MalformedQuery> {
    let encoded = parameters(raw)
        .map(|(name, value)| Some((recode(name)?, recode(value)?)))
        .collect::<Option<Vec<_>>>()
        .ok_or(MalformedQuery)?;
    if encoded.len() > MOST_PARAMETERS {
        return Err(MalformedQuery);
    }
    Ok(sorted(encoded))
}

/// Every form of a query that is accepted as signed, the canonical one first, without duplicates.
///
/// Some signers do not decode: botocore sorts the raw text of the parameters, curl before 8.3
/// signs the query as it is. Both spell out exactly what they send, so accepting them lets nobody
/// change its meaning. A form that takes `+` for a plus sign is not among them: a signed `%2B`
/// could be replaced by a `+`, which is read as a space. No two queries that decode to different
/// sets of parameters share a form.
///
/// # Errors
///
/// As [`canonical_query`].
pub fn accepted_queries(raw: &str) -> Result<Vec<Cow<'_, str>>, MalformedQuery> {
    let mut forms = vec![Cow::Owned(canonical_query(raw)?)];
    if forms[0] == raw {
        return Ok(forms);
    }
    for form in [
        Cow::Owned(sorted(parameters(raw).collect())),
        Cow::Borrowed(raw),
    ] {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    Ok(forms)
}

fn parameters(raw: &str) -> impl Iterator<Item = (&str, &str)> {
    raw.split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
}

/// Joins parameters, sorted by name and then by value. Sorting the joined text instead would put
/// `a-b=2` before `a=1`, because `-` comes before `=`.
fn sorted<T: AsRef<str> + Ord>(mut parameters: Vec<(T, T)>) -> String {
    parameters.sort_unstable();
    let mut query = String::new();
    for (name, value) in &parameters {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name.as_ref());
        query.push('=');
        query.push_str(value.as_ref());
    }
    query
}
