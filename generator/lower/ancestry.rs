//! What the path of a nested resource says about the rows above: a resource goes in; what has to be looked at, so that
//! the caller sees every one of those rows and each belongs to the next, comes out.

use crate::ir;

/// A look at a row that the path names.
#[derive(Debug, Clone, Copy)]
pub(super) enum Look {
    /// Whether the caller sees it.
    Known(ir::EntityId),
    /// Whether the caller sees it and its relation points to the row that the path names above it.
    Below {
        entity: ir::EntityId,
        relation: ir::BelongsToId,
        above: ir::EntityId,
    },
}

/// The parents of a resource, the nearest first.
pub(super) fn parents(
    service: &ir::Service,
    resource: &ir::Resource,
) -> impl Iterator<Item = ir::Parent> {
    std::iter::successors(resource.parent, |parent| {
        service.resource(parent.resource).parent
    })
}

/// What is looked at before any action of a resource that is nested in a nested one; nothing of others.
pub(super) fn path(service: &ir::Service, resource: &ir::Resource) -> Vec<Look> {
    let chain: Vec<ir::Parent> = parents(service, resource).collect();
    let mut looks = Vec::new();
    for pair in chain.windows(2) {
        let [below, above] = pair else { continue };
        looks.push(Look::Below {
            entity: below.entity,
            relation: above.relation,
            above: above.entity,
        });
    }
    if let [.., below, top] = &chain[..]
        && !is_seen(service, below.entity, top)
    {
        looks.push(Look::Known(top.entity));
    }
    looks
}

/// The parent, if an action has to look at it because nothing else does: the path of those that are nested deeper says
/// it already, and a row that is acted on is compared with it.
pub(super) fn parent(
    service: &ir::Service,
    resource: &ir::Resource,
    kind: ir::ActionKind,
) -> Option<ir::EntityId> {
    let (entity, parent) = (resource.entity?, resource.parent?);
    let is_deeper = service.resource(parent.resource).parent.is_some();
    let is_compared = !matches!(
        kind,
        ir::ActionKind::List | ir::ActionKind::Create | ir::ActionKind::CustomCollection
    );
    let is_known = is_deeper || is_compared && is_seen(service, entity, &parent);
    (!is_known).then_some(parent.entity)
}

/// Whether a parent is seen by everybody who sees the row that belongs to it.
fn is_seen(service: &ir::Service, child: ir::EntityId, parent: &ir::Parent) -> bool {
    let through = |conditions: &Vec<ir::Condition>| {
        conditions.iter().any(
            |condition| matches!(condition, ir::Condition::Through(id) if *id == parent.relation),
        )
    };
    match (
        &service.entity(parent.entity).visible,
        &service.entity(child).visible,
    ) {
        (ir::Visible::Everyone, _) => true,
        (_, ir::Visible::Any(alternatives)) => alternatives.iter().all(through),
        (_, ir::Visible::Everyone) => false,
    }
}
