//! Tests of what a body may hold: its rules, what has to be there, what nobody or only somebody sets.

use super::super::samples::Which;
use super::body::Part;
use super::faults;
use super::fixtures;
use super::gates::call;
use super::json::Json;
use super::layout::{BODY, chain, names};
use super::making::Making;
use super::scene::Scene;
use super::world::Actor;
use super::{Tested, is_custom, is_of_one};
use crate::ir::{ActionKind, AttributeId, IndexPart, PayloadField};
use crate::lower::naming;
use crate::plan::tests::kinds::{Bodies, Faults, Missing, Step, Taken, Unsettable};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    /// What a body of an entity may hold.
    pub(super) fn payload_tests(&mut self, making: &Making<'w>) {
        self.body_tests(making);
        self.unsettable(making);
        self.unseen_references(making);
        self.restricted(making);
        self.taken(making);
    }

    /// What any body may hold.
    pub(super) fn body_tests(&mut self, making: &Making<'w>) {
        self.rules(making);
        self.required(making);
        let lines = self.prepared(making).lines;
        let sentence = "Anything but an object of JSON is refused.";
        let bodies = Bodies {
            method: call(making.action.method),
            target: self.sent_to(making).owned(),
        };
        self.test("reads_objects_of_json_only", sentence, lines, bodies);
    }

    fn rules(&mut self, making: &Making<'w>) {
        let all = self.world.parts(self.resource, making.action);
        let parts = all.iter().filter(|part| part.is_for(&making.actor));
        let broken = parts
            .clone()
            .flat_map(|part| faults::of_part(self.world, part));
        let unions = faults::of_union(self.world, making.action.payload.as_ref());
        // References that custom actions take are looked up by hand-written code.
        let references = parts.filter(|_| !is_custom(making.action));
        let unknown = references.filter_map(faults::unknown_reference);
        let cases: Vec<String> = broken
            .chain(unions)
            .chain(unknown)
            .map(|fault| fault.case())
            .collect();
        if cases.is_empty() {
            return;
        }
        let body = Faults {
            method: call(making.action.method),
            target: self.sent_to(making).argument(),
            base: making.base(),
            cases,
        };
        let lines = self.prepared(making).lines;
        let sentence = "Each rule of each field, broken by itself.";
        self.test("refuses_what_breaks_a_rule", sentence, lines, body);
    }

    fn required(&mut self, making: &Making<'w>) {
        let required = making.parts.iter().filter(|part| part.is_required());
        let required: Vec<String> = required.map(|part| part.name.clone()).collect();
        let Some(base) = making.base().filter(|_| !required.is_empty()) else {
            return;
        };
        let fault =
            |name: &str, code: &str| format!("({}, \"{code}\")", rust_string(&format!("/{name}")));
        let surplus = fault("no_such_field", "unknown_field");
        let all = required.iter().map(|name| fault(name, "required"));
        let missing = Missing {
            method: call(making.action.method),
            target: self.sent_to(making).argument(),
            base,
            all: all.chain([surplus]).collect(),
            fields: names(BODY, &required),
        };
        let lines = self.prepared(making).lines;
        let sentence = "What is required has to be there, and all faults are told at once.";
        self.test("refuses_what_is_incomplete", sentence, lines, missing);
    }

    /// Fields that nobody sets, whatever their role.
    fn unsettable(&mut self, making: &Making<'w>) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let entity = self.world.entity(id);
        let attributes = entity.attributes.iter().map(|it| it.name.clone());
        let one = entity.belongs_to.iter();
        let one = one.map(|relation| naming::relation_id(&relation.name));
        let many = entity.many_to_many.iter();
        let many = many.map(|relation| naming::relation_ids(&relation.one));
        let everything = attributes.chain(one).chain(many);
        let settable = self.world.parts(self.resource, making.action);
        let unsettable: Vec<String> = everything
            .chain(["version".to_owned()])
            .filter(|name| settable.iter().all(|part| part.name != *name))
            .collect();
        let body = Unsettable {
            method: call(making.action.method),
            target: self.sent_to(making).argument(),
            base: making.base(),
            callers: self.world.callers_beside(self.resource, &making.actor),
            fields: names(2 * BODY, &unsettable),
        };
        let lines = self.prepared(making).lines;
        let sentence = "What the design lets nobody set is unknown, whoever sends it.";
        self.test("knows_only_what_may_be_set", sentence, lines, body);
    }

    /// Fields that only some roles may set.
    fn restricted(&mut self, making: &Making<'w>) {
        for part in self.world.parts(self.resource, making.action) {
            let steps: Vec<Step> = self
                .barred(making, &part)
                .iter()
                .filter_map(|actor| self.restricted_step(making, &part, actor))
                .collect();
            let name = format!("leaves_{}_to_some_roles", part.name);
            let sentence = "What only some roles may set is refused from each other one.";
            self.steps(&name, sentence, steps);
        }
    }

    /// One of each role that may send a body, but not with this field.
    fn barred(&self, making: &Making<'w>, part: &Part) -> Vec<Actor> {
        let is_patch = making.action.kind == ActionKind::Update;
        let sees = |actor: &Actor| {
            let entity = self.resource.entity.filter(|_| is_patch);
            let row = entity.is_none_or(|id| self.world.sees_usual(id, actor));
            row && self.world.sees_parent(self.resource, actor)
        };
        let actors = self.world.actors().into_iter().filter(|actor| {
            self.world.allows(self.resource, making.action, actor)
                && !part.is_for(actor)
                && sees(actor)
        });
        let mut barred: Vec<Actor> = Vec::new();
        for actor in actors {
            if barred.iter().all(|other| other.role != actor.role) {
                barred.push(actor);
            }
        }
        barred
    }

    fn restricted_step(&self, making: &Making<'w>, part: &Part, actor: &Actor) -> Option<Step> {
        let is_patch = making.action.kind == ActionKind::Update;
        let sample = part.sample(self.world, Which::First)?;
        let mut scene = Scene::continued(self.world, self.resource, actor);
        scene.caller();
        scene.parent();
        if is_patch {
            scene.row(&[]);
        }
        let mut members = match self.world.readable(self.resource, making.action)? {
            Json::Object(members) if !is_patch => members,
            _ => vec![],
        };
        members.retain(|(name, _)| *name != part.name);
        members.push((part.name.clone(), Json::from(&sample)));
        let method = call(making.action.method);
        let target = self.sent_to(making).argument();
        let body = Json::Object(members).written(20, 4);
        scene.say(format!("let body = {body};"));
        scene.say(format!(
            "let refused = caller.{method}({target}).json(&body).await;"
        ));
        Some(Step {
            lines: scene.lines,
            statement: "refused.problem(403, \"forbidden\");".to_owned(),
        })
    }

    /// Values that another row has already.
    fn taken(&mut self, making: &Making<'w>) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let common = self.world.parent_relation(self.resource);
        let common: Vec<IndexPart> = common.map(IndexPart::BelongsTo).into_iter().collect();
        let is_of_one = is_of_one(making.action);
        if is_of_one && !self.world.repeats(id, &common, &making.actor) {
            return;
        }
        let scene = self.prepared(making);
        for part in &making.parts {
            let Some((attribute, sample)) = self.unique_part(part) else {
                continue;
            };
            let Some(line) = self.other_with(making, &scene, attribute, &sample) else {
                continue;
            };
            let body = Taken {
                method: call(making.action.method),
                target: self.sent_to(making).argument(),
                payload: making.base(),
                line,
                change: Json::member(&part.name, Json::from(&sample)).written(BODY + 28, BODY),
                pointer: rust_string(&format!("/{}", part.name)),
            };
            let name = format!("refuses_{}_that_is_taken", part.name);
            let sentence = "No two rows have the same.";
            self.test(&name, sentence, scene.lines.clone(), body);
        }
    }

    /// The attribute that a field sets, if no two rows have the same in it, and a value for it. Where an index asks for
    /// more of it, the database may name that first; so it may where there can be a few rows only, because of another
    /// attribute.
    fn unique_part(&self, part: &Part) -> Option<(AttributeId, serde_json::Value)> {
        let Some(PayloadField::Attribute(attribute)) = part.sets else {
            return None;
        };
        let entity = self.world.entity(self.resource.entity?);
        let unique = entity.unique();
        let asked = |parts: &&Vec<IndexPart>| parts.contains(&IndexPart::Attribute(attribute));
        let is_alone = unique.iter().filter(asked).count() == 1;
        let sample = part.sample(self.world, Which::First)?;
        let column = entity.attribute(attribute);
        let is_first = !self.world.is_few(self.resource.entity?)
            || fixtures::few_values(self.world.service, column).is_some();
        (column.unique && is_alone && is_first).then_some((attribute, sample))
    }

    /// A statement that stores another row with a value; never the caller's account.
    fn other_with(
        &self,
        making: &Making<'w>,
        scene: &Scene<'w>,
        attribute: AttributeId,
        sample: &serde_json::Value,
    ) -> Option<String> {
        let id = self.resource.entity?;
        let column = self.world.entity(id).attribute(attribute);
        let expression = fixtures::stored(self.world, &column.value, sample)?;
        let column = self.world.column_literal(id, attribute);
        let change = [format!(".with({column}, {expression})")];
        let links = if making.actor.owns && self.world.is_account(id) {
            Scene::continued(self.world, self.resource, &Actor::nobody()).row_links(&change)
        } else {
            scene.row_links(&change)
        };
        Some(chain(BODY, "", &links))
    }
}
