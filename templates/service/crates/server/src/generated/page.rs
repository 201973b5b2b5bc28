//! A page that never changes while the server runs: text in, answers with entity tag and content
//! security policy out.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use ring::digest::{SHA256, digest};

/// A page and the headers that it is always sent with.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    text: &'static str,
    tag: String,
    headers: HeaderMap,
}

impl Page {
    /// A page in HTML. Its own styles and scripts run, and nothing else does.
    pub(crate) fn html(text: &'static str) -> Self {
        let mut page = Self::new(text, "text/html; charset=utf-8");
        let policy = HeaderValue::try_from(policy(text));
        let policy = policy.expect("directives and base64 make a header value");
        page.headers.insert(CONTENT_SECURITY_POLICY, policy);
        let nothing = HeaderValue::from_static("no-referrer");
        page.headers.insert(REFERRER_POLICY, nothing);
        page
    }

    /// A document in JSON.
    pub(crate) fn json(text: &'static str) -> Self {
        Self::new(text, "application/json")
    }

    fn new(text: &'static str, content_type: &'static str) -> Self {
        let hash = digest(&SHA256, text.as_bytes());
        let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]));
        let tag_value = HeaderValue::try_from(&tag).expect("base64 makes a header value");
        // It may be kept, but a new version of the server has a new page.
        let no_cache = HeaderValue::from_static("no-cache");
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static(content_type)),
            (CACHE_CONTROL, no_cache),
            (ETAG, tag_value),
        ];
        Self {
            text,
            tag,
            headers: HeaderMap::from_iter(headers),
        }
    }

    /// 200 with the page, or 304 if the client has it (RFC 9110 §13.1.2).
    pub(crate) fn answer(&self, request: &HeaderMap) -> Response {
        let mut headers = self.headers.clone();
        if self.is_known(request) {
            headers.remove(CONTENT_TYPE);
            return (StatusCode::NOT_MODIFIED, headers, Body::empty()).into_response();
        }
        (headers, self.text).into_response()
    }

    /// Whether `If-None-Match` names this page. No tag of ours holds a comma.
    fn is_known(&self, request: &HeaderMap) -> bool {
        let lines = request.get_all(IF_NONE_MATCH).into_iter();
        let mut tags = lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .map(str::trim);
        tags.any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == self.tag)
    }
}

/// Permits the styles and scripts that stand in the page, by their hashes, and requests to this
/// server (Content Security Policy Level 3, §2.3).
fn policy(html: &str) -> String {
    let styles = sources(html, "style");
    let scripts = sources(html, "script");
    format!(
        "default-src 'none'; style-src {styles}; script-src {scripts}; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

/// The hashes of all elements of this name; they have no attributes.
fn sources(html: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let contents = html
        .split(&open)
        .skip(1)
        .filter_map(|rest| rest.split(&close).next());
    let hashes = contents.map(|content| {
        let hash = digest(&SHA256, content.as_bytes());
        format!("'sha256-{}'", STANDARD.encode(hash))
    });
    let hashes: Vec<String> = hashes.collect();
    if hashes.is_empty() {
        "'none'".to_owned()
    } else {
        hashes.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::{IF_NONE_MATCH, Page, policy};

    #[test]
    fn the_policy_permits_what_stands_in_the_page() {
        // printf 'a{}' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-X1RutGBrXCt9KkSaXMK7tHftWiRscFHOhxsS8tv8hBk='";
        let policy = policy("<style>a{}</style><p>");
        assert!(policy.contains(&format!("style-src {hash};")), "{policy}");
        assert!(policy.contains("script-src 'none';"), "{policy}");
    }

    #[test]
    fn a_page_that_is_known_is_not_sent_again() {
        let page = Page::html("<p>");
        let known = |tags: &str| {
            let value = HeaderValue::try_from(tags).unwrap();
            page.answer(&HeaderMap::from_iter([(IF_NONE_MATCH, value)]))
                .status()
        };
        assert_eq!(known(&page.tag), StatusCode::NOT_MODIFIED);
        assert_eq!(
            known(&format!("\"x\", W/{}", page.tag)),
            StatusCode::NOT_MODIFIED
        );
        assert_eq!(known("*"), StatusCode::NOT_MODIFIED);
        assert_eq!(known("\"x\""), StatusCode::OK);
    }
}
