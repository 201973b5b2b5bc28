//! Compares media types and their views: what is nested, and how much of it.

use super::comparison::{Comparison, Direction, Subject};
use super::counterpart::paired;
use super::finding::Place;
use super::rules::{list as col, view as vew};
use super::trail::Frame;
use super::wire::{Content, Declared, Slot, view};
use crate::ir::{Entity, HasMany, MediaType, MediaTypeId, Relation, Service, Source, ViewId};
use serde_json::{Value as Json, json};
use std::cmp::Ordering;

/// A view in each design.
type Views = [(MediaTypeId, ViewId); 2];

impl<'a> Comparison<'a> {
    /// Names of media types and what they are called on the wire.
    pub(super) fn media_types(&mut self) {
        let pairs = paired(&self.old.media_types, &self.new.media_types);
        for media_type in pairs.gone {
            let element = format!("media_type {}", media_type.name);
            self.report(&vew::MED01, Subject::gone(element, media_type.span));
        }
        for media_type in pairs.added {
            let element = format!("media_type {}", media_type.name);
            self.report(&vew::MED02, Subject::added(element, media_type.span));
        }
        for (former, media_type) in pairs.both {
            self.media_type(former, media_type);
        }
    }

    fn media_type(&mut self, former: &'a MediaType, media_type: &'a MediaType) {
        let element = format!("media_type {}", media_type.name);
        let span = media_type.span;
        if self.shown_of(former) != self.shown_of_new(media_type) {
            let message = "shows another entity or type";
            self.report(&vew::MED03, Subject::now(element.clone(), span, message));
        }
        self.words(
            (&former.description, &media_type.description),
            &element,
            span,
        );
        let pairs = paired(&former.views, &media_type.views);
        for view in pairs.gone {
            let element = format!("view {}.{}", media_type.name, view.name);
            let witness = self.asked_for(&media_type.name, &view.name);
            let subject = Subject::new(element, "is gone", Place::Old(view.span));
            self.shown(&vew::RSP09A, subject, witness);
        }
        for (former, view) in pairs.both {
            let element = format!("view {}.{}", media_type.name, view.name);
            let asked = former.sent();
            if ![view.sent(), &view.name].contains(&asked) {
                let witness = self.asked_for(&media_type.name, asked);
                let message = format!("was called `{asked}`");
                let subject = Subject::now(element, view.span, message);
                self.shown(&vew::RSP09E, subject, witness);
            } else {
                self.called(&vew::RSP09E, (former, view), (&element, view.span));
            }
        }
        for view in pairs.added {
            let element = format!("view {}.{}", media_type.name, view.name);
            self.report(&vew::RSP09B, Subject::added(element, view.span));
        }
    }

    fn shown_of(&self, media_type: &MediaType) -> &'a str {
        match media_type.source {
            Source::Entity(id) => self.entity_now(id),
            Source::Type(id) => &self.old.ty(id).name,
        }
    }

    fn shown_of_new(&self, media_type: &MediaType) -> &'a str {
        match media_type.source {
            Source::Entity(id) => &self.new.entity(id).name,
            Source::Type(id) => &self.new.ty(id).name,
        }
    }

    /// The views of an answer, each with what is in it.
    pub(super) fn views(&mut self, views: Views) {
        if !self.views.insert(views) {
            return;
        }
        let [(old_type, old), (new_type, new)] = views;
        let slots = (view(self.old, old_type, old), view(self.new, new_type, new));
        let now = self.new.view(new_type, new);
        let element = format!("view {}.{}", self.new.media_type(new_type).name, now.name);
        self.members(Direction::Answer, slots, (&element, now.span));
    }

    /// What a view nests.
    pub(super) fn nested(&mut self, (old, new): (&Slot<'a>, &Slot<'a>), address: &str) {
        let (Some(before), Some(after)) = (Inner::of(old), Inner::of(new)) else {
            return;
        };
        if before.is_many != after.is_many {
            let value = if after.is_many { json!([]) } else { json!({}) };
            let message = "one takes the place of many, or many that of one";
            let witness = self.witness(Direction::Answer, "", [value]);
            let subject = Subject::now(address, new.span, message);
            self.shown(&super::rules::response::RSP30, subject, witness);
            return;
        }
        if let (Some(before), Some(most)) = (before.most, after.most) {
            let (media_type, id) = after.view;
            let one = super::wire::least(self.new, &view(self.new, media_type, id));
            let one = one.map_or(Json::Null, Json::Object);
            self.rows((old, new), (before, most), one);
        }
        let pair = [before.view, after.view];
        let [old_view, new_view] = [
            self.old.view(before.view.0, before.view.1),
            self.new.view(after.view.0, after.view.1),
        ];
        let is_renamed = new_view
            .renamed
            .as_ref()
            .is_some_and(|it| it.from == old_view.name);
        let [old_names, new_names] = [named(self.old, pair[0]), named(self.new, pair[1])];
        if old_names[0] != new_names[0] || old_names[1] != new_names[1] && !is_renamed {
            self.renested(pair, (new, address), &after);
            return;
        }
        match after.is_many {
            true => self.within(Frame::Element, |all| all.views(pair)),
            false => self.views(pair),
        }
    }

    /// Another view is nested: a client of before reads all that it knows, or does not.
    fn renested(&mut self, pair: Views, (slot, address): (&Slot<'a>, &str), now: &Inner) {
        let [(old_type, old), (new_type, new)] = pair;
        let mut apart = Comparison::new((self.old, self.new), self.between);
        apart.views(pair);
        let lacks = apart.is_unreadable();
        let rule = if lacks { &vew::RSP48A } else { &vew::RSP48B };
        let witness = lacks.then(|| {
            let slots = view(self.new, new_type, new);
            let object = super::wire::least(self.new, &slots)?;
            let value = match now.is_many {
                true => Json::Array(vec![Json::Object(object)]),
                false => Json::Object(object),
            };
            self.witness(Direction::Answer, "", [value])
        });
        let message = format!(
            "was in the view `{}.{}` and is in `{}.{}`",
            self.old.media_type(old_type).name,
            self.old.view(old_type, old).name,
            self.new.media_type(new_type).name,
            self.new.view(new_type, new).name,
        );
        let subject = Subject::now(address, slot.span, message);
        self.shown(rule, subject, witness.flatten());
    }

    /// How many of a relation are nested, which, and in which order.
    fn rows(&mut self, (old, new): (&Slot<'a>, &Slot<'a>), limits: (u32, u32), one: Json) {
        let element = new.declared.element();
        let rule = match limits.0.cmp(&limits.1) {
            Ordering::Equal => None,
            Ordering::Greater => Some(&col::COL13A),
            Ordering::Less => Some(&col::COL13B),
        };
        if let Some(rule) = rule {
            let message = format!("`limit` was {} and is {}", limits.0, limits.1);
            let many =
                usize::try_from(limits.1).map_or_else(|_| Vec::new(), |most| vec![one; most]);
            let witness = self.witness(Direction::Answer, "", [Json::Array(many)]);
            self.shown(
                rule,
                Subject::now(element.clone(), new.span, message),
                witness,
            );
        }
        let former = has_many(self.old, (old.declared, old.of));
        let now = has_many(self.new, (new.declared, new.of));
        if let (Some((former, of_old)), Some((now, of_new))) = (former, now) {
            if self.order(&of_old, former) != of_new.order(now) {
                let message = "rows come in another order";
                self.report(
                    &col::COL14,
                    Subject::now(element.clone(), now.span, message),
                );
            }
            if self.member_now(of_old.0, of_old.by(former)) != of_new.by(now) {
                let message = "another relation leads to the rows";
                self.report(&col::COL15, Subject::now(element, now.span, message));
            }
        }
    }
}

impl<'a> Comparison<'a> {
    /// The order of rows of the old design, by the names of the new one.
    fn order(&self, related: &Related<'a>, relation: &HasMany) -> (&'a str, bool) {
        let (name, descending) = related.order(relation);
        (self.member_now(related.0, name), descending)
    }
}

/// What a member nests.
struct Inner {
    view: (MediaTypeId, ViewId),
    is_many: bool,
    most: Option<u32>,
}

impl Inner {
    fn of(slot: &Slot<'_>) -> Option<Self> {
        match slot.content {
            Content::View {
                media_type,
                view,
                relation,
                most,
            } => Some(Inner {
                view: (media_type, view),
                is_many: !matches!(relation, Relation::BelongsTo(_)),
                most,
            }),
            _ => None,
        }
    }
}

/// A view by the names that it has.
fn named(service: &Service, (media_type, view): (MediaTypeId, ViewId)) -> [&str; 2] {
    let view = service.view(media_type, view);
    [&service.media_type(media_type).name, &view.name]
}

/// The entity whose rows are nested.
struct Related<'a>(&'a Entity);

impl<'a> Related<'a> {
    fn order(&self, relation: &HasMany) -> (&'a str, bool) {
        let order = relation.order;
        (&self.0.attribute(order.attribute).name, order.descending)
    }

    fn by(&self, relation: &HasMany) -> &'a str {
        &self.0.relation_to_one(relation.by).name
    }
}

fn has_many<'a>(
    service: &'a Service,
    (declared, name): (Declared<'_>, &str),
) -> Option<(&'a HasMany, Related<'a>)> {
    let Declared::Relation(entity, _) = declared else {
        return None;
    };
    let entity = service.entities.iter().find(|own| own.name == entity)?;
    let relation = entity.has_many.iter().find(|own| own.name == name)?;
    Some((relation, Related(service.entity(relation.entity))))
}
