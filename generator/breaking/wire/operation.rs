//! An action and all that it takes: a resource and an action go in, the slots of its query and payload come out.

use super::slot::{Content, Declared, Kind, Slot, fields, of_parameter, plain};
use crate::ir::{
    Action, ActionKind, Entity, FilterBy, FilterOperator, ManyToMany, Payload, PayloadField,
    Presence, Resource, Rules, Service, Shape, TypeKind, Value,
};
use crate::names;
use std::borrow::Cow;

/// An action of a design.
#[derive(Debug, Clone, Copy)]
pub(in crate::breaking) struct Operation<'a> {
    pub(in crate::breaking) service: &'a Service,
    pub(in crate::breaking) resource: &'a Resource,
    pub(in crate::breaking) action: &'a Action,
}

impl<'a> Operation<'a> {
    /// Its address.
    pub(in crate::breaking) fn element(self) -> String {
        format!("action {}.{}", self.resource.name, self.action.name)
    }

    /// All of a design.
    pub(in crate::breaking) fn all(service: &'a Service) -> impl Iterator<Item = Operation<'a>> {
        service.resources.iter().flat_map(move |resource| {
            resource.actions.iter().map(move |action| Operation {
                service,
                resource,
                action,
            })
        })
    }

    /// What its rows are.
    pub(in crate::breaking) fn entity(self) -> Option<&'a Entity> {
        self.resource.entity.map(|id| self.service.entity(id))
    }
}

/// The parameters of the query that the design names.
pub(in crate::breaking) fn query(operation: Operation<'_>) -> Vec<Slot<'_>> {
    let Operation {
        resource, action, ..
    } = operation;
    let own = action.query.iter();
    let own = own.map(|field| of_parameter((&resource.name, &action.name), field));
    let list = resource
        .list
        .iter()
        .filter(|_| action.kind == ActionKind::List);
    let filters = list.flat_map(|list| &list.filters).flat_map(|filter| {
        let operators = filter.operators.iter();
        operators.filter_map(move |operator| {
            let mut slot = filter_slot(operation, filter.by, *operator)?;
            slot.span = filter.span;
            Some(slot)
        })
    });
    filters.chain(own).collect()
}

/// The parameter of a filter.
pub(in crate::breaking) fn filter_slot(
    operation: Operation<'_>,
    by: FilterBy,
    operator: FilterOperator,
) -> Option<Slot<'_>> {
    let entity = operation.entity()?;
    let (of, shape) = match by {
        FilterBy::Attribute(id) => {
            let attribute = entity.attribute(id);
            (&attribute.name, attribute.value.shape.clone())
        }
        FilterBy::BelongsTo(id) => (&entity.relation_to_one(id).name, Shape::Uuid),
        FilterBy::ManyToMany(id) => (&entity.many_to_many[id.0].name, Shape::Uuid),
    };
    let (base, before) = filter_names(entity, by);
    let spell = |base: &str| match operator {
        FilterOperator::Equal => base.to_owned(),
        FilterOperator::Greater => format!("{base}_gt"),
        FilterOperator::GreaterOrEqual => format!("{base}_gte"),
        FilterOperator::Less => format!("{base}_lt"),
        FilterOperator::LessOrEqual => format!("{base}_lte"),
    };
    let (name, before) = (
        spell(&base),
        before.map(|(base, alias)| (spell(&base), alias)),
    );
    let declared = Declared::Parameter(&operation.resource.name, &operation.action.name, of);
    let content = Content::Value(Cow::Owned(plain(shape)));
    let mut slot = Slot {
        must: false,
        ..Slot::new(
            (Kind::Filter, of),
            name,
            content,
            (declared, operation.action.span),
        )
    };
    match before {
        Some((before, true)) => {
            slot.also = Some(std::mem::replace(&mut slot.name, Cow::Owned(before)));
        }
        Some((before, false)) => slot.former = Some(Cow::Owned(before)),
        None => {}
    }
    Some(slot)
}

/// The members of the payload, and `None` if it has none or is a union.
pub(in crate::breaking) fn body(operation: Operation<'_>) -> Option<Vec<Slot<'_>>> {
    let entity = operation.entity();
    match operation.action.payload.as_ref()? {
        Payload::Type(id) => match operation.service.ty(*id).kind {
            TypeKind::Object(_) => Some(fields(operation.service, *id)),
            _ => None,
        },
        Payload::Entity(all) => {
            let entity = entity?;
            let slots = all.iter().map(|field| settable(entity, *field));
            let patch = operation.action.kind == ActionKind::Update;
            Some(
                slots
                    .map(|slot| if patch { changed(slot) } else { made(slot) })
                    .collect(),
            )
        }
    }
}

fn settable(entity: &Entity, field: PayloadField) -> Slot<'_> {
    match field {
        PayloadField::Attribute(id) => {
            let attribute = entity.attribute(id);
            Slot {
                must: attribute.presence == Presence::Required,
                roles: &attribute.writable,
                ..Slot::of_attribute(entity, attribute)
            }
        }
        PayloadField::BelongsTo(id) => {
            let relation = entity.relation_to_one(id);
            Slot {
                roles: &relation.writable,
                ..Slot::of_key(entity, relation)
            }
        }
        PayloadField::ManyToMany(id) => keys(entity, &entity.many_to_many[id.0]),
    }
}

/// The keys that a relation both ways points to.
fn keys<'a>(entity: &'a Entity, relation: &'a ManyToMany) -> Slot<'a> {
    let keys = Value {
        shape: Shape::Array(Box::new(plain(Shape::Uuid))),
        rules: Rules {
            max_items: Some(u64::from(relation.limit)),
            ..Rules::default()
        },
    };
    let declared = Declared::Relation(&entity.name, &relation.name);
    Slot {
        must: false,
        roles: &relation.writable,
        ..Slot::new(
            (Kind::Keys, &relation.name),
            names::foreign_keys(&relation.one),
            Content::Value(Cow::Owned(keys)),
            (declared, relation.span),
        )
        .called(relation.renamed.as_ref(), |_| {
            names::foreign_keys(&relation.one_before)
        })
    }
}

/// In a payload that makes a row, what has a default may be left out.
fn made(mut slot: Slot<'_>) -> Slot<'_> {
    slot.must &= slot.fill.is_none();
    slot
}

/// In a merge patch everything may be left out; null removes what need not be there.
fn changed(mut slot: Slot<'_>) -> Slot<'_> {
    slot.null |= !slot.must && slot.kind != Kind::Keys;
    slot.must = false;
    slot.fill = None;
    slot
}

/// What a filter is called, and what it was called before with whether clients go on with that.
fn filter_names(entity: &Entity, by: FilterBy) -> (String, Option<(String, bool)>) {
    let (name, renamed, spell): (_, _, fn(&str) -> String) = match by {
        FilterBy::Attribute(id) => {
            let attribute = entity.attribute(id);
            (&attribute.name, attribute.renamed.as_ref(), str::to_owned)
        }
        FilterBy::BelongsTo(id) => {
            let relation = entity.relation_to_one(id);
            (
                &relation.name,
                relation.renamed.as_ref(),
                names::foreign_key,
            )
        }
        FilterBy::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            let renamed = relation.renamed.as_ref();
            return (
                names::member_key(&relation.one),
                renamed.map(|it| (names::member_key(&relation.one_before), it.wire_alias)),
            );
        }
    };
    let before = renamed.map(|renamed| (spell(&renamed.from), renamed.wire_alias));
    (spell(name), before)
}
