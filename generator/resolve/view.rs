//! Views: which attributes of what is shown are sent, and how what it is related to is shown.

use super::catalogue::unknown;
use super::entity::Sought;
use super::media_type::Shown;
use super::{codes, nested, renamed};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, AttributeId, BelongsToId, EntityId, Member, Relation, Source, TypeKind, ViewField,
};
use crate::schema::{self, Name};
use crate::source::Span;
use std::collections::BTreeMap;

/// Name of the object of hrefs.
const LINKS: &str = "links";

/// The media type whose views are resolved.
pub(super) struct Site<'a> {
    pub(super) shown: &'a Shown<'a>,
    pub(super) name: &'a str,
    pub(super) source: Source,
    pub(super) written: &'a schema::MediaType,
    pub(super) counts: Counts,
}

/// Relations whose rows are counted, by the name of the field; nothing for those that are wrong.
pub(super) type Counts = BTreeMap<String, Option<Relation>>;

/// What a media type counts.
pub(super) fn counts(
    shown: &Shown<'_>,
    source: Source,
    written: &schema::MediaType,
    found: &mut Diagnostics,
) -> Counts {
    let Source::Entity(entity) = source else {
        return Counts::new();
    };
    let mut counts = Counts::new();
    for name in &written.counts {
        let relation = match shown
            .entities
            .member(entity, Sought::RelationToMany, name, found)
        {
            Some(Member::Relation(relation @ (Relation::HasMany(_) | Relation::ManyToMany(_)))) => {
                Some(relation)
            }
            Some(_) => {
                let message = format!("{} cannot be counted", quoted(&name.value));
                found.push(
                    Diagnostic::new(codes::WRONG_KIND, name.span, message)
                        .help("only `has_many` and `many_to_many` relations are of several rows"),
                );
                None
            }
            None => None,
        };
        counts.insert(format!("{}_count", name.value), relation);
    }
    counts
}

/// One view of a media type.
pub(super) fn view(site: &Site<'_>, name: &str, span: Span, found: &mut Diagnostics) -> ir::View {
    let written = site
        .written
        .views
        .iter()
        .find(|(view, _)| view.value == name);
    let Some((view_name, view)) = written else {
        let fields = all(site, &[]);
        return ir::View {
            name: name.to_owned(),
            span,
            places: vec![span; fields.len()],
            fields,
            renamed: None,
        };
    };
    let (fields, places) = written_fields(site, view, found)
        .list
        .into_iter()
        .map(|(field, place, _)| (field, place))
        .unzip();
    ir::View {
        name: name.to_owned(),
        span: view_name.span,
        fields,
        places,
        renamed: renamed::renamed(&view.renamed),
    }
}

/// The fields of a view as it is written.
fn written_fields(site: &Site<'_>, view: &schema::View, found: &mut Diagnostics) -> Fields {
    let mut fields = Fields { list: Vec::new() };
    let nested = nested_relations(site, view);
    for field in &view.fields {
        match field {
            schema::ViewField::All(place) => {
                for field in all(site, &nested) {
                    fields.fill(field, *place);
                }
            }
            schema::ViewField::Name(name) => {
                if let Some(field) = named(site, name, found) {
                    fields.add(field, name, name.span, found);
                }
            }
            schema::ViewField::Nested { relation, view } => {
                if let Some(field) = nested::field(site, relation, view, found) {
                    fields.add(field, relation, view.span, found);
                }
            }
        }
    }
    fields
}

/// Fields so far, each with its place, and the place of its name if it was named.
struct Fields {
    list: Vec<(ViewField, Span, Option<Span>)>,
}

impl Fields {
    /// One of `*`: what is there already is not added.
    fn fill(&mut self, field: ViewField, place: Span) {
        if !self.list.iter().any(|(other, ..)| same(other, &field)) {
            self.list.push((field, place, None));
        }
    }

    /// One that is named; naming what `*` has already is fine, naming anything twice is not.
    fn add(&mut self, field: ViewField, name: &Name, place: Span, found: &mut Diagnostics) {
        match self.list.iter_mut().find(|(other, ..)| same(other, &field)) {
            None => self.list.push((field, place, Some(name.span))),
            Some((.., named @ None)) => *named = Some(name.span),
            Some((.., Some(first))) => {
                let message = format!("{} is in the view twice", quoted(&name.value));
                found.push(
                    Diagnostic::new(codes::TWICE, name.span, message)
                        .also(*first, "first listed here"),
                );
            }
        }
    }
}

fn same(left: &ViewField, right: &ViewField) -> bool {
    match (left, right) {
        (ViewField::Attribute(left), ViewField::Attribute(right)) => left == right,
        (ViewField::BelongsToId(left), ViewField::BelongsToId(right)) => left == right,
        (
            ViewField::Nested { relation: left, .. },
            ViewField::Nested {
                relation: right, ..
            },
        )
        | (ViewField::Count(left), ViewField::Count(right)) => left == right,
        (ViewField::Links, ViewField::Links) => true,
        _ => false,
    }
}

/// Relations to one that the view nests, so that `*` does not add their ids.
fn nested_relations(site: &Site<'_>, view: &schema::View) -> Vec<BelongsToId> {
    let Source::Entity(entity) = site.source else {
        return Vec::new();
    };
    let entity = site.shown.entities.get(entity);
    let nested = view.fields.iter().filter_map(|field| match field {
        schema::ViewField::Nested { relation, .. } => entity.belongs_to_named(&relation.value),
        _ => None,
    });
    nested.collect()
}

/// What `*` stands for: everything that is not secret, with the ids of relations that are not
/// nested before the times.
fn all(site: &Site<'_>, nested: &[BelongsToId]) -> Vec<ViewField> {
    let entity = match site.source {
        Source::Entity(entity) => site.shown.entities.get(entity),
        Source::Type(ty) => {
            let TypeKind::Object(fields) = &site.shown.entities.types[ty.0].kind else {
                return Vec::new();
            };
            return (0..fields.len())
                .map(|index| ViewField::Attribute(AttributeId(index)))
                .collect();
        }
    };
    let visible = entity
        .attributes
        .iter()
        .enumerate()
        .filter(|(_, attribute)| !attribute.secret);
    let is_time = |role: ir::AttributeRole| {
        matches!(
            role,
            ir::AttributeRole::CreatedAt | ir::AttributeRole::UpdatedAt
        )
    };
    let (times, attributes): (Vec<_>, Vec<_>) =
        visible.partition(|(_, attribute)| is_time(attribute.role));
    let field = |(index, _): &(usize, &ir::Attribute)| ViewField::Attribute(AttributeId(*index));
    let ids = (0..entity.belongs_to.len())
        .map(BelongsToId)
        .filter(|id| !nested.contains(id));
    let ids = ids.map(ViewField::BelongsToId);
    attributes
        .iter()
        .map(field)
        .chain(ids)
        .chain(times.iter().map(field))
        .collect()
}

/// `title`, `author_id`, `comments_count`, `links`.
fn named(site: &Site<'_>, name: &Name, found: &mut Diagnostics) -> Option<ViewField> {
    match site.source {
        Source::Entity(entity) => named_of_entity(site, entity, name, found),
        Source::Type(ty) => {
            let ty = &site.shown.entities.types[ty.0];
            let TypeKind::Object(fields) = &ty.kind else {
                return None;
            };
            let index = fields.iter().position(|field| field.name == name.value);
            if index.is_none() {
                let kind = format!("attribute of type {} called", quoted(&ty.name));
                found.push(unknown(
                    &kind,
                    name,
                    fields.iter().map(|field| field.name.as_str()),
                ));
            }
            index.map(|index| ViewField::Attribute(AttributeId(index)))
        }
    }
}

fn named_of_entity(
    site: &Site<'_>,
    id: EntityId,
    name: &Name,
    found: &mut Diagnostics,
) -> Option<ViewField> {
    let entity = site.shown.entities.get(id);
    let word = name.value.as_str();
    if word == LINKS && !site.written.links.is_empty() {
        return Some(ViewField::Links);
    }
    if let Some(relation) = site.counts.get(word) {
        return relation.map(ViewField::Count);
    }
    let of_relation = word
        .strip_suffix("_id")
        .and_then(|relation| entity.belongs_to_named(relation));
    match (entity.member(word), of_relation) {
        (Some(Member::Attribute(attribute)), _) => {
            let column = entity.attribute(attribute);
            if column.secret {
                found.push(secret(name, column));
                return None;
            }
            Some(ViewField::Attribute(attribute))
        }
        (Some(Member::Relation(relation)), _) => {
            found.push(bare_relation(name, relation));
            None
        }
        (None, Some(relation)) => Some(ViewField::BelongsToId(relation)),
        (None, None) => {
            unknown_field(site, id, name, found);
            None
        }
    }
}

fn secret(name: &Name, column: &ir::Attribute) -> Diagnostic {
    Diagnostic::new(
        codes::SECRET_SHOWN,
        name.span,
        format!("{} is secret", quoted(&name.value)),
    )
    .label("would leave the service here")
    .also(column.span, "the attribute")
    .help("remove it from the view; a secret is only ever accepted, by a payload that names it")
}

fn bare_relation(name: &Name, relation: Relation) -> Diagnostic {
    let word = &name.value;
    let message = format!(
        "{} is a relation: a view says how it is shown",
        quoted(word)
    );
    let finding = Diagnostic::new(codes::WRONG_KIND, name.span, message);
    match relation {
        Relation::BelongsTo(_) => finding.help(format!(
            "write `{word}_id` for its id, or `{{ {word}: default }}` to nest it"
        )),
        Relation::HasMany(_) | Relation::ManyToMany(_) => {
            finding.help(format!("write `{{ {word}: default }}` to nest it"))
        }
    }
}

fn unknown_field(site: &Site<'_>, id: EntityId, name: &Name, found: &mut Diagnostics) {
    let entity = site.shown.entities.get(id);
    let counted = name
        .value
        .strip_suffix("_count")
        .and_then(|relation| entity.member(relation));
    if name.value == LINKS {
        let message = format!("media type {} has no links", quoted(site.name));
        found.push(
            Diagnostic::new(codes::UNKNOWN_NAME, name.span, message)
                .help("say which, such as `links: [self]`, beside `views:`"),
        );
    } else if let Some(Member::Relation(_)) = counted {
        let relation = name.value.trim_end_matches("_count");
        let message = format!("{} is not counted", quoted(relation));
        found.push(
            Diagnostic::new(codes::UNKNOWN_NAME, name.span, message)
                .help(format!("add `counts: [{relation}]` beside `views:`")),
        );
    } else {
        site.shown.entities.report(id, Sought::Field, name, found);
    }
}
