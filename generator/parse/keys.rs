//! The keys of a map: names, each given once.

use std::collections::HashMap;

use super::codes;
use super::tree::{Entry, Kind, Node, is_null};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::schema::{Name, ScalarStyle};
use crate::source::Spanned;

/// What a map waits for.
pub(super) enum PendingKey {
    /// For a key.
    Awaited,
    /// For the value of this one.
    Given(Name),
    /// For the value of a key that has been reported.
    Refused,
}

impl PendingKey {
    /// A value as the key of a map. What cannot be one is put on record.
    pub(super) fn of(node: Node, diagnostics: &mut Diagnostics) -> PendingKey {
        let Node { span, kind } = node;
        match kind {
            Kind::Broken => PendingKey::Refused,
            Kind::Scalar {
                text,
                style: ScalarStyle::Plain,
            } if text == "<<" => {
                let message = "merge keys (`<<`) are not part of YAML 1.2";
                diagnostics.push(
                    Diagnostic::new(codes::MERGE_KEY, span, message)
                        .help("use `extend` to share attributes, or an alias for a whole value"),
                );
                PendingKey::Refused
            }
            Kind::Scalar { text, style } if style == ScalarStyle::Quoted || !is_null(&text) => {
                PendingKey::Given(Spanned::new(text, span))
            }
            kind => {
                let found = Node { span, kind };
                let message = "the key of a map has to be a name";
                diagnostics.push(
                    Diagnostic::new(codes::BAD_KEY, span, message)
                        .label(format!("this is {}", found.describe())),
                );
                PendingKey::Refused
            }
        }
    }
}

/// Keeps the first entry of each key and reports the others.
pub(super) fn without_duplicates(entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut first = HashMap::with_capacity(entries.len());
    let mut unique = Vec::with_capacity(entries.len());
    for entry in entries {
        match first.get(&entry.key.value) {
            None => {
                first.insert(entry.key.value.clone(), entry.key.span);
                unique.push(entry);
            }
            Some(place) => {
                let message = format!("{} is given twice", quoted(&entry.key.value));
                diagnostics.push(
                    Diagnostic::new(codes::DUPLICATE_KEY, entry.key.span, message)
                        .label("given again here")
                        .also(*place, "first given here"),
                );
            }
        }
    }
    unique
}
