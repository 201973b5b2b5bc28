//! Lowers what is sent to each resource: payloads of its actions, queries, the orders of its list.

use super::contract::{field, finish_object};
use super::decode::{Decoder, Reading};
use super::rust_type::{self, RustType, of_id, of_value};
use super::{docs, naming};
use crate::ir;
use crate::names::snake;
use crate::plan::contract::{EnumValue, Object, PayloadFile, SortEnum};
use crate::print::{Imports, rust_string};

pub(super) fn payloads(service: &ir::Service) -> Vec<PayloadFile> {
    service
        .resources
        .iter()
        .map(|resource| file(service, resource))
        .filter(|file| !file.objects.is_empty() || !file.queries.is_empty())
        .collect()
}

fn file(service: &ir::Service, resource: &ir::Resource) -> PayloadFile {
    let mut imports = Imports::default();
    let mut objects = Vec::new();
    let mut queries = Vec::new();
    for action in &resource.actions {
        if let Some(ir::Payload::Entity(fields)) = &action.payload {
            let (object, uses) = entity_payload(service, resource, action, fields);
            imports.extend(&uses);
            objects.push(object);
        }
        if let Some((query, uses)) = query(service, resource, action) {
            imports.extend(&uses);
            queries.push(query);
        }
    }
    imports.remove(&format!("contract::{}", naming::sort_type(resource)));
    PayloadFile {
        module: naming::resource_module(resource),
        imports: imports.render("contract"),
        resource: docs::words(&resource.name),
        objects,
        queries,
        sort: resource
            .list
            .as_ref()
            .and_then(|list| sort_enum(service, resource, list)),
    }
}

/// The type of an action's payload and its path, if it has one.
pub(super) fn payload_type(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Option<RustType> {
    match action.payload.as_ref()? {
        ir::Payload::Entity(_) => Some(RustType::imported(&format!(
            "contract::{}",
            naming::payload_type(resource, action)
        ))),
        ir::Payload::Type(id) => Some(RustType::imported(&format!(
            "contract::{}",
            service.ty(*id).name
        ))),
    }
}

/// How one field of an entity's payload is read, and its type without `Option`.
pub(super) struct EntityField<'a> {
    pub(super) name: String,
    pub(super) description: Option<&'a str>,
    pub(super) reading: Reading,
    pub(super) ty: RustType,
    pub(super) value: Option<ir::Value>,
}

/// Writes out a payload field for creation or for a merge patch (RFC 7396).
pub(super) fn entity_field<'a>(
    service: &'a ir::Service,
    entity: &'a ir::Entity,
    kind: ir::ActionKind,
    payload_field: ir::PayloadField,
) -> EntityField<'a> {
    let patch = kind == ir::ActionKind::Update;
    match payload_field {
        ir::PayloadField::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            let reading = match (patch, attribute.presence, &attribute.default) {
                (true, ir::Presence::Required, _) => Reading::Change,
                (true, _, _) => Reading::Patch,
                (false, ir::Presence::Required, None) => Reading::Required,
                (false, ir::Presence::Nullable, _) => Reading::Nullable,
                (false, _, _) => Reading::Optional,
            };
            EntityField {
                name: attribute.name.clone(),
                description: attribute.description.as_deref(),
                reading,
                ty: of_value(service, &attribute.value),
                value: Some(attribute.value.clone()),
            }
        }
        ir::PayloadField::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            let reading = match (patch, relation.optional) {
                (true, false) => Reading::Change,
                (true, true) => Reading::Patch,
                (false, false) => Reading::Required,
                (false, true) => Reading::Optional,
            };
            EntityField {
                name: naming::relation_id(&relation.name),
                description: relation.description.as_deref(),
                reading,
                ty: of_id(service.entity(relation.entity)),
                value: None,
            }
        }
        ir::PayloadField::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            let element = ir::Value {
                shape: ir::Shape::Uuid,
                rules: ir::Rules::default(),
            };
            let rules = ir::Rules {
                max_items: Some(u64::from(relation.limit)),
                ..ir::Rules::default()
            };
            EntityField {
                name: naming::relation_ids(&relation.name),
                description: relation.description.as_deref(),
                reading: if patch {
                    Reading::Change
                } else {
                    Reading::Optional
                },
                ty: of_id(service.entity(relation.entity)).wrapped("Vec"),
                value: Some(ir::Value {
                    shape: ir::Shape::Array(Box::new(element)),
                    rules,
                }),
            }
        }
    }
}

fn entity_payload(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    fields: &[ir::PayloadField],
) -> (Object, Imports) {
    let entity = service.entity(
        resource
            .entity
            .expect("check: only resources of entities have such payloads"),
    );
    let name = naming::payload_type(resource, action);
    let mut decoder = Decoder::new(service, &name);
    let mut members = Vec::new();
    let mut eq = true;
    for payload_field in fields {
        let part = entity_field(service, entity, action.kind, *payload_field);
        decoder.field(&part.name, part.reading, &part.ty, part.value.as_ref());
        eq &= part
            .value
            .as_ref()
            .is_none_or(|value| rust_type::is_eq(service, value));
        members.push((
            part.reading,
            field(&part.name, part.description, &part.ty, part.reading),
        ));
    }
    let spoken = naming::spoken(entity);
    let sentence = match action.kind {
        ir::ActionKind::Update => {
            format!("What changes of the {spoken}: a merge patch (RFC 7396).")
        }
        _ => format!("What makes a new {spoken}."),
    };
    finish_object(&name, vec![sentence], members, decoder, eq)
}

/// The query parameters of an action other than those that every action of its kind has.
fn query(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Option<(Object, Imports)> {
    let name = naming::query_type(resource, action);
    let mut decoder = Decoder::new(service, &name);
    let mut fields = Vec::new();
    let mut eq = true;
    if action.kind == ir::ActionKind::List {
        let list = resource.list.as_ref()?;
        let entity = service.entity(resource.entity?);
        for parameter in filter_parameters(service, entity, list) {
            decoder.field(
                &parameter.name,
                Reading::Optional,
                &parameter.ty,
                parameter.value.as_ref(),
            );
            eq &= parameter
                .value
                .as_ref()
                .is_none_or(|value| rust_type::is_eq(service, value));
            let description = parameter.docs.join(" ");
            let field = field(
                &parameter.name,
                Some(&description),
                &parameter.ty,
                Reading::Optional,
            );
            fields.push((Reading::Optional, field));
        }
        if !list.sorts.is_empty() {
            let ty = RustType::imported(&format!("contract::{}", naming::sort_type(resource)));
            decoder.field("sort", Reading::Optional, &ty, None);
            let field = field(
                "sort",
                Some("The order of the list."),
                &ty,
                Reading::Optional,
            );
            fields.push((Reading::Optional, field));
        }
    }
    for parameter in &action.query {
        let required = parameter.presence == ir::Presence::Required && parameter.default.is_none();
        let ty = of_value(service, &parameter.value);
        let reading = if required {
            Reading::Required
        } else {
            Reading::Optional
        };
        decoder.field(&parameter.name, reading, &ty, Some(&parameter.value));
        eq &= rust_type::is_eq(service, &parameter.value);
        fields.push((
            reading,
            field(
                &parameter.name,
                parameter.description.as_deref(),
                &ty,
                reading,
            ),
        ));
    }
    if fields.is_empty() {
        return None;
    }
    let sentence = match action.kind {
        ir::ActionKind::List => format!(
            "Which {} are wanted, and in which order.",
            docs::words(&resource.name)
        ),
        _ => format!("Parameters of `{}`.", action.name),
    };
    Some(finish_object(&name, vec![sentence], fields, decoder, eq))
}

/// Whether an action has parameters in a query type of its own.
pub(super) fn has_query(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> bool {
    query(service, resource, action).is_some()
}

/// A parameter by which a list is filtered.
pub(super) struct FilterParameter {
    /// As sent: `status`, `author_id`, `published_at_gte`.
    pub(super) name: String,
    pub(super) ty: RustType,
    pub(super) value: Option<ir::Value>,
    pub(super) docs: Vec<String>,
    pub(super) by: ir::FilterBy,
    pub(super) operator: ir::FilterOperator,
}

pub(super) fn filter_parameters(
    service: &ir::Service,
    entity: &ir::Entity,
    list: &ir::ListPolicy,
) -> Vec<FilterParameter> {
    let mut parameters = Vec::new();
    for filter in &list.filters {
        for operator in &filter.operators {
            parameters.push(filter_parameter(service, entity, filter.by, *operator));
        }
    }
    parameters
}

fn filter_parameter(
    service: &ir::Service,
    entity: &ir::Entity,
    by: ir::FilterBy,
    operator: ir::FilterOperator,
) -> FilterParameter {
    let (base, ty, value) = match by {
        ir::FilterBy::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            let ty = match attribute.role {
                ir::AttributeRole::Key => of_id(entity),
                _ => of_value(service, &attribute.value),
            };
            let value = ir::Value {
                shape: attribute.value.shape.clone(),
                rules: ir::Rules::default(),
            };
            (attribute.name.clone(), ty, Some(value))
        }
        ir::FilterBy::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            (
                naming::relation_id(&relation.name),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
        ir::FilterBy::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            (
                naming::filter_id(&relation.name),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
    };
    let words = docs::words(&base);
    let (name, sentence) = match operator {
        ir::FilterOperator::Equal => (base, format!("Only those with this {words}.")),
        ir::FilterOperator::Greater => (
            format!("{base}_gt"),
            format!("Only those with a greater {words}."),
        ),
        ir::FilterOperator::GreaterOrEqual => (
            format!("{base}_gte"),
            format!("Only those with this {words} or a greater one."),
        ),
        ir::FilterOperator::Less => (
            format!("{base}_lt"),
            format!("Only those with a smaller {words}."),
        ),
        ir::FilterOperator::LessOrEqual => (
            format!("{base}_lte"),
            format!("Only those with this {words} or a smaller one."),
        ),
    };
    FilterParameter {
        name,
        ty,
        value,
        docs: vec![sentence],
        by,
        operator,
    }
}

/// What callers may order a list by: what the design says and the list's own order; nothing if it says nothing.
pub(super) fn sorts(list: &ir::ListPolicy) -> Vec<ir::SortBy> {
    let mut sorts = list.sorts.clone();
    if !sorts.is_empty() && !sorts.contains(&list.default_sort.by) {
        sorts.push(list.default_sort.by);
    }
    sorts
}

/// Name of what a list is ordered by.
pub(super) fn sort_name(entity: &ir::Entity, sort: ir::SortBy) -> &str {
    let ir::SortBy::Attribute(id) = sort;
    &entity.attributes[id.0].name
}

fn sort_enum(
    service: &ir::Service,
    resource: &ir::Resource,
    list: &ir::ListPolicy,
) -> Option<SortEnum> {
    if list.sorts.is_empty() {
        return None;
    }
    let entity = service.entity(resource.entity?);
    let values: Vec<EnumValue> = sorts(list)
        .into_iter()
        .flat_map(|sort| {
            let name = sort_name(entity, sort);
            [false, true].map(|descending| EnumValue {
                ident: rust_type::sort_variant(name, descending),
                wire: if descending {
                    format!("-{name}")
                } else {
                    name.to_owned()
                },
            })
        })
        .collect();
    Some(SortEnum {
        name: naming::sort_type(resource),
        docs: vec![format!(
            "Orders of a list of {}; `-` is descending.",
            docs::words(&snake(&resource.name))
        )],
        wires: values
            .iter()
            .map(|value| rust_string(&value.wire))
            .collect(),
        default: default_sort(entity, list),
        values,
    })
}

/// Variant of the order of a list unless asked.
pub(super) fn default_sort(entity: &ir::Entity, list: &ir::ListPolicy) -> String {
    rust_type::sort_variant(
        sort_name(entity, list.default_sort.by),
        list.default_sort.descending,
    )
}
