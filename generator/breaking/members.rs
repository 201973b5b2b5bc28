//! Compares members: the slots of an object, a query or a view of both designs go in, findings come out.

use super::comparison::{Comparison, Direction, Subject};
use super::counterpart::paired_slots;
use super::limits::told;
use super::rule::Rule;
use super::rules::{
    database as db, lifecycle as life, list as col, query as par, request as req, response as rsp,
    view as vew,
};
use super::trail::Frame;
use super::value::Pair;
use super::wire::{Content, Fill, Kind, Slot, least, links, of_slot, written};
use crate::ir::MediaTypeId;
use crate::source::Span;
use serde_json::{Map, Value as Json};
use std::rc::Rc;

impl<'a> Comparison<'a> {
    /// The members of something, whose address and place these are.
    pub(super) fn members(
        &mut self,
        direction: Direction,
        (old, new): (Vec<Slot<'a>>, Vec<Slot<'a>>),
        (owner, span): (&str, Span),
    ) {
        let (old, new) = (Rc::new(old), Rc::new(new));
        let made = if direction == Direction::Answer {
            &new
        } else {
            &old
        };
        let pairs = paired_slots(&old, &new, |slot| self.called_now(slot));
        for slot in pairs.gone {
            let rule = self.gone(direction, slot);
            let shown = self
                .needs_witness(rule)
                .then(|| self.object(direction, made, Some(slot)));
            let at = format!("/{}", slot.name);
            let witness = shown
                .flatten()
                .and_then(|json| self.witness(direction, &at, [json]));
            let subject = Subject::now(address(direction, owner, slot), span, "is gone");
            self.shown(rule, subject, witness);
        }
        for slot in pairs.added {
            let rule = self.added(direction, slot);
            let shown = self
                .needs_witness(rule)
                .then(|| self.object(direction, made, None));
            let at = format!("/{}", slot.name);
            let witness = shown
                .flatten()
                .and_then(|json| self.witness(direction, &at, [json]));
            let subject = Subject::added(address(direction, owner, slot), slot.span);
            self.shown(rule, subject, witness);
        }
        for (former, slot) in pairs.both {
            self.member(direction, (former, slot), (owner, made));
        }
    }

    /// The least object, with one member more.
    pub(super) fn object(
        &self,
        direction: Direction,
        made: &[Slot<'a>],
        more: Option<&Slot<'a>>,
    ) -> Option<Json> {
        let maker = self.maker(direction);
        let mut object: Map<String, Json> = least(maker, made)?;
        // In an answer it is the lack of it that shows.
        if let Some(slot) = more.filter(|_| direction != Direction::Answer) {
            object.insert(slot.name.to_string(), of_slot(maker, slot)?);
        }
        Some(Json::Object(object))
    }

    /// Whether what a slot is made from is there in the new design, though not in this place.
    fn is_kept(&self, slot: &Slot<'a>) -> bool {
        let entity = self.route.and_then(|route| route.new.entity());
        entity.is_some_and(|entity| entity.member(slot.of).is_some()) && slot.kind != Kind::Field
    }

    fn was_there(&self, slot: &Slot<'a>) -> bool {
        let entity = self.route.and_then(|route| route.old.entity());
        entity.is_some_and(|entity| entity.member(slot.of).is_some()) && slot.kind != Kind::Field
    }

    fn gone(&self, direction: Direction, slot: &Slot<'a>) -> &'static Rule {
        match direction {
            Direction::Query if slot.kind == Kind::Filter && self.is_filter(slot) => &col::COL07C,
            Direction::Query if slot.kind == Kind::Filter => &col::COL07A,
            Direction::Query => &par::PAR06,
            Direction::Body if self.is_kept(slot) => &req::REQ29,
            Direction::Body => &req::REQ08,
            Direction::Stored => &db::DB16A,
            Direction::Answer => match (slot.kind, slot.must) {
                (Kind::Attribute, true) => &vew::RSP10,
                (Kind::Attribute, false) => &vew::RSP11,
                (Kind::Key, true) => &vew::RSP51A,
                (Kind::Key, false) => &vew::RSP51B,
                (Kind::Nested, true) => &vew::RSP46A,
                (Kind::Nested, false) => &vew::RSP46B,
                (Kind::Count, _) => &vew::RSP49,
                (Kind::Links, _) => &vew::RSP53,
                (Kind::Link, true) => &vew::RSP44A,
                (Kind::Link, false) => &vew::RSP44B,
                (_, true) => &rsp::RSP58,
                (_, false) => &rsp::RSP59,
            },
        }
    }

    /// Whether the list can still be filtered by what a filter compares, or could before.
    fn is_filter(&self, slot: &Slot<'a>) -> bool {
        self.route.is_some_and(|route| {
            [route.old, route.new].into_iter().all(|operation| {
                let slots = super::wire::query(operation);
                slots
                    .iter()
                    .any(|other| other.kind == Kind::Filter && other.of == slot.of)
            })
        })
    }

    fn added(&self, direction: Direction, slot: &Slot<'a>) -> &'static Rule {
        match direction {
            Direction::Query if slot.kind == Kind::Filter && self.is_filter(slot) => &col::COL07D,
            Direction::Query if slot.kind == Kind::Filter => &col::COL07B,
            Direction::Query if slot.must => &par::PAR01,
            Direction::Query if slot.fill.is_some() => &par::PAR02,
            Direction::Query => &par::PAR03,
            Direction::Body if slot.must => &req::REQ05,
            Direction::Body if self.was_there(slot) => &req::REQ33,
            Direction::Body if slot.fill.is_some() => &req::REQ06,
            Direction::Body => &req::REQ07,
            Direction::Stored if slot.must => &db::DB16B,
            Direction::Stored => &db::DB16C,
            Direction::Answer => match (slot.kind, slot.must) {
                (Kind::Attribute, true) => &vew::RSP12,
                (Kind::Attribute, false) => &vew::RSP13,
                (Kind::Key, true) => &vew::RSP52A,
                (Kind::Key, false) => &vew::RSP52B,
                (Kind::Nested, true) => &vew::RSP47A,
                (Kind::Nested, false) => &vew::RSP47B,
                (Kind::Count, _) => &vew::RSP50,
                (Kind::Links, _) => &vew::RSP54,
                (Kind::Link, true) => &vew::RSP45A,
                (Kind::Link, false) => &vew::RSP45B,
                (_, true) => &rsp::RSP60,
                (_, false) => &rsp::RSP61,
            },
        }
    }

    /// A member of both designs.
    fn member(
        &mut self,
        direction: Direction,
        (old, new): (&Slot<'a>, &Slot<'a>),
        (owner, made): (&str, &Rc<Vec<Slot<'a>>>),
    ) {
        if old.name != new.name {
            self.renamed(direction, (old, new), (owner, made));
        } else {
            self.same_name(old, new);
        }
        self.unsaid(direction, (old, new), (owner, made));
        self.presence(direction, (old, new), (owner, made));
        self.fill(direction, (old, new), owner);
        self.lapse((old, new));
        let maker = if direction == Direction::Answer {
            new
        } else {
            old
        };
        let frame = Frame::Member {
            of: Rc::clone(made),
            name: maker.name.to_string(),
        };
        match (&old.content, &new.content) {
            (Content::Value(before), Content::Value(after)) => {
                let pair = Pair {
                    name: &new.name,
                    element: &|| new.declared.element(),
                    span: new.span,
                    old: before,
                    new: after,
                };
                self.within(frame, |all| all.value(direction, pair));
            }
            (Content::Links(before), Content::Links(after)) => {
                self.within(frame, |all| all.addresses(*before, *after));
            }
            (Content::View { .. }, Content::View { .. }) => {
                let address = address(direction, owner, new);
                self.within(frame, |all| all.nested((old, new), &address));
            }
            _ => self.replaced(direction, new, (frame, owner)),
        }
    }

    /// A member that holds something of another kind.
    fn replaced(
        &mut self,
        direction: Direction,
        new: &Slot<'a>,
        (frame, owner): (Frame<'a>, &str),
    ) {
        let subject = Subject::now(
            address(direction, owner, new),
            new.span,
            "holds something of another kind",
        );
        let rule = super::change::rule(direction, super::change::Change::Retyped);
        let json = of_slot(self.maker(direction), new).filter(|_| direction == Direction::Answer);
        let mut witness = None;
        self.within(frame, |all| witness = all.witness(direction, "", json));
        self.shown(rule, subject, witness);
    }

    /// The addresses beside a view.
    fn addresses(&mut self, before: MediaTypeId, after: MediaTypeId) {
        let slots = (links(self.old, before), links(self.new, after));
        let media_type = self.new.media_type(after);
        let owner = format!("media_type {}.links", media_type.name);
        self.members(Direction::Answer, slots, (&owner, media_type.span));
    }

    fn renamed(
        &mut self,
        direction: Direction,
        (old, new): (&Slot<'a>, &Slot<'a>),
        (owner, made): (&str, &Rc<Vec<Slot<'a>>>),
    ) {
        let rule = match direction {
            Direction::Query if new.kind == Kind::Filter => &col::COL08,
            Direction::Query => &par::PAR07,
            Direction::Body => &req::REQ09,
            Direction::Answer if old.must => &rsp::RSP29,
            Direction::Answer => &rsp::RSP29B,
            Direction::Stored => &db::DB16J,
        };
        let at = format!("/{}", old.name);
        let shown = self.needs_witness(rule);
        let json = shown
            .then(|| self.object(direction, made, Some(old)))
            .flatten();
        let witness = json.and_then(|json| self.witness(direction, &at, [json]));
        let message = format!("was called `{}`", old.name);
        let subject = Subject::now(address(direction, owner, new), new.span, message);
        self.shown(rule, subject, witness);
    }

    /// Whether a member is there, and whether it is null.
    fn presence(
        &mut self,
        direction: Direction,
        (old, new): (&Slot<'a>, &Slot<'a>),
        (owner, made): (&str, &Rc<Vec<Slot<'a>>>),
    ) {
        let rules: Option<[&'static Rule; 2]> = match direction {
            Direction::Query => Some([&par::PAR08, &par::PAR09]),
            Direction::Body => Some([&req::REQ10, &req::REQ11]),
            Direction::Answer => Some([&rsp::RSP15, &rsp::RSP14]),
            Direction::Stored => Some([&db::DB16D, &db::DB16E]),
        };
        let at = format!("/{}", new.name);
        if let Some([needed, free]) = rules.filter(|_| old.must != new.must) {
            let (rule, message) = match new.must {
                true => (needed, "has to be there"),
                false => (free, "may be left out"),
            };
            let json = self
                .needs_witness(rule)
                .then(|| self.object(direction, made, None));
            let witness = json
                .flatten()
                .and_then(|json| self.witness(direction, &at, [json]));
            let subject = Subject::now(address(direction, owner, new), new.span, message);
            self.shown(rule, subject, witness);
        }
        if old.null != new.null {
            self.nullness(direction, (old, new), (owner, made));
        }
    }

    /// Whether a member may be null.
    fn nullness(
        &mut self,
        direction: Direction,
        (_, new): (&Slot<'a>, &Slot<'a>),
        (owner, made): (&str, &Rc<Vec<Slot<'a>>>),
    ) {
        let rules: [&'static Rule; 2] = match direction {
            Direction::Body => [&req::REQ15B, &req::REQ15A],
            Direction::Answer => [&rsp::RSP16A, &rsp::RSP16B],
            // No parameter is null, and presence says all of rows.
            Direction::Query | Direction::Stored => return,
        };
        let (rule, message) = match new.null {
            true => (rules[0], "may be null"),
            false => (rules[1], "is never null"),
        };
        let frame = Frame::Member {
            of: Rc::clone(made),
            name: new.name.to_string(),
        };
        let mut witness = None;
        if self.needs_witness(rule) {
            self.within(frame, |all| {
                witness = all.witness(direction, "", [Json::Null])
            });
        }
        let subject = Subject::now(address(direction, owner, new), new.span, message);
        self.shown(rule, subject, witness);
    }

    /// What a member is if it is left out.
    fn fill(&mut self, direction: Direction, (old, new): (&Slot<'a>, &Slot<'a>), owner: &str) {
        let rules: [&'static Rule; 3] = match direction {
            Direction::Query => [&par::PAR13A, &par::PAR13B, &par::PAR13C],
            Direction::Body => [&req::REQ36, &req::REQ37A, &req::REQ37B],
            Direction::Answer | Direction::Stored => return,
        };
        let rule = match (&old.fill, &new.fill) {
            (Some(before), Some(after)) if before != after => rules[0],
            // Where it had to be there, or has to be, there is nothing to be left out.
            (None, Some(_)) if !old.must => rules[1],
            (Some(_), None) if !new.must => rules[2],
            _ => return,
        };
        let message = told(
            "default",
            old.fill.as_ref().map(shown),
            new.fill.as_ref().map(shown),
        );
        let subject = Subject::now(address(direction, owner, new), new.span, message);
        self.report(rule, subject);
    }

    /// Whether a member is on its way out.
    fn lapse(&mut self, (old, new): (&Slot<'a>, &Slot<'a>)) {
        let (rule, message) = match (old.deprecated, new.deprecated) {
            (false, true) => (&life::LIF03C, "is deprecated"),
            (true, false) => (&life::LIF03D, "is no longer deprecated"),
            _ => return,
        };
        self.report(
            rule,
            Subject::now(new.declared.element(), new.span, message),
        );
    }
}

/// A default as text.
pub(super) fn shown(fill: &Fill<'_>) -> String {
    match fill {
        Fill::Literal(literal) => format!("`{}`", written(literal)),
        Fill::Now => String::from("the time"),
        Fill::Slug(of) => format!("a slug of `{of}`"),
    }
}

/// The address of a member of something.
pub(super) fn address(direction: Direction, owner: &str, slot: &Slot<'_>) -> String {
    match direction {
        Direction::Query => format!("{owner}.query {}", slot.name),
        Direction::Body if slot.kind != Kind::Field => format!("{owner}.payload {}", slot.name),
        _ => format!("{owner}.{}", slot.name),
    }
}
