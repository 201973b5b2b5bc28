//! Tests of removing rows, and of what becomes of rows that point to them.

use super::Tested;
use super::layout::{BODY, chain};
use super::world::Actor;
use crate::ir::{ActionKind, BelongsToId, EntityId, OnDelete};
use crate::names::snake;
use crate::plan::tests::kinds::{Deleted, Dependent, Stale, Step, Steps};

impl Tested<'_> {
    pub(super) fn delete(&mut self) {
        let Some(action) = self.action(ActionKind::Delete) else {
            return;
        };
        let (Some(actor), Some(id)) = (self.insider(action), self.resource.entity) else {
            return;
        };
        let target = self.world.target(self.resource, action);
        let dependents: Vec<Dependent> = self
            .world
            .pointing(id)
            .enumerate()
            .filter_map(|(number, of)| self.dependent(number, of, &actor))
            .collect();
        let scene = self.with_row(&actor);
        let deleted = Deleted {
            target: target.argument(),
            dependents,
        };
        self.test(
            "removes_the_row",
            "What is removed is gone, with what cannot be without it.",
            scene.lines,
            deleted,
        );

        let scene = self.with_row(&actor);
        let stale = Stale {
            target: target.owned(),
            request: "caller.delete(&target)".to_owned(),
            status: 204,
            tagged: false,
        };
        self.test(
            "refuses_stale_requests",
            "What has changed meanwhile is not removed.",
            scene.lines,
            stale,
        );
        self.delete_referenced(id, &actor, &target.argument());
    }

    fn dependent(
        &self,
        number: usize,
        (of, relation): (EntityId, BelongsToId),
        actor: &Actor,
    ) -> Option<Dependent> {
        let entity = self.world.entity(of);
        let name = format!("{}_{}", snake(&entity.name), number + 1);
        let column = self.world.relation(of, relation);
        let outcomes = match entity.relation_to_one(relation).on_delete {
            OnDelete::Restrict => return None,
            OnDelete::Cascade => vec![format!("assert!(!{name}.exists(&service).await);")],
            OnDelete::SetNull => vec![
                format!("assert!({name}.is_null(&service, {column}).await);"),
                format!("assert_eq!({name}.version(&service).await, 2);"),
            ],
        };
        if self.also_restricts(of, relation) {
            return None;
        }
        let stranger = Actor {
            owns: false,
            ..actor.clone()
        };
        let row = self
            .world
            .row(of, &stranger, &[format!(".pointing({column}, &row)")]);
        Some(Dependent {
            line: chain(BODY, &format!("let {name} = "), &row),
            outcomes,
        })
    }

    /// Whether such a row needs another one of the same entity, which a fixture would make.
    fn also_restricts(&self, of: EntityId, relation: BelongsToId) -> bool {
        let entity = self.world.entity(of);
        let target = entity.relation_to_one(relation).entity;
        of == target && self.world.needs(of).contains(&relation)
    }

    /// What something points to that cannot be without it stays.
    fn delete_referenced(&mut self, id: EntityId, actor: &Actor, target: &str) {
        let restricting = self.world.pointing(id).find(|(of, relation)| {
            self.world.entity(*of).relation_to_one(*relation).on_delete == OnDelete::Restrict
        });
        let Some((of, relation)) = restricting else {
            return;
        };
        let mut scene = self.with_row(actor);
        let stranger = Actor {
            owns: false,
            ..actor.clone()
        };
        let column = self.world.relation(of, relation);
        scene.say(chain(
            BODY,
            "",
            &self
                .world
                .row(of, &stranger, &[format!(".pointing({column}, &row)")]),
        ));
        let step = Step {
            lines: vec![format!(
                "caller.delete({target}).await.problem(409, \"referenced\");"
            )],
            statement: "assert!(row.exists(&service).await);".to_owned(),
        };
        let sentence = "What something else cannot be without stays.";
        self.test(
            "spares_what_is_needed",
            sentence,
            scene.lines,
            Steps { steps: vec![step] },
        );
    }
}
