//! What has another name: names of the old design go in, those of the new one come out, so that a rename is told once,
//! where it is said, and nowhere else. What steps in between are known to have done is followed first.

use super::comparison::{Comparison, Direction, Subject};
use super::counterpart::{Named, Paired, goes_by, keeps_name, paired_by};
use super::rule::Rule;
use super::rules::database::DB29;
use super::rules::types::{DRV01, DRV02};
use super::wire::{Choice, Declared, Kind, Slot};
use crate::evolve::{Fate, type_name};
use crate::ir::{Entity, EntityId, Type, TypeId, TypeKind};
use crate::names;
use crate::source::Span;

/// What an element of the old design has become.
fn successor<'a, T: Named>(fate: &Fate, new: &'a [T]) -> Option<&'a T> {
    let same = new.iter().find(|new| new.name() == fate.name);
    let renamed = || {
        let mut renamed = new.iter();
        renamed.find(|new| new.renamed().is_some_and(|it| it.from == fate.name))
    };
    same.or_else(renamed)
}

/// The name that an element of the old design has now, its own if it is gone.
pub(super) fn name_now<'a, T: Named>(old: &'a T, new: &'a [T]) -> &'a str {
    successor(&Fate::of(old.name()), new).map_or(old.name(), Named::name)
}

impl<'a> Comparison<'a> {
    /// Takes down that an element is called otherwise: by the first rule where clients have to follow, else that only
    /// programs do.
    pub(super) fn called<T: Named>(
        &mut self,
        rule: &'static Rule,
        (old, new): (&T, &T),
        (element, span): (&str, Span),
    ) {
        if old.name() != new.name() {
            let rule = if keeps_name(new) { &DRV01 } else { rule };
            let message = format!("was called `{}`", old.name());
            self.report(rule, Subject::now(element, span, message));
        }
    }

    /// Takes down that what is stored of an element is under another name.
    pub(super) fn moved_to<T: Named>(
        &mut self,
        rule: &'static Rule,
        (old, new): (&T, &T),
        (element, span): (&str, Span),
    ) {
        if old.name() != new.name() {
            let message = format!("was called `{}`", old.name());
            self.report(rule, Subject::now(element, span, message));
        }
    }

    /// Takes down that rows have lost what they had of it, where it is there again: it was dropped, or has another name for
    /// the last migration, which the design does not go on from.
    pub(super) fn dropped<T: Named>(
        &mut self,
        fate: &Fate,
        now: &T,
        (element, span): (&str, Span),
    ) {
        if fate.is_dropped || !goes_by(now, &fate.name) {
            self.emptied(element, span);
        }
    }

    fn emptied(&mut self, element: &str, span: Span) {
        let message = "was dropped in between, and is there again without what rows held";
        self.report(&DB29, Subject::now(element, span, message));
    }

    /// Pairs of attributes or relations of an entity.
    pub(super) fn members_of<T: Named>(
        &self,
        former: &Entity,
        (old, new): (&'a [T], &'a [T]),
    ) -> Paired<'a, T> {
        let between = self.between;
        paired_by(old, new, |it| between.member(&former.name, it.name()))
    }

    /// The name that an entity of the old design has now.
    pub(super) fn entity_now(&self, id: EntityId) -> &'a str {
        let old = self.old.entity(id);
        let fate = self.between.entity(&old.name);
        successor(&fate, &self.new.entities).map_or(&old.name, |now| &now.name)
    }

    /// Whether a member is what was sent by its name before, and by the same name in programs.
    pub(super) fn same_name(&mut self, old: &Slot<'a>, new: &Slot<'a>) {
        let told = if old.of != new.of && old.kind == new.kind {
            Some((&DRV01, format!("was called `{}`", old.of)))
        } else if let Some(now) = self.called_now(old) {
            (now != new.of).then(|| (&DRV02, another(now)))
        } else {
            let before = self.called_before(old, new.of);
            before.map(|before| (&DRV02, dropped_for(before)))
        };
        if let Some((rule, message)) = told {
            let element = new.declared.element();
            self.report(rule, Subject::now(element, new.span, message));
        }
    }

    /// What steps in between have made of a value of an enum or of a field of the old design.
    pub(super) fn part_fate(&self, ty: &str, name: &str) -> Fate {
        let ids = (0..self.old.types.len()).map(TypeId);
        let is_said = self.between.is_about(name);
        let mut ids = ids.filter(|_| is_said);
        match ids.find(|id| self.old.ty(*id).name == ty) {
            Some(id) => self.between.part(&type_name(self.old, id), name),
            None => Fate::of(name),
        }
    }

    /// Says of values what they were called before, where steps in between have called them otherwise, and takes down those
    /// that are another one by the same name, or were dropped.
    pub(super) fn follow_values(
        &mut self,
        direction: Direction,
        (former, before): (&Type, &[Choice<'a>]),
        (now, after): (&Type, &mut [Choice<'a>]),
    ) {
        for old in before {
            let fate = self.part_fate(&former.name, old.own());
            let same = after.iter().find(|new| new.sent == old.sent);
            let element = format!("type {}.{}", now.name, old.own());
            if let Some(same) = same {
                if direction == Direction::Stored && fate.is_dropped {
                    self.emptied(&element, now.span);
                }
                let message = if fate.is_dropped {
                    self.value_before((former, before), (old, same.own()))
                        .map(dropped_for)
                } else {
                    let goes_by = |new: &&Choice<'_>| new.own() == fate.name;
                    let now = after.iter().find(goes_by).map(Choice::own);
                    now.filter(|now| *now != same.own()).map(another)
                };
                if let Some(message) = message {
                    self.report(&DRV02, Subject::now(element, now.span, message));
                }
                continue;
            }
            if fate.is_dropped {
                continue;
            }
            let is_new = |new: &&mut Choice<'_>| before.iter().all(|old| old.sent != new.sent);
            let is_it = |new: &&mut Choice<'_>| new.own() == fate.name;
            if let Some(new) = after.iter_mut().filter(is_new).find(is_it) {
                new.former = Some(old.sent);
            }
        }
    }

    /// What another value of an enum, which is called so now, was called before.
    fn value_before(
        &self,
        (former, before): (&Type, &[Choice<'a>]),
        (own, now): (&Choice<'a>, &str),
    ) -> Option<&'a str> {
        let mut others = before.iter().filter(|other| other.sent != own.sent);
        let is_now = |fate: Fate| !fate.is_dropped && fate.name == now;
        let other = others.find(|other| is_now(self.part_fate(&former.name, other.own())));
        other.map(|other| other.also.unwrap_or(other.sent))
    }

    /// The name of a field of the old design, if steps in between have called it otherwise.
    fn field_now(&self, ty: &str, name: &str) -> Option<&'a str> {
        let fate = Some(self.part_fate(ty, name)).filter(|fate| !fate.is_dropped)?;
        let now = self.new.types.iter().find(|now| now.name == ty)?;
        let TypeKind::Object(fields) = &now.kind else {
            return None;
        };
        let now = &successor(&fate, fields)?.name;
        (now != name).then_some(now)
    }

    /// The name of what a slot of the old design is made from, if steps in between have called it otherwise and have not
    /// dropped it.
    pub(super) fn called_now(&self, slot: &Slot<'a>) -> Option<&'a str> {
        if !self.between.is_about(slot.of) {
            return None;
        }
        if let Declared::Field(ty, name) = slot.declared {
            return self.field_now(ty, name);
        }
        let entity = self.entity_of(slot)?;
        if self.between.member(&entity.name, slot.of).is_dropped {
            return None;
        }
        let now = self.member_now(entity, slot.of);
        (now != slot.of).then_some(now)
    }

    /// What an attribute or a relation was called before that has this name now, if what a slot of the old design is made
    /// from was dropped.
    fn called_before(&self, slot: &Slot<'a>, now: &str) -> Option<&'a str> {
        if !self.between.is_about(slot.of) {
            return None;
        }
        let entity = self.entity_of(slot)?;
        let fate = |name: &str| self.between.member(&entity.name, name);
        let is_now = |name: &&str| {
            let other = *name != slot.of && !fate(name).is_dropped;
            other && self.member_now(entity, name) == now
        };
        let attributes = entity.attributes.iter().map(Named::name);
        let belongs_to = entity.belongs_to.iter().map(Named::name);
        let many_to_many = entity.many_to_many.iter().map(Named::name);
        let mut members = attributes.chain(belongs_to).chain(many_to_many);
        members.find(is_now).filter(|_| fate(slot.of).is_dropped)
    }

    /// The entity of the old design that a slot is made from an attribute or a relation of.
    fn entity_of(&self, slot: &Slot<'a>) -> Option<&'a Entity> {
        match slot.declared {
            Declared::Attribute(entity, _) | Declared::Relation(entity, _) => {
                let mut entities = self.old.entities.iter();
                entities.find(|it| it.name == entity)
            }
            Declared::Parameter(..) if slot.kind == Kind::Filter => self.route?.old.entity(),
            _ => None,
        }
    }

    /// The name that an attribute or a relation of an entity of the old design has now.
    pub(super) fn member_now(&self, entity: &'a Entity, name: &'a str) -> &'a str {
        let fate = self.between.entity(&entity.name);
        let Some(now) = successor(&fate, &self.new.entities) else {
            return name;
        };
        let fate = self.between.member(&entity.name, name);
        let own = (name, &fate);
        let renamed = [
            renamed(own, &entity.attributes, &now.attributes),
            renamed(own, &entity.belongs_to, &now.belongs_to),
            renamed(own, &entity.has_many, &now.has_many),
            renamed(own, &entity.many_to_many, &now.many_to_many),
        ];
        renamed.into_iter().flatten().next().unwrap_or(name)
    }

    /// The name that a column of a table of the old design has now.
    pub(super) fn column_now(&self, entity: &'a Entity, column: String) -> String {
        let mut relations = entity.belongs_to.iter();
        let key = relations.find(|relation| names::foreign_key(&relation.name) == column);
        if let Some(relation) = key {
            return names::foreign_key(self.member_now(entity, &relation.name));
        }
        let mut attributes = entity.attributes.iter();
        match attributes.find(|attribute| attribute.name == column) {
            Some(attribute) => self.member_now(entity, &attribute.name).to_owned(),
            None => column,
        }
    }
}

/// What is said of a name by which there is something else now.
fn another(now: &str) -> String {
    format!("is another one: what was called so is `{now}` now")
}

/// The same where what was called so is dropped.
fn dropped_for(before: &str) -> String {
    format!("is another one: what was called so is dropped, and this was called `{before}`")
}

fn renamed<'a, T: Named>(
    (name, fate): (&str, &Fate),
    old: &'a [T],
    new: &'a [T],
) -> Option<&'a str> {
    let own = old.iter().find(|own| own.name() == name)?;
    Some(successor(fate, new).map_or(own.name(), Named::name))
}
