//! The trees of all files go in, one tree comes out: sections are joined key by key, definitions
//! are not.

use super::decode::Decoder;
use super::keys::without_duplicates;
use super::tree::{Entry, Kind, Node};
use crate::diagnostic::Diagnostics;
use crate::source::Span;

/// Joins the files. A key of a section that is given in two of them is reported at both places.
pub(super) fn merge(roots: Vec<Node>, diagnostics: &mut Diagnostics) -> Node {
    let span = roots.first().map_or_else(Span::default, |root| root.span);
    let mut sections: Vec<Entry> = Vec::new();
    for root in roots {
        for Entry { key, value } in root_entries(root, diagnostics) {
            let known = sections
                .iter_mut()
                .find(|section| section.key.value == key.value);
            let left = match known {
                Some(section) => join(&mut section.value, value),
                None => Some(value),
            };
            sections.extend(left.map(|value| Entry { key, value }));
        }
    }
    let mut sections = without_duplicates(sections, diagnostics);
    for section in &mut sections {
        if let Kind::Mapping(entries) = &mut section.value.kind {
            *entries = without_duplicates(std::mem::take(entries), diagnostics);
        }
    }
    Node {
        span,
        kind: Kind::Mapping(sections),
    }
}

/// The sections of a file. Anchored ones are copied, so that they can be joined like any other.
fn root_entries(root: Node, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut entries = match root.kind {
        Kind::Mapping(entries) => entries,
        _ => {
            let expected = "a map of sections such as `api` and `entities`";
            Decoder::new(diagnostics)
                .entries(&root, expected)
                .unwrap_or_default()
                .to_vec()
        }
    };
    for Entry { value, .. } in &mut entries {
        if let Kind::Shared(shared) = &value.kind {
            value.kind = shared.resolved().kind.clone();
        }
    }
    entries
}

/// Adds the entries of a section to those of another file. Gives back what is no map and cannot be
/// added.
fn join(section: &mut Node, more: Node) -> Option<Node> {
    if more.is_null() {
        return None;
    }
    if section.is_null() {
        *section = more;
        return None;
    }
    match (&mut section.kind, more.kind) {
        (Kind::Mapping(entries), Kind::Mapping(more)) => {
            entries.extend(more);
            None
        }
        (_, kind) => Some(Node {
            span: more.span,
            kind,
        }),
    }
}
