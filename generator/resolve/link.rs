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

/// The media type whose links are resolved, and the entity that it shows.
pub(super) struct Site<'a> {
    pub(super) entities: &'a Entities<'a>,
    pub(super) heads: &'a Heads,
    pub(super) media_type: MediaTypeId,
    pub(super) entity: EntityId,
}

impl Site<'_> {
    /// All links that could be resolved.
    pub(super) fn links(&self, written: &[Name], found: &mut Diagnostics) -> Vec<Link> {
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
                links.extend(self.link(name, found));
            }
        }
        links
    }

    fn link(&self, name: &Name, found: &mut Diagnostics) -> Option<Link> {
        let of = self.entities.get(self.entity);
        let name_of = |entity: EntityId| &self.entities.get(entity).name;
        if name.value == ITSELF {
            let link = self.itself().map(|resource| Link::Itself { resource });
            return link.or_else(|| unreachable(name, &of.name, "shows", found));
        }
        match self
            .entities
            .member(self.entity, Sought::Relation, name, found)?
        {
            Member::Relation(Relation::BelongsTo(relation)) => {
                let target = of.relation_to_one(relation).entity;
                let resource = self.alone(target);
                let link = resource.map(|resource| Link::BelongsTo { relation, resource });
                link.or_else(|| unreachable(name, name_of(target), "shows", found))
            }
            Member::Relation(Relation::HasMany(relation)) => {
                let target = of.has_many[relation.0].entity;
                let resource = self.below(relation);
                let link = resource.map(|resource| Link::HasMany { relation, resource });
                link.or_else(|| unreachable(name, name_of(target), "lists", found))
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

    /// The resource that shows the thing itself, alone or below a parent that every row has; one of
    /// the media type is preferred.
    fn itself(&self) -> Option<ResourceId> {
        let of = self.entities.get(self.entity);
        let always = |parent: ir::Parent| !of.relation_to_one(parent.relation).optional;
        let near = self.showing(self.entity).filter(|id| {
            self.heads.depth(*id) <= 1 && self.heads.get(*id).parent.is_none_or(always)
        });
        near.min_by_key(|id| {
            let is_other = self.heads.get(*id).media_type != Some(self.media_type);
            (is_other, self.heads.depth(*id))
        })
    }

    /// The resource that shows an entity and has no parent.
    fn alone(&self, entity: EntityId) -> Option<ResourceId> {
        let mut all = self.showing(entity);
        all.find(|id| self.heads.depth(*id) == 0)
    }

    fn showing(&self, entity: EntityId) -> impl Iterator<Item = ResourceId> {
        let all = self.heads.of_entity(entity).iter().copied();
        all.filter(|id| self.heads.get(*id).has(ActionKind::Show))
    }

    /// The resource that lists what has a relation to a row, directly below the resource of that
    /// row.
    fn below(&self, relation: HasManyId) -> Option<ResourceId> {
        let relation = &self.entities.get(self.entity).has_many[relation.0];
        let mut all = self.heads.of_entity(relation.entity).iter().copied();
        all.find(|id| {
            let head = self.heads.get(*id);
            let is_parent =
                |parent: ir::Parent| parent.entity == self.entity && parent.relation == relation.by;
            let is_below = head.parent.is_some_and(is_parent) && self.heads.depth(*id) == 1;
            head.has(ActionKind::List) && is_below
        })
    }
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
