//! Bodies that tests send: the fields of a payload come in, JSON that keeps or breaks their rules goes
//! out.

use super::super::decode::Reading;
use super::super::payloads::entity_field;
use super::super::samples::{Exemplary, Which, sample_or_example};
use super::json::Json;
use super::layout::{BODY, chain};
use super::world::{Actor, Change, World};
use crate::ir::{
    Action, AttributeId, BelongsToId, Default, Literal, Owner, Payload, PayloadField, Presence,
    Resource, Shape, TypeKind, Value,
};
use crate::names::local;

/// A key that nothing has.
pub(super) const NO_KEY: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

/// A field of a payload.
pub(super) struct Part {
    pub(super) name: String,
    pub(super) reading: Reading,
    /// Absent for keys.
    pub(super) value: Option<Value>,
    /// What it sets, if the payload is of an entity.
    pub(super) sets: Option<PayloadField>,
    /// Roles that may set it; empty for everybody.
    pub(super) writable: Vec<String>,
    example: Option<Literal>,
}

impl Part {
    /// A value that keeps the rules. What refers to something refers to nothing there is.
    pub(super) fn sample(&self, world: &World<'_>, which: Which) -> Option<serde_json::Value> {
        match (&self.value, self.sets) {
            (None, _) => Some(NO_KEY.into()),
            (_, Some(PayloadField::ManyToMany(_))) => Some(vec![NO_KEY].into()),
            (Some(value), _) => {
                let wanted = Exemplary {
                    name: &self.name,
                    value,
                    example: self.example.as_ref(),
                };
                sample_or_example(world.service, &wanted, which)
            }
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.reading == Reading::Required
    }

    /// Whether null is refused.
    pub(super) fn refuses_null(&self) -> bool {
        self.reading != Reading::Nullable && !self.reading.is_tri_state()
    }

    pub(super) fn is_for(&self, actor: &Actor) -> bool {
        self.writable.is_empty()
            || actor
                .role
                .as_ref()
                .is_some_and(|role| self.writable.contains(role))
    }
}

impl<'a> World<'a> {
    /// The fields of an action's payload; none if it is a union.
    pub(super) fn parts(&self, resource: &Resource, action: &Action) -> Vec<Part> {
        match &action.payload {
            None => vec![],
            Some(Payload::Entity(fields)) => fields
                .iter()
                .filter_map(|field| self.entity_part(resource, action, *field))
                .collect(),
            Some(Payload::Type(id)) => match &self.service.ty(*id).kind {
                TypeKind::Object(fields) => fields.iter().map(object_part).collect(),
                _ => vec![],
            },
        }
    }

    fn entity_part(
        &self,
        resource: &Resource,
        action: &Action,
        field: PayloadField,
    ) -> Option<Part> {
        let entity = self.entity(resource.entity?);
        let part = entity_field(self.service, entity, action.kind, field);
        let (writable, example) = match field {
            PayloadField::Attribute(id) => {
                let attribute = entity.attribute(id);
                (&attribute.writable, attribute.example.clone())
            }
            PayloadField::BelongsTo(id) => (&entity.relation_to_one(id).writable, None),
            PayloadField::ManyToMany(id) => (&entity.many_to_many[id.0].writable, None),
        };
        Some(Part {
            name: part.called.sent,
            reading: part.reading,
            value: part.value,
            sets: Some(field),
            writable: writable.clone(),
            example,
        })
    }

    /// The least that an action reads without a fault, whatever it refers to; `None` if there is no
    /// sample of something that it cannot be without.
    pub(super) fn readable(&self, resource: &Resource, action: &Action) -> Option<Json> {
        if let Some(Payload::Type(id)) = &action.payload {
            let value = Value {
                shape: Shape::Named(*id),
                rules: crate::ir::Rules::default(),
            };
            let sample =
                super::super::samples::sample(self.service, "payload", &value, Which::First)?;
            return Some(Json::from(&sample));
        }
        let required = self
            .parts(resource, action)
            .into_iter()
            .filter(Part::is_required);
        let members = required.map(|part| {
            Some((
                part.name.clone(),
                Json::from(&part.sample(self, Which::First)?),
            ))
        });
        members.collect::<Option<Vec<_>>>().map(Json::Object)
    }

    /// A body with everything that an actor may set, and statements that make what it refers to.
    pub(super) fn body(
        &self,
        resource: &Resource,
        action: &Action,
        actor: &Actor,
        which: Which,
    ) -> Option<Made> {
        let mut made = Made {
            lines: vec![],
            members: vec![],
            parts: vec![],
        };
        for part in self.parts(resource, action) {
            let Some((line, value)) = self.member(resource, &part, actor, which) else {
                if part.is_required() {
                    return None;
                }
                continue;
            };
            made.lines.extend(line);
            made.members.push((part.name.clone(), value));
            made.parts.push(part);
        }
        Some(made)
    }

    /// What an actor sets a field to, after the statement that makes what it refers to.
    fn member(
        &self,
        resource: &Resource,
        part: &Part,
        actor: &Actor,
        which: Which,
    ) -> Option<(Option<String>, Json)> {
        if !part.is_for(actor) {
            return None;
        }
        let entity = self.entity(resource.entity?);
        let (target, variable) = match part.sets? {
            PayloadField::Attribute(_) => {
                let sample = part.sample(self, which)?;
                let sample = match part.sample(self, Which::First) {
                    Some(stored) if part.reading.merges() => change(&stored, sample),
                    _ => sample,
                };
                return Some((None, Json::from(&sample)));
            }
            PayloadField::BelongsTo(id) => {
                let relation = entity.relation_to_one(id);
                (relation.entity, variable(&relation.name))
            }
            PayloadField::ManyToMany(id) => {
                let relation = &entity.many_to_many[id.0];
                let one = relation.one.as_str();
                let is_taken = entity.belongs_to_named(one).is_some();
                let name = match is_taken {
                    true => format!("other_{one}"),
                    false => variable(one),
                };
                (relation.entity, name)
            }
        };
        if !self.sees(target, actor, &[]) {
            return None;
        }
        let row = self.row(target, actor, &[]);
        let line = chain(BODY, &format!("let {variable} = "), &row);
        let key = Json::Code(format!("{variable}.id()"));
        let value = match part.value {
            Some(_) => Json::Array(vec![key]),
            None => key,
        };
        Some((Some(line), value))
    }

    /// How what is created with a body differs from the usual row, as far as `visible` asks; `sent` says
    /// which fields the body has.
    pub(super) fn created(
        &self,
        resource: &Resource,
        action: &Action,
        sent: &dyn Fn(&Part) -> bool,
    ) -> Vec<Change> {
        let Some(id) = resource.entity else {
            return vec![];
        };
        let entity = self.entity(id);
        let parts: Vec<Part> = self
            .parts(resource, action)
            .into_iter()
            .filter(|part| sent(part))
            .collect();
        let part_of = |set: PayloadField| parts.iter().find(|part| part.sets == Some(set));
        let attributes = entity
            .attributes
            .iter()
            .enumerate()
            .map(|(index, attribute)| {
                let id = AttributeId(index);
                let part = part_of(PayloadField::Attribute(id));
                let given = part
                    .and_then(|part| part.sample(self, Which::First))
                    .and_then(|json| literal(&json));
                let default = match &attribute.default {
                    Some(Default::Literal(literal)) => Some(literal.clone()),
                    _ => None,
                };
                Change::Attribute(id, given.or(default))
            });
        let unset = (0..entity.belongs_to.len())
            .map(BelongsToId)
            .filter(|relation| {
                let is_parent = self.parent_relation(resource) == Some(*relation);
                !is_parent && part_of(PayloadField::BelongsTo(*relation)).is_none()
            });
        attributes.chain(unset.map(Change::Hidden)).collect()
    }

    /// Whether a new row belongs to whoever makes it; below its owner it belongs to that one.
    pub(super) fn is_owned_by_maker(&self, resource: &Resource, maker: &Actor) -> bool {
        let owner = resource.entity.and_then(|id| self.entity(id).owner);
        match owner {
            Some(Owner::BelongsTo(relation))
                if self.parent_relation(resource) == Some(relation) =>
            {
                maker.owns
            }
            Some(Owner::BelongsTo(_)) => true,
            Some(Owner::Itself) | None => false,
        }
    }

    /// Somebody who may create, sets everything that has to be set, and sees what was made.
    pub(super) fn creator(&self, resource: &Resource, action: &Action) -> Option<Actor> {
        let id = resource.entity?;
        let parts = self.parts(resource, action);
        let may_set_all = |actor: &Actor| {
            parts
                .iter()
                .all(|part| !part.is_required() || part.is_for(actor))
        };
        let owned = self.is_owned_by_maker(resource, &Actor::nobody());
        let sees_made = |actor: &Actor| {
            let owner = Actor {
                owns: self.is_owned_by_maker(resource, actor),
                ..actor.clone()
            };
            self.sees(
                id,
                &owner,
                &self.created(resource, action, &|part| part.is_for(actor)),
            )
        };
        let may = |actor: &Actor| {
            self.allows(resource, action, actor)
                && may_set_all(actor)
                && self.sees_parent(resource, actor)
                && sees_made(actor)
        };
        let nobody = [Actor::nobody()];
        let unowned = nobody.into_iter().filter(|_| !owned);
        self.actors().into_iter().chain(unowned).find(may)
    }
}

/// A body with what it needs.
pub(super) struct Made {
    /// Statements that make what it refers to, with `service` and `caller`.
    pub(super) lines: Vec<String>,
    pub(super) members: Vec<(String, Json)>,
    /// The fields, in the same order.
    pub(super) parts: Vec<Part>,
}

/// The merge patch (RFC 7396) that makes the one value the other.
fn change(from: &serde_json::Value, to: serde_json::Value) -> serde_json::Value {
    let (serde_json::Value::Object(old), serde_json::Value::Object(new)) = (from, &to) else {
        return to;
    };
    let mut changes = new.clone();
    for (name, value) in old {
        match changes.remove(name) {
            // There is no sample of it: it is always null.
            Some(serde_json::Value::Null) => continue,
            Some(new) => changes.insert(name.clone(), self::change(value, new)),
            None => changes.insert(name.clone(), serde_json::Value::Null),
        };
    }
    serde_json::Value::Object(changes)
}

/// Variables that only tests have.
const VARIABLES: &[&str] = &["hidden", "made", "refused", "service"];

/// The variable of what a relation refers to.
fn variable(name: &str) -> String {
    match VARIABLES.contains(&name) {
        true => format!("{name}_"),
        false => local(name),
    }
}

/// Statements that make what a body refers to.
pub(super) fn needed(lines: &[String], body: &str) -> Vec<String> {
    let is_needed = |line: &&String| {
        let rest = line.trim_start_matches("let ");
        let name = rest.split(' ').next().unwrap_or_default();
        let key = format!("{name}.id()");
        let is_whole = |at: usize| {
            let before = body[..at].chars().next_back();
            !before.is_some_and(|it| it.is_ascii_alphanumeric() || it == '_')
        };
        body.match_indices(&key).any(|(at, _)| is_whole(at))
    };
    lines.iter().filter(is_needed).cloned().collect()
}

fn object_part(field: &crate::ir::Field) -> Part {
    let reading = match (field.presence, &field.default) {
        (Presence::Required, None) => Reading::Required,
        (Presence::Nullable, _) => Reading::Nullable,
        _ => Reading::Optional,
    };
    Part {
        name: field.name.clone(),
        reading,
        value: Some(field.value.clone()),
        sets: None,
        writable: vec![],
        example: field.example.clone(),
    }
}

/// A value as a design would write it, if it is one that `visible` can ask for.
pub(super) fn literal(json: &serde_json::Value) -> Option<Literal> {
    match json {
        serde_json::Value::Bool(flag) => Some(Literal::Boolean(*flag)),
        serde_json::Value::Number(number) => number.as_i64().map(Literal::Integer),
        serde_json::Value::String(text) => Some(Literal::Text(text.clone())),
        _ => None,
    }
}
