//! Tests of what belongs to a row: it is shown and counted as far as the caller sees it; and how many
//! reads that takes.

use super::Tested;
use super::fields::offered;
use super::layout::{BODY, chain};
use super::scene::Scene;
use super::whole::Whole;
use super::world::{Actor, Change, World};
use crate::ir::{
    Action, ActionKind, BelongsToId, Condition, EntityId, HasManyId, ManyToManyId, MediaTypeId,
    Relation, ViewField, ViewId, Visible,
};
use crate::lower::ancestry;
use crate::lower::naming;
use crate::lower::reads::ViewOf;
use crate::lower::views::relation_name;
use crate::plan::tests::kinds::{Step, Steps};
use crate::print::rust_string;

impl World<'_> {
    /// How many reads what a view nests takes, and whether it always takes as many; `shows` says
    /// whether the row has something in a relation that its reader sees.
    fn reads(&self, of: ViewOf, shows: &dyn Fn(Relation) -> bool) -> (usize, bool) {
        let mut all = (0, true);
        for field in &self.service.view(of.0, of.1).fields {
            let ViewField::Nested {
                relation,
                media_type,
                view,
            } = field
            else {
                continue;
            };
            let inner = self.reads((*media_type, *view), &|_| false);
            all.0 += 1 + inner.0;
            let is_asked = shows(*relation) || !matches!(relation, Relation::BelongsTo(_));
            all.1 &= is_asked && inner.0 == 0;
        }
        all
    }
}

impl Tested<'_> {
    /// How many statements look at the rows that the path of an action names above its own.
    pub(super) fn looks_above(&self, action: &Action) -> usize {
        let (service, resource) = (self.world.service, self.resource);
        let parent = ancestry::parent(service, resource, action.kind);
        ancestry::path(service, resource).len() + usize::from(parent.is_some())
    }

    /// How many reads what a view nests takes, and whether it takes all of them for such a row.
    pub(super) fn reads(
        &self,
        media_type: MediaTypeId,
        view: ViewId,
        whole: &Whole,
    ) -> (usize, bool) {
        let shows = |relation: Relation| match relation {
            Relation::BelongsTo(relation) => whole.points(relation),
            _ => true,
        };
        self.world.reads((media_type, view), &shows)
    }

    /// Statements that check what a view of such a row, the answer `shown`, nests and counts.
    pub(super) fn related(
        &self,
        media_type: MediaTypeId,
        view: ViewId,
        whole: &Whole,
    ) -> Vec<String> {
        let Some(id) = self.resource.entity else {
            return vec![];
        };
        let entity = self.world.entity(id);
        let shows = |relation: Relation| whole.shows(self.world, id, relation);
        let fields = self.world.service.view(media_type, view).fields.iter();
        let checks = fields.filter_map(|field| match field {
            ViewField::Nested { relation, .. } if shows(*relation) => {
                let name = rust_string(relation_name(entity, *relation));
                match relation {
                    Relation::BelongsTo(_) => None,
                    _ => Some(one_nested(&name)),
                }
            }
            ViewField::Count(relation) if shows(*relation) => Some(one_counted(&rust_string(
                &naming::count_field(relation_name(entity, *relation)),
            ))),
            _ => None,
        });
        checks.collect()
    }

    pub(super) fn nested(&mut self) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let entity = self.world.entity(id);
        for (index, relation) in entity.has_many.iter().enumerate() {
            self.hides(&relation.name, |tested, actor| {
                tested.has_many(actor, id, HasManyId(index))
            });
        }
        for (index, relation) in entity.many_to_many.iter().enumerate() {
            self.hides(&relation.name, |tested, actor| {
                tested.many_to_many(actor, id, ManyToManyId(index))
            });
        }
        for (index, relation) in entity.belongs_to.iter().enumerate() {
            self.hides(&relation.name, |tested, actor| {
                tested.belongs_to(actor, id, BelongsToId(index))
            });
        }
    }

    /// Adds a test if somebody who may ask does not see some of what is related.
    fn hides(
        &mut self,
        name: &str,
        prepared: impl Fn(&Self, &Actor) -> Option<(Vec<String>, Vec<Step>)>,
    ) {
        let Some(action) = self.action(ActionKind::Show) else {
            return;
        };
        let actors = self
            .insiders(action)
            .into_iter()
            .filter(|actor| !actor.owns);
        let found = actors.into_iter().find_map(|actor| prepared(self, &actor));
        if let Some((lines, steps)) = found {
            let sentence = "What the caller does not see is neither nested nor counted.";
            self.test(
                &format!("hides_{name}_not_seen"),
                sentence,
                lines,
                Steps { steps },
            );
        }
    }

    /// Requests for each view that shows or counts a relation, with what is to be checked in it.
    fn viewed(&self, relation: Relation) -> Option<Vec<Step>> {
        let action = self.action(ActionKind::Show)?;
        let offered = offered(self.world, action)?;
        let target = self.world.target(self.resource, action);
        let plain = offered.views.iter();
        let plain = plain.filter(|view| !self.world.is_written_later(offered.media_type, **view));
        let steps = plain.filter_map(|view| {
            let mut checks = self.checks((offered.media_type, *view), relation);
            let target = target
                .clone()
                .query(&offered.asks(self.world, *view))
                .argument();
            let shown = format!("let shown = caller.get({target}).await.is(200).json();");
            let statement = checks.pop()?;
            Some(Step {
                lines: [vec![shown], checks].concat(),
                statement,
            })
        });
        let steps: Vec<Step> = steps.collect();
        (!steps.is_empty()).then_some(steps)
    }

    /// Statements that check that a view shows one of two related rows, or none of one.
    fn checks(&self, of: ViewOf, relation: Relation) -> Vec<String> {
        let Some(id) = self.resource.entity else {
            return vec![];
        };
        let name = relation_name(self.world.entity(id), relation);
        let field = rust_string(name);
        let checks = self
            .world
            .service
            .view(of.0, of.1)
            .fields
            .iter()
            .filter_map(|shown| {
                let is_one = matches!(relation, Relation::BelongsTo(_));
                match shown {
                    ViewField::Nested {
                        relation: nested, ..
                    } if *nested == relation => Some(match is_one {
                        true => format!("assert!(shown.get({field}).is_none(), \"{{shown}}\");"),
                        false => one_nested(&field),
                    }),
                    ViewField::Count(counted) if *counted == relation => {
                        Some(one_counted(&rust_string(&naming::count_field(name))))
                    }
                    _ => None,
                }
            });
        checks.collect()
    }

    fn has_many(
        &self,
        actor: &Actor,
        id: EntityId,
        relation: HasManyId,
    ) -> Option<(Vec<String>, Vec<Step>)> {
        let related = &self.world.entity(id).has_many[relation.0];
        let steps = self.viewed(Relation::HasMany(relation))?;
        let changes = self.world.hidden(related.entity, actor, Some(related.by))?;
        if !self.world.sees(related.entity, actor, &[]) {
            return None;
        }
        let mut scene = self.with_row(actor);
        let below = format!(
            ".pointing({}, &row)",
            self.world.relation(related.entity, related.by)
        );
        let seen = self
            .world
            .row(related.entity, actor, std::slice::from_ref(&below));
        scene.say(chain(BODY, "", &seen));
        scene.hidden_row("hidden", related.entity, &changes, &[below]);
        scene.say("assert!(hidden.exists(&service).await);".to_owned());
        Some((scene.lines, steps))
    }

    fn many_to_many(
        &self,
        actor: &Actor,
        id: EntityId,
        relation: ManyToManyId,
    ) -> Option<(Vec<String>, Vec<Step>)> {
        let related = &self.world.entity(id).many_to_many[relation.0];
        let steps = self.viewed(Relation::ManyToMany(relation))?;
        let changes = self.world.hidden(related.entity, actor, None)?;
        if !self.world.sees(related.entity, actor, &[]) {
            return None;
        }
        let mut scene = self.with_row(actor);
        scene.say(chain(
            BODY,
            "let seen = ",
            &self.world.row(related.entity, actor, &[]),
        ));
        scene.hidden_row("hidden", related.entity, &changes, &[]);
        let join = self.world.join(id, relation);
        scene.say(format!(
            "row.join(&service, {join}, &[&seen, &hidden]).await;"
        ));
        Some((scene.lines, steps))
    }

    fn belongs_to(
        &self,
        actor: &Actor,
        id: EntityId,
        relation: BelongsToId,
    ) -> Option<(Vec<String>, Vec<Step>)> {
        let related = self.world.entity(id).relation_to_one(relation).entity;
        let steps = self.viewed(Relation::BelongsTo(relation))?;
        let changes = self.world.hidden(related, actor, None)?;
        let is_parent = self.world.parent_relation(self.resource) == Some(relation);
        if is_parent
            || !self.world.sees(id, actor, &[Change::Hidden(relation)])
            || self.is_seen_through(id, relation)
        {
            return None;
        }
        let mut scene = Scene::new(self.world, self.resource, actor);
        scene.parent();
        scene.hidden_row("hidden", related, &changes, &[]);
        scene.row(&[format!(
            ".pointing({}, &hidden)",
            self.world.relation(id, relation)
        )]);
        Some((scene.lines, steps))
    }

    fn is_seen_through(&self, id: EntityId, relation: BelongsToId) -> bool {
        match &self.world.entity(id).visible {
            Visible::Everyone => false,
            Visible::Any(any) => any
                .iter()
                .flatten()
                .any(|condition| *condition == Condition::Through(relation)),
        }
    }
}

/// The statement that expects one item in a field of `shown`.
fn one_nested(field: &str) -> String {
    format!("assert_eq!(shown[{field}].as_array().map(Vec::len), Some(1), \"{{shown}}\");")
}

/// The statement that expects a count of one in a field of `shown`.
fn one_counted(field: &str) -> String {
    format!("assert_eq!(shown[{field}], \"1\", \"{{shown}}\");")
}
