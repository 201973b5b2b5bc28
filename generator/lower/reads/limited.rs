//! Of which entities it is asked what a caller sees: those that are read for callers, those that are counted in views, and
//! those through which others are seen.

use super::Reads;
use crate::ir;
use crate::lower::engine::projections::counts;

pub(super) fn limited(service: &ir::Service, reads: &mut Reads) {
    let entities = || (0..service.entities.len()).map(ir::EntityId);
    let mut asked: Vec<ir::EntityId> = entities()
        .filter(|id| reads.of(*id).is_for_callers())
        .chain(entities().flat_map(|id| counted(service, reads, id)))
        .collect();
    while let Some(id) = asked.pop() {
        let read = reads.of_mut(id);
        if !read.limited {
            read.limited = true;
            asked.extend(seen_through(service.entity(id)));
        }
    }
}

/// What is counted in the views of an entity.
fn counted(service: &ir::Service, reads: &Reads, id: ir::EntityId) -> Vec<ir::EntityId> {
    let entity = service.entity(id);
    let views = reads.of(id).views.iter();
    views
        .flat_map(|(media_type, view)| counts(service.view(*media_type, *view)))
        .map(|relation| match relation {
            ir::Relation::BelongsTo(id) => entity.belongs_to[id.0].entity,
            ir::Relation::HasMany(id) => entity.has_many[id.0].entity,
            ir::Relation::ManyToMany(id) => entity.many_to_many[id.0].entity,
        })
        .collect()
}

/// The entities whose rows must be seen where rows of this one are.
fn seen_through(entity: &ir::Entity) -> Vec<ir::EntityId> {
    let ir::Visible::Any(alternatives) = &entity.visible else {
        return Vec::new();
    };
    let conditions = alternatives.iter().flatten();
    conditions
        .filter_map(|condition| match condition {
            ir::Condition::Through(id) => Some(entity.belongs_to[id.0].entity),
            ir::Condition::Owner | ir::Condition::Role(_) | ir::Condition::Equals(..) => None,
        })
        .collect()
}
