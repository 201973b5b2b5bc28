//! Compares what is stored: entities, attributes, and what becomes of their columns.

use super::comparison::{Comparison, Direction, Subject};
use super::counterpart::paired_by;
use super::limits::told;
use super::members::shown;
use super::rule::Rule;
use super::rules::{
    api as svc, database as db, entity as ent, lifecycle as life, types as typ, view as vew,
};
use super::value::Pair;
use super::wire::{Fill, Slot};
use crate::ir::{Attribute, AttributeId, AttributeRole, Entity, Presence, Purpose, Service, SetBy};
use crate::names;
use std::collections::BTreeMap;

impl<'a> Comparison<'a> {
    pub(super) fn entities(&mut self) {
        let between = self.between;
        let fate = |entity: &Entity| between.entity(&entity.name);
        let pairs = paired_by(&self.old.entities, &self.new.entities, fate);
        for entity in pairs.gone {
            let element = format!("entity {}", entity.name);
            self.report(&db::DB02, Subject::gone(element.clone(), entity.span));
            self.report(&typ::TYP05, Subject::gone(element, entity.span));
        }
        for entity in pairs.added {
            let element = format!("entity {}", entity.name);
            self.report(&db::DB20, Subject::added(element.clone(), entity.span));
            self.report(&typ::TYP06, Subject::added(element, entity.span));
        }
        for (former, entity) in pairs.both {
            self.entity(former, entity);
        }
    }

    fn entity(&mut self, former: &'a Entity, entity: &'a Entity) {
        let element = format!("entity {}", entity.name);
        let span = entity.span;
        self.words((&former.description, &entity.description), &element, span);
        self.called(&typ::TYP08, (former, entity), (&element, span));
        self.dropped(&self.between.entity(&former.name), entity, (&element, span));
        if former.plural != entity.plural {
            let message = told("plural", Some(&former.plural), Some(&entity.plural));
            self.report(&db::DB03, Subject::now(element.clone(), span, message));
        }
        let engines = [
            &self.old.engine(former.engine).name,
            &self.new.engine(entity.engine).name,
        ];
        let is_there =
            |service: &Service, name: &String| service.engines.iter().any(|it| it.name == *name);
        if engines[0] != engines[1]
            && is_there(self.new, engines[0])
            && is_there(self.old, engines[1])
        {
            let message = told("engine", Some(engines[0]), Some(engines[1]));
            self.report(&svc::ENG03, Subject::now(element.clone(), span, message));
        }
        self.attributes((former, entity), &element);
        self.relations(former, entity, &element);
        self.rows_of((former, entity), &element);
        self.indexes(former, entity, &element);
    }

    fn attributes(&mut self, (former, entity): (&'a Entity, &'a Entity), element: &str) {
        let pairs = self.members_of(former, (&former.attributes, &entity.attributes));
        let mut times = None;
        for attribute in pairs.gone {
            if attribute.role != AttributeRole::Plain {
                times = Some((&ent::ENT01, "timestamps are gone"));
                continue;
            }
            let element = format!("{element}.attribute {}", attribute.name);
            if attribute.computed.is_none() {
                self.report(&db::DB01, Subject::gone(element, attribute.span));
            }
        }
        for attribute in pairs.added {
            if attribute.role != AttributeRole::Plain {
                times = Some((&ent::ENT02, "timestamps are new"));
                continue;
            }
            let element = format!("{element}.attribute {}", attribute.name);
            if let Some(rule) = column_added(attribute) {
                self.report(rule, Subject::added(element, attribute.span));
            }
        }
        if let Some((rule, message)) = times {
            self.report(rule, Subject::now(element, entity.span, message));
        }
        for (before, after) in pairs.both {
            self.attribute((former, before), (entity, after));
        }
    }

    fn attribute(
        &mut self,
        (former_entity, former): (&'a Entity, &'a Attribute),
        (entity, attribute): (&'a Entity, &'a Attribute),
    ) {
        let element = format!("entity {}.attribute {}", entity.name, attribute.name);
        let span = attribute.span;
        if attribute.computed.is_none() {
            self.moved_to(&db::DB27, (former, attribute), (&element, span));
        }
        let words = (&former.description, &former.example);
        self.words(
            (&words, &(&attribute.description, &attribute.example)),
            &element,
            span,
        );
        self.flags((former, attribute), &element);
        if former.set_by != attribute.set_by {
            let message = told(
                "set_by",
                Some(setter(former.set_by)),
                Some(setter(attribute.set_by)),
            );
            self.report(&ent::ENT03, Subject::now(element.clone(), span, message));
        }
        self.storage((former_entity, former), (entity, attribute));
    }

    /// What an attribute is or is not.
    fn flags(&mut self, (former, attribute): (&'a Attribute, &'a Attribute), element: &str) {
        let flags: [(bool, bool, [Flag; 2]); 3] = [
            (
                former.secret,
                attribute.secret,
                [
                    (&vew::RSP43, "is secret"),
                    (&vew::RSP36, "is no longer secret"),
                ],
            ),
            (
                former.unique,
                attribute.unique,
                [
                    (&db::DB09A, "becomes unique"),
                    (&db::DB09B, "is no longer unique"),
                ],
            ),
            (
                former.deprecated,
                attribute.deprecated,
                [
                    (&life::LIF03C, "is deprecated"),
                    (&life::LIF03D, "is no longer deprecated"),
                ],
            ),
        ];
        for (old, new, [set, unset]) in flags {
            if old != new {
                let (rule, message) = if new { set } else { unset };
                self.report(rule, Subject::now(element, attribute.span, message));
            }
        }
    }

    /// Whether an attribute is stored, or made by a function.
    fn storage(
        &mut self,
        (former_entity, former): (&'a Entity, &'a Attribute),
        (entity, attribute): (&'a Entity, &'a Attribute),
    ) {
        let element = format!("entity {}.attribute {}", entity.name, attribute.name);
        let span = attribute.span;
        match (&former.computed, &attribute.computed) {
            (None, Some(_)) => self.report(&db::DB25, Subject::now(element, span, "is computed")),
            (Some(_), None) => self.report(&db::DB26, Subject::now(element, span, "is stored")),
            (Some(before), Some(after)) => {
                let name =
                    |entity: &'a Entity, id: &AttributeId| entity.attribute(*id).name.as_str();
                let before = before.needs.iter();
                let before =
                    before.map(|id| self.member_now(former_entity, name(former_entity, id)));
                if !before.eq(after.needs.iter().map(|id| name(entity, id))) {
                    let message = "is computed from other attributes";
                    self.report(&ent::ENT04, Subject::now(element, span, message));
                }
            }
            (None, None) => {
                let fate = self.between.member(&former_entity.name, &former.name);
                self.dropped(&fate, attribute, (&element, span));
                self.column((former_entity, former), (entity, attribute));
            }
        }
    }

    /// A column of both designs.
    fn column(
        &mut self,
        (former_entity, former): (&'a Entity, &'a Attribute),
        (entity, attribute): (&'a Entity, &'a Attribute),
    ) {
        let [old, new] = [
            Slot::of_attribute(former_entity, former),
            Slot::of_attribute(entity, attribute),
        ];
        let element = || new.declared.element();
        let span = attribute.span;
        let empty = |attribute: &Attribute| attribute.presence != Presence::Required;
        let rule = match (empty(former), empty(attribute)) {
            (true, false) => Some((&db::DB06C, "every row needs a value")),
            (false, true) => Some((&db::DB06D, "rows need no value")),
            _ => None,
        };
        if let Some((rule, message)) = rule {
            self.report(rule, Subject::now(element(), span, message));
        }
        let rule = match (&old.fill, &new.fill) {
            (before, after) if before == after => None,
            (None, Some(_)) => Some(&db::DB07B),
            (Some(_), None) => Some(&db::DB07C),
            _ => Some(&db::DB07A),
        };
        if let Some(rule) = rule {
            let fill = |fill: &Option<Fill<'_>>| fill.as_ref().map(shown);
            let message = told("default", fill(&old.fill), fill(&new.fill));
            self.report(rule, Subject::now(element(), span, message));
        }
        let pair = Pair {
            name: &attribute.name,
            element: &element,
            span,
            old: &former.value,
            new: &attribute.value,
        };
        self.value(Direction::Stored, pair);
    }

    /// Indexes over columns that both designs have.
    fn indexes(&mut self, former: &'a Entity, entity: &'a Entity, element: &str) {
        let now = |column: String| self.column_now(former, column);
        let old = indexes(self.old, former).into_iter();
        let old = old.map(|(columns, unique)| (columns.into_iter().map(now).collect(), unique));
        let (old, new) = (old.collect(), indexes(self.new, entity));
        let before: Vec<String> = columns(former).into_iter().map(now).collect();
        let after = columns(entity);
        let is_there = |column: &String| before.contains(column) && after.contains(column);
        let both = |columns: &[String]| columns.iter().all(is_there);
        let sides = [(&old, &new), (&new, &old)];
        for (side, (own, other)) in sides.into_iter().enumerate() {
            let lost = own
                .iter()
                .filter(|(columns, unique)| both(columns) && other.get(*columns) != Some(unique));
            for (columns, unique) in lost {
                // That a single column is unique is told of its attribute.
                if *unique == Unique::Yes && columns.len() == 1 {
                    continue;
                }
                let element = format!("{element}.index {}", columns.join(", "));
                let subject = match side {
                    0 => Subject::gone(element, former.span),
                    _ => Subject::added(element, entity.span),
                };
                let rule = match (side, unique) {
                    (0, Unique::Yes) => &db::DB09D,
                    (0, Unique::No) => &db::DB13,
                    (_, Unique::Yes) => &db::DB09C,
                    (_, Unique::No) => &db::DB14,
                };
                self.report(rule, subject);
            }
        }
    }
}

/// The rule about what an attribute becomes or is no longer, and what is said about it.
type Flag = (&'static Rule, &'static str);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unique {
    Yes,
    No,
}

/// Every index of a table by its columns.
fn indexes(service: &Service, entity: &Entity) -> BTreeMap<Vec<String>, Unique> {
    let mut found = BTreeMap::new();
    for index in service.table_indexes(entity) {
        let unique = match index.purpose {
            Purpose::Unique => Unique::Yes,
            Purpose::Search | Purpose::Order => Unique::No,
        };
        let columns = names::index_columns(entity, &index);
        let known = found.entry(columns).or_insert(unique);
        *known = unique.min(*known);
    }
    found
}

/// The rule about a new column.
fn column_added(attribute: &Attribute) -> Option<&'static Rule> {
    let literal = matches!(attribute.default, Some(crate::ir::Default::Literal(_)));
    match (&attribute.computed, attribute.presence) {
        (Some(_), _) => None,
        (None, Presence::Required) if literal => Some(&db::DB06B),
        (None, Presence::Required) => Some(&db::DB06A),
        (None, _) => Some(&db::DB21),
    }
}

pub(super) fn setter(set_by: SetBy) -> &'static str {
    match set_by {
        SetBy::Caller => "`caller`",
        SetBy::Action => "`action`",
        SetBy::Server => "`server`",
    }
}

/// The columns of a table that may be in an index.
fn columns(entity: &Entity) -> Vec<String> {
    let attributes = entity
        .attributes
        .iter()
        .map(|attribute| attribute.name.clone());
    let keys = entity.belongs_to.iter();
    let keys = keys.map(|relation| names::foreign_key(&relation.name));
    attributes.chain(keys).collect()
}
