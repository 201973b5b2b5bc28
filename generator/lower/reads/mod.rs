//! What is read of each entity: walked once from what the actions send, so that nothing is generated that nobody asks.

mod limited;

use super::ancestry::{self, Look};
use crate::ir;
use std::collections::BTreeSet;

/// A view of a media type.
pub(super) type ViewOf = (ir::MediaTypeId, ir::ViewId);

/// All reads of a service.
#[derive(Debug)]
pub(super) struct Reads {
    /// In the order of the service's entities.
    entities: Vec<EntityReads>,
    /// Views that another engine asks for by keys: the asking engine and the view.
    pub(super) across: BTreeSet<(ir::EngineId, ViewOf)>,
    /// Entities of which it is asked which keys are known, and by which engine.
    pub(super) known: BTreeSet<(ir::EngineId, ir::EntityId)>,
}

/// What is read of one entity, and what is done to its rows.
#[derive(Debug, Clone, Default)]
pub(super) struct EntityReads {
    /// One thing by its key.
    pub(super) one: BTreeSet<ViewOf>,
    /// One thing after a change of the caller's, where not everybody sees everything.
    pub(super) changed: BTreeSet<ViewOf>,
    /// Many by their keys.
    pub(super) by_ids: BTreeSet<ViewOf>,
    /// Lists of a resource.
    pub(super) lists: BTreeSet<(ir::ResourceId, ir::ViewId)>,
    /// Related things of many parents: relations to it, has-many and many-to-many.
    pub(super) nested: BTreeSet<Nested>,
    /// Views that are made of its rows anywhere.
    pub(super) views: BTreeSet<ViewOf>,
    /// Whether it is asked which keys are known.
    pub(super) known: bool,
    /// Relations of which it is asked what one row points to.
    pub(super) above: BTreeSet<ir::BelongsToId>,
    /// Whether whole rows are read.
    pub(super) find: bool,
    pub(super) insert: bool,
    pub(super) update: bool,
    pub(super) delete: bool,
    /// Whether some statement is limited to what its caller sees of it.
    pub(super) limited: bool,
}

impl Reads {
    pub(super) fn of(&self, entity: ir::EntityId) -> &EntityReads {
        &self.entities[entity.0]
    }

    fn of_mut(&mut self, entity: ir::EntityId) -> &mut EntityReads {
        &mut self.entities[entity.0]
    }

    fn know(&mut self, asking: ir::EngineId, entity: ir::EntityId) {
        self.known.insert((asking, entity));
        self.of_mut(entity).known = true;
    }
}

impl EntityReads {
    /// Whether rows are read for somebody, who may not see all of them.
    fn is_for_callers(&self) -> bool {
        let read = !self.one.is_empty() || !self.by_ids.is_empty() || !self.lists.is_empty();
        read || !self.nested.is_empty() || !self.above.is_empty() || self.known || self.find
    }

    /// The resources that list it.
    pub(super) fn listed(&self) -> BTreeSet<ir::ResourceId> {
        self.lists.iter().map(|(resource, _)| *resource).collect()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nested {
    pub(super) parent: ir::EntityId,
    pub(super) relation: ManyRelation,
    pub(super) view: ViewOf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ManyRelation {
    HasMany(ir::HasManyId),
    ManyToMany(ir::ManyToManyId),
}

pub(super) fn reads(service: &ir::Service) -> Reads {
    let mut reads = Reads {
        entities: vec![EntityReads::default(); service.entities.len()],
        across: BTreeSet::new(),
        known: BTreeSet::new(),
    };
    for (index, resource) in service.resources.iter().enumerate() {
        path(service, resource, &mut reads);
        for action in &resource.actions {
            answered(service, ir::ResourceId(index), action, &mut reads);
            written(service, resource, action, &mut reads);
        }
    }
    limited::limited(service, &mut reads);
    reads
}

fn path(service: &ir::Service, resource: &ir::Resource, reads: &mut Reads) {
    for look in ancestry::path(service, resource) {
        match look {
            Look::Known(entity) => reads.know(resource.engine, entity),
            Look::Below {
                entity, relation, ..
            } => {
                reads.of_mut(entity).above.insert(relation);
            }
        }
    }
}

fn answered(
    service: &ir::Service,
    resource: ir::ResourceId,
    action: &ir::Action,
    reads: &mut Reads,
) {
    let ir::ResponseBody::MediaType {
        media_type,
        views,
        list,
        ..
    } = &action.response.body
    else {
        return;
    };
    let ir::Source::Entity(entity) = service.media_type(*media_type).source else {
        return;
    };
    for view in views {
        let of = (*media_type, *view);
        let is_seen = matches!(service.entity(entity).visible, ir::Visible::Everyone);
        let read = reads.of_mut(entity);
        if action.kind == ir::ActionKind::List {
            read.lists.insert((resource, *view));
        } else if *list {
            read.by_ids.insert(of);
        } else if is_seen || action.kind == ir::ActionKind::Show {
            read.one.insert(of);
        } else {
            read.changed.insert(of);
        }
        walk(service, of, reads);
    }
}

/// Follows what a view nests.
fn walk(service: &ir::Service, of: ViewOf, reads: &mut Reads) {
    let ir::Source::Entity(entity_id) = service.media_type(of.0).source else {
        return;
    };
    if !reads.of_mut(entity_id).views.insert(of) {
        return;
    }
    let entity = service.entity(entity_id);
    for field in &service.view(of.0, of.1).fields {
        let ir::ViewField::Nested {
            relation,
            media_type,
            view,
            ..
        } = field
        else {
            continue;
        };
        let nested = (*media_type, *view);
        if let ir::Relation::BelongsTo(id) = relation {
            let target = entity.belongs_to[id.0].entity;
            reads.of_mut(target).by_ids.insert(nested);
            if service.entity(target).engine != entity.engine {
                reads.across.insert((entity.engine, nested));
            }
        }
        if let Some((relation, target)) = many(entity, *relation) {
            reads.of_mut(target).nested.insert(Nested {
                parent: entity_id,
                relation,
                view: nested,
            });
        }
        walk(service, nested, reads);
    }
}

/// A relation to many, and the entity that it leads to.
fn many(entity: &ir::Entity, relation: ir::Relation) -> Option<(ManyRelation, ir::EntityId)> {
    match relation {
        ir::Relation::BelongsTo(_) => None,
        ir::Relation::HasMany(id) => {
            Some((ManyRelation::HasMany(id), entity.has_many[id.0].entity))
        }
        ir::Relation::ManyToMany(id) => Some((
            ManyRelation::ManyToMany(id),
            entity.many_to_many[id.0].entity,
        )),
    }
}

fn written(service: &ir::Service, resource: &ir::Resource, action: &ir::Action, reads: &mut Reads) {
    let Some(entity_id) = resource.entity else {
        return;
    };
    let read = reads.of_mut(entity_id);
    match action.kind {
        ir::ActionKind::List | ir::ActionKind::Show => {}
        ir::ActionKind::Create => read.insert = true,
        ir::ActionKind::Update | ir::ActionKind::CustomMember => {
            read.find = true;
            read.update = true;
        }
        ir::ActionKind::Delete => {
            read.find = true;
            read.delete = true;
        }
        ir::ActionKind::CustomCollection => {
            read.find = true;
            read.insert = true;
            read.update = true;
        }
    }
    if let Some(parent) = ancestry::parent(service, resource, action.kind) {
        reads.know(resource.engine, parent);
    }
    let entity = service.entity(entity_id);
    if let Some(ir::Payload::Entity(fields)) = &action.payload {
        for field in fields {
            let target = match field {
                ir::PayloadField::Attribute(_) => continue,
                ir::PayloadField::BelongsTo(id) => entity.belongs_to[id.0].entity,
                ir::PayloadField::ManyToMany(id) => entity.many_to_many[id.0].entity,
            };
            reads.know(resource.engine, target);
        }
    }
}
