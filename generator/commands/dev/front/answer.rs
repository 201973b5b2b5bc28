//! What is answered in the server's place: what keeps it from answering goes in, a page for people or a problem (RFC
//! 9457) for programs comes out.

use serde_json::json;

use super::Trouble;
use crate::print::html;

/// Where pages ask for news.
const NEWS: &str = "/.moguera/dev";

const PAGE: &str = include_str!("page.html");

/// Nothing on the page comes from elsewhere, and nothing in it can be made to do anything.
const POLICY: &str = "content-security-policy: default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'\r\n";

/// The version that a page knows, if this is a page that asks for another one.
pub(super) fn asks_for_news(target: &str) -> Option<u64> {
    let query = target.strip_prefix(NEWS)?;
    if query.is_empty() {
        return Some(0);
    }
    query.strip_prefix("?since=")?.parse().ok()
}

/// Which version holds.
pub(super) fn news(version: u64) -> Vec<u8> {
    let body = json!({ "version": version }).to_string();
    answer("200 OK", "application/json", &body)
}

/// A page that is loaded again as soon as another version holds.
pub(super) fn page(trouble: &Trouble, version: u64) -> Vec<u8> {
    // The text comes last: nothing in it is taken for a name.
    let body = PAGE
        .replace("@version@", &version.to_string())
        .replace("@title@", &html(trouble.title))
        .replace("@text@", &html(&trouble.text));
    answer(UNAVAILABLE, "text/html; charset=utf-8", &body)
}

/// The same for programs, without the text: it is for those at the terminal.
pub(super) fn problem(trouble: &Trouble) -> Vec<u8> {
    let body = json!({
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": format!("{}; `moguera dev` says more", trouble.title),
    });
    answer(UNAVAILABLE, "application/problem+json", &body.to_string())
}

/// What is no request.
pub(super) fn refusal(status: &str) -> Vec<u8> {
    answer(status, "text/plain", "")
}

const UNAVAILABLE: &str = "503 Service Unavailable";

/// The head alone, as `HEAD` asks for it.
pub(super) fn without_body(mut answer: Vec<u8>) -> Vec<u8> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
    answer.truncate(end.map_or(answer.len(), |end| end + 4));
    answer
}

fn answer(status: &str, media_type: &str, body: &str) -> Vec<u8> {
    let retry = if status == UNAVAILABLE {
        "retry-after: 1\r\n"
    } else {
        ""
    };
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {media_type}\r\ncontent-length: {length}\r\ncache-control: no-store\r\n{retry}{POLICY}connection: close\r\n\r\n{body}"
    )
    .into_bytes()
}
