//! Views: which attributes of what is shown are sent, and how what it is related to is shown.

use super::catalogue::unknown;
use super::codes;
use super::entity::Sought;
use super::media_type::{Shown, is_default};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, AttributeId, BelongsToId, EntityId, MediaTypeId, Member, Relation, Source, TypeKind,
    ViewField,
};
use crate::schema::{self, Name, ViewReference};
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
}

/// Relations whose rows are counted, by the name of the field.
pub(super) fn counts(
    site: &Site<'_>,
    found: &mut Diagnostics,
) -> BTreeMap<String, Option<Relation>> {
    let Source::Entity(entity) = site.source else {
        return BTreeMap::new();
    };
    let mut counts = BTreeMap::new();
    for name in &site.written.counts {
        let relation = match site
            .shown
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
pub(super) fn view(
    site: &Site<'_>,
    (name, span): (&str, Span),
    counts: &BTreeMap<String, Option<Relation>>,
    found: &mut Diagnostics,
) -> ir::View {
    let written = site
        .written
        .views
        .iter()
        .find(|(view, _)| view.value == name);
    let Some((view_name, view)) = written else {
        debug_assert!(is_default(name), "only `default` need not be written");
        let fields = all(site, &[]);
        return ir::View {
            name: name.to_owned(),
            span,
            places: vec![span; fields.len()],
            fields,
        };
    };
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
                if let Some(field) = named(site, name, counts, found) {
                    fields.add(field, name, name.span, found);
                }
            }
            schema::ViewField::Nested { relation, view } => {
                if let Some(field) = nest(site, relation, view, found) {
                    fields.add(field, relation, view.span, found);
                }
            }
        }
    }
    let (fields, places) = fields
        .list
        .into_iter()
        .map(|(field, place, _)| (field, place))
        .unzip();
    ir::View {
        name: name.to_owned(),
        span: view_name.span,
        fields,
        places,
    }
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
            let TypeKind::Object(fields) = &site.shown.types[ty.0].kind else {
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
fn named(
    site: &Site<'_>,
    name: &Name,
    counts: &BTreeMap<String, Option<Relation>>,
    found: &mut Diagnostics,
) -> Option<ViewField> {
    match site.source {
        Source::Entity(entity) => named_of_entity(site, entity, name, counts, found),
        Source::Type(ty) => {
            let ty = &site.shown.types[ty.0];
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
    counts: &BTreeMap<String, Option<Relation>>,
    found: &mut Diagnostics,
) -> Option<ViewField> {
    let entity = site.shown.entities.get(id);
    let word = name.value.as_str();
    if word == LINKS && !site.written.links.is_empty() {
        return Some(ViewField::Links);
    }
    if let Some(relation) = counts.get(word) {
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

/// `{author: tiny}`
fn nest(
    site: &Site<'_>,
    name: &Name,
    view: &ViewReference,
    found: &mut Diagnostics,
) -> Option<ViewField> {
    let Source::Entity(id) = site.source else {
        let message = format!(
            "{} cannot be nested: this media type shows a type",
            quoted(&name.value)
        );
        found.push(
            Diagnostic::new(codes::WRONG_KIND, name.span, message)
                .help("only relations of entities are nested"),
        );
        return None;
    };
    let entity = site.shown.entities.get(id);
    let (relation, target) = match site
        .shown
        .entities
        .member(id, Sought::Relation, name, found)?
    {
        Member::Attribute(_) => {
            let message = format!("{} is an attribute, not a relation", quoted(&name.value));
            let help = format!("write {} alone", quoted(&name.value));
            found.push(Diagnostic::new(codes::WRONG_KIND, name.span, message).help(help));
            return None;
        }
        Member::Relation(relation) => (relation, target(entity, relation)),
    };
    let media_type = nested_media_type(site, target, view, found)?;
    let view_id = site
        .shown
        .catalogue
        .view_id(media_type, &view.view, found)?;
    Some(ViewField::Nested {
        relation,
        media_type,
        view: view_id,
    })
}

/// The entity on the other side.
fn target(entity: &ir::Entity, relation: Relation) -> EntityId {
    match relation {
        Relation::BelongsTo(id) => entity.belongs_to[id.0].entity,
        Relation::HasMany(id) => entity.has_many[id.0].entity,
        Relation::ManyToMany(id) => entity.many_to_many[id.0].entity,
    }
}

/// The media type that is named, or the one that is named like the entity.
fn nested_media_type(
    site: &Site<'_>,
    target: EntityId,
    view: &ViewReference,
    found: &mut Diagnostics,
) -> Option<MediaTypeId> {
    let catalogue = site.shown.catalogue;
    let target_name = &site.shown.entities.get(target).name;
    let id = match &view.media_type {
        Some(name) => catalogue.media_type_id(name, found)?,
        None => match catalogue.media_types.find(target_name) {
            Some(id) => MediaTypeId(id),
            None => {
                let message = format!("there is no media type {}", quoted(target_name));
                let others: Vec<_> = site
                    .shown
                    .sources
                    .showing(target)
                    .iter()
                    .map(|id| catalogue.media_types.name(id.0))
                    .collect();
                let finding = Diagnostic::new(codes::UNKNOWN_NAME, view.span, message);
                found.push(match others.first() {
                    Some(other) => finding.help(format!(
                        "name another one of that entity: `{other}.{}`",
                        view.view.value
                    )),
                    None => finding.help(format!(
                        "define it: `media_types: {{ {target_name}: {{}} }}`"
                    )),
                });
                return None;
            }
        },
    };
    match site.shown.sources.of(id)? {
        Source::Entity(entity) if entity == target => Some(id),
        _ => {
            let message = format!(
                "media type {} does not show {}",
                quoted(catalogue.media_types.name(id.0)),
                quoted(target_name)
            );
            found.push(Diagnostic::new(codes::WRONG_KIND, view.span, message));
            None
        }
    }
}
