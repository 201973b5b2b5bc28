//! The section `entities` of a design.

use super::attribute::attribute;
use super::decode::Decoder;
use super::flow;
use super::relation::{belongs_to, has_many, many_to_many};
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::tree::{Kind, Node};
use super::{access, codes};
use crate::diagnostic::Diagnostic;
use crate::schema::{Attribute, Entity, Index, Visible};

pub(super) static ENTITY: Section<Entity> = Section {
    name: "an entity",
    keys: &[
        row("description", "Markdown")
            .about("What it is.")
            .read(|d, node, entity| entity.description = d.text(node)),
        row("plural", "name like `books`")
            .default("by the rules of English")
            .about("What many of it are called, also in paths.")
            .read(|d, node, entity| entity.plural = d.name(node)),
        row("extend", "type")
            .about("All attributes of that type come first.")
            .read(|d, node, entity| entity.extend = d.name(node)),
        row("attributes", "map of [attributes](#attributes)")
            .about("What is stored. `id` and the version of a row are always there.")
            .read(|d, node, entity| {
                let attributes = d.map(node, "a map of attributes", stored);
                entity.attributes = attributes.map(|map| map.value).unwrap_or_default();
            }),
        row("belongs_to", "map of [relations](#relations)")
            .about("Relations to one: a column `<name>_id`.")
            .read(|d, node, entity| {
                let relations = d.map(node, "a map of relations", belongs_to);
                entity.belongs_to = relations.map(|map| map.value).unwrap_or_default();
            }),
        row("has_many", "map of [relations](#relations)")
            .about("The other side of a `belongs_to` of the same engine.")
            .read(|d, node, entity| {
                let relations = d.map(node, "a map of relations", has_many);
                entity.has_many = relations.map(|map| map.value).unwrap_or_default();
            }),
        row("many_to_many", "map of [relations](#relations)")
            .about("A table between two entities of the same engine.")
            .read(|d, node, entity| {
                let relations = d.map(node, "a map of relations", many_to_many);
                entity.many_to_many = relations.map(|map| map.value).unwrap_or_default();
            }),
        row("owner", "relation, or `self`")
            .about("The `belongs_to` that says whose row it is; `self` on the account entity.")
            .read(|d, node, entity| entity.owner = d.name(node)),
        row("visible", "list of conditions")
            .default("everyone")
            .about("Who sees a row: [any of these](#who-sees-a-row).")
            .read(|d, node, entity| {
                entity.visible = d.one_or_more(node, "a list of conditions", visible);
            }),
        row("timestamps", "boolean")
            .default("`true`")
            .about("Whether there are `created_at` and `updated_at`, set by the server.")
            .read(|d, node, entity| entity.timestamps = d.boolean(node)),
        row("indexes", "list")
            .about(
                "Over several columns: `[author, published_at]`, or a map of `attributes` \
                 and `unique`.",
            )
            .read(|d, node, entity| {
                let indexes = d.list(node, "a list of indexes", index);
                entity.indexes = indexes.map(|list| list.value).unwrap_or_default();
            }),
    ],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, entity| RENAMED.read_entry(d, entry, &mut entity.renamed),
    }],
};

pub(super) static INDEX: Section<Index> = Section {
    name: "an index",
    keys: &[
        row("attributes", "list of attributes and relations")
            .required()
            .about("In the order of the index.")
            .read(|d, node, index| {
                index.attributes = d.names(node).map(|names| names.value).unwrap_or_default();
            }),
        row("unique", "boolean")
            .default("`false`")
            .about("No two rows have the same values in all of them.")
            .read(|d, node, index| index.unique = d.boolean(node)),
    ],
    includes: &[],
};

/// An attribute, and how it is said.
fn stored(d: &mut Decoder<'_>, node: &Node) -> Option<Attribute> {
    Some(Attribute {
        written: Some(flow::keys(node, "type")),
        ..attribute(d, node)?
    })
}

/// `owner`, `"role:admin"`, or a map of which every condition holds.
fn visible(d: &mut Decoder<'_>, node: &Node) -> Option<Visible> {
    let Some(entries) = node.as_mapping() else {
        return access::access(d, node).map(Visible::Access);
    };
    if let Some(role) = entries.iter().find(|entry| entry.key.value == "role") {
        let message = "this compares the attribute `role` of the row, not the role of the caller";
        d.push(
            Diagnostic::new(codes::ROLE_OF_ROW, role.key.span, message)
                .help("for callers with a role write it without a space: `\"role:admin\"`"),
        );
    }
    d.map(node, "a map of conditions", Decoder::literal)
        .map(Visible::All)
}

/// `[author, published_at]`, or a map.
fn index(d: &mut Decoder<'_>, node: &Node) -> Option<Index> {
    let span = node.span;
    match &node.resolved().kind {
        Kind::Sequence(_) => d.names(node).map(|names| Index {
            span,
            attributes: names.value,
            unique: None,
        }),
        Kind::Mapping(_) => INDEX.read(
            d,
            node,
            Index {
                span,
                ..Index::default()
            },
        ),
        _ => d.refuse_with_help(
            node,
            "a list of attributes or a map",
            "write `[[author, published_at]]`, or `index: true` at the attribute",
        ),
    }
}
