//! Tests of changing rows: what is sent changes, null empties, what has changed meanwhile stays.

use super::super::samples::Which;
use super::Tested;
use super::body::Part;
use super::fields::slice;
use super::layout::BODY;
use super::making::Making;
use super::world::Change;
use crate::ir::{ActionKind, AttributeId, AttributeRole, EntityId, PayloadField, ViewField};
use crate::plan::tests::kinds::{Changed, Nulled, NulledField, Raced, Stale};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    pub(super) fn update(&mut self) {
        let Some(action) = self.action(ActionKind::Update) else {
            return;
        };
        let Some(making) = self.making(
            action,
            "changes",
            "Everything that may be changed.",
            Which::Second,
        ) else {
            return;
        };
        self.update_changes(&making);
        self.update_nulls(&making);
        self.update_stale(&making);
        self.payload_tests(&making);
        self.unknown_views(making.action, &making.actor);
    }

    fn update_changes(&mut self, making: &Making<'w>) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let Some((of, target)) = self.plain(making) else {
            return;
        };
        let hides = |part: &Part| match part.sets {
            Some(PayloadField::Attribute(attribute)) => {
                let value = part
                    .sample(self.world, Which::Second)
                    .and_then(|json| super::body::literal(&json));
                !self
                    .world
                    .sees(id, &making.actor, &[Change::Attribute(attribute, value)])
            }
            Some(PayloadField::BelongsTo(relation)) => {
                self.world.entity(id).owner == Some(crate::ir::Owner::BelongsTo(relation))
            }
            _ => false,
        };
        if making.parts.iter().any(hides) {
            return;
        }
        let changed = Changed {
            target: target.owned(),
            changes: making.payload.clone(),
            fields: slice(2 * BODY, &self.world.lasting(of.0, of.1)),
            dated: self.is_dated(id, &self.world.service.view(of.0, of.1).fields),
            checks: self.stored_checks(making, of, "changes"),
        };
        let scene = self.prepared(making);
        self.test(
            "changes_what_is_sent",
            "What a patch leaves out stays, what it holds is set.",
            scene.lines,
            changed,
        );
    }

    /// Whether a view shows when a row was made and when it was changed.
    fn is_dated(&self, id: EntityId, fields: &[ViewField]) -> bool {
        let attributes = &self.world.entity(id).attributes;
        [AttributeRole::CreatedAt, AttributeRole::UpdatedAt]
            .iter()
            .all(|role| {
                let place = attributes
                    .iter()
                    .position(|attribute| attribute.role == *role);
                place.is_some_and(|it| fields.contains(&ViewField::Attribute(AttributeId(it))))
            })
    }

    fn update_nulls(&mut self, making: &Making<'w>) {
        let fields: Vec<NulledField> = making
            .parts
            .iter()
            .filter(|part| !part.refuses_null())
            .filter_map(|part| self.nulled(part))
            .collect();
        let (Some((_, target)), Some(whole)) = (self.plain(making), self.whole(&making.actor))
        else {
            return;
        };
        if fields.is_empty() {
            return;
        }
        let mut scene = self.with_whole(&whole);
        if target.names_id() {
            scene.say("let id = row.id();".to_owned());
        }
        let nulled = Nulled {
            target: target.owned(),
            fields,
        };
        let sentence = "Null empties what may be empty.";
        self.test("empties_with_null", sentence, scene.lines, nulled);
    }

    /// A field that can be emptied without hiding the row.
    fn nulled(&self, part: &Part) -> Option<NulledField> {
        let id = self.resource.entity?;
        let world = self.world;
        let column = match part.sets? {
            PayloadField::Attribute(attribute) => {
                let is_held = world.held(id).contains_key(&attribute.0);
                (!is_held).then(|| world.column_literal(id, attribute))?
            }
            PayloadField::BelongsTo(relation) => {
                let is_needed = world.needs(id).contains(&relation);
                (!is_needed).then(|| world.relation(id, relation))?
            }
            PayloadField::ManyToMany(_) => return None,
        };
        Some(NulledField {
            name: rust_string(&part.name),
            column,
        })
    }

    fn update_stale(&mut self, making: &Making<'w>) {
        let Some((_, target)) = self.plain(making) else {
            return;
        };
        let scene = self.prepared(making);
        let raced = Raced {
            target: target.owned(),
        };
        let sentence = "Of changes at the same moment none undoes another one.";
        self.test("loses_no_change", sentence, scene.lines.clone(), raced);
        let stale = Stale {
            target: target.owned(),
            request: "caller.patch(&target).json(&json!({}))".to_owned(),
            status: 200,
            tagged: true,
        };
        let sentence = "A change of what has changed meanwhile is refused.";
        self.test("refuses_stale_changes", sentence, scene.lines, stale);
    }
}
