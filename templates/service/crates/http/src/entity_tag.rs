//! Entity tags and the conditions that name them (RFC 9110 §8.8.3 and §13.1): a version and a body
//! go in, a tag comes out; the headers of a request go in, its conditions come out.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use contract::precondition::Precondition;
use http::header::{IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderName, HeaderValue};
use ring::digest::{SHA256, digest};

use crate::rejection::Rejection;

/// A strong entity tag, `"<version>-<hash>"`.
///
/// The version is that of the thing; the hash is of the bytes sent, so that each view, and each
/// change of something nested in it, has a tag of its own.
pub(crate) struct EntityTag(String);

impl EntityTag {
    pub(crate) fn new(version: i64, body: &[u8]) -> Self {
        // Half of a SHA-256 is plenty to tell bodies of one resource and version apart.
        let hash = URL_SAFE_NO_PAD.encode(&digest(&SHA256, body).as_ref()[..16]);
        Self(format!("\"{version}-{hash}\""))
    }

    pub(crate) fn header(&self) -> HeaderValue {
        HeaderValue::try_from(self.0.as_str()).expect("a number and base64 make a header value")
    }

    /// Whether `If-None-Match` names this tag, by weak comparison (RFC 9110 §13.1.2).
    pub(crate) fn is_known(&self, headers: &HeaderMap) -> Result<bool, Rejection> {
        Ok(match Tags::read(headers, &IF_NONE_MATCH)? {
            None => false,
            Some(Tags::Any) => true,
            Some(Tags::Listed(tags)) => tags
                .iter()
                .any(|tag| tag.opaque == self.0.trim_matches('"')),
        })
    }
}

/// Reads `If-Match` as a condition on the version. `*` asks for existence, which a change needs
/// anyway; a weak tag, or one that is not ours, matches no version (RFC 9110 §13.1.1).
pub(crate) fn precondition(headers: &HeaderMap) -> Result<Precondition, Rejection> {
    Ok(match Tags::read(headers, &IF_MATCH)? {
        None | Some(Tags::Any) => Precondition::None,
        Some(Tags::Listed(tags)) => {
            let strong = tags.iter().filter(|tag| !tag.weak);
            Precondition::VersionIn(strong.filter_map(|tag| tag.version()).collect())
        }
    })
}

/// What `If-Match` or `If-None-Match` says.
enum Tags<'a> {
    Any,
    Listed(Vec<Tag<'a>>),
}

struct Tag<'a> {
    weak: bool,
    opaque: &'a str,
}

impl Tag<'_> {
    fn version(&self) -> Option<i64> {
        self.opaque.split_once('-')?.0.parse().ok()
    }
}

impl<'a> Tags<'a> {
    /// Reads all lines of a header; `None` if there is none.
    fn read(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<Self>, Rejection> {
        let malformed = || {
            Rejection::bad_request(
                "malformed_header",
                format!("`{name}` is not a list of entity tags"),
            )
        };
        let mut tags = None;
        for line in headers.get_all(name) {
            let line = line.to_str().map_err(|_| malformed())?;
            if line.trim() == "*" {
                return Ok(Some(Self::Any));
            }
            tags.get_or_insert_with(Vec::new)
                .extend(list(line).ok_or_else(malformed)?);
        }
        Ok(tags.map(Self::Listed))
    }
}

/// Reads `"a", W/"b"`; `None` if the line is anything else. A tag may hold commas, so the line
/// cannot simply be split at them.
fn list(line: &str) -> Option<Vec<Tag<'_>>> {
    let mut tags = Vec::new();
    let mut rest = line.trim_matches([' ', '\t', ',']);
    while !rest.is_empty() {
        let strong = rest.strip_prefix("W/");
        let (opaque, after) = strong.unwrap_or(rest).strip_prefix('"')?.split_once('"')?;
        let separator = after.trim_start();
        if !separator.is_empty() && !separator.starts_with(',') {
            return None;
        }
        tags.push(Tag {
            weak: strong.is_some(),
            opaque,
        });
        rest = separator.trim_start_matches([' ', '\t', ',']);
    }
    Some(tags)
}
