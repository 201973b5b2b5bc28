//! Standard actions: which of them a resource asks for, in one line or in long form.

use super::catalogue::unknown;
use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir;
use crate::schema::{self, Name};
use crate::source::Span;

/// A standard action and the place where it was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standard {
    pub(super) kind: ir::ActionKind,
    pub(super) span: Span,
}

/// Standard actions by name, in the order that services list them.
const STANDARD: [(&str, ir::ActionKind); 5] = [
    ("list", ir::ActionKind::List),
    ("show", ir::ActionKind::Show),
    ("create", ir::ActionKind::Create),
    ("update", ir::ActionKind::Update),
    ("delete", ir::ActionKind::Delete),
];

/// Standard actions of `actions:` and those in long form.
pub(super) fn asked(written: &schema::Resource, found: &mut Diagnostics) -> Vec<Standard> {
    for (index, name) in written.actions.iter().enumerate() {
        if STANDARD.iter().all(|(known, _)| *known != name.value) {
            found.push(not_standard(written, name));
        } else if let Some(first) = written.actions[..index]
            .iter()
            .find(|first| first.value == name.value)
        {
            let message = format!("{} is listed twice", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::TWICE, name.span, message)
                    .also(first.span, "first listed here"),
            );
        }
    }
    let place = |name: &str, kind| {
        let short = written.actions.iter().find(|action| action.value == name);
        let long = long_form(written, kind).map(|action| action.name_span);
        long.or(short.map(|action| action.span))
    };
    let standard = |(name, kind)| {
        Some(Standard {
            kind,
            span: place(name, kind)?,
        })
    };
    STANDARD.into_iter().filter_map(standard).collect()
}

fn not_standard(written: &schema::Resource, name: &Name) -> Diagnostic {
    let custom = written
        .custom
        .iter()
        .find(|(custom, _)| custom.value == name.value);
    let Some((custom, _)) = custom else {
        return unknown(
            "standard action",
            name,
            STANDARD.iter().map(|(name, _)| *name),
        );
    };
    let message = format!(
        "{} is defined below and need not be listed",
        quoted(&name.value)
    );
    Diagnostic::new(codes::WRONG_KIND, name.span, message)
        .also(custom.span, "the action")
        .help("`actions:` is the list of standard actions")
}

/// What is written about a standard action.
pub(super) fn long_form(
    written: &schema::Resource,
    kind: ir::ActionKind,
) -> Option<&schema::StandardAction> {
    match kind {
        ir::ActionKind::List => written.list.as_ref().map(|list| &list.action),
        ir::ActionKind::Show => written.show.as_ref(),
        ir::ActionKind::Create => written.create.as_ref(),
        ir::ActionKind::Update => written.update.as_ref(),
        ir::ActionKind::Delete => written.delete.as_ref(),
        ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection => None,
    }
}
