//! The order in which entities get their rows: behind those that they belong to.

use crate::ir::{self, EntityId};
use crate::resolve::entity::Entities;

/// Where optional relations lead in a circle, one of them leads forward. Required ones cannot,
/// which a later stage proves.
pub(super) fn ordered(mut waiting: Vec<EntityId>, entities: &Entities<'_>) -> Vec<EntityId> {
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let next = first(&waiting, entities, |_| true)
            .or_else(|| first(&waiting, entities, |relation| !relation.optional))
            .unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}

/// The first entity of which no relation of this kind leads to another one that is waiting.
fn first(
    waiting: &[EntityId],
    entities: &Entities<'_>,
    counts: impl Fn(&ir::BelongsTo) -> bool,
) -> Option<usize> {
    waiting.iter().position(|id| {
        let mut relations = entities.get(*id).belongs_to.iter();
        !relations.any(|relation| {
            counts(relation) && relation.entity != *id && waiting.contains(&relation.entity)
        })
    })
}
