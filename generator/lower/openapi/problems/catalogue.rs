//! The problems that every service knows, as the fixed crate `http` answers them.

use super::schema::REQUEST_ID;
use crate::lower::openapi::components::{HeaderText, RETRY_AFTER, WWW_AUTHENTICATE};
use serde_json::{Value, json};

/// A problem of HTTP itself.
pub(in crate::lower::openapi) struct Problem {
    pub(super) status: u16,
    /// What the shared answer is called.
    pub(in crate::lower::openapi) name: &'static str,
    title: &'static str,
    /// The code of the example; the description names the others.
    pub(super) code: &'static str,
    detail: Option<&'static str>,
    /// Place, code and detail of the example's only error.
    error: Option<[&'static str; 4]>,
    pub(super) description: &'static str,
    /// A header beside those that everything has.
    pub(super) header: Option<&'static HeaderText>,
}

impl Problem {
    /// How it may look.
    pub(super) fn example(&self) -> Value {
        let mut problem = json!({
            "type": format!("/problems/{}", self.code),
            "title": self.title,
            "status": self.status,
            "code": self.code,
        });
        if let Some(detail) = self.detail {
            problem["detail"] = detail.into();
        }
        problem["request_id"] = REQUEST_ID.into();
        if let Some([kind, place, code, detail]) = self.error {
            problem["errors"] = json!([{ kind: place, "code": code, "detail": detail }]);
        }
        problem
    }
}

const fn problem(
    status: u16,
    name: &'static str,
    [title, code]: [&'static str; 2],
    description: &'static str,
) -> Problem {
    Problem {
        status,
        name,
        title,
        code,
        detail: None,
        error: None,
        description,
        header: None,
    }
}

impl Problem {
    const fn detail(self, detail: &'static str) -> Self {
        Problem {
            detail: Some(detail),
            ..self
        }
    }

    const fn error(self, error: [&'static str; 4]) -> Self {
        Problem {
            error: Some(error),
            ..self
        }
    }

    const fn header(self, header: &'static HeaderText) -> Self {
        Problem {
            header: Some(header),
            ..self
        }
    }
}

/// All of them by status.
pub(super) static CATALOGUE: &[Problem] = &[
    problem(
        400,
        "BadRequest",
        ["Invalid query", "invalid_query"],
        "The request cannot be understood: the query (`invalid_query`, `invalid_cursor`), the path \
         (`ambiguous_target`), a header (`malformed_header`, `unsupported_precondition`) or the body \
         (`malformed_body`, `incomplete_body`, `unexpected_body`).",
    )
    .error(["parameter", "veiw", "unknown_parameter", "is not known here"]),
    problem(
        401,
        "Unauthorized",
        ["Unauthorized", "unauthorized"],
        "The request is not signed although it has to be, or not signed rightly.",
    )
    .detail("the request is not signed")
    .header(&WWW_AUTHENTICATE),
    problem(403, "Forbidden", ["Forbidden", "forbidden"], "The caller may not do this."),
    problem(
        404,
        "NotFound",
        ["Not found", "not_found"],
        "Nothing is here, or nothing that the caller may know of.",
    ),
    problem(406, "NotAcceptable", ["Not acceptable", "not_acceptable"], "Nothing that `Accept` names can be sent.")
        .detail("this is sent as application/json"),
    problem(408, "RequestTimeout", ["Request timeout", "request_timeout"], "The body did not arrive in time.")
        .detail("the body did not arrive in time"),
    problem(
        409,
        "Conflict",
        ["Conflict", "changed"],
        "It is at odds with how things are: somebody else changed it at the same moment (`changed`), a value that must \
         differ from others does not (`taken`), something refers to it or it refers to something gone (`referenced`).",
    )
    .detail("somebody else changed it at the same moment"),
    problem(
        412,
        "PreconditionFailed",
        ["Precondition failed", "precondition_failed"],
        "It has another version than `If-Match` demands.",
    )
    .detail("it has changed since it was read"),
    problem(
        413,
        "ContentTooLarge",
        ["Content too large", "content_too_large"],
        "The body has more bytes than are accepted.",
    )
    .detail("the body may have 1048576 bytes"),
    problem(
        414,
        "UriTooLong",
        ["URI too long", "uri_too_long"],
        "Path and query have more bytes than are accepted.",
    )
    .detail("path and query may have 16384 bytes"),
    problem(
        415,
        "UnsupportedMediaType",
        ["Unsupported media type", "unsupported_media_type"],
        "The body is of another media type or encoding than those accepted.",
    )
    .detail("the body must be sent as application/json in UTF-8 and without an encoding"),
    problem(
        422,
        "Invalid",
        ["Invalid input", "invalid"],
        "The body can be read but is wrong. All of its errors are told at once.",
    )
    .error(["pointer", "/name", "required", "is required"]),
    problem(
        431,
        "HeadersTooLarge",
        ["Request header fields too large", "headers_too_large"],
        "The headers have more bytes than are accepted.",
    )
    .detail("the headers may have 16384 bytes"),
    problem(
        500,
        "Internal",
        ["Internal server error", "internal"],
        "A fault of the server. Its log says more under the request's id.",
    ),
    problem(
        501,
        "NotImplemented",
        ["Not implemented", "not_implemented"],
        "It is designed, but the code that it needs is not written yet.",
    ),
    problem(
        503,
        "Unavailable",
        ["Service unavailable", "unavailable"],
        "Not now: too many requests are in progress, the store is busy or out of reach, or it took too long. Try again later.",
    )
    .detail("the store is busy or out of reach")
    .header(&RETRY_AFTER),
];
