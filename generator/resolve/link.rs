//! Hrefs beside a thing: where it is, where what it belongs to is, where the lists below it are.

use super::codes;
use super::entity::{Entities, Sought};
use super::head::Heads;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, ActionKind, EntityId, HasManyId, Link, MediaTypeId, Member, Relation, ResourceId,
};
use crate::schema::Name;

/// Word for the thing itself.
const ITSELF: &str = "self";

/// Links of a media type that shows an entity.
pub(super) fn links(
    entities: &Entities,
    heads: &Heads,
    (media_type, entity): (MediaTypeId, EntityId),
    written: &[Name],
    found: &mut Diagnostics,
) -> Vec<Link> {
    let mut links = Vec::new();
    for (index, name) in written.iter().enumerate() {
        if let Some(first) = written[..index]
            .iter()
            .find(|first| first.value == name.value)
        {
            let message = format!("{} is listed twice", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::TWICE, name.span, message)
                    .also(first.span, "first listed here"),
            );
        } else {
            links.extend(link(entities, heads, (media_type, entity), name, found));
        }
    }
    links
}

fn link(
    entities: &Entities,
    heads: &Heads,
    (media_type, entity): (MediaTypeId, EntityId),
    name: &Name,
    found: &mut Diagnostics,
) -> Option<Link> {
    let of = entities.get(entity);
    if name.value == ITSELF {
        let resource = showing((entities, heads), entity, Some(media_type), 1);
        return resource
            .map(|resource| Link::Itself { resource })
            .or_else(|| unreachable(name, &of.name, "shows", found));
    }
    match entities.member(entity, Sought::Relation, name, found)? {
        Member::Relation(Relation::BelongsTo(relation)) => {
            let target = of.relation_to_one(relation).entity;
            let resource = showing((entities, heads), target, None, 0);
            let link = resource.map(|resource| Link::BelongsTo { relation, resource });
            link.or_else(|| unreachable(name, &entities.get(target).name, "shows", found))
        }
        Member::Relation(Relation::HasMany(relation)) => {
            let resource = below(entities, heads, entity, relation);
            let link = resource.map(|resource| Link::HasMany { relation, resource });
            link.or_else(|| {
                unreachable(
                    name,
                    &entities.get(of.has_many[relation.0].entity).name,
                    "lists",
                    found,
                )
            })
        }
        Member::Relation(Relation::ManyToMany(_)) | Member::Attribute(_) => {
            let message = format!("{} cannot be linked", quoted(&name.value));
            found.push(
                Diagnostic::new(codes::WRONG_KIND, name.span, message)
                    .help("links lead to `self`, to `belongs_to` and to `has_many` relations"),
            );
            None
        }
    }
}

/// The resource that shows an entity with at most so many parents, which every row has; one of the
/// media type is preferred.
fn showing(
    (entities, heads): (&Entities, &Heads),
    entity: EntityId,
    media_type: Option<MediaTypeId>,
    parents: usize,
) -> Option<ResourceId> {
    let all = heads.of_entity(entity).iter().copied();
    let of = entities.get(entity);
    let always = |parent: ir::Parent| !of.relation_to_one(parent.relation).optional;
    let near = all.filter(|id| {
        let head = heads.get(*id);
        head.has(ActionKind::Show) && heads.depth(*id) <= parents && head.parent.is_none_or(always)
    });
    near.min_by_key(|id| (heads.get(*id).media_type != media_type, heads.depth(*id)))
}

/// The resource that lists what has a relation to a row, directly below the resource of that row.
fn below(
    entities: &Entities,
    heads: &Heads,
    entity: EntityId,
    relation: HasManyId,
) -> Option<ResourceId> {
    let relation = &entities.get(entity).has_many[relation.0];
    let mut all = heads.of_entity(relation.entity).iter().copied();
    all.find(|id| {
        let head = heads.get(*id);
        let is_parent =
            |parent: ir::Parent| parent.entity == entity && parent.relation == relation.by;
        head.has(ActionKind::List) && head.parent.is_some_and(is_parent) && heads.depth(*id) == 1
    })
}

fn unreachable(name: &Name, entity: &str, verb: &str, found: &mut Diagnostics) -> Option<Link> {
    let message = format!(
        "no resource that can be reached from here {verb} {}",
        quoted(entity)
    );
    let help = match verb {
        "lists" => "add a resource for it with `parent:` and the action `list`",
        _ => "add the action `show` to a resource of it whose path needs no key but the row's",
    };
    found.push(Diagnostic::new(codes::LINK, name.span, message).help(help));
    None
}
