//! Lowers what is sent to each resource: its actions go in; their payloads and queries and the orders of its list come
//! out.

mod entity;
mod filters;
mod object;
mod query;
mod sorts;

pub(super) use entity::{EntityField, entity_field};
pub(super) use filters::{FilterParameter, filter_parameters};
pub(super) use query::has_query;
pub(super) use sorts::{both_ways, default_sort, sort_name, sort_variant, sorts};

use super::rust_type::RustType;
use super::{docs, naming};
use crate::ir;
use crate::plan::contract::PayloadFile;
use crate::print::Imports;

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
            let (object, uses) = entity::payload(service, resource, action, fields);
            imports.extend(&uses);
            objects.push(object);
        }
        if let Some((query, uses)) = query::query(service, resource, action) {
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
            .and_then(|list| sorts::sort_enum(service, resource, list)),
    }
}

/// The type of an action's payload and its path, if it has one.
pub(super) fn payload_type(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Option<RustType> {
    match action.payload.as_ref()? {
        ir::Payload::Entity(_) => Some(RustType::imported(format!(
            "contract::{}",
            naming::payload_type(resource, action)
        ))),
        ir::Payload::Type(id) => Some(RustType::imported(format!(
            "contract::{}",
            service.ty(*id).name
        ))),
    }
}
