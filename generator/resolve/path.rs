//! Paths as written: `/` and words, and `{id}` where one thing is meant.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::PathSegment;
use crate::names::Grammar;
use crate::schema::Text;

/// Whether a path may hold the key of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Id {
    Allowed,
    Refused,
}

/// The segments of a path; `/` alone has none. Nothing if it is wrong.
pub(super) fn segments(text: &Text, id: Id, found: &mut Diagnostics) -> Option<Vec<PathSegment>> {
    let Some(path) = text.value.strip_prefix('/') else {
        let help = format!("write {}", quoted(&format!("/{}", text.value)));
        found.push(Diagnostic::new(codes::PATH, text.span, "a path begins with `/`").help(help));
        return None;
    };
    let mut segments = Vec::new();
    for word in path.split('/').filter(|_| !path.is_empty()) {
        match segment(word, id) {
            Ok(segment) if segment == PathSegment::Id && segments.contains(&PathSegment::Id) => {
                found.push(Diagnostic::new(
                    codes::PATH,
                    text.span,
                    "`{id}` is in the path twice",
                ));
                return None;
            }
            Ok(segment) => segments.push(segment),
            Err(finding) => {
                let (message, help) = finding;
                found.push(Diagnostic::new(codes::PATH, text.span, message).help(help));
                return None;
            }
        }
    }
    Some(segments)
}

/// One segment, or what is wrong with it and what to do.
fn segment(word: &str, id: Id) -> Result<PathSegment, (String, String)> {
    if word == "{id}" && id == Id::Allowed {
        return Ok(PathSegment::Id);
    }
    if Grammar::Value.accepts(word) {
        return Ok(PathSegment::Literal(word.to_owned()));
    }
    if word.is_empty() {
        return Err((
            String::from("a path has no empty segment"),
            String::from("remove the `/` at the end or the double one"),
        ));
    }
    let parameter = word.starts_with(['{', ':', '<']);
    let help = match (parameter, id) {
        (true, Id::Allowed) => String::from(
            "the key of the row is `{id}`; other inputs go into `query:` or `payload:`",
        ),
        (true, Id::Refused) => {
            String::from("`parent:` puts the key of another resource's row into the path")
        }
        (false, _) => match Grammar::Value.nearest(word) {
            Some(nearest) => format!("write {}", quoted(&nearest)),
            None => format!("a segment is made of {}", Grammar::Value.describe()),
        },
    };
    Err((
        format!("{} cannot be a segment of this path", quoted(word)),
        help,
    ))
}
