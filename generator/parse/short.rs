//! Short forms: types (`string[]?`, `map<string>`), references (`Book.tiny`) and orders
//! (`-created_at`) in one scalar.

use super::codes;
use super::decode::Decoder;
use super::tree::Node;
use crate::diagnostic::{Diagnostic, quoted};
use crate::schema::{Name, SortOrder, TypeExpression, TypeForm, ViewReference};
use crate::source::{Span, Spanned};

/// Arrays and maps inside each other in one short form.
const LEVELS: usize = 8;

/// A part of a scalar.
#[derive(Clone, Copy)]
struct Part<'a> {
    text: &'a str,
    span: Span,
}

impl<'a> Part<'a> {
    /// The whole scalar, without its quotes.
    fn whole(name: &'a Name) -> Self {
        let (text, span) = (name.value.as_str(), name.span);
        let quotes = (span.end - span.start) as usize == text.len() + 2;
        Part {
            text,
            span: if quotes {
                span.part(1..text.len() + 1)
            } else {
                span
            },
        }
    }

    /// A part of it; the place is kept as it is if escapes make it impossible to tell the part's.
    fn part(self, range: std::ops::Range<usize>) -> Self {
        let exact = (self.span.end - self.span.start) as usize == self.text.len();
        let span = if exact {
            self.span.part(range.clone())
        } else {
            self.span
        };
        Part {
            text: &self.text[range],
            span,
        }
    }

    fn without_suffix(self, suffix: &str) -> Option<Self> {
        self.text
            .strip_suffix(suffix)
            .map(|rest| self.part(0..rest.len()))
    }

    fn name(self) -> Option<Name> {
        let plain = !self.text.is_empty()
            && !self
                .text
                .contains(['[', ']', '<', '>', '?', '.', ' ', '\t', '\n']);
        plain.then(|| Spanned::new(self.text.to_owned(), self.span))
    }
}

/// A type, and the place of the `?` behind it.
pub(super) fn optional_type(
    decoder: &mut Decoder<'_>,
    node: &Node,
) -> Option<(TypeExpression, Option<Span>)> {
    let written = decoder.name_of(node, "a type")?;
    let whole = Part::whole(&written);
    let (part, mark) = match whole.without_suffix("?") {
        Some(part) => (
            part,
            Some(whole.part(part.text.len()..whole.text.len()).span),
        ),
        None => (whole, None),
    };
    match type_expression(part, LEVELS) {
        Some(expression) => Some((expression, mark)),
        None => {
            decoder.push(bad_type(&written));
            None
        }
    }
}

fn type_expression(part: Part<'_>, levels: usize) -> Option<TypeExpression> {
    let levels = levels.checked_sub(1)?;
    let form = if let Some(element) = part.without_suffix("[]") {
        TypeForm::Array(Box::new(type_expression(element, levels)?))
    } else if let Some(values) = part
        .text
        .strip_prefix("map<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        TypeForm::Map(Box::new(type_expression(
            part.part(4..4 + values.len()),
            levels,
        )?))
    } else {
        TypeForm::Named(part.name()?)
    };
    Some(TypeExpression {
        span: part.span,
        form,
    })
}

fn bad_type(written: &Name) -> Diagnostic {
    let text = written.value.as_str();
    let diagnostic = Diagnostic::new(
        codes::BAD_TYPE,
        written.span,
        format!("{} is no type", quoted(text)),
    );
    if text.contains("?[]") || text.contains("?>") {
        diagnostic.help(
            "elements of arrays and maps are never optional; `string[]?` is an optional array",
        )
    } else if text.ends_with("??") {
        diagnostic.help("write one `?`")
    } else if text.contains('<') && !text.starts_with("map<") {
        diagnostic.help("an array is written `string[]`, a map `map<string>`")
    } else if text.trim_end_matches('?').ends_with('?') || text.contains(' ') {
        diagnostic.help("write the type without spaces: `string?`, `string[]`, `map<string>`")
    } else {
        diagnostic.help("a type is a name, perhaps with `[]` and `?` behind it, or `map<…>`")
    }
}

/// A name, and the place of the `?` behind it.
pub(super) fn optional_name(
    decoder: &mut Decoder<'_>,
    node: &Node,
) -> Option<(Name, Option<Span>)> {
    let written = decoder.name_of(node, "the name of an entity")?;
    let whole = Part::whole(&written);
    Some(match whole.without_suffix("?") {
        Some(part) => {
            let mark = whole.part(part.text.len()..whole.text.len()).span;
            (Spanned::new(part.text.to_owned(), part.span), Some(mark))
        }
        None => (written, None),
    })
}

/// `tiny` or `UserCard.tiny`.
pub(super) fn view_reference(decoder: &mut Decoder<'_>, node: &Node) -> Option<ViewReference> {
    let written = decoder.name_of(node, "a view")?;
    let whole = Part::whole(&written);
    let reference = match whole.text.split_once('.') {
        None => whole.name().map(|view| (None, view)),
        Some(_) => dotted(whole).map(|(media_type, view)| (Some(media_type), view)),
    };
    match reference {
        Some((media_type, view)) => Some(ViewReference {
            span: written.span,
            media_type,
            view,
        }),
        None => bad_reference(
            decoder,
            &written,
            "a view is named `tiny` or `UserCard.tiny`",
        ),
    }
}

/// `Book`, `Book.tiny`, `Book[]`: name, view and whether it is a list.
pub(super) fn response(
    decoder: &mut Decoder<'_>,
    node: &Node,
) -> Option<(Name, Option<Name>, bool)> {
    let written = decoder.name_of(node, "a media type, a type or `none`")?;
    let whole = Part::whole(&written);
    let (one, list) = match whole.without_suffix("[]") {
        Some(one) => (one, true),
        None => (whole, false),
    };
    let reference = match one.text.contains('.') {
        true => dotted(one).map(|(name, view)| (name, Some(view))),
        false => one.name().map(|name| (name, None)),
    };
    match reference {
        Some((name, view)) => Some((name, view, list)),
        None => bad_reference(
            decoder,
            &written,
            "write `Book`, `Book.tiny`, `\"Book[]\"` or `none`",
        ),
    }
}

fn dotted(part: Part<'_>) -> Option<(Name, Name)> {
    let point = part.text.find('.')?;
    Some((
        part.part(0..point).name()?,
        part.part(point + 1..part.text.len()).name()?,
    ))
}

fn bad_reference<T>(decoder: &mut Decoder<'_>, written: &Name, help: &str) -> Option<T> {
    let message = format!("{} is no reference", quoted(&written.value));
    decoder.push(Diagnostic::new(codes::BAD_REFERENCE, written.span, message).help(help));
    None
}

/// `published_at` or `-published_at`.
pub(super) fn sort_order(decoder: &mut Decoder<'_>, node: &Node) -> Option<SortOrder> {
    let written = decoder.name_of(node, "an attribute, perhaps with a `-` before it")?;
    let whole = Part::whole(&written);
    let descending = whole.text.starts_with('-');
    let part = whole.part(usize::from(descending)..whole.text.len());
    Some(SortOrder {
        attribute: Spanned::new(part.text.to_owned(), part.span),
        descending,
    })
}
