//! Tests of the orders of lists.

use super::Tested;
use super::layout::{BODY, chain, filled};
use super::list::Listed;
use super::place::Target;
use super::scene::Scene;
use crate::ir::{IndexPart, SortBy};
use crate::lower::payloads::sort_name;
use crate::plan::tests::kinds::Sorted;

impl<'w> Tested<'w> {
    pub(super) fn sorting(&mut self) {
        let Some(listed) = self.listed() else { return };
        self.default_order(&listed);
        for by in &listed.policy.sorts {
            self.order(&listed, *by);
        }
    }

    fn default_order(&mut self, listed: &Listed<'_>) {
        let by_default = listed.policy.default_sort;
        let found = self.in_pages_of_two(listed);
        let Some(((views, target), (scene, sorted))) =
            found.zip(self.sorted(listed, by_default.by))
        else {
            return;
        };
        let order = Some(target.argument());
        let (ascending, descending) = match by_default.descending {
            true => (None, order),
            false => (order, None),
        };
        let sentence = "Unless asked, a list has the order that the design gives it.";
        let sorted = Sorted {
            views,
            ascending,
            descending,
            ..sorted
        };
        self.test("has_an_order", sentence, scene.lines, sorted);
    }

    /// An order that a request asks for.
    fn order(&mut self, listed: &Listed<'_>, by: SortBy) {
        let found = self.in_pages_of_two(listed);
        let Some(((views, target), (scene, sorted))) = found.zip(self.sorted(listed, by)) else {
            return;
        };
        let Some(id) = self.resource.entity else {
            return;
        };
        let name = sort_name(self.world.entity(id), by);
        let asked = |sort: &str| Some(target.clone().query(&format!("sort={sort}")).argument());
        let sentence = "Both ways and page by page; equal ones are in the order of their keys, null is greatest.";
        let sorted = Sorted {
            views,
            ascending: asked(name),
            descending: asked(&format!("-{name}")),
            ..sorted
        };
        self.test(
            &format!("is_sorted_by_{name}"),
            sentence,
            scene.lines,
            sorted,
        );
    }

    /// The list in all views with keys, as of `in_views`, two rows a page.
    fn in_pages_of_two(&self, listed: &Listed<'_>) -> Option<(Option<String>, Target)> {
        let (views, target) = listed.in_views(self)?;
        let limit = listed.policy.max.min(2);
        Some((views, target.query(&format!("limit={limit}"))))
    }

    /// Rows from small to great, if somebody sees all of them.
    fn sorted(&self, listed: &Listed<'_>, by: SortBy) -> Option<(Scene<'w>, Sorted)> {
        let id = self.resource.entity?;
        let SortBy::Attribute(attribute) = by;
        let values = self.world.unordered(id, attribute)?;
        let same = if values.is_key {
            vec![]
        } else {
            vec![IndexPart::Attribute(attribute)]
        };
        let actor = self.seer(listed, attribute, &values.literals)?;
        let listed_by = Listed {
            actor: actor.clone(),
            ..self.listed()?
        };
        if !self.repeats(&listed_by, if values.distinct { &[] } else { &same }) {
            return None;
        }
        let scene = self.opened(&actor);
        let change = match values.is_key {
            true => vec![],
            false => vec![format!(
                ".with({}, value)",
                self.world.column_literal(id, attribute)
            )],
        };
        let line = chain(8, "let row = ", &scene.row_links(&change));
        let sorted = Sorted {
            values: (!values.is_key).then(|| filled(BODY, 13, "[", &values.expressions)),
            rotated: values.rotated,
            line,
            views: None,
            ascending: None,
            descending: None,
            among: listed_by.among,
        };
        Some((scene, sorted))
    }
}
