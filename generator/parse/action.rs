//! Custom actions of a resource, and what they share with the standard ones.

use super::attribute::attributes;
use super::decode::Decoder;
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::standard_action::{COMMON, VIEWS};
use super::tree::{Kind, Node, boolean_value};
use super::{codes, short};
use crate::diagnostic::Diagnostic;
use crate::schema::{
    Action, Attribute, DeclaredError, Deprecated, Map, Method, Payload, Renamed, Response,
    ScalarStyle, StandardAction, Text,
};
use crate::source::Spanned;

static METHODS: &[(&str, Method)] = &[
    ("get", Method::Get),
    ("post", Method::Post),
    ("put", Method::Put),
    ("patch", Method::Patch),
    ("delete", Method::Delete),
];

/// A custom action while its keys are read.
#[derive(Default)]
pub(super) struct Draft {
    routes: Vec<(Method, Text)>,
    common: StandardAction,
    query: Option<Spanned<Map<Attribute>>>,
    payload: Option<Payload>,
    response: Option<Response>,
    status: Option<Spanned<u64>>,
    renamed: Renamed,
}

pub(super) static ACTION: Section<Draft> = Section {
    name: "an action",
    keys: &[
        row("get", "path")
            .about(
                "Method and path below the resource; one of these five. With `{id}` in the \
                 path it works on one row.",
            )
            .read(|d, node, draft| draft.route(d, node, Method::Get)),
        row("post", "path")
            .about("The same.")
            .read(|d, node, draft| draft.route(d, node, Method::Post)),
        row("put", "path")
            .about("The same.")
            .read(|d, node, draft| draft.route(d, node, Method::Put)),
        row("patch", "path")
            .about("The same.")
            .read(|d, node, draft| draft.route(d, node, Method::Patch)),
        row("delete", "path")
            .about("The same.")
            .read(|d, node, draft| draft.route(d, node, Method::Delete)),
        row("query", "map of [attributes](#attributes)")
            .about("Query parameters; scalars only.")
            .read(|d, node, draft| {
                draft.query = attributes(d, node);
            }),
        row("payload", "object type, or `{attributes: …}`")
            .about("What is sent to it.")
            .read(|d, node, draft| {
                draft.payload = payload(d, node);
            }),
        row(
            "response",
            "`Book`, `Book.tiny`, `\"Book[]\"`, a type, `none`",
        )
        .default("`none`")
        .about("What it answers.")
        .read(|d, node, draft| {
            draft.response = response(d, node);
        }),
        row("status", "200, 201, 202, 204, 205 or 207")
            .default("`200`; `204` for `none`")
            .about("Status of that answer.")
            .read(|d, node, draft| draft.status = d.count(node)),
    ],
    includes: &[
        Include {
            names: || COMMON.names(),
            read: |d, entry, draft| COMMON.read_entry(d, entry, &mut draft.common),
        },
        Include {
            names: || VIEWS.names(),
            read: |d, entry, draft| VIEWS.read_entry(d, entry, &mut draft.common),
        },
        Include {
            names: || RENAMED.names(),
            read: |d, entry, draft| RENAMED.read_entry(d, entry, &mut draft.renamed),
        },
    ],
};

pub(super) static ERROR: Section<DeclaredError> = Section {
    name: "an error",
    keys: &[
        row("status", "400 to 599")
            .required()
            .about("Status of the answer.")
            .read(|d, node, error| error.status = d.count(node).unwrap_or_default()),
        row("description", "Markdown")
            .about("When it is answered.")
            .read(|d, node, error| error.description = d.text(node)),
    ],
    includes: &[],
};

/// Whether this is a map with a method.
pub(super) fn has_method(node: &Node) -> bool {
    let is_method = |key: &str| METHODS.iter().any(|(method, _)| *method == key);
    node.as_mapping()
        .is_some_and(|entries| entries.iter().any(|entry| is_method(&entry.key.value)))
}

/// A custom action.
pub(super) fn action(d: &mut Decoder<'_>, node: &Node) -> Option<Action> {
    let Draft {
        routes,
        common,
        query,
        payload,
        response,
        status,
        renamed,
    } = ACTION.read(d, node, Draft::default())?;
    if let [(_, first), (_, second), ..] = routes.as_slice() {
        d.push(
            Diagnostic::new(codes::CONFLICT, second.span, "an action has one method")
                .label("a second one")
                .also(first.span, "the first one")
                .help("make it two actions"),
        );
    }
    let (method, path) = routes.into_iter().next()?;
    Some(Action {
        span: node.span,
        method: Spanned::new(method, path.span),
        path,
        description: common.description,
        authorize: common.authorize,
        query: query.map(|query| query.value).unwrap_or_default(),
        payload,
        response,
        status,
        view: common.view,
        views: common.views,
        errors: common.errors,
        deprecated: common.deprecated,
        renamed,
    })
}

impl Draft {
    fn route(&mut self, d: &mut Decoder<'_>, node: &Node, method: Method) {
        if let Some(path) = d.text(node) {
            self.routes.push((method, path));
        }
    }
}

fn payload(d: &mut Decoder<'_>, node: &Node) -> Option<Payload> {
    match &node.resolved().kind {
        Kind::Mapping(_) => {
            let attributes = INLINE.read(d, node, None)?.unwrap_or_default();
            Some(Payload::Inline(Spanned::new(attributes, node.span)))
        }
        Kind::Scalar { .. } => d.name(node).map(Payload::Named),
        _ => d.refuse_with_help(
            node,
            "an object type or `{attributes: …}`",
            "lists of attributes are for the payloads of `create` and `update`",
        ),
    }
}

static INLINE: Section<Option<Map<Attribute>>> = Section {
    name: "a payload",
    keys: &[row("attributes", "map of attributes").required().read(
        |d, node, payload: &mut Option<Map<Attribute>>| {
            *payload = attributes(d, node).map(|attributes| attributes.value);
        },
    )],
    includes: &[],
};

fn response(d: &mut Decoder<'_>, node: &Node) -> Option<Response> {
    match &node.resolved().kind {
        Kind::Scalar { text, .. } if text == "none" => Some(Response::Empty(node.span)),
        _ => {
            let (name, view, list) = short::response(d, node)?;
            Some(Response::Body {
                span: node.span,
                name,
                view,
                list,
            })
        }
    }
}

/// Errors by name; each a status, or a map.
pub(super) fn declared_errors(d: &mut Decoder<'_>, node: &Node) -> Map<DeclaredError> {
    let errors = d.map(node, "a map of errors", |d, node| {
        let span = node.span;
        match &node.resolved().kind {
            Kind::Scalar { .. } => d.count(node).map(|status| DeclaredError {
                span,
                status,
                description: None,
            }),
            _ => ERROR.read(
                d,
                node,
                DeclaredError {
                    span,
                    ..DeclaredError::default()
                },
            ),
        }
    });
    errors.map(|errors| errors.value).unwrap_or_default()
}

/// `true`, or what to use instead; `false` is the same as nothing.
pub(super) fn deprecated(d: &mut Decoder<'_>, node: &Node) -> Option<Deprecated> {
    let span = node.span;
    match &node.resolved().kind {
        Kind::Scalar {
            text,
            style: ScalarStyle::Plain,
        } if boolean_value(text).is_some() => d
            .boolean(node)
            .filter(|deprecated| deprecated.value)
            .map(|_| Deprecated {
                span,
                instead: None,
            }),
        _ => d.text(node).map(|instead| Deprecated {
            span,
            instead: Some(instead),
        }),
    }
}
