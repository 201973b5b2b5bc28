//! Tests of one row: its views, conditional requests, what is empty.

use super::Tested;
use super::fields::{Offered, offered, slice};
use super::layout::{BODY, chain};
use super::place::Target;
use super::scene::Scene;
use super::whole::Whole;
use super::world::Actor;
use crate::ir::{
    Action, ActionKind, AttributeId, AttributeRole, EntityId, Presence, Source, ViewField, ViewId,
};
use crate::plan::tests::kinds::{
    Conditions, Counted, CountedCase, Emptied, Step, Steps, View, Views,
};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    pub(super) fn show(&mut self) {
        let Some(action) = self.action(ActionKind::Show) else {
            return;
        };
        let (Some(actor), Some(offered)) = (self.reader(action), offered(self.world, action))
        else {
            return;
        };
        let Some(whole) = self.whole(&actor) else {
            return;
        };
        let target = self.world.target(self.resource, action);
        let views = self.views(&offered, &target, &whole, "has");
        let sentence = "Each view shows what the design lists, and nothing else.";
        self.test("has_views", sentence, self.with_whole(&whole).lines, views);
        self.show_related(&offered, &target, &whole);
        self.ordered(&actor);
        let scene = self.with_row(&actor);
        if let Some((view, parameter)) = offered.plain(self.world) {
            let target = target.clone().queries(&parameter);
            let media_type = &self.world.service.media_type(offered.media_type).identifier;
            let conditions = Conditions {
                target: target.owned(),
                media_type: rust_string(media_type),
            };
            self.test(
                "is_conditional",
                "What is known is not sent again; what is sent is agreed on.",
                scene.lines,
                conditions,
            );
            self.show_empty(&actor, &offered, view, &target.argument());
        }
        self.show_counts(action, &offered, &whole);
        self.needs_a_parent_that_is_seen(action);
        self.unknown_views(action, &actor);
    }

    /// A service, somebody who asks, and the usual row.
    pub(super) fn with_row(&self, actor: &Actor) -> Scene<'w> {
        let mut scene = Scene::new(self.world, self.resource, actor);
        scene.parent();
        scene.row(&[]);
        scene
    }

    /// What each view of an action has.
    pub(super) fn views(
        &self,
        offered: &Offered,
        target: &Target,
        whole: &Whole,
        method: &'static str,
    ) -> Views {
        let of = offered.media_type;
        let views = offered.views.iter().map(|view| View {
            target: target
                .clone()
                .query(&offered.asks(self.world, *view))
                .argument(),
            fields: self.world.fields(of, *view, whole).arguments(),
            written_later: self.world.is_written_later(of, *view),
        });
        Views {
            views: views.collect(),
            method,
        }
    }

    /// What is related is nested and counted.
    fn show_related(&mut self, offered: &Offered, target: &Target, whole: &Whole) {
        let plain = offered.views.iter();
        let plain = plain.filter(|view| !self.world.is_written_later(offered.media_type, **view));
        let steps: Vec<Step> = plain
            .filter_map(|view| {
                let target = target
                    .clone()
                    .query(&offered.asks(self.world, *view))
                    .argument();
                let mut checks = self.related(offered.media_type, *view, whole);
                let statement = checks.pop()?;
                let shown = format!("let shown = caller.get({target}).await.is(200).json();");
                Some(Step {
                    lines: [vec![shown], checks].concat(),
                    statement,
                })
            })
            .collect();
        if !steps.is_empty() {
            let lines = self.with_whole(whole).lines;
            let sentence = "What belongs to a row is nested and counted.";
            self.test("shows_what_is_related", sentence, lines, Steps { steps });
        }
    }

    /// Whoever asks for another view than those of an action learns which there are.
    pub(super) fn unknown_views(&mut self, action: &Action, actor: &Actor) {
        let Some(offered) = offered(self.world, action) else {
            return;
        };
        let target = self.world.target(self.resource, action);
        let Some(unknown) =
            self.request_to(action, target.clone().query(&offered.other(self.world)))
        else {
            return;
        };
        let mut scene = self.prepared_for(action, actor);
        scene.say(chain(
            BODY,
            "let refused = ",
            &[unknown, vec![".await".to_owned()]].concat(),
        ));
        let step = Step {
            lines: vec![],
            statement: format!(
                "refused.offers_views({});",
                slice(BODY, &offered.names(self.world))
            ),
        };
        let sentence = "Whoever asks for another view learns which there are.";
        self.test(
            "names_its_views",
            sentence,
            scene.lines,
            Steps { steps: vec![step] },
        );
    }

    /// Null is left out of what is optional, and sent of what is nullable.
    fn show_empty(&mut self, actor: &Actor, offered: &Offered, view: ViewId, target: &str) {
        let is_caller = |id| actor.owns && self.world.is_account(id);
        let Some(id) = self.resource.entity.filter(|id| !is_caller(*id)) else {
            return;
        };
        let entity = self.world.entity(id);
        let empty = self.emptiable(id);
        let fields = &self.world.service.view(offered.media_type, view).fields;
        let shown = |presence: Presence| -> Vec<String> {
            let shown = empty
                .iter()
                .filter(|empty| fields.contains(&ViewField::Attribute(**empty)));
            let attributes = shown.map(|empty| entity.attribute(*empty));
            let named = attributes.filter(|attribute| attribute.presence == presence);
            named
                .map(|attribute| rust_string(&attribute.name))
                .collect()
        };
        let (absent, nulls) = (shown(Presence::Optional), shown(Presence::Nullable));
        let is_own = self.world.service.media_type(offered.media_type).source == Source::Entity(id);
        if absent.is_empty() && nulls.is_empty() || !is_own {
            return;
        }
        let column = |empty: &AttributeId| self.world.column_literal(id, *empty);
        let changes = empty.iter().map(column);
        let changes = changes.map(|column| format!(".with({column}, store::Value::Null)"));
        let mut scene = self.opened(actor);
        scene.row(&changes.collect::<Vec<_>>());
        let target = target.to_owned();
        let sentence = "What is optional is left out while it is empty; what is nullable is null.";
        let emptied = Emptied {
            target,
            absent,
            nulls,
        };
        self.test("tells_empty_from_absent", sentence, scene.lines, emptied);
    }

    /// Attributes that may be null while the row is seen.
    fn emptiable(&self, id: EntityId) -> Vec<AttributeId> {
        let held = self.world.held(id);
        let attributes = self.world.entity(id).attributes.iter().zip(0..);
        let empty = attributes.filter(|(attribute, index)| {
            let is_plain = attribute.role == AttributeRole::Plain && attribute.computed.is_none();
            is_plain && attribute.presence != Presence::Required && !held.contains_key(index)
        });
        empty.map(|(_, index)| AttributeId(index)).collect()
    }

    /// One statement for the row and one for each relation.
    fn show_counts(&mut self, action: &Action, offered: &Offered, whole: &Whole) {
        let target = self.world.target(self.resource, action);
        let above = self.looks_above(action);
        let plain = offered.views.iter();
        let plain = plain.filter(|view| !self.world.is_written_later(offered.media_type, **view));
        let cases: Vec<CountedCase> = plain
            .map(|view| {
                let (nested, exact) = self.reads(offered.media_type, *view, whole);
                CountedCase {
                    one: target
                        .clone()
                        .query(&offered.asks(self.world, *view))
                        .argument(),
                    many: None,
                    statements: 1 + above + nested,
                    exact,
                }
            })
            .collect();
        if !cases.is_empty() {
            let lines = self.with_whole(whole).lines;
            let sentence = "One statement reads the row, one each relation of the view, and one each row above.";
            self.test(
                "asks_no_more_than_needed",
                sentence,
                lines,
                Counted { cases },
            );
        }
    }
}
