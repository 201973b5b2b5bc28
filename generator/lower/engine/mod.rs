//! Lowers engines: each entity, resource and media type through the layers.

pub(super) mod columns;
mod domain;
pub(super) mod http;
pub(super) mod projections;
pub(super) mod repository;
mod translator;
pub(super) mod usecase;
mod visible;

use super::reads::{Reads, ViewOf};
use super::{docs, naming, rust_type};
use crate::ir;
use crate::names::{module, pascal, rust_ident};
use crate::plan::engine::repository::{Repositories, UniqueIndex};
use crate::plan::engine::{Api, BatchRead, DeclaredError, Engine, Port, RoleOf, UsecaseField};
use crate::plan::schema::Schema;
use crate::plan::service::EngineName;
use crate::print::{Imports, list, rust_string};
use std::collections::BTreeMap;

pub(super) fn engine(
    service: &ir::Service,
    reads: &Reads,
    schema: &Schema,
    id: ir::EngineId,
) -> Engine {
    let engine = service.engine(id);
    let entities: Vec<ir::EntityId> = engine.entities.clone();
    let resources: Vec<&ir::Resource> = service
        .resources
        .iter()
        .filter(|resource| resource.engine == id)
        .collect();
    let media_types: Vec<ir::MediaTypeId> = (0..service.media_types.len())
        .map(ir::MediaTypeId)
        .filter(|media_type| match service.media_type(*media_type).source {
            ir::Source::Entity(entity) => service.entity(entity).engine == id,
            ir::Source::Type(_) => false,
        })
        .collect();
    let projections = |entity: ir::EntityId| -> Vec<projections::Projection> {
        let of_entity =
            |of: &&ViewOf| service.media_type(of.0).source == ir::Source::Entity(entity);
        reads
            .views
            .iter()
            .filter(of_entity)
            .map(|of| projections::projection(service, reads, *of))
            .collect()
    };
    let ports = ports(service, reads, id);
    Engine {
        names: engine_name(service, id),
        docs: docs::or(
            engine.description.as_deref(),
            &format!("The engine `{}`.", engine.name),
        ),
        title: docs::words(&engine.name),
        errors: errors(&resources),
        api: api(service, reads, id, &resources, &ports),
        ports,
        domain: entities
            .iter()
            .map(|e| domain::entity(service, reads, *e, &projections(*e)))
            .collect(),
        repositories: repositories(service, reads, &entities, schema, &projections),
        usecases: resources
            .iter()
            .map(|resource| usecase::usecase(service, resource))
            .collect(),
        translators: media_types
            .iter()
            .filter_map(|id| translator::translator(service, reads, *id))
            .collect(),
        http: resources
            .iter()
            .map(|resource| http::resource(service, resource))
            .collect(),
        computed: entities
            .iter()
            .flat_map(|e| domain::computed(service, service.entity(*e)))
            .collect(),
    }
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
    projections: &dyn Fn(ir::EntityId) -> Vec<projections::Projection>,
) -> Repositories {
    let modules: Vec<_> = entities
        .iter()
        .map(|id| repository::entity(service, reads, *id, &projections(*id)))
        .collect();
    let uses = |path: &str| {
        modules
            .iter()
            .any(|module| imports_name(&module.imports, path))
    };
    let tables = entities
        .iter()
        .map(|id| repository::table(service.entity(*id)));
    let tables: Vec<String> = tables.collect();
    let unique = schema
        .tables
        .iter()
        .filter(|table| tables.contains(&table.sql))
        .flat_map(|table| table.indexes.iter().map(move |index| (table, index)))
        .filter(|(_, index)| index.unique)
        .map(|(table, index)| UniqueIndex {
            name: rust_string(&index.name),
            table: rust_string(&table.name),
            columns: index
                .columns
                .iter()
                .map(|c| rust_string(c))
                .collect::<Vec<_>>()
                .join(", "),
            field: rust_string(&index.field),
        })
        .collect();
    let calls = |name: &str| {
        modules
            .iter()
            .flat_map(|module| &module.orders)
            .flat_map(|order| order.arms.iter().map(|arm| &arm.call).chain(&order.only))
            .any(|call| call.starts_with(&format!("order::{name}(")))
    };
    Repositories {
        parses: uses("parsed"),
        parses_optional: uses("parsed_optional"),
        reads_json: uses("from_json"),
        reads_json_optional: uses("from_json_optional"),
        writes_json: uses("to_json"),
        relates: uses("relate"),
        unrelates: uses("unrelate"),
        orders: calls("by"),
        orders_nullable: calls("by_nullable"),
        orders_by_id: calls("by_id"),
        unique,
        modules,
    }
}

/// Whether a name is among those that rendered `use` lines bring in.
fn imports_name(imports: &str, name: &str) -> bool {
    imports.lines().any(|line| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| word == name)
    })
}

/// What an engine asks of others, by engine.
fn ports(service: &ir::Service, reads: &Reads, id: ir::EngineId) -> Vec<Port> {
    let mut asked: BTreeMap<ir::EngineId, Vec<BatchRead>> = BTreeMap::new();
    for (_, of) in reads.across.iter().filter(|(asking, _)| *asking == id) {
        let ir::Source::Entity(entity) = service.media_type(of.0).source else {
            continue;
        };
        asked
            .entry(service.entity(entity).engine)
            .or_default()
            .push(batch_view(service, *of));
    }
    for (_, entity) in reads.known.iter().filter(|(asking, _)| *asking == id) {
        let target = service.entity(*entity);
        if target.engine != id {
            asked
                .entry(target.engine)
                .or_default()
                .push(batch_known(target));
        }
    }
    asked
        .into_iter()
        .map(|(other, methods)| {
            let name = &service.engine(other).name;
            Port {
                field: rust_ident(name),
                engine: engine_name(service, other),
                name: format!("{}Port", pascal(name)),
                title: docs::words(name),
                methods,
            }
        })
        .collect()
}

fn batch_view(service: &ir::Service, of: ViewOf) -> BatchRead {
    let (media_type, view) = (service.media_type(of.0), service.view(of.0, of.1));
    let ir::Source::Entity(entity) = media_type.source else {
        unreachable!("check: only views of entities are published");
    };
    let entity = service.entity(entity);
    let (id, ty) = (naming::id_type(entity), naming::view_type(media_type, view));
    let name = naming::view_function(media_type, view);
    batch(
        name,
        format!(
            "The {} of these keys that the caller sees, in the view `{}`.",
            naming::spoken_plural(entity),
            view.name
        ),
        &id,
        &format!("HashMap<{id}, {ty}>"),
        Some(translator::view_read(service, of)),
        None,
    )
}

fn batch_known(entity: &ir::Entity) -> BatchRead {
    let id = naming::id_type(entity);
    batch(
        usecase::known_method(entity),
        format!(
            "Which of these keys are of {} that the caller sees.",
            naming::spoken_plural(entity)
        ),
        &id,
        &format!("Vec<{id}>"),
        None,
        Some(naming::repository_field(entity)),
    )
}

fn batch(
    name: String,
    docs: String,
    id: &str,
    output: &str,
    view: Option<crate::plan::engine::translator::ViewRead>,
    known: Option<String>,
) -> BatchRead {
    let parameters = [
        "&self".to_owned(),
        "caller: &Caller".to_owned(),
        format!("ids: &[{id}]"),
    ];
    let tail = format!(") -> Result<{output}, Error>");
    BatchRead {
        docs: vec![docs],
        signature: list(4, &format!("pub async fn {name}("), &parameters, &tail),
        trait_signature: list(4, &format!("async fn {name}("), &parameters, &tail),
        name,
        view,
        known,
    }
}

fn api(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EngineId,
    resources: &[&ir::Resource],
    ports: &[Port],
) -> Api {
    let mut imports = Imports::default();
    let mut port_imports = Imports::default();
    let mut published: BTreeMap<String, BatchRead> = BTreeMap::new();
    let mut publish =
        |imports: &mut Imports, read: BatchRead, entity: &ir::Entity, view: Option<String>| {
            imports.add("contract::Caller");
            imports.add(format!("contract::{}", naming::id_type(entity)));
            if let Some(view) = view {
                imports.add(format!("contract::{view}"));
                imports.add("std::collections::HashMap");
            }
            published.insert(read.name.clone(), read);
        };
    for (asking, of) in &reads.across {
        let ir::Source::Entity(entity_id) = service.media_type(of.0).source else {
            continue;
        };
        let entity = service.entity(entity_id);
        let view = Some(naming::view_type(
            service.media_type(of.0),
            service.view(of.0, of.1),
        ));
        if entity.engine == id {
            publish(&mut imports, batch_view(service, *of), entity, view.clone());
        }
        if *asking == id {
            publish_imports(&mut port_imports, entity, view);
        }
    }
    for (asking, entity_id) in &reads.known {
        let entity = service.entity(*entity_id);
        if entity.engine == id && *asking != id {
            publish(&mut imports, batch_known(entity), entity, None);
        }
        if *asking == id && entity.engine != id {
            publish_imports(&mut port_imports, entity, None);
        }
    }
    let role_of = match service.api.security.role_source {
        ir::RoleSource::Account { entity, role } if service.entity(entity).engine == id => {
            let entity = service.entity(entity);
            let ty = rust_type::of_value(service, &entity.attributes[role.0].value);
            imports.extend(&ty.imports);
            imports.add(format!("contract::{}", naming::id_type(entity)));
            Some(RoleOf {
                id: naming::id_type(entity),
                role: ty.text,
                repository: naming::repository_field(entity),
            })
        }
        _ => None,
    };
    Api {
        published: published.into_values().collect(),
        role_of,
        usecases: resources
            .iter()
            .map(|resource| UsecaseField {
                field: naming::resource_module(resource),
                name: naming::usecase_trait(resource),
                implementation: pascal(&resource.name),
                module: module(&resource.name),
            })
            .collect(),
        ports: ports.to_vec(),
        imports: imports.render("engine"),
        port_imports: port_imports.render("engine"),
    }
}

fn publish_imports(imports: &mut Imports, entity: &ir::Entity, view: Option<String>) {
    imports.add("contract::Caller");
    imports.add(format!("contract::{}", naming::id_type(entity)));
    if let Some(view) = view {
        imports.add(format!("contract::{view}"));
        imports.add("std::collections::HashMap");
    }
}
