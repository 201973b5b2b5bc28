//! Compares values: what a member, parameter or column holds in both designs goes in, findings come out. A named type is
//! looked into once for each direction that it goes.

use super::change::{Change, rule};
use super::comparison::{Comparison, Direction, Subject};
use super::finding::Witness;
use super::limits::limits;
use super::rule::{Rule, Verdict};
use super::rules::types::{DRV01, DRV02};
use super::shape::relation;
use super::trail::Frame;
use super::wire::{Choice, choices, fields, least, of_shape, stored, values, word};
use crate::ir::{Shape, Type, TypeId, TypeKind, Value};
use crate::source::Span;
use serde_json::{Value as Json, json};

/// A value in both designs.
#[derive(Clone, Copy)]
pub(super) struct Pair<'p> {
    /// The name of what holds it.
    pub(super) name: &'p str,
    /// The address of what declares it.
    pub(super) element: &'p dyn Fn() -> String,
    /// Where the new design says what it is.
    pub(super) span: Span,
    pub(super) old: &'p Value,
    pub(super) new: &'p Value,
}

impl<'a> Comparison<'a> {
    pub(super) fn value(&mut self, direction: Direction, pair: Pair<'_>) {
        let (old, new) = ((self.old, &pair.old.shape), (self.new, &pair.new.shape));
        if let Some(change) = relation(direction, old, new) {
            let message = self.retyped(pair);
            self.changed(direction, change, (pair, message));
            return;
        }
        for (change, message) in limits(&pair.old.rules, &pair.new.rules) {
            self.changed(direction, change, (pair, message));
        }
        match (&pair.old.shape, &pair.new.shape) {
            (Shape::Array(old), Shape::Array(new)) => {
                let pair = Pair { old, new, ..pair };
                self.within(Frame::Element, |all| all.value(direction, pair));
            }
            (Shape::Map(old), Shape::Map(new)) => {
                let pair = Pair { old, new, ..pair };
                self.within(Frame::Entry, |all| all.value(direction, pair));
            }
            (Shape::Named(old), Shape::Named(new)) => self.named(direction, (*old, *new), pair),
            _ => {}
        }
    }

    fn retyped(&self, pair: Pair<'_>) -> String {
        let spell = |service: &crate::ir::Service, shape: &Shape| match shape {
            Shape::Named(id) => service.ty(*id).name.clone(),
            Shape::Decimal { scale } => format!("decimal with scale {scale}"),
            shape => word(shape).to_owned(),
        };
        let old = spell(self.old, &pair.old.shape);
        let new = spell(self.new, &pair.new.shape);
        format!("was `{old}` and is `{new}`")
    }

    /// Takes down a change of the value itself, with a value that shows it.
    fn changed(
        &mut self,
        direction: Direction,
        change: Change,
        (pair, message): (Pair<'_>, String),
    ) {
        let rule = rule(direction, change);
        let witness = self.needs_witness(rule).then(|| {
            let (own, others) = match direction {
                Direction::Answer => (pair.new, pair.old),
                _ => (pair.old, pair.new),
            };
            let maker = self.maker(direction);
            let mut values = values(maker, (pair.name, own), &others.rules);
            if matches!(own.shape, Shape::String | Shape::Text) {
                values.extend(["", "?", "Some text, as before"].map(Json::from));
            }
            self.witness(direction, "", values)
        });
        let subject = Subject::now((pair.element)(), pair.span, message);
        self.shown(rule, subject, witness.flatten());
    }

    /// Whether a rule says that the wire breaks.
    pub(super) fn needs_witness(&self, rule: &super::Rule) -> bool {
        let mut breaks = rule.audiences(Verdict::Breaks);
        breaks.any(super::Audience::is_wire) && self.route.is_some()
    }

    /// Named types of both designs, whatever they are called.
    pub(super) fn named(
        &mut self,
        direction: Direction,
        (old, new): (TypeId, TypeId),
        pair: Pair<'_>,
    ) {
        if !self.types.insert((direction, old, new)) {
            return;
        }
        let (former, now) = (self.old.ty(old), self.new.ty(new));
        match (&former.kind, &now.kind) {
            (TypeKind::Enum(_), TypeKind::Enum(_)) => self.choices(direction, former, now),
            (TypeKind::Object(_), TypeKind::Object(_)) => {
                let (before, after) = (fields(self.old, old), fields(self.new, new));
                let element = format!("type {}", now.name);
                self.members(direction, (before, after), (&element, now.span));
            }
            (TypeKind::Union { .. }, TypeKind::Union { .. }) => self.union(direction, former, now),
            _ => {
                let message = self.retyped(pair);
                self.changed(direction, Change::Retyped, (pair, message));
            }
        }
    }

    fn choices(&mut self, direction: Direction, former: &'a Type, now: &'a Type) {
        let of = match direction {
            Direction::Stored => stored,
            _ => choices,
        };
        let (before, mut after) = (of(former), of(now));
        self.follow_values(direction, (former, &before), (now, &mut after));
        let kept = |choice: &Choice<'_>| after.iter().find(|now| now.sent == choice.sent);
        for choice in before.iter().filter(|choice| kept(choice).is_none()) {
            let (rule, message, name) = gone(direction, choice, (&before, &after));
            let sent = match direction {
                Direction::Answer => name,
                _ => choice.sent,
            };
            let witness = self.witness(direction, "", [json!(sent)]);
            let element = format!("type {}.{name}", now.name);
            self.shown(rule, Subject::now(element, now.span, message), witness);
        }
        let is_new = |choice: &&Choice<'_>| {
            let was = |old: &Choice<'_>| old.sent == choice.sent || choice.former == Some(old.sent);
            !before.iter().any(was)
        };
        for choice in after.iter().filter(is_new) {
            let rule = rule(direction, Change::ValueNew);
            let witness = self.witness(direction, "", [json!(choice.sent)]);
            let element = format!("type {}.{}", now.name, choice.sent);
            self.shown(rule, Subject::added(element, now.span), witness);
        }
        self.aliases((&before, &after), now);
        self.unsaid_values(direction, (&before, &after), now);
    }

    /// Values of which clients keep the old name.
    fn aliases(&mut self, (before, after): (&[Choice<'_>], &[Choice<'_>]), now: &Type) {
        for choice in after.iter().filter(|choice| choice.also.is_some()) {
            let known = before.iter().find(|old| old.sent == choice.sent);
            if let (Some(name), Some(None)) = (choice.also, known.map(|old| old.also)) {
                let element = format!("type {}.{name}", now.name);
                let message = format!("was called `{}`", choice.sent);
                self.report(&DRV01, Subject::now(element, now.span, message));
            }
        }
    }

    fn union(&mut self, direction: Direction, former: &'a Type, now: &'a Type) {
        let (Some((old_tag, before)), Some((discriminator, after))) = (parts(former), parts(now))
        else {
            return;
        };
        if old_tag != discriminator {
            self.tag(direction, [old_tag, discriminator], now);
            return;
        }
        let element = format!("type {}", now.name);
        for (tag, id) in before {
            match after.iter().find(|(other, _)| other == tag) {
                Some((_, now_id)) => {
                    self.tagged(direction, (discriminator, tag), (*id, *now_id), now);
                }
                None => {
                    let rule = rule(direction, Change::MemberGone);
                    let subject = Subject::now(format!("{element}.{tag}"), now.span, "is gone");
                    let witness = self.tag_witness(rule, (discriminator, tag), (direction, *id));
                    self.shown(rule, subject, witness);
                }
            }
        }
        for (tag, id) in after
            .iter()
            .filter(|(tag, _)| !before.iter().any(|(old, _)| old == tag))
        {
            let rule = rule(direction, Change::MemberNew);
            let subject = Subject::added(format!("{element}.{tag}"), now.span);
            let witness = self.tag_witness(rule, (discriminator, tag), (direction, *id));
            self.shown(rule, subject, witness);
        }
    }

    /// A union whose tag is in another attribute.
    fn tag(&mut self, direction: Direction, [old_tag, tag]: [&str; 2], now: &Type) {
        let rule = rule(direction, Change::Tag);
        let maker = self.maker(direction);
        let id = maker.types.iter().position(|ty| ty.name == now.name);
        let shape = id.map(|id| Shape::Named(TypeId(id)));
        let value = shape.and_then(|shape| of_shape(maker, "value", &shape));
        let witness = self.witness(direction, "", value);
        let message = format!("the tag was in `{old_tag}` and is in `{tag}`");
        let element = format!("type {}", now.name);
        self.shown(rule, Subject::now(element, now.span, message), witness);
    }

    /// An object with this tag. Where something breaks, the design that makes values knows it.
    fn tag_witness(
        &self,
        rule: &super::Rule,
        (discriminator, tag): (&str, &str),
        (direction, id): (Direction, TypeId),
    ) -> Option<Witness> {
        if !self.needs_witness(rule) {
            return None;
        }
        let maker = self.maker(direction);
        let fields = fields(maker, id);
        let mut object = least(maker, &fields)?;
        object.insert(discriminator.to_owned(), json!(tag));
        self.witness(direction, "", [Json::Object(object)])
    }

    fn tagged(
        &mut self,
        direction: Direction,
        (discriminator, tag): (&str, &str),
        (old, new): (TypeId, TypeId),
        union: &Type,
    ) {
        let (former, now) = (&self.old.ty(old).name, &self.new.ty(new).name);
        if former != now {
            let message = format!("`{tag}` was `{former}` and is `{now}`");
            let subject = Subject::now(format!("type {}.{tag}", union.name), union.span, message);
            self.report(rule(direction, Change::TagType), subject);
        }
        let before = fields(self.old, old);
        let after = fields(self.new, new);
        let element = format!("type {now}");
        let frame = Frame::Tagged {
            discriminator: discriminator.to_owned(),
            tag: tag.to_owned(),
        };
        if self.types.insert((direction, old, new)) {
            let span = self.new.ty(new).span;
            self.within(frame, |all| {
                all.members(direction, (before, after), (&element, span))
            });
        }
    }
}

/// The tag and the members of a union.
fn parts(ty: &Type) -> Option<(&String, &Vec<(String, TypeId)>)> {
    match &ty.kind {
        TypeKind::Union {
            discriminator,
            members,
        } => Some((discriminator, members)),
        _ => None,
    }
}

/// What is told of a value that is not there by the name that it had, and by which name.
fn gone<'c>(
    direction: Direction,
    choice: &Choice<'c>,
    (before, after): (&[Choice<'c>], &[Choice<'c>]),
) -> (&'static Rule, String, &'c str) {
    let was = format!("was called `{}`", choice.sent);
    let is_known = |name: &str| before.iter().any(|choice| choice.sent == name);
    match after.iter().find(|now| now.former == Some(choice.sent)) {
        // Who reads it knows the name, but as that of another one.
        Some(now) if direction == Direction::Answer && is_known(now.sent) => {
            (&DRV02, format!("is another one: it {was}"), now.sent)
        }
        Some(now) => (rule(direction, Change::ValueRenamed), was, now.sent),
        None => (
            rule(direction, Change::ValueGone),
            String::from("is gone"),
            choice.sent,
        ),
    }
}
