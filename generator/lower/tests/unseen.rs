//! Tests of bodies that refer to what their sender does not see.

use super::super::samples::Which;
use super::body::{Part, needed};
use super::gates::call;
use super::json::Json;
use super::making::Making;
use super::scene::Scene;
use super::world::{Actor, Change};
use super::{Tested, is_of_one};
use crate::ir::{EntityId, PayloadField};
use crate::plan::tests::kinds::Step;
use crate::print::rust_string;

/// Somebody who may send a field and does not see some row that it could refer to.
struct Sender {
    actor: Actor,
    /// The entity of that row.
    target: EntityId,
    /// What is different in it.
    changes: Vec<Change>,
}

impl<'w> Tested<'w> {
    /// A reference to what the sender does not see is one to nothing.
    pub(super) fn unseen_references(&mut self, making: &Making<'w>) {
        let parts = self.world.parts(self.resource, making.action);
        let steps = parts.iter().filter_map(|part| {
            let sender = self.sender(making, part)?;
            self.unseen_reference(making, part, &sender)
        });
        let steps = steps.collect();
        let sentence = "What the sender does not see can not be referred to.";
        self.steps("knows_only_what_is_seen", sentence, steps);
    }

    /// The entity that a field refers to.
    fn target_of(&self, part: &Part) -> Option<EntityId> {
        let entity = self.world.entity(self.resource.entity?);
        match part.sets? {
            PayloadField::BelongsTo(id) => Some(entity.relation_to_one(id).entity),
            PayloadField::ManyToMany(id) => Some(entity.many_to_many[id.0].entity),
            PayloadField::Attribute(_) => None,
        }
    }

    fn sender(&self, making: &Making<'w>, part: &Part) -> Option<Sender> {
        let target = self.target_of(part)?;
        self.insiders(making.action).into_iter().find_map(|actor| {
            let may = !actor.owns && actor.role.is_some() && part.is_for(&actor);
            let changes = self.world.hidden(target, &actor, None).filter(|_| may)?;
            Some(Sender {
                actor,
                target,
                changes,
            })
        })
    }

    fn unseen_reference(&self, making: &Making<'w>, part: &Part, sender: &Sender) -> Option<Step> {
        let actor = &sender.actor;
        let mut scene = Scene::continued(self.world, self.resource, actor);
        scene.caller();
        scene.parent();
        let (mut lines, mut members) = (Vec::new(), Vec::new());
        if is_of_one(making.action) {
            scene.row(&[]);
        } else {
            let made = self
                .world
                .body(self.resource, making.action, actor, Which::First)?;
            lines = made.lines;
            members = made.members;
        }
        let key = Json::Code("hidden.id()".to_owned());
        let (value, place) = match part.sets? {
            PayloadField::ManyToMany(_) => (Json::Array(vec![key]), "/0"),
            _ => (key, ""),
        };
        members.retain(|(name, _)| *name != part.name);
        members.push((part.name.clone(), value));
        let pointer = rust_string(&format!("/{}{place}", part.name));
        let method = call(making.action.method);
        let address = self.sent_to(making).argument();
        let body = Json::Object(members).written(20, 4);
        scene.lines.extend(needed(&lines, &body));
        scene.hidden_row("hidden", sender.target, &sender.changes, &[]);
        scene.say(format!("let body = {body};"));
        scene.say(format!(
            "let refused = caller.{method}({address}).json(&body).await;"
        ));
        Some(Step {
            lines: scene.lines,
            statement: format!("refused.invalid({pointer}, \"unknown_reference\");"),
        })
    }
}
