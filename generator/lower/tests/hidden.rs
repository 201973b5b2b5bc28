//! Rows that somebody does not see: what has to differ from the usual row of an entity.

use super::fixtures;
use super::world::{Actor, Change, World};
use crate::ir::{
    AttributeId, BelongsToId, Condition, EntityId, Literal, Presence, Shape, TypeKind, Visible,
};

impl World<'_> {
    /// How a row differs that somebody does not see, who may see none at all; `None` if everything is
    /// seen, or whatever can be said here. The relation `except` leads to a usual row.
    pub(super) fn hidden(
        &self,
        id: EntityId,
        actor: &Actor,
        except: Option<BelongsToId>,
    ) -> Option<Vec<Change>> {
        let Visible::Any(any) = &self.entity(id).visible else {
            return None;
        };
        let mut changes: Vec<Change> = Vec::new();
        for condition in any.iter().flatten() {
            let change = match condition {
                Condition::Equals(attribute, _) if fixtures::is_numbered(self, id, *attribute) => {
                    None
                }
                Condition::Equals(attribute, _) => self.other(id, *attribute),
                Condition::Through(relation) if Some(*relation) != except => {
                    let target = self.entity(id).relation_to_one(*relation).entity;
                    self.hidden(target, actor, None)
                        .map(|_| Change::Hidden(*relation))
                }
                _ => None,
            };
            changes.extend(change.filter(|change| !changes.contains(change)));
        }
        (!self.sees_below(id, actor, &changes, except)).then_some(changes)
    }

    /// A value of an attribute that no alternative asks for.
    fn other(&self, id: EntityId, attribute: AttributeId) -> Option<Change> {
        let entity = self.entity(id);
        let Visible::Any(any) = &entity.visible else {
            return None;
        };
        let asked: Vec<&Literal> = any
            .iter()
            .flatten()
            .filter_map(|condition| match condition {
                Condition::Equals(asked, literal) if *asked == attribute => Some(literal),
                _ => None,
            })
            .collect();
        let column = entity.attribute(attribute);
        if column.presence != Presence::Required {
            return Some(Change::Attribute(attribute, None));
        }
        let candidates: Vec<Literal> = match &column.value.shape {
            Shape::Boolean => vec![Literal::Boolean(false), Literal::Boolean(true)],
            Shape::Int32 | Shape::Int64 => (0..=i64::try_from(asked.len()).ok()?)
                .map(Literal::Integer)
                .collect(),
            Shape::String | Shape::Text => vec![Literal::Text("something else".to_owned())],
            Shape::Named(ty) => match &self.service.ty(*ty).kind {
                TypeKind::Enum(values) => values.iter().cloned().map(Literal::Text).collect(),
                _ => vec![],
            },
            _ => vec![],
        };
        let other = candidates
            .into_iter()
            .find(|candidate| !asked.contains(&candidate))?;
        Some(Change::Attribute(attribute, Some(other)))
    }
}
