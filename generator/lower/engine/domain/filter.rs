//! Lowers filters: what a list's parameters and its path narrow it by, as fields of a struct.

use crate::ir;
use crate::lower::reads::Reads;
use crate::lower::rust_type::{self, RustType};
use crate::lower::{docs, naming, payloads};
use crate::names::rust_ident;
use crate::plan::engine::domain::{Field, Filter};
use crate::print::Imports;

/// A field of a filter: the parent's key first, then the parameters of the list.
pub(in crate::lower) struct FilterColumn {
    pub(in crate::lower) name: String,
    pub(in crate::lower) ty: RustType,
    pub(in crate::lower) docs: Vec<String>,
    pub(in crate::lower) by: ir::FilterBy,
    pub(in crate::lower) operator: ir::FilterOperator,
    /// Whether it is the parent's key, which the path gives.
    pub(in crate::lower) parent: bool,
}

/// One filter per resource that lists the entity.
pub(super) fn filters(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    imports: &mut Imports,
) -> Vec<Filter> {
    let mut filters = Vec::new();
    for resource in reads.of(id).listed() {
        let resource = service.resource(resource);
        let fields = filter_columns(service, resource).into_iter().map(|part| {
            imports.extend(&part.ty.imports);
            Field {
                ident: rust_ident(&part.name),
                ty: format!("Option<{}>", part.ty.text),
                docs: part.docs,
            }
        });
        filters.push(Filter {
            name: naming::filter_type(resource),
            spoken: docs::words(&resource.name),
            fields: fields.collect(),
            eq: filter_is_eq(service, resource),
        });
    }
    filters
}

fn filter_is_eq(service: &ir::Service, resource: &ir::Resource) -> bool {
    let entity = service.entity(
        resource
            .entity
            .expect("only resources of entities are listed"),
    );
    resource
        .list
        .iter()
        .flat_map(|list| &list.filters)
        .all(|filter| match filter.by {
            ir::FilterBy::Attribute(id) => {
                rust_type::is_eq(service, &entity.attributes[id.0].value)
            }
            _ => true,
        })
}

/// The fields of a resource's filter; none for a resource without list.
pub(in crate::lower) fn filter_columns(
    service: &ir::Service,
    resource: &ir::Resource,
) -> Vec<FilterColumn> {
    let (Some(entity), Some(list)) = (resource.entity, &resource.list) else {
        return vec![];
    };
    let entity = service.entity(entity);
    let parent = resource.parent.map(|parent| {
        let relation = &entity.belongs_to[parent.relation.0];
        FilterColumn {
            name: naming::relation_id(&relation.name),
            ty: rust_type::of_id(service.entity(parent.entity)),
            docs: vec![format!(
                "Only those of this {}.",
                docs::words(&relation.name)
            )],
            by: ir::FilterBy::BelongsTo(parent.relation),
            operator: ir::FilterOperator::Equal,
            parent: true,
        }
    });
    let parameters = payloads::filter_parameters(service, entity, list)
        .into_iter()
        .map(|parameter| FilterColumn {
            name: parameter.called.name,
            ty: parameter.ty,
            docs: parameter.docs,
            by: parameter.by,
            operator: parameter.operator,
            parent: false,
        });
    parent.into_iter().chain(parameters).collect()
}
