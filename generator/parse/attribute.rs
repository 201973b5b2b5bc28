//! Attributes: of entities, types, payloads and queries.

use super::backfill::backfill;
use super::decode::Decoder;
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::tree::{Kind, Node};
use super::value::{VALUE, ValueDraft, typed};
use super::{access, codes, short};
use crate::diagnostic::Diagnostic;
use crate::schema::{Attribute, Computed, Default as DefaultValue, Map, Name, Value};
use crate::source::{Span, Spanned};

/// An attribute while its keys are read.
#[derive(Default)]
pub(super) struct Draft {
    value: ValueDraft,
    attribute: Attribute,
}

pub(super) static ATTRIBUTE: Section<Draft> = Section {
    name: "an attribute",
    keys: &[
        row("description", "Markdown")
            .about("What it means.")
            .read(|d, node, draft| draft.attribute.description = d.text(node)),
        row("optional", "boolean")
            .default("`false`")
            .about("It may be absent; NULL is left out. The same as `?` behind the type.")
            .read(|d, node, draft| draft.attribute.optional = d.boolean(node)),
        row("nullable", "boolean")
            .default("`false`")
            .about("It is always there; NULL is sent as null. Never together with `optional`.")
            .read(|d, node, draft| draft.attribute.nullable = d.boolean(node)),
        row("default", "value, `now` or `{slug: title}`")
            .about("What a new row gets if nothing is said.")
            .read(|d, node, draft| {
                draft.attribute.default = default(d, node);
            }),
        row("backfill", "value, or `{sql: \"...\"}`")
            .about(
                "What [rows that exist already](#rows-that-exist-already) get when it is added, \
                 required or of another type.",
            )
            .read(|d, node, draft| draft.attribute.backfill = backfill(d, node)),
        row("example", "value")
            .default("made from type and rules")
            .about("Shown in documents.")
            .read(|d, node, draft| draft.attribute.example = d.literal(node)),
        row("unique", "boolean")
            .default("`false`")
            .about("No two rows have the same. Only scalars of entities.")
            .read(|d, node, draft| draft.attribute.unique = d.boolean(node)),
        row("index", "boolean")
            .default("`false`")
            .about("Rows are looked up by it. Only scalars of entities.")
            .read(|d, node, draft| draft.attribute.index = d.boolean(node)),
        row("secret", "boolean")
            .default("`false`")
            .about("Never sent, logged or shown. Accepted only by payloads that name it.")
            .read(|d, node, draft| draft.attribute.secret = d.boolean(node)),
        row("set_by", "`caller`, `action`, `server`")
            .default("[by name](#who-may-set-what)")
            .about("Whose code gives it a value.")
            .read(|d, node, draft| {
                draft.attribute.set_by = d.word(node, access::SET_BY);
            }),
        row("writable", "list of `\"role:…\"`")
            .about("Callers with one of these roles may set it, whatever `set_by` says.")
            .read(|d, node, draft| {
                draft.attribute.writable = access::writable(d, node);
            }),
        row("computed", "`{needs: [body]}`")
            .about("Not stored: a function of yours makes it from the attributes that it needs.")
            .read(|d, node, draft| {
                let empty = Computed {
                    span: node.span,
                    ..Computed::default()
                };
                draft.attribute.computed = COMPUTED.read(d, node, empty);
            }),
        row("deprecated", "boolean")
            .default("`false`")
            .about("On its way out.")
            .read(|d, node, draft| {
                draft.attribute.deprecated = d.boolean(node);
            }),
    ],
    includes: &[
        Include {
            names: || VALUE.names(),
            read: |d, entry, draft| VALUE.read_entry(d, entry, &mut draft.value),
        },
        Include {
            names: || RENAMED.names(),
            read: |d, entry, draft| RENAMED.read_entry(d, entry, &mut draft.attribute.renamed),
        },
    ],
};

pub(super) static COMPUTED: Section<Computed> = Section {
    name: "`computed`",
    keys: &[row("needs", "list of attributes")
        .required()
        .about("Attributes of the same entity that the function reads.")
        .read(|d, node, computed| {
            computed.needs = d.names(node).map(|names| names.value).unwrap_or_default();
        })],
    includes: &[],
};

/// Attributes by name.
pub(super) fn attributes(d: &mut Decoder<'_>, node: &Node) -> Option<Spanned<Map<Attribute>>> {
    d.map(node, "a map of attributes", attribute)
}

/// An attribute in short form (`string?`), in long form, or empty.
pub(super) fn attribute(d: &mut Decoder<'_>, node: &Node) -> Option<Attribute> {
    let span = node.span;
    let before = d.findings();
    match &node.resolved().kind {
        Kind::Mapping(_) => {
            let Draft { value, attribute } = ATTRIBUTE.read(d, node, Draft::default())?;
            let (value, mark) = value.finish(d, span, before);
            let optional = optional(d, attribute.optional, mark);
            Some(Attribute {
                span,
                value,
                optional,
                ..attribute
            })
        }
        Kind::Scalar { .. } if node.is_null() => Some(Attribute {
            span,
            value: Value {
                span,
                ..Value::default()
            },
            ..Attribute::default()
        }),
        Kind::Scalar { .. } => {
            let (expression, mark) = short::optional_type(d, node)?;
            let value = typed(span, expression);
            Some(Attribute {
                span,
                value,
                optional: optional(d, None, mark),
                ..Attribute::default()
            })
        }
        _ => d.refuse_with_help(
            node,
            "a type or a map",
            "a list of strings is `string[]`, an enum `{enum: [a, b]}`",
        ),
    }
}

/// `optional:` and the `?` behind a type say the same, or contradict each other.
pub(super) fn optional(
    d: &mut Decoder<'_>,
    written: Option<Spanned<bool>>,
    mark: Option<Span>,
) -> Option<Spanned<bool>> {
    match (written, mark) {
        (Some(no), Some(mark)) if !no.value => {
            d.push(
                Diagnostic::new(
                    codes::CONFLICT,
                    no.span,
                    "`optional: false` contradicts the `?`",
                )
                .also(mark, "optional by this"),
            );
            None
        }
        (_, Some(mark)) => Some(Spanned::new(true, mark)),
        (written, None) => written,
    }
}

fn default(d: &mut Decoder<'_>, node: &Node) -> Option<DefaultValue> {
    if node.as_mapping().is_none() {
        return d.literal(node).map(DefaultValue::Literal);
    }
    SLUG.read(d, node, None)?.map(DefaultValue::Slug)
}

static SLUG: Section<Option<Name>> = Section {
    name: "a default that is a map",
    keys: &[row("slug", "attribute")
        .required()
        .read(|d, node, slug| *slug = d.name(node))],
    includes: &[],
};
