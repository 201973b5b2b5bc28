//! Rows that have all that they may have, so that there is something in whatever views nest and count.

use super::Tested;
use super::layout::{BODY, chain};
use super::scene::Scene;
use super::world::{Actor, Change, World};
use crate::ir::{BelongsToId, EntityId, HasManyId, ManyToManyId, Owner, Relation};
use crate::names::suffixed_ident;
use crate::plan::tests::Function;
use crate::print::list;

/// A row with all that it may have, and who looks at it.
#[derive(Clone)]
pub(super) struct Whole {
    pub(super) actor: Actor,
    /// Absent if the usual row has everything.
    call: Option<String>,
    /// What it has.
    related: Vec<Relation>,
}

impl World<'_> {
    /// Whether a stored row of an entity brings rows of another one with it.
    fn brings(&self, id: EntityId, other: EntityId, except: Option<BelongsToId>) -> bool {
        let mut seen = vec![id];
        let mut waiting = self.needs(id);
        waiting.retain(|relation| Some(*relation) != except);
        let target = |of: EntityId, relation: &BelongsToId| {
            self.entity(of).relation_to_one(*relation).entity
        };
        let mut waiting: Vec<EntityId> = waiting
            .iter()
            .map(|relation| target(id, relation))
            .collect();
        while let Some(next) = waiting.pop() {
            if next == other {
                return true;
            }
            if !seen.contains(&next) {
                seen.push(next);
                waiting.extend(
                    self.needs(next)
                        .iter()
                        .map(|relation| target(next, relation)),
                );
            }
        }
        false
    }

    /// Relations that a row of an entity can be given without another row of the same entity.
    fn relatable(&self, id: EntityId) -> Vec<Relation> {
        let entity = self.entity(id);
        let is_free = |other: EntityId, except: Option<BelongsToId>| {
            other != id && (self.is_polluted(id) || !self.brings(other, id, except))
        };
        let one = entity.belongs_to.iter().enumerate();
        let one = one.filter(|(_, it)| !it.optional || is_free(it.entity, None));
        let has = entity.has_many.iter().enumerate();
        let has = has.filter(|(_, it)| is_free(it.entity, Some(it.by)));
        let many = entity.many_to_many.iter().enumerate();
        let many = many.filter(|(_, it)| is_free(it.entity, None));
        one.map(|(index, _)| Relation::BelongsTo(BelongsToId(index)))
            .chain(has.map(|(index, _)| Relation::HasMany(HasManyId(index))))
            .chain(many.map(|(index, _)| Relation::ManyToMany(ManyToManyId(index))))
            .collect()
    }

    /// Whether somebody sees the row that is made for a relation.
    pub(super) fn sees_related(&self, id: EntityId, relation: Relation, actor: &Actor) -> bool {
        let entity = self.entity(id);
        let target = match relation {
            Relation::BelongsTo(relation) => entity.relation_to_one(relation).entity,
            Relation::HasMany(relation) => entity.has_many[relation.0].entity,
            Relation::ManyToMany(relation) => entity.many_to_many[relation.0].entity,
        };
        let is_account = self
            .account()
            .is_some_and(|(account, _)| actor.owns && account == target);
        let change = is_account.then(|| self.changes_of_account(actor)).flatten();
        let changes: Vec<Change> = change.into_iter().collect();
        self.sees(target, &self.beside(id, relation, actor), &changes)
    }

    /// Somebody who owns the row of an entity, as to the row that is made for a relation of it: that belongs to what it
    /// points to, where its owner stands in this relation.
    pub(super) fn beside(&self, id: EntityId, relation: Relation, actor: &Actor) -> Actor {
        let is_owner = match relation {
            Relation::HasMany(many) => {
                let many = &self.entity(id).has_many[many.0];
                self.entity(many.entity).owner == Some(Owner::BelongsTo(many.by))
            }
            Relation::BelongsTo(_) | Relation::ManyToMany(_) => false,
        };
        Actor {
            owns: actor.owns && (!is_owner || self.is_account(id)),
            ..actor.clone()
        }
    }
}

impl Whole {
    /// A row that is made with these relations.
    pub(super) fn made(actor: Actor, related: Vec<Relation>) -> Self {
        Whole {
            actor,
            call: None,
            related,
        }
    }

    /// Whether it has something in a relation, which its reader sees.
    pub(super) fn shows(&self, world: &World<'_>, id: EntityId, relation: Relation) -> bool {
        self.related.contains(&relation) && world.sees_related(id, relation, &self.actor)
    }

    /// Whether it points to something.
    pub(super) fn points(&self, relation: BelongsToId) -> bool {
        self.related.contains(&Relation::BelongsTo(relation))
    }
}

impl<'w> Tested<'w> {
    /// A row with all that it may have, below `parent` if rows have one.
    pub(super) fn whole(&mut self, actor: &Actor) -> Option<Whole> {
        let id = self.resource.entity?;
        let is_caller = actor.owns && self.world.is_account(id);
        let mut related = self.world.relatable(id);
        related.retain(|relation| {
            !is_caller || !self.is_more_to_one(id, *relation) && !self.is_owned_too(id, *relation)
        });
        let parent = self.world.parent_relation(self.resource);
        related.extend(parent.map(Relation::BelongsTo));
        let more = related.iter().any(|relation| self.is_more(id, *relation));
        let call = more.then(|| self.whole_function(id, actor, &related));
        Some(Whole {
            actor: actor.clone(),
            call,
            related,
        })
    }

    /// Whether what is made for a relation of an account, which owns it, would also be in the relation to all that it
    /// owns of that entity.
    fn is_owned_too(&self, id: EntityId, relation: Relation) -> bool {
        let entity = self.world.entity(id);
        let (target, by) = match relation {
            Relation::BelongsTo(_) => return false,
            Relation::HasMany(many) => {
                let many = &entity.has_many[many.0];
                (many.entity, Some(many.by))
            }
            Relation::ManyToMany(many) => (entity.many_to_many[many.0].entity, None),
        };
        let Some(Owner::BelongsTo(owner)) = self.world.entity(target).owner else {
            return false;
        };
        let mut owned = entity.has_many.iter();
        by != Some(owner) && owned.any(|has| has.entity == target && has.by == owner)
    }

    /// The usual row.
    pub(super) fn usual(&self, id: EntityId, actor: &Actor) -> Whole {
        let parent = self.world.parent_relation(self.resource);
        let related = self.world.needs(id).into_iter().chain(parent);
        Whole::made(actor.clone(), related.map(Relation::BelongsTo).collect())
    }

    /// Whether the usual row does not have it.
    fn is_more(&self, id: EntityId, relation: Relation) -> bool {
        match relation {
            Relation::BelongsTo(_) => self.is_more_to_one(id, relation),
            Relation::HasMany(_) | Relation::ManyToMany(_) => true,
        }
    }

    /// Whether it is to one, which the usual row does not have.
    fn is_more_to_one(&self, id: EntityId, relation: Relation) -> bool {
        let parent = self.world.parent_relation(self.resource);
        match relation {
            Relation::BelongsTo(to) => !self.world.needs(id).contains(&to) && parent != Some(to),
            Relation::HasMany(_) | Relation::ManyToMany(_) => false,
        }
    }

    /// The function that stores such a row, and its call.
    fn whole_function(&mut self, id: EntityId, actor: &Actor, related: &[Relation]) -> String {
        let name = if actor.owns { "owned_whole" } else { "whole" };
        let parameters = [
            ("service", "Service", true),
            ("caller", "Caller", actor.owns),
            ("parent", "Kept", self.resource.parent.is_some()),
        ];
        let parameters = parameters.into_iter().filter(|(.., is_there)| *is_there);
        let (parameters, arguments): (Vec<String>, Vec<String>) = parameters
            .map(|(name, ty, _)| (format!("{name}: &{ty}"), format!("&{name}")))
            .unzip();
        if self.functions.iter().all(|function| function.name != name) {
            let (lines, value) = self.whole_lines(id, actor, related);
            self.functions.push(Function {
                docs: vec!["One that has all that it may have.".to_owned()],
                name: name.to_owned(),
                signature: list(0, &format!("async fn {name}("), &parameters, ") -> Kept {"),
                lines: lines.iter().map(|line| lent(line)).collect(),
                value: lent(&value),
            });
        }
        format!("{name}({}).await", arguments.join(", "))
    }

    /// Statements that store such a row, and an expression of it.
    fn whole_lines(
        &self,
        id: EntityId,
        actor: &Actor,
        related: &[Relation],
    ) -> (Vec<String>, String) {
        let row = self.whole_row(id, actor, related);
        let more = related
            .iter()
            .filter_map(|relation| self.related_lines(id, actor, *relation));
        let more: Vec<String> = more.flatten().collect();
        if more.is_empty() {
            let row = chain(BODY, "", &row);
            return (more, row.trim_end_matches(';').to_owned());
        }
        let row = chain(BODY, "let row = ", &row);
        (std::iter::once(row).chain(more).collect(), "row".to_owned())
    }

    /// The links of an expression that stores the row with all that it may point to.
    fn whole_row(&self, id: EntityId, actor: &Actor, related: &[Relation]) -> Vec<String> {
        let more = related
            .iter()
            .filter(|relation| self.is_more_to_one(id, **relation));
        let links = more.filter_map(|relation| match relation {
            Relation::BelongsTo(to) => {
                let target = self.world.entity(id).relation_to_one(*to).entity;
                let column = self.world.relation(id, *to);
                Some(format!(".needs({column}, {})", self.world.fixture(target)))
            }
            Relation::HasMany(_) | Relation::ManyToMany(_) => None,
        });
        let links: Vec<String> = links.collect();
        Scene::continued(self.world, self.resource, actor).row_links(&links)
    }

    /// Statements that store what belongs to `row`.
    fn related_lines(
        &self,
        id: EntityId,
        actor: &Actor,
        relation: Relation,
    ) -> Option<Vec<String>> {
        let entity = self.world.entity(id);
        Some(match relation {
            Relation::BelongsTo(_) => return None,
            Relation::HasMany(many) => {
                let many = &entity.has_many[many.0];
                let by = self.world.relation(many.entity, many.by);
                let owner = self.world.beside(id, relation, actor);
                let below = [format!(".pointing({by}, &row)")];
                let row = self.world.row(many.entity, &owner, &below);
                vec![chain(BODY, "", &row)]
            }
            Relation::ManyToMany(many) => {
                let relation = &entity.many_to_many[many.0];
                let one = suffixed_ident(&relation.one);
                let row = self.world.row(relation.entity, actor, &[]);
                let join = self.world.join(id, many);
                vec![
                    chain(BODY, &format!("let {one} = "), &row),
                    format!("row.join(&service, {join}, &[&{one}]).await;"),
                ]
            }
        })
    }

    /// A service, somebody who asks, and a row with all that it may have.
    pub(super) fn with_whole(&self, whole: &Whole) -> Scene<'w> {
        let mut scene = self.opened(&whole.actor);
        scene.say(self.stored_whole(whole, BODY, "let row = "));
        scene
    }

    /// A statement that stores such a row.
    pub(super) fn stored_whole(&self, whole: &Whole, indent: usize, left: &str) -> String {
        match &whole.call {
            Some(call) => format!("{left}{call};"),
            None => {
                let scene = Scene::continued(self.world, self.resource, &whole.actor);
                chain(indent, left, &scene.row_links(&[]))
            }
        }
    }

    /// Whether the owner of a row is one of these relations.
    pub(super) fn is_owner(&self, relation: BelongsToId) -> bool {
        let owner = self
            .resource
            .entity
            .and_then(|id| self.world.entity(id).owner);
        owner == Some(Owner::BelongsTo(relation))
    }
}

/// A statement of a test, inside of a function that borrows what the test has.
pub(super) fn lent(line: &str) -> String {
    ["service", "caller", "parent"]
        .iter()
        .fold(line.to_owned(), |line, name| {
            [",", ")"].iter().fold(line, |line, end| {
                line.replace(&format!("&{name}{end}"), &format!("{name}{end}"))
            })
        })
}
