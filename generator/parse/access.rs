//! Who may do something: `public`, `signed`, `owner`, `"role:admin"`; and whose code sets a value.

use super::codes;
use super::decode::Decoder;
use super::tree::{Kind, Node};
use crate::diagnostic::{Diagnostic, quoted};
use crate::schema::{Access, Name, SetBy};
use crate::source::Spanned;

/// Values of `set_by`.
pub(super) static SET_BY: &[(&str, SetBy)] = &[
    ("caller", SetBy::Caller),
    ("action", SetBy::Action),
    ("server", SetBy::Server),
];

/// One word or a list of words, any of which is enough.
pub(super) fn authorize(d: &mut Decoder<'_>, node: &Node) -> Option<Spanned<Vec<Spanned<Access>>>> {
    d.one_or_more(node, "a word or a list of words", access)
}

/// One word.
pub(super) fn access(d: &mut Decoder<'_>, node: &Node) -> Option<Spanned<Access>> {
    let written = word(d, node, "`public`, `signed`, `owner` or `\"role:…\"`")?;
    let access = match written.value.as_str() {
        "public" => Access::Public,
        "signed" => Access::Signed,
        "owner" => Access::Owner,
        other => match role_of(&written) {
            Some(role) => Access::Role(role),
            None => return unknown(d, other, &written),
        },
    };
    Some(Spanned::new(access, written.span))
}

/// A list of roles, each written `"role:admin"`.
pub(super) fn writable(d: &mut Decoder<'_>, node: &Node) -> Option<Spanned<Vec<Name>>> {
    d.one_or_more(node, "a list of roles", |d, node| {
        let written = word(d, node, "a role such as `\"role:admin\"`")?;
        let role = role_of(&written);
        if role.is_none() {
            let message = format!("{} is no role", quoted(&written.value));
            let help = format!("write {}", quoted(&format!("\"role:{}\"", written.value)));
            d.push(Diagnostic::new(codes::UNKNOWN_WORD, written.span, message).help(help));
        }
        role
    })
}

/// The part behind `role:`.
fn role_of(written: &Name) -> Option<Name> {
    let role = written.value.strip_prefix("role:")?;
    let length = (written.span.end - written.span.start) as usize;
    let start = match length.checked_sub(written.value.len()) {
        Some(0) => Some(5),
        Some(2) => Some(6),
        _ => None,
    };
    let span = start.map_or(written.span, |start| {
        written.span.part(start..start + role.len())
    });
    Some(Spanned::new(role.to_owned(), span))
}

/// `[role: admin]` is a map to YAML, and a common slip.
fn word(d: &mut Decoder<'_>, node: &Node, expected: &str) -> Option<Name> {
    match &node.resolved().kind {
        Kind::Mapping(entries) if entries.iter().any(|entry| entry.key.value == "role") => d
            .refuse_with_help(
                node,
                expected,
                "write a role without a space and between quotes: `\"role:admin\"`",
            ),
        _ => d.name_of(node, expected),
    }
}

fn unknown<T>(d: &mut Decoder<'_>, word: &str, written: &Name) -> Option<T> {
    let message = format!("{} does not say who may", quoted(word));
    d.push(
        Diagnostic::new(codes::UNKNOWN_WORD, written.span, message)
            .suggest_or_list(word, ["public", "signed", "owner", "role:…"]),
    );
    None
}
