//! What is read of each entity: walked once from what the actions send, so that nothing is generated that nobody asks.

use crate::ir;
use std::collections::BTreeSet;

/// A view of a media type.
pub(super) type ViewOf = (ir::MediaTypeId, ir::ViewId);

/// All reads of a service.
#[derive(Debug, Default)]
pub(super) struct Reads {
    /// One thing by its key.
    pub(super) one: BTreeSet<ViewOf>,
    /// Many by their keys.
    pub(super) by_ids: BTreeSet<ViewOf>,
    /// Lists of a resource.
    pub(super) lists: BTreeSet<(ir::ResourceId, ir::ViewId)>,
    /// Related things of many parents: has-many and many-to-many relations.
    pub(super) nested: BTreeSet<Nested>,
    /// Views that another engine asks for by keys: the asking engine and the view.
    pub(super) across: BTreeSet<(ir::EngineId, ViewOf)>,
    /// Entities of which it is asked which keys are known, and by which engine.
    pub(super) known: BTreeSet<(ir::EngineId, ir::EntityId)>,
    pub(super) find: BTreeSet<ir::EntityId>,
    pub(super) insert: BTreeSet<ir::EntityId>,
    pub(super) update: BTreeSet<ir::EntityId>,
    pub(super) delete: BTreeSet<ir::EntityId>,
    /// Views that are made of rows anywhere.
    pub(super) views: BTreeSet<ViewOf>,
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
    let mut reads = Reads::default();
    for (index, resource) in service.resources.iter().enumerate() {
        for action in &resource.actions {
            answered(service, ir::ResourceId(index), action, &mut reads);
            written(service, resource, action, &mut reads);
        }
    }
    reads
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
    if !matches!(
        service.media_type(*media_type).source,
        ir::Source::Entity(_)
    ) {
        return;
    }
    for view in views {
        let of = (*media_type, *view);
        if action.kind == ir::ActionKind::List {
            reads.lists.insert((resource, *view));
        } else if *list {
            reads.by_ids.insert(of);
        } else {
            reads.one.insert(of);
        }
        walk(service, of, reads);
    }
}

/// Follows what a view nests.
fn walk(service: &ir::Service, of: ViewOf, reads: &mut Reads) {
    if !reads.views.insert(of) {
        return;
    }
    let ir::Source::Entity(entity_id) = service.media_type(of.0).source else {
        return;
    };
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
        match relation {
            ir::Relation::BelongsTo(id) => {
                reads.by_ids.insert(nested);
                if service.entity(entity.belongs_to[id.0].entity).engine != entity.engine {
                    reads.across.insert((entity.engine, nested));
                }
            }
            ir::Relation::HasMany(id) => {
                let relation = ManyRelation::HasMany(*id);
                reads.nested.insert(Nested {
                    parent: entity_id,
                    relation,
                    view: nested,
                });
            }
            ir::Relation::ManyToMany(id) => {
                let relation = ManyRelation::ManyToMany(*id);
                reads.nested.insert(Nested {
                    parent: entity_id,
                    relation,
                    view: nested,
                });
            }
        }
        walk(service, nested, reads);
    }
}

fn written(service: &ir::Service, resource: &ir::Resource, action: &ir::Action, reads: &mut Reads) {
    let Some(entity_id) = resource.entity else {
        return;
    };
    match action.kind {
        ir::ActionKind::List | ir::ActionKind::Show => {}
        ir::ActionKind::Create => {
            reads.insert.insert(entity_id);
        }
        ir::ActionKind::Update | ir::ActionKind::CustomMember => {
            reads.find.insert(entity_id);
            reads.update.insert(entity_id);
        }
        ir::ActionKind::Delete => {
            reads.find.insert(entity_id);
            reads.delete.insert(entity_id);
        }
        ir::ActionKind::CustomCollection => {
            reads.find.insert(entity_id);
            reads.insert.insert(entity_id);
            reads.update.insert(entity_id);
        }
    }
    let names_parent = matches!(
        action.kind,
        ir::ActionKind::List | ir::ActionKind::Create | ir::ActionKind::CustomCollection
    );
    if let (Some(parent), true) = (&resource.parent, names_parent) {
        reads.known.insert((resource.engine, parent.entity));
    }
    let entity = service.entity(entity_id);
    if let Some(ir::Payload::Entity(fields)) = &action.payload {
        for field in fields {
            let target = match field {
                ir::PayloadField::Attribute(_) => continue,
                ir::PayloadField::BelongsTo(id) => entity.belongs_to[id.0].entity,
                ir::PayloadField::ManyToMany(id) => entity.many_to_many[id.0].entity,
            };
            reads.known.insert((resource.engine, target));
        }
    }
}
