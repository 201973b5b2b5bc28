//! What deleting a row means, whatever the order in which databases go about it.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, BelongsTo, BelongsToId, EntityId, OnDelete};
use std::collections::BTreeSet;

/// A relation of an entity.
type At = (EntityId, BelongsToId);

/// What goes with a row holds back nothing else that goes with it: SQLite and PostgreSQL ask that of some rows before
/// they remove others, each in an order of its own.
pub(super) fn nothing_goes_and_stays(service: &ir::Service, found: &mut Diagnostics) {
    let cascades = cascades(service);
    let mut told = BTreeSet::new();
    for root in (0..service.entities.len()).map(EntityId) {
        let with = going_with(root, &cascades);
        let goes = |entity: EntityId| entity == root || with.contains(&entity);
        for of in &with {
            for at in relations(service, *of) {
                let relation = relation(service, at);
                let holds = relation.on_delete == OnDelete::Restrict && goes(relation.entity);
                if holds && told.insert(at) {
                    found.push(goes_and_stays(service, root, at));
                }
            }
        }
    }
}

fn goes_and_stays(service: &ir::Service, root: EntityId, at: At) -> Diagnostic {
    let name = |id: EntityId| quoted(&service.entity(id).name);
    let (of, root, held) = (name(at.0), name(root), name(relation(service, at).entity));
    let message = format!("{of} would go with {root}, and keep {held} from going");
    let way_out = match relation(service, at).optional {
        true => "say `on_delete: cascade` or `on_delete: set_null`",
        false => "say `on_delete: cascade`",
    };
    Diagnostic::new(codes::GOES_AND_STAYS, relation(service, at).span, message)
        .label(format!("keeps {held}, which goes with {root}, too"))
        .help(way_out)
}

/// The entities whose rows go with those of each.
fn cascades(service: &ir::Service) -> Vec<Vec<EntityId>> {
    let mut cascades = vec![Vec::new(); service.entities.len()];
    for of in (0..service.entities.len()).map(EntityId) {
        for at in relations(service, of) {
            let relation = relation(service, at);
            if relation.on_delete == OnDelete::Cascade {
                cascades[relation.entity.0].push(of);
            }
        }
    }
    cascades
}

/// Entities whose rows may go with a row, however far.
fn going_with(root: EntityId, cascades: &[Vec<EntityId>]) -> BTreeSet<EntityId> {
    let mut with = BTreeSet::new();
    let mut next = vec![root];
    while let Some(target) = next.pop() {
        for of in &cascades[target.0] {
            if with.insert(*of) {
                next.push(*of);
            }
        }
    }
    with
}

/// The relations of an entity that the database knows: those inside of its engine.
fn relations(service: &ir::Service, of: EntityId) -> impl Iterator<Item = At> + '_ {
    let entity = service.entity(of);
    let relations = entity.belongs_to.iter().enumerate();
    let inside = relations.filter(move |(_, to)| service.entity(to.entity).engine == entity.engine);
    inside.map(move |(number, _)| (of, BelongsToId(number)))
}

fn relation(service: &ir::Service, (of, relation): At) -> &BelongsTo {
    service.entity(of).relation_to_one(relation)
}
