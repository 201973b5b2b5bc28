//! What has another name: names of the old design go in, those of the new one come out, so that a rename is told once,
//! where it is said, and nowhere else.

use super::comparison::{Comparison, Subject};
use super::counterpart::{Named, keeps_name};
use super::rule::Rule;
use super::rules::types::DRV01;
use crate::ir::{Entity, EntityId};
use crate::names;
use crate::source::Span;

/// What an element of the old design has become.
fn successor<'a, T: Named>(old: &T, new: &'a [T]) -> Option<&'a T> {
    let same = new.iter().find(|new| new.name() == old.name());
    let renamed = || {
        let mut renamed = new.iter();
        renamed.find(|new| new.renamed().is_some_and(|it| it.from == old.name()))
    };
    same.or_else(renamed)
}

/// The name that an element of the old design has now, its own if it is gone.
pub(super) fn name_now<'a, T: Named>(old: &'a T, new: &'a [T]) -> &'a str {
    successor(old, new).map_or(old.name(), Named::name)
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

    /// The name that an entity of the old design has now.
    pub(super) fn entity_now(&self, id: EntityId) -> &'a str {
        name_now(self.old.entity(id), &self.new.entities)
    }

    /// The name that an attribute or a relation of an entity of the old design has now.
    pub(super) fn member_now(&self, entity: &'a Entity, name: &'a str) -> &'a str {
        let Some(now) = successor(entity, &self.new.entities) else {
            return name;
        };
        let renamed = [
            renamed(name, &entity.attributes, &now.attributes),
            renamed(name, &entity.belongs_to, &now.belongs_to),
            renamed(name, &entity.has_many, &now.has_many),
            renamed(name, &entity.many_to_many, &now.many_to_many),
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

fn renamed<'a, T: Named>(name: &str, old: &'a [T], new: &'a [T]) -> Option<&'a str> {
    let own = old.iter().find(|own| own.name() == name)?;
    Some(name_now(own, new))
}
