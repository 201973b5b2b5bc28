//! Tests of lists: their views, orders, pages, cursors, what they count and hide.

use super::Tested;
use super::fields::{Offered, offered};
use super::layout::{self, BODY, chain};
use super::place::Target;
use super::scene::Scene;
use super::whole::Whole;
use super::world::Actor;
use crate::ir::{Action, ActionKind, FilterBy, FilterOperator, IndexPart, ListPolicy, ViewId};
use crate::lower::payloads::{filter_parameters, sort_name};
use crate::plan::tests::kinds::{Alike, AlikeView, Counted, CountedCase, Cursors, Walked, Window};

/// Rows of a page of many: room for all rows of a test, whatever else there is.
const PAGE: u32 = 100;

/// What the tests of a list have in common.
pub(super) struct Listed<'w> {
    pub(super) action: &'w Action,
    pub(super) policy: &'w ListPolicy,
    pub(super) offered: Offered,
    pub(super) actor: Actor,
    /// A view with keys, and the list in this view.
    pub(super) keyed: Option<(ViewId, Target)>,
    /// Whether there are other rows than those of the test.
    pub(super) among: bool,
}

impl Listed<'_> {
    /// The list in all views with keys: `["default", "tiny"]`, which a loop calls `view`, if there are
    /// several.
    pub(super) fn in_views(&self, tested: &Tested<'_>) -> Option<(Option<String>, Target)> {
        let views = self.offered.keyed(tested.world);
        if let [_] | [] = &views[..] {
            return self.keyed.clone().map(|(_, target)| (None, target));
        }
        let name = |view: &ViewId| {
            let views = tested.world.service.view(self.offered.media_type, *view);
            views.name.clone()
        };
        let names: Vec<String> = views.iter().map(name).collect();
        let target = tested.world.target(tested.resource, self.action);
        Some((
            Some(layout::names(BODY, &names)),
            target.query("view={view}"),
        ))
    }
}

impl<'w> Tested<'w> {
    pub(super) fn listed(&self) -> Option<Listed<'w>> {
        let action = self.action(ActionKind::List)?;
        let policy = self.resource.list.as_ref()?;
        let id = self.resource.entity?;
        let offered = offered(self.world, action)?;
        let actor = self.reader(action)?;
        let target = self.world.target(self.resource, action);
        let keyed = offered
            .plain_with_key(self.world)
            .map(|(view, parameter)| (view, target.queries(&parameter)));
        let among = self.world.is_polluted(id) || actor.owns && self.world.is_account(id);
        Some(Listed {
            action,
            policy,
            offered,
            actor,
            keyed,
            among,
        })
    }

    pub(super) fn list(&mut self) {
        let Some(listed) = self.listed() else { return };
        let Some(whole) = self.whole(&listed.actor) else {
            return;
        };
        self.list_views(&listed, &whole);
        if self.repeats(&listed, &[]) {
            self.list_window(&listed);
            self.list_walk(&listed);
            self.list_like_shown(&listed, &whole);
            self.list_counts(&listed, &whole);
        }
        self.list_cursors(&listed);
        self.list_hides(&listed);
        self.list_below_parent(&listed);
        self.needs_a_parent_that_is_seen(listed.action);
    }

    /// Whether a test can have several rows that have these members in common.
    pub(super) fn repeats(&self, listed: &Listed<'_>, same: &[IndexPart]) -> bool {
        let Some(id) = self.resource.entity else {
            return false;
        };
        let mut same = same.to_vec();
        same.extend(
            self.world
                .parent_relation(self.resource)
                .map(IndexPart::BelongsTo),
        );
        self.world.repeats(id, &same, &listed.actor)
            && !(listed.actor.owns && self.world.is_account(id))
    }

    /// A service, somebody who asks, and a parent if rows have one.
    pub(super) fn opened(&self, actor: &Actor) -> Scene<'w> {
        let mut scene = Scene::new(self.world, self.resource, actor);
        scene.parent();
        scene
    }

    fn list_views(&mut self, listed: &Listed<'_>, whole: &Whole) {
        let target = self.world.target(self.resource, listed.action);
        let expected = match self.resource.entity.filter(|_| listed.among) {
            Some(id) => self.usual(id, &listed.actor),
            None => whole.clone(),
        };
        let views = self.views(&listed.offered, &target, &expected, "lists");
        let mut scene = self.opened(&listed.actor);
        scene.say(self.stored_whole(whole, BODY, ""));
        let sentence = "Each view lists what the design lists, and nothing else.";
        self.test("has_views", sentence, scene.lines, views);
        self.unknown_views(listed.action, &listed.actor);
    }

    fn list_window(&mut self, listed: &Listed<'_>) {
        let target = self.world.target(self.resource, listed.action);
        let target = match listed.offered.plain(self.world) {
            Some((_, parameter)) => target.queries(&parameter),
            None => return,
        };
        let asked = |parameter: &str| target.clone().query(parameter).argument();
        let max = listed.policy.max;
        let rows = max.min(2);
        let total = match (listed.policy.total, listed.among) {
            (true, false) => Some(format!(
                "assert_eq!(counted.is(200).json()[\"total\"], {rows});"
            )),
            // How many others there are is not known here.
            (true, true) => None,
            (false, _) => {
                Some("counted.invalid_query(\"total\", \"unknown_parameter\");".to_owned())
            }
        };
        let window = Window {
            zero: asked("limit=0"),
            beyond: asked(&format!("limit={}", u64::from(max) + 1)),
            one: asked("limit=1"),
            most: (!listed.among).then(|| asked(&format!("limit={max}"))),
            counted: asked("total=true"),
            total,
            unknown: asked("no_such_parameter=1"),
        };
        let mut scene = self.opened(&listed.actor);
        let row = scene.row_links(&[]);
        for _ in 0..rows {
            scene.say(chain(BODY, "", &row));
        }
        let sentence = "A page is as long as asked, within limits; a list counts all of its rows.";
        self.test("has_limits", sentence, scene.lines, window);
    }

    fn list_walk(&mut self, listed: &Listed<'_>) {
        let Some((_, target)) = &listed.keyed else {
            return;
        };
        if listed.policy.max < 2 {
            return;
        }
        let scene = self.opened(&listed.actor);
        let row = scene.row_links(&[]);
        let walked = Walked {
            line: chain(8, "let row = ", &row),
            another: chain(BODY, "", &row),
            target: target.clone().query("limit=2").argument(),
        };
        self.test(
            "survives_changes",
            "Rows that come and go between two pages make no other appear twice or never.",
            scene.lines,
            walked,
        );
    }

    fn list_cursors(&mut self, listed: &Listed<'_>) {
        let Some((view, target)) = &listed.keyed else {
            return;
        };
        let other = self
            .another_list(listed, *view)
            .filter(|_| self.repeats(listed, &[]));
        let mut scene = self.opened(&listed.actor);
        if other.is_some() {
            let row = scene.row_links(&[]);
            for _ in 0..3 {
                scene.say(chain(BODY, "", &row));
            }
        }
        let cursors = Cursors {
            garbage: target.clone().query("cursor=garbage").argument(),
            first: target.clone().query("limit=1").argument(),
            other,
        };
        self.test(
            "cursors_are_of_one_list",
            "A cursor continues the list that it came from, and no other.",
            scene.lines,
            cursors,
        );
    }

    /// The parameter of the same list in another order, else in another view.
    fn another_list(&self, listed: &Listed<'_>, view: ViewId) -> Option<String> {
        let offered = &listed.offered;
        let entity = self.resource.entity.map(|id| self.world.entity(id));
        let mut sorts = listed.policy.sorts.iter().zip(entity);
        let by_sort = sorts
            .next()
            .map(|(by, entity)| format!("sort={}", sort_name(entity, *by)));
        let mut others = offered.views.iter();
        let by_view = others
            .find(|other| **other != view && **other != offered.default)
            .filter(|_| view == offered.default)
            .map(|other| self.world.service.view(offered.media_type, *other))
            .map(|other| format!("view={}", other.name));
        by_sort.or(by_view)
    }

    /// What is nested in one item of a page is not that of another one.
    fn list_like_shown(&mut self, listed: &Listed<'_>, whole: &Whole) {
        let views = self.views_alike(listed);
        if views.is_empty() {
            return;
        }
        let mut scene = self.opened(&listed.actor);
        for row in ["let one = ", "let two = "] {
            scene.say(self.stored_whole(whole, BODY, row));
        }
        let sentence = "What belongs to one item is not shown of another one.";
        self.test(
            "is_like_what_is_shown",
            sentence,
            scene.lines,
            Alike { views },
        );
    }

    /// Views that show one row as they list it, where a page has room for two.
    fn views_alike(&self, listed: &Listed<'_>) -> Vec<AlikeView> {
        let (page, room) = match listed.among {
            true => (listed.policy.max, PAGE),
            false => (listed.policy.page, 2),
        };
        let show = self.action(ActionKind::Show).filter(|_| page >= room);
        let found = show.and_then(|show| Some((show, offered(self.world, show)?)));
        let Some((show, shown)) = found else {
            return vec![];
        };
        if shown.media_type != listed.offered.media_type
            || !self.world.allows(self.resource, show, &listed.actor)
        {
            return vec![];
        }
        let collection = self.world.target(self.resource, listed.action);
        let items = Target::variable("item(row)");
        let item = self
            .world
            .target_at(self.resource, show, items, collection.clone());
        let limit = listed.among.then(|| format!("limit={PAGE}"));
        let list = collection.queries(&limit);
        let plain = listed.offered.views.iter().filter(|view| {
            let is_plain = !self.world.is_written_later(shown.media_type, **view);
            is_plain && shown.views.contains(view)
        });
        let alike = plain.map(|view| {
            let parameter = shown.asks(self.world, *view);
            AlikeView {
                listed: list.clone().query(&parameter).argument(),
                shown: item.clone().query(&parameter).argument(),
            }
        });
        alike.collect()
    }

    fn list_counts(&mut self, listed: &Listed<'_>, whole: &Whole) {
        let rows = listed.policy.max.min(PAGE);
        let cases = self.counted_cases(listed, whole);
        if cases.is_empty() {
            return;
        }
        let mut scene = self.opened(&listed.actor);
        let row = self.stored_whole(whole, 2 * BODY, "");
        scene.say(format!("for _ in 0..{rows} {{\n        {row}\n    }}"));
        let sentence = "A page of many takes as many statements as a page of one.";
        self.test(
            "asks_no_more_than_needed",
            sentence,
            scene.lines,
            Counted { cases },
        );
    }

    /// How many statements a page takes, in each view.
    fn counted_cases(&self, listed: &Listed<'_>, whole: &Whole) -> Vec<CountedCase> {
        let of = listed.offered.media_type;
        let target = self.world.target(self.resource, listed.action);
        let above = self.looks_above(listed.action);
        let rows = listed.policy.max.min(PAGE);
        let plain = listed.offered.views.iter();
        let plain = plain.filter(|view| !self.world.is_written_later(of, **view));
        let cases = plain.flat_map(|view| {
            let target = target
                .clone()
                .query(&listed.offered.asks(self.world, *view));
            let (nested, exact) = self.reads(of, *view, whole);
            let limited = |limit: u32| target.clone().query(&format!("limit={limit}"));
            let case = |target: Target, many: Option<Target>| CountedCase {
                one: target.argument(),
                many: many.as_ref().map(Target::argument),
                statements: 1 + above + nested,
                exact: exact && many.is_some(),
            };
            // Where others stand among them, the first may nest less than the rest.
            match listed.among && nested > 0 {
                true => vec![case(limited(1), None), case(limited(rows), None)],
                false => vec![case(limited(1), Some(limited(rows)))],
            }
        });
        cases.collect()
    }

    /// Names of the parameters of a list's filters.
    pub(super) fn filter_names(
        &self,
        listed: &Listed<'_>,
    ) -> Vec<(String, FilterBy, FilterOperator)> {
        let Some(id) = self.resource.entity else {
            return vec![];
        };
        let parameters =
            filter_parameters(self.world.service, self.world.entity(id), listed.policy);
        parameters
            .into_iter()
            .map(|parameter| (parameter.called.sent, parameter.by, parameter.operator))
            .collect()
    }
}
