//! The canonical URI: in goes the path as it stood on the wire, out come the forms of it that a
//! client may have signed.

use std::borrow::Cow;
use std::fmt;

use crate::percent::{encode_path, is_well_formed};

/// The path could name one resource to the signer and another one to a router.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmbiguousPath;

impl fmt::Display for AmbiguousPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the path has empty, `.` or `..` segments or a broken percent escape")
    }
}

impl std::error::Error for AmbiguousPath {}

/// The canonical form of a path: each segment encoded twice, once by whoever built the URI and once
/// more here (AWS, step 1, "canonical URI", for every service but S3).
#[must_use]
pub fn canonical_path(raw: &str) -> Cow<'_, str> {
    encode_path(raw)
}

/// Every form of a path that is accepted as signed, the canonical one first, without duplicates.
///
/// curl before 8.9 signs the path as sent, with one encoding only. That form is left out when the
/// path contains `%25`: a signature for `/a%20b` in its canonical form, `/a%2520b`, would otherwise
/// also vouch for the path `/a%2520b`. No two paths that decode differently share a form.
///
/// # Errors
///
/// [`AmbiguousPath`] for an empty segment other than the last, a segment that is or decodes to `.`
/// or `..`, or a broken escape. AWS signers normalise such paths before they sign them (RFC 3986
/// §5.2.4), so the resource that was signed and the one that is routed to could differ.
pub fn accepted_paths(raw: &str) -> Result<Vec<Cow<'_, str>>, AmbiguousPath> {
    if is_ambiguous(raw) {
        return Err(AmbiguousPath);
    }
    let mut forms = vec![canonical_path(raw)];
    if forms[0] != raw && !raw.contains("%25") {
        forms.push(Cow::Borrowed(raw));
    }
    Ok(forms)
}

fn is_ambiguous(raw: &str) -> bool {
    let Some(relative) = raw.strip_prefix('/') else {
        return true;
    };
    raw.contains("//") || relative.split('/').any(is_dots) || !is_well_formed(raw)
}

/// Whether a segment is `.` or `..`, its dots escaped or not.
fn is_dots(segment: &str) -> bool {
    let decoded = || segment.to_ascii_lowercase().replace("%2e", ".");
    segment.starts_with(['.', '%']) && matches!(decoded().as_str(), "." | "..")
}
