//! The section `media_types` of a design.

use super::decode::Decoder;
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::short;
use super::tree::{Entry, Kind, Node};
use crate::schema::{MediaType, View, ViewField};

pub(super) static MEDIA_TYPE: Section<MediaType> = Section {
    name: "a media type",
    keys: &[
        row("identifier", "vendor media type")
            .default("`application/vnd.<api>.<name>+json`")
            .about("Sent when a client asks for it; else `application/json` is.")
            .read(|d, node, media_type| {
                media_type.identifier = d.text(node);
            }),
        row("description", "Markdown")
            .about("What it shows.")
            .read(|d, node, media_type| {
                media_type.description = d.text(node);
            }),
        row("reference", "entity or type")
            .default("the one of the same name")
            .about("Where its attributes are taken from.")
            .read(|d, node, media_type| {
                media_type.reference = d.name(node);
            }),
        row("links", "list of relations and `self`")
            .about("What views that list `links` send the addresses of.")
            .read(|d, node, media_type| {
                media_type.links = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("counts", "list of relations")
            .about(
                "Each `has_many` or `many_to_many` here gives an attribute `<name>_count` \
                 for views.",
            )
            .read(|d, node, media_type| {
                media_type.counts = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("views", "map of [views](#views)")
            .default("`default: [\"*\"]`")
            .about("What may be shown of it. `default` is shown unless asked otherwise.")
            .read(|d, node, media_type| {
                let views = d.map(node, "a map of views", view);
                media_type.views = views.map(|views| views.value).unwrap_or_default();
            }),
    ],
    includes: &[],
};

/// A view in long form.
pub(super) static VIEW: Section<View> = Section {
    name: "a view",
    keys: &[row("fields", "list of attributes")
        .required()
        .about("What it shows, as in short form.")
        .read(|d, node, view| {
            let list = listed(d, node);
            view.fields = list.map(|list| list.fields).unwrap_or_default();
        })],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, view| RENAMED.read_entry(d, entry, &mut view.renamed),
    }],
};

/// A list of what a view shows, or a map if it was called otherwise before.
fn view(d: &mut Decoder<'_>, node: &Node) -> Option<View> {
    if node.as_mapping().is_none() {
        return listed(d, node);
    }
    let empty = View {
        span: node.span,
        ..View::default()
    };
    VIEW.read(d, node, empty)
}

fn listed(d: &mut Decoder<'_>, node: &Node) -> Option<View> {
    let fields = d.list(node, "a list of attributes", fields)?;
    Some(View {
        span: fields.span,
        fields: fields.value.into_iter().flatten().collect(),
        ..View::default()
    })
}

/// One element of the list; a map may nest several relations.
fn fields(d: &mut Decoder<'_>, node: &Node) -> Option<Vec<ViewField>> {
    match &node.resolved().kind {
        Kind::Mapping(entries) => Some(
            entries
                .iter()
                .filter_map(|entry| nested(d, entry))
                .collect(),
        ),
        Kind::Scalar { text, .. } if text == "*" => Some(vec![ViewField::All(node.span)]),
        _ => {
            let expected = "an attribute, `\"*\"` or a nested view such as `{author: tiny}`";
            d.name_of(node, expected)
                .map(|name| vec![ViewField::Name(name)])
        }
    }
}

fn nested(d: &mut Decoder<'_>, entry: &Entry) -> Option<ViewField> {
    let view = short::view_reference(d, &entry.value)?;
    Some(ViewField::Nested {
        relation: entry.key.clone(),
        view,
    })
}
