//! Relations of entities.

use super::access;
use super::attribute::optional;
use super::backfill::backfill;
use super::decode::Decoder;
use super::flow;
use super::renamed::RENAMED;
use super::section::{Include, Section, row};
use super::short;
use super::tree::{Kind, Node};
use crate::schema::{BelongsTo, HasMany, ManyToMany, OnDelete};
use crate::source::Span;

static ON_DELETE: &[(&str, OnDelete)] = &[
    ("restrict", OnDelete::Restrict),
    ("cascade", OnDelete::Cascade),
    ("set_null", OnDelete::SetNull),
];

/// A relation to one while its keys are read.
#[derive(Default)]
pub(super) struct Draft {
    relation: BelongsTo,
    mark: Option<Span>,
}

pub(super) static BELONGS_TO: Section<Draft> = Section {
    name: "a `belongs_to` relation",
    keys: &[
        row("entity", "entity")
            .required()
            .about("What it points to.")
            .read(|d, node, draft| {
                if let Some((name, mark)) = short::optional_name(d, node) {
                    draft.relation.entity = name;
                    draft.mark = mark;
                }
            }),
        row("optional", "boolean")
            .default("`false`")
            .about("It may point to nothing. The same as `?` behind the entity.")
            .read(|d, node, draft| draft.relation.optional = d.boolean(node)),
        row("on_delete", "`restrict`, `cascade`, `set_null`")
            .default("`restrict`")
            .about(
                "When the other row is deleted: refuse, delete this one too, or point to \
                 nothing (if optional).",
            )
            .read(|d, node, draft| {
                draft.relation.on_delete = d.word(node, ON_DELETE);
            }),
        row("description", "Markdown")
            .about("What it means.")
            .read(|d, node, draft| draft.relation.description = d.text(node)),
        row("set_by", "`caller`, `action`, `server`")
            .default("`caller`; of the owner `server`")
            .about("Whose code gives it a value.")
            .read(|d, node, draft| {
                draft.relation.set_by = d.word(node, access::SET_BY);
            }),
        row("writable", "list of `\"role:…\"`")
            .about("Callers with one of these roles may set it.")
            .read(|d, node, draft| {
                draft.relation.writable = access::writable(d, node);
            }),
        row("backfill", "id, or `{sql: \"...\"}`")
            .about("What rows that exist already point to when the relation is added or required.")
            .read(|d, node, draft| draft.relation.backfill = backfill(d, node)),
    ],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, draft| RENAMED.read_entry(d, entry, &mut draft.relation.renamed),
    }],
};

pub(super) static HAS_MANY: Section<HasMany> = Section {
    name: "a `has_many` relation",
    keys: &[
        row("entity", "entity")
            .required()
            .about("What points here.")
            .read(|d, node, relation| {
                relation.entity = d.name(node).unwrap_or_default();
            }),
        row("by", "relation")
            .default("the only one")
            .about("Which `belongs_to` of that entity; needed if several point here.")
            .read(|d, node, relation| relation.by = d.name(node)),
        row("limit", "1 to 100")
            .default("`20`")
            .about("How many a view nests at most.")
            .read(|d, node, relation| relation.limit = d.count(node)),
        row("order", "attribute, perhaps with `-`")
            .default("`created_at`, else `id`")
            .about("In which order, `-` for descending.")
            .read(|d, node, relation| {
                relation.order = short::sort_order(d, node);
            }),
        row("description", "Markdown")
            .about("What it means.")
            .read(|d, node, relation| relation.description = d.text(node)),
    ],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, relation| RENAMED.read_entry(d, entry, &mut relation.renamed),
    }],
};

pub(super) static MANY_TO_MANY: Section<ManyToMany> = Section {
    name: "a `many_to_many` relation",
    keys: &[
        row("entity", "entity")
            .required()
            .about("The other side.")
            .read(|d, node, relation| {
                relation.entity = d.name(node).unwrap_or_default();
            }),
        row("limit", "1 to 100")
            .default("`20`")
            .about("How many there may be; a payload with more is refused.")
            .read(|d, node, relation| relation.limit = d.count(node)),
        row("description", "Markdown")
            .about("What it means.")
            .read(|d, node, relation| relation.description = d.text(node)),
        row("set_by", "`caller`, `action`, `server`")
            .default("`caller`")
            .about("Whose code gives it a value.")
            .read(|d, node, relation| {
                relation.set_by = d.word(node, access::SET_BY);
            }),
        row("writable", "list of `\"role:…\"`")
            .about("Callers with one of these roles may set it.")
            .read(|d, node, relation| {
                relation.writable = access::writable(d, node);
            }),
    ],
    includes: &[Include {
        names: || RENAMED.names(),
        read: |d, entry, relation| RENAMED.read_entry(d, entry, &mut relation.renamed),
    }],
};

/// `User`, `Shelf?`, or a map.
pub(super) fn belongs_to(d: &mut Decoder<'_>, node: &Node) -> Option<BelongsTo> {
    let Draft { relation, mark } = if is_short(node) {
        let (entity, mark) = short::optional_name(d, node)?;
        Draft {
            relation: BelongsTo {
                entity,
                ..BelongsTo::default()
            },
            mark,
        }
    } else {
        BELONGS_TO.read(d, node, Draft::default())?
    };
    let optional = optional(d, relation.optional, mark);
    Some(BelongsTo {
        span: node.span,
        written: flow::keys(node, "entity"),
        optional,
        ..relation
    })
}

/// `Review`, or a map.
pub(super) fn has_many(d: &mut Decoder<'_>, node: &Node) -> Option<HasMany> {
    let span = node.span;
    if is_short(node) {
        return d.name(node).map(|entity| HasMany {
            span,
            entity,
            ..HasMany::default()
        });
    }
    HAS_MANY.read(
        d,
        node,
        HasMany {
            span,
            ..HasMany::default()
        },
    )
}

/// `Genre`, or a map.
pub(super) fn many_to_many(d: &mut Decoder<'_>, node: &Node) -> Option<ManyToMany> {
    let span = node.span;
    if is_short(node) {
        return d.name(node).map(|entity| ManyToMany {
            span,
            entity,
            ..ManyToMany::default()
        });
    }
    MANY_TO_MANY.read(
        d,
        node,
        ManyToMany {
            span,
            ..ManyToMany::default()
        },
    )
}

fn is_short(node: &Node) -> bool {
    matches!(node.resolved().kind, Kind::Scalar { .. })
}
