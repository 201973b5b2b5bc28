//! What a test prepares: who asks, and the rows that it is about, statement by statement.

use super::fixtures;
use super::layout::{BODY, chain};
use super::world::{Actor, Change, World};
use crate::ir::{AttributeId, EntityId, Literal, Resource};
use crate::names::snake;
use crate::print::rust_string;

/// Statements so far.
#[derive(Clone)]
pub(super) struct Scene<'w> {
    world: &'w World<'w>,
    resource: &'w Resource,
    pub(super) lines: Vec<String>,
    actor: Actor,
}

impl<'w> Scene<'w> {
    /// A service, and somebody who asks it.
    pub(super) fn new(world: &'w World<'w>, resource: &'w Resource, actor: &Actor) -> Self {
        let mut scene = Scene::without_caller(world, resource, actor);
        scene.say(format!("let caller = {};", world.caller(actor, &[])));
        scene
    }

    /// A service; somebody asks it later.
    pub(super) fn without_caller(
        world: &'w World<'w>,
        resource: &'w Resource,
        actor: &Actor,
    ) -> Self {
        let lines = vec!["let service = Service::start().await;".to_owned()];
        Scene {
            world,
            resource,
            lines,
            actor: actor.clone(),
        }
    }

    /// Somebody asks, and what it is about follows.
    pub(super) fn continued(world: &'w World<'w>, resource: &'w Resource, actor: &Actor) -> Self {
        Scene {
            world,
            resource,
            lines: vec![],
            actor: actor.clone(),
        }
    }

    pub(super) fn say(&mut self, line: String) {
        self.lines.push(line);
    }

    pub(super) fn caller(&mut self) {
        let caller = self.world.caller(&self.actor, &[]);
        self.say(format!("let caller = {caller};"));
    }

    /// `let parent = …;`, if the resource has one.
    pub(super) fn parent(&mut self) {
        if let Some(parent) = self.resource.parent {
            let row = match self.world.is_below_caller(self.resource, &self.actor) {
                true => vec!["caller.account().clone()".to_owned()],
                false => self.world.row(parent.entity, &self.actor, &[]),
            };
            self.say(chain(BODY, "let parent = ", &row));
        }
    }

    /// `let row = …;` of the resource's entity, below `parent` if there is one.
    pub(super) fn row(&mut self, extra: &[String]) {
        self.named_row("row", extra);
    }

    pub(super) fn named_row(&mut self, name: &str, extra: &[String]) {
        let row = self.row_links(extra);
        self.say(chain(BODY, &format!("let {name} = "), &row));
    }

    /// The links of the expression that stores a row below `parent`.
    pub(super) fn row_links(&self, extra: &[String]) -> Vec<String> {
        let Some(entity) = self.resource.entity else {
            return vec![];
        };
        let mut links: Vec<String> = self.below_parent(entity);
        links.extend(extra.iter().cloned());
        self.world.row(entity, &self.actor, &links)
    }

    fn below_parent(&self, entity: EntityId) -> Vec<String> {
        let relation = self.world.parent_relation(self.resource);
        relation
            .map(|relation| {
                format!(
                    ".pointing({}, &parent)",
                    self.world.relation(entity, relation)
                )
            })
            .into_iter()
            .collect()
    }

    /// Rows that somebody does not see, down to `name`.
    pub(super) fn hidden_row(
        &mut self,
        name: &str,
        id: EntityId,
        changes: &[Change],
        extra: &[String],
    ) {
        let mut links = Vec::new();
        for change in changes {
            match change {
                Change::Attribute(attribute, value) => {
                    links.push(self.world.changed(id, *attribute, value.as_ref()))
                }
                Change::Hidden(relation) => {
                    let target = self.world.entity(id).relation_to_one(*relation).entity;
                    let hidden = format!("hidden_{}", snake(&self.world.entity(target).name));
                    if let Some(changes) = self.world.hidden(target, &self.actor, None) {
                        self.hidden_row(&hidden, target, &changes, &[]);
                    }
                    links.push(format!(
                        ".pointing({}, &{hidden})",
                        self.world.relation(id, *relation)
                    ));
                }
            }
        }
        links.extend(extra.iter().cloned());
        let row = self.world.strange_row(id, &self.actor, &links);
        self.say(chain(BODY, &format!("let {name} = "), &row));
    }
}

impl World<'_> {
    /// An expression that makes somebody who asks; `extra` are links of the account's row.
    pub(super) fn caller(&self, actor: &Actor, extra: &[String]) -> String {
        let Some(role) = &actor.role else {
            return "service.nobody()".to_owned();
        };
        let role = rust_string(role);
        match self.account() {
            None => format!("service.with_role({role}).await"),
            Some(_) if extra.is_empty() => format!("fixtures::signed(&service, {role}).await"),
            Some((entity, attribute)) => {
                let column = self.column_literal(entity, attribute);
                let fixture = fixtures::name(self.entity(entity));
                format!(
                    "service.with_account(fixtures::{fixture}().with({column}, {role}){}).await",
                    extra.concat()
                )
            }
        }
    }

    /// The function that makes a row of an entity.
    pub(super) fn fixture(&self, id: EntityId) -> String {
        format!("fixtures::{}", fixtures::name(self.entity(id)))
    }

    /// Links of an expression that stores a row of an entity, which is the caller's if the actor owns
    /// things.
    pub(super) fn row(&self, id: EntityId, actor: &Actor, extra: &[String]) -> Vec<String> {
        if actor.owns && self.is_account(id) && extra.is_empty() {
            return vec!["caller.account().clone()".to_owned()];
        }
        let mut links = vec![format!("fixtures::{}()", fixtures::name(self.entity(id)))];
        links.extend(extra.iter().cloned());
        if actor.owns && !self.is_account(id) {
            links.push(".owned_by(&caller)".to_owned());
        }
        links.extend([".store(&service)".to_owned(), ".await".to_owned()]);
        links
    }

    /// The same of a row that never is the caller's account.
    fn strange_row(&self, id: EntityId, actor: &Actor, extra: &[String]) -> Vec<String> {
        let stranger = Actor {
            role: actor.role.clone(),
            owns: actor.owns && !self.is_account(id),
        };
        self.row(id, &stranger, extra)
    }

    /// `.with("status", "draft")`
    pub(super) fn changed(
        &self,
        id: EntityId,
        attribute: AttributeId,
        value: Option<&Literal>,
    ) -> String {
        let column = self.entity(id).attribute(attribute);
        let expression = value.and_then(|literal| {
            let json = super::super::openapi::json(&column.value, literal);
            fixtures::stored(self, &column.value, &json)
        });
        let expression = expression.unwrap_or_else(|| "store::Value::Null".to_owned());
        format!(
            ".with({}, {expression})",
            self.column_literal(id, attribute)
        )
    }
}
