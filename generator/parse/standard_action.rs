//! Long forms of the standard actions of a resource.

use super::access;
use super::action::{declared_errors, deprecated};
use super::decode::Decoder;
use super::section::{Include, Section, row};
use super::short;
use super::tree::{Entry, Kind, Node};
use crate::schema::{Filter, FilterOperator, List, PayloadField, StandardAction};

/// What every action has.
pub(super) static COMMON: Section<StandardAction> = Section {
    name: "an action",
    keys: &[
        row("description", "Markdown")
            .about("What it does.")
            .read(|d, node, action| action.description = d.text(node)),
        row("authorize", "word or list of words")
            .default("as the resource says")
            .about("Who may call it, [any of these](#who-may-call).")
            .read(|d, node, action| {
                action.authorize = access::authorize(d, node);
            }),
        row("errors", "map of [errors](#errors)")
            .about("What else hand-written code may answer.")
            .read(|d, node, action| {
                action.errors = declared_errors(d, node);
            }),
        row("deprecated", "`true`, or what to use instead")
            .about("On its way out.")
            .read(|d, node, action| {
                action.deprecated = deprecated(d, node);
            }),
    ],
    includes: &[],
};

/// What actions have that answer with a media type.
pub(super) static VIEWS: Section<StandardAction> = Section {
    name: "an action",
    keys: &[
        row("view", "view")
            .default("`default`")
            .about("What is sent unless the client asks.")
            .read(|d, node, action| action.view = d.name(node)),
        row("views", "list of views")
            .default("all of the media type")
            .about("What the client may ask for with `?view=`.")
            .read(|d, node, action| action.views = d.names(node)),
    ],
    includes: &[],
};

/// What create and update have.
pub(super) static PAYLOAD: Section<StandardAction> = Section {
    name: "an action",
    keys: &[row("payload", "list of attributes and relations")
        .default("`[\"*\"]`")
        .about("What may be set; `\"*\"` is all that a caller may. Naming a secret accepts it.")
        .read(|d, node, action| {
            action.payload = d.list(node, "a list of attributes", payload_field);
        })],
    includes: &[],
};

const WITH_COMMON: Include<StandardAction> = Include {
    names: || COMMON.names(),
    read: |d, entry, action| COMMON.read_entry(d, entry, action),
};
const WITH_VIEWS: Include<StandardAction> = Include {
    names: || VIEWS.names(),
    read: |d, entry, action| VIEWS.read_entry(d, entry, action),
};
const WITH_PAYLOAD: Include<StandardAction> = Include {
    names: || PAYLOAD.names(),
    read: |d, entry, action| PAYLOAD.read_entry(d, entry, action),
};

pub(super) static SHOW: Section<StandardAction> = Section {
    name: "`show`",
    keys: &[],
    includes: &[WITH_COMMON, WITH_VIEWS],
};

pub(super) static CREATE: Section<StandardAction> = Section {
    name: "`create`",
    keys: &[],
    includes: &[WITH_COMMON, WITH_VIEWS, WITH_PAYLOAD],
};

pub(super) static UPDATE: Section<StandardAction> = Section {
    name: "`update`",
    keys: &[],
    includes: &[WITH_COMMON, WITH_VIEWS, WITH_PAYLOAD],
};

pub(super) static DELETE: Section<StandardAction> = Section {
    name: "`delete`",
    keys: &[],
    includes: &[WITH_COMMON],
};

pub(super) static LIST: Section<List> = Section {
    name: "`list`",
    keys: &[
        row("page", "whole number")
            .default("`20`")
            .about("Length of a page unless the client asks with `?limit=`.")
            .read(|d, node, list| list.page = d.count(node)),
        row("max", "whole number")
            .default("`100`")
            .about("Greatest length of a page.")
            .read(|d, node, list| list.max = d.count(node)),
        row("filter", "list of attributes and relations")
            .about(
                "Query parameters that choose rows: `status`, or `{published_at: [gte, lt]}` \
                 for `?published_at_gte=`.",
            )
            .read(|d, node, list| {
                let filters = d.list(node, "a list of filters", filters);
                list.filter = filters
                    .into_iter()
                    .flat_map(|filters| filters.value)
                    .flatten()
                    .collect();
            }),
        row("sort", "list of attributes")
            .about("What a client may order by, both ways: `?sort=-title`.")
            .read(|d, node, list| {
                list.sort = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("default_sort", "attribute, perhaps with `-`")
            .default("`-created_at`, else `-id`")
            .about("Order unless asked.")
            .read(|d, node, list| {
                list.default_sort = short::sort_order(d, node);
            }),
        row("total", "boolean")
            .default("`false`")
            .about("Whether the client may ask for the total with `?total=true`.")
            .read(|d, node, list| list.total = d.boolean(node)),
    ],
    includes: &[
        Include {
            names: || COMMON.names(),
            read: |d, entry, list| COMMON.read_entry(d, entry, &mut list.action),
        },
        Include {
            names: || VIEWS.names(),
            read: |d, entry, list| VIEWS.read_entry(d, entry, &mut list.action),
        },
    ],
};

static OPERATORS: &[(&str, FilterOperator)] = &[
    ("eq", FilterOperator::Equal),
    ("gt", FilterOperator::Greater),
    ("gte", FilterOperator::GreaterOrEqual),
    ("lt", FilterOperator::Less),
    ("lte", FilterOperator::LessOrEqual),
];

/// `"*"` or a name, in a payload.
fn payload_field(d: &mut Decoder<'_>, node: &Node) -> Option<PayloadField> {
    let name = d.name_of(node, "an attribute or `\"*\"`")?;
    Some(if name.value == "*" {
        PayloadField::All(name.span)
    } else {
        PayloadField::Name(name)
    })
}

/// One element of the list; a map may hold several filters.
fn filters(d: &mut Decoder<'_>, node: &Node) -> Option<Vec<Filter>> {
    match &node.resolved().kind {
        Kind::Mapping(entries) => Some(
            entries
                .iter()
                .filter_map(|entry| with_operators(d, entry))
                .collect(),
        ),
        _ => {
            let name = d.name_of(
                node,
                "an attribute, or operators such as `{published_at: [gte, lt]}`",
            )?;
            Some(vec![Filter {
                name,
                operators: None,
            }])
        }
    }
}

fn with_operators(d: &mut Decoder<'_>, entry: &Entry) -> Option<Filter> {
    let operators = d.one_or_more(&entry.value, "a list of operators", |d, node| {
        d.word(node, OPERATORS)
    })?;
    Some(Filter {
        name: entry.key.clone(),
        operators: Some(operators.value),
    })
}
