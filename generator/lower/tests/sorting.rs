//! Tests of the orders of lists.

use super::Tested;
use super::layout::{BODY, chain, filled};
use super::list::Listed;
use super::scene::Scene;
use crate::ir::{IndexPart, SortBy};
use crate::lower::payloads::sort_name;
use crate::plan::tests::kinds::Sorted;

impl<'w> Tested<'w> {
    pub(super) fn sorting(&mut self) {
        let Some(listed) = self.listed() else { return };
        let listed = &listed;
        let Some(id) = self.resource.entity else {
            return;
        };
        let entity = self.world.entity(id);
        let Some((views, target)) = listed.in_views(self) else {
            return;
        };
        let target = target.query(&format!("limit={}", listed.policy.max.min(2)));
        let by_default = listed.policy.default_sort;
        if let Some((scene, mut sorted)) = self.sorted(listed, by_default.by) {
            sorted.views.clone_from(&views);
            let order = Some(target.argument());
            (sorted.ascending, sorted.descending) = if by_default.descending {
                (None, order)
            } else {
                (order, None)
            };
            self.test(
                "has_an_order",
                "Unless asked, a list has the order that the design gives it.",
                scene.lines,
                sorted,
            );
        }
        for by in &listed.policy.sorts {
            let Some((scene, mut sorted)) = self.sorted(listed, *by) else {
                continue;
            };
            sorted.views.clone_from(&views);
            let name = sort_name(entity, *by);
            sorted.ascending = Some(target.clone().query(&format!("sort={name}")).argument());
            sorted.descending = Some(target.clone().query(&format!("sort=-{name}")).argument());
            let sentence = "Both ways and page by page; equal ones are in the order of their keys, null is greatest.";
            self.test(
                &format!("is_sorted_by_{name}"),
                sentence,
                scene.lines,
                sorted,
            );
        }
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
            values: (!values.is_key).then(|| filled(BODY, 13, "[", &values.expressions, "]")),
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
