//! Compares the policies of lists: pages, orders and totals. Filters are parameters.

use super::comparison::{Comparison, Subject};
use super::finding::Witness;
use super::rules::list as col;
use super::trail::{Route, usual_request};
use super::wire::Operation;
use crate::ir::{ActionKind, ListPolicy, Sort, SortBy};
use std::cmp::Ordering;

impl<'a> Comparison<'a> {
    pub(super) fn list(&mut self, route: Route<'a>, element: &str) {
        if route.old.action.kind != ActionKind::List || route.new.action.kind != ActionKind::List {
            return;
        }
        let (Some(old), Some(new)) = (&route.old.resource.list, &route.new.resource.list) else {
            return;
        };
        self.pages((old, new), (route, element));
        self.orders((old, new), (route, element));
        let rule = match (old.total, new.total) {
            (true, false) => (&col::COL12A, "is not counted any more"),
            (false, true) => (&col::COL12B, "is counted, if asked"),
            _ => return,
        };
        let witness = self.asked("total", "true");
        self.shown(
            rule.0,
            Subject::now(element, route.new.action.span, rule.1),
            witness,
        );
    }

    fn pages(
        &mut self,
        (old, new): (&ListPolicy, &ListPolicy),
        (route, element): (Route<'a>, &str),
    ) {
        let span = route.new.action.span;
        let rule = match old.page.cmp(&new.page) {
            Ordering::Equal => None,
            Ordering::Greater => Some(&col::COL05A),
            Ordering::Less => Some(&col::COL05B),
        };
        if let Some(rule) = rule {
            let message = format!("`page` was {} and is {}", old.page, new.page);
            self.report(rule, Subject::now(element, span, message));
        }
        let rule = match old.max.cmp(&new.max) {
            Ordering::Equal => None,
            Ordering::Greater => Some(&col::COL05C),
            Ordering::Less => Some(&col::COL05D),
        };
        if let Some(rule) = rule {
            let message = format!("`max` was {} and is {}", old.max, new.max);
            let witness = self.asked("limit", &old.max.to_string());
            self.shown(rule, Subject::now(element, span, message), witness);
        }
    }

    fn orders(
        &mut self,
        (old, new): (&ListPolicy, &ListPolicy),
        (route, element): (Route<'a>, &str),
    ) {
        let before: Vec<&str> = old
            .sorts
            .iter()
            .map(|sort| sent(route.old, *sort))
            .collect();
        let after: Vec<&str> = new
            .sorts
            .iter()
            .map(|sort| sent(route.new, *sort))
            .collect();
        let place = |of: &ListPolicy, sort: Option<&SortBy>| {
            let place = sort.and_then(|SortBy::Attribute(id)| of.sort_place(*id));
            place.unwrap_or(route.new.action.span)
        };
        let taken = |name: &str| {
            let mut sorts = new.sorts.iter();
            after.contains(&name) || sorts.any(|sort| named(route.new, *sort) == name)
        };
        for name in before.iter().filter(|name| !taken(name)) {
            let witness = self.asked("sort", name);
            let element = format!("{element}.sort {name}");
            let subject = Subject::now(element, route.new.action.span, "is gone");
            self.shown(&col::COL07E, subject, witness);
        }
        for (name, sort) in after
            .iter()
            .zip(&new.sorts)
            .filter(|(name, _)| !before.contains(name))
        {
            let element = format!("{element}.sort {name}");
            self.report(
                &col::COL07F,
                Subject::added(element, place(new, Some(sort))),
            );
        }
        self.usual_order((old, new), (route, element));
    }

    /// The order unless asked.
    fn usual_order(
        &mut self,
        (old, new): (&ListPolicy, &ListPolicy),
        (route, element): (Route<'a>, &str),
    ) {
        let spell = |name: &str, sort: Sort| {
            let sign = if sort.descending { "-" } else { "" };
            format!("{sign}{name}")
        };
        let name = named(route.old, old.default_sort.by);
        let name = route
            .old
            .entity()
            .map_or(name, |entity| self.member_now(entity, name));
        let before = spell(name, old.default_sort);
        let after = spell(named(route.new, new.default_sort.by), new.default_sort);
        if before != after {
            let same = before.trim_start_matches('-') == after.trim_start_matches('-');
            let rule = if same { &col::COL06B } else { &col::COL06A };
            let message = format!("`default_sort` was `{before}` and is `{after}`");
            let SortBy::Attribute(id) = new.default_sort.by;
            let span = new.sort_place(id).unwrap_or(route.new.action.span);
            self.report(rule, Subject::now(element, span, message));
        }
    }

    /// A request with one parameter more.
    fn asked(&self, name: &str, text: &str) -> Option<Witness> {
        let mut request = usual_request(self.route?.old)?;
        request.query.push((name.to_owned(), text.to_owned()));
        self.refused_request(&format!("?{name}"), request)
    }
}

/// The name by which a client asks for an order.
fn sent<'a>(operation: Operation<'a>, SortBy::Attribute(id): SortBy) -> &'a str {
    let entity = operation.entity();
    entity.map_or("", |entity| entity.attribute(id).sent())
}

/// The name of what rows are ordered by.
fn named<'a>(operation: Operation<'a>, SortBy::Attribute(id): SortBy) -> &'a str {
    let entity = operation.entity();
    entity.map_or("", |entity| &entity.attribute(id).name)
}
