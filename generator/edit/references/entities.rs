//! Entities: relations and what rows are found, owned and seen by.

use super::{Form, Named, Owner, Walk, inner};
use crate::schema::{Entity, Literal, Name, SortOrder, Visible};
use crate::source::Spanned;

/// Words for an account that owns itself, and for a row that is seen with another one.
const ITSELF: &str = "self";
const THROUGH: &str = "through";

impl Walk<'_, '_> {
    pub(super) fn entity(&mut self, name: &str, entity: &Entity) {
        let owner = Owner::Entity(name.to_owned());
        if let Some(extend) = &entity.extend {
            self.type_name(extend);
        }
        if let Some(relation) = entity.owner.as_ref().filter(|name| name.value != ITSELF) {
            self.member(&owner, relation);
        }
        for visible in entity.visible.iter().flat_map(|any| &any.value) {
            self.visible(&owner, visible);
        }
        self.attributes(Some(&owner), &entity.attributes);
        self.relations(entity);
        for name in entity.indexes.iter().flat_map(|index| &index.attributes) {
            self.member(&owner, name);
        }
    }

    fn visible(&mut self, owner: &Owner, visible: &Visible) {
        let all = match visible {
            Visible::Access(access) => return self.access_word(&access.value),
            Visible::All(all) => all,
        };
        for (name, literal) in &all.value {
            match literal {
                Literal::Scalar(relation) if name.value == THROUGH => {
                    let relation = Spanned::new(relation.text.clone(), relation.span);
                    self.member(owner, &relation);
                }
                _ => {
                    self.member(owner, name);
                    self.compared(owner, &name.value, literal);
                }
            }
        }
    }

    fn relations(&mut self, entity: &Entity) {
        for (_, relation) in &entity.belongs_to {
            self.entity_name(&relation.entity);
            self.roles(relation.writable.as_ref());
        }
        for (_, relation) in &entity.has_many {
            self.entity_name(&relation.entity);
            let other = Owner::Entity(relation.entity.value.clone());
            if let Some(by) = &relation.by {
                self.member(&other, by);
            }
            self.order(&other, relation.order.as_ref());
        }
        for (_, relation) in &entity.many_to_many {
            self.entity_name(&relation.entity);
            self.roles(relation.writable.as_ref());
        }
    }

    /// An order by an attribute.
    pub(super) fn order(&mut self, owner: &Owner, order: Option<&SortOrder>) {
        if let Some(order) = order {
            self.member(owner, &order.attribute);
        }
    }

    /// A name that is another one with an ending.
    pub(super) fn ending(&mut self, owner: &Owner, name: &Name, ending: &str) -> bool {
        let Some(stem) = name.value.strip_suffix(ending) else {
            return false;
        };
        let Some(root) = self.scope.root(owner, stem) else {
            return false;
        };
        let span = inner(name).part(0..stem.len());
        self.push(Named::Member(root, stem.to_owned()), span, Form::Whole);
        true
    }
}
