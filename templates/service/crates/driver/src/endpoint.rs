//! Where the service is: in goes the URL that a user gave, out come the URLs of requests.

use http::Uri;
use http::uri::Scheme;

use crate::error::BuildFault;

/// A base URL such as `https://api.example.com` or `http://127.0.0.1:8080/behind/a/prefix`.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    base: String,
    secure: bool,
}

impl Endpoint {
    /// Reads a base URL: http or https, a host, perhaps a path; no user, query or fragment.
    pub(crate) fn parse(text: &str) -> Result<Self, BuildFault> {
        let base = text.trim_end_matches('/');
        let fault = || BuildFault::Endpoint(without_user(text));
        let uri: Uri = base.parse().map_err(|_| fault())?;
        let plain = uri.host().is_some_and(|host| !host.is_empty())
            && uri.query().is_none()
            && !base.contains(['@', '#']);
        let secure = uri.scheme() == Some(&Scheme::HTTPS);
        if !plain || !(secure || uri.scheme() == Some(&Scheme::HTTP)) {
            return Err(fault());
        }
        let base = base.to_owned();
        Ok(Self { base, secure })
    }

    /// Whether requests go over TLS.
    pub(crate) fn is_secure(&self) -> bool {
        self.secure
    }

    /// The URL of a path that starts with `/`, with a query that is already encoded.
    pub(crate) fn uri(&self, path: &str, query: &str) -> Result<Uri, BuildFault> {
        let question_mark = if query.is_empty() { "" } else { "?" };
        let text = [&self.base, path, question_mark, query].concat();
        text.parse().map_err(|_| BuildFault::Path(path.to_owned()))
    }
}

/// The text as an error may show it: without what stands before an `@`, which may be a password.
fn without_user(text: &str) -> String {
    match text.rsplit_once('@') {
        Some((_, rest)) => format!("…@{rest}"),
        None => text.to_owned(),
    }
}
