//! Lowers engines: each entity, resource and media type through the layers.

mod api;
pub(super) mod columns;
mod domain;
pub(super) mod http;
pub(super) mod projections;
pub(super) mod repository;
mod translator;
pub(super) mod usecase;
mod visible;

use super::docs;
use super::reads::Reads;
use crate::ir;
use crate::names::pascal;
use crate::plan::engine::repository::{Repositories, UniqueIndex};
use crate::plan::engine::{DeclaredError, Engine};
use crate::plan::schema::Schema;
use crate::plan::service::EngineName;
use crate::print::rust_string;
use rayon::prelude::*;
use std::collections::BTreeMap;

pub(super) fn engine(
    service: &ir::Service,
    reads: &Reads,
    schema: &Schema,
    id: ir::EngineId,
) -> Engine {
    let engine = service.engine(id);
    let entities = &engine.entities;
    let resources = service.resources.iter();
    let resources: Vec<&ir::Resource> = resources.filter(|it| it.engine == id).collect();
    let media_types = (0..service.media_types.len()).map(ir::MediaTypeId);
    let ports = api::ports(service, reads, id);
    let otherwise = format!("The engine `{}`.", engine.name);
    Engine {
        names: engine_name(service, id),
        docs: docs::or(engine.description.as_deref(), &otherwise),
        title: docs::words(&engine.name),
        errors: errors(&resources),
        api: api::api(service, reads, id, &ports),
        ports,
        domain: entities
            .par_iter()
            .map(|e| domain::entity(service, reads, *e, &projections(service, reads, *e)))
            .filter(|entity| !entity.methods.is_empty())
            .collect(),
        repositories: repositories(service, reads, entities, schema),
        usecases: resources
            .par_iter()
            .map(|resource| usecase::usecase(service, resource))
            .collect(),
        translators: media_types
            .filter_map(|media_type| translator::translator(service, reads, id, media_type))
            .collect(),
        http: resources
            .par_iter()
            .map(|resource| http::resource(service, resource))
            .collect(),
        computed: entities
            .iter()
            .flat_map(|e| domain::computed(service, reads, *e))
            .collect(),
    }
}

/// What is read of an entity, a projection for each view.
fn projections(
    service: &ir::Service,
    reads: &Reads,
    entity: ir::EntityId,
) -> Vec<projections::Projection> {
    let views = reads.of(entity).views.iter();
    views
        .map(|of| projections::projection(service, reads, *of))
        .collect()
}

/// Names of an engine's module, crate and package.
pub(super) fn engine_name(service: &ir::Service, id: ir::EngineId) -> EngineName {
    let name = &service.engine(id).name;
    EngineName {
        module: name.clone(),
        package: format!("{}-engine-{}", service.api.name, name.replace('_', "-")),
        krate: format!("engine_{name}"),
    }
}

fn errors(resources: &[&ir::Resource]) -> Vec<DeclaredError> {
    let mut errors: BTreeMap<&str, &ir::DeclaredError> = BTreeMap::new();
    for error in resources
        .iter()
        .flat_map(|resource| &resource.actions)
        .flat_map(|action| &action.errors)
    {
        errors.entry(&error.name).or_insert(error);
    }
    errors
        .into_values()
        .map(|error| DeclaredError {
            ident: pascal(&error.name),
            code: rust_string(&error.name),
            title: rust_string(&docs::sentence(&docs::words(&error.name))),
            docs: docs::or(
                error.description.as_deref(),
                &format!("{}.", docs::sentence(&docs::words(&error.name))),
            ),
            status: error.status,
        })
        .collect()
}

fn repositories(
    service: &ir::Service,
    reads: &Reads,
    entities: &[ir::EntityId],
    schema: &Schema,
) -> Repositories {
    let modules: Vec<_> = entities
        .par_iter()
        .map(|id| repository::entity(service, reads, *id, &projections(service, reads, *id)))
        .filter(|module| !module.methods.is_empty() || module.visible.is_some())
        .collect();
    let uses = |path: &str| {
        modules
            .iter()
            .any(|module| imports_name(&module.imports, path))
    };
    let ordered = |part: &str| {
        modules
            .iter()
            .flat_map(|module| &module.orders)
            .flat_map(|order| order.arms.iter().map(|arm| &arm.call).chain(&order.only))
            .any(|call| call.contains(part))
    };
    Repositories {
        parses: uses("parsed"),
        parses_optional: uses("parsed_optional"),
        reads_json: uses("from_json"),
        reads_json_optional: uses("from_json_optional"),
        writes_json: uses("to_json"),
        relates: uses("relate"),
        unrelates: uses("unrelate"),
        orders: ordered("order::by("),
        orders_nullable: ordered("order::by_nullable("),
        orders_by_value: ordered("order::by(") || ordered("order::by_nullable("),
        orders_by_id: ordered("order::by_id("),
        ascending: ordered("Direction::Ascending"),
        descending: ordered("Direction::Descending"),
        unique: unique_indexes(service, entities, schema),
        modules,
    }
}

/// The indexes by which the database refuses what is taken.
fn unique_indexes(
    service: &ir::Service,
    entities: &[ir::EntityId],
    schema: &Schema,
) -> Vec<UniqueIndex> {
    let tables = entities
        .iter()
        .map(|id| repository::table(service.entity(*id)));
    let tables: Vec<String> = tables.collect();
    let tables = schema
        .tables
        .iter()
        .filter(|table| tables.contains(&table.sql));
    tables
        .flat_map(|table| table.indexes.iter().map(move |index| (table, index)))
        .filter(|(_, index)| index.unique)
        .map(|(table, index)| {
            let columns: Vec<String> = index.columns.iter().map(|c| rust_string(c)).collect();
            UniqueIndex {
                name: rust_string(&index.name),
                table: rust_string(&table.name),
                columns: columns.join(", "),
                field: rust_string(&index.field),
            }
        })
        .collect()
}

/// Whether a name is among those that rendered `use` lines bring in.
fn imports_name(imports: &str, name: &str) -> bool {
    imports.lines().any(|line| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == name)
    })
}
