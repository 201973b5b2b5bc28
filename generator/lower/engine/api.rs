//! Lowers what engines ask of each other and what the server asks of them: reads go in; ports and published methods come
//! out.

use super::{engine_name, translator, usecase};
use crate::ir;
use crate::lower::reads::{Reads, ViewOf};
use crate::lower::{docs, naming, rust_type};
use crate::names::{pascal, rust_ident, yours};
use crate::plan::engine::{Api, BatchRead, Port, RoleOf, UsecaseField};
use crate::print::{Imports, list};
use std::collections::BTreeMap;

pub(super) fn api(service: &ir::Service, reads: &Reads, id: ir::EngineId, ports: &[Port]) -> Api {
    let resources = service.resources.iter();
    let resources = resources.filter(|resource| resource.engine == id);
    let mut imports = Imports::default();
    let published = published(service, reads, id, &mut imports);
    let role_of = role_of(service, id, &mut imports);
    Api {
        published: published.into_values().collect(),
        role_of,
        usecases: resources
            .map(|resource| UsecaseField {
                field: naming::resource_module(resource),
                name: naming::usecase_trait(resource),
                implementation: pascal(&resource.name),
                yours: yours(&resource.name),
            })
            .collect(),
        ports: ports.to_vec(),
        imports: imports.render("engine"),
        port_imports: port_imports(service, reads, id).render("engine"),
    }
}

/// What other engines ask of this one, by name.
fn published(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EngineId,
    imports: &mut Imports,
) -> BTreeMap<String, BatchRead> {
    let mut published = BTreeMap::new();
    let mut publish = |read: BatchRead| published.insert(read.name.clone(), read);
    for (_, of) in &reads.across {
        let ir::Source::Entity(entity) = service.media_type(of.0).source else {
            continue;
        };
        if service.entity(entity).engine == id {
            view_imports(service, *of, imports);
            publish(batch_view(service, *of));
        }
    }
    for (asking, entity) in &reads.known {
        let entity = service.entity(*entity);
        if entity.engine == id && *asking != id {
            id_imports(entity, imports);
            publish(batch_known(entity));
        }
    }
    published
}

/// What the traits use by which this engine asks others.
fn port_imports(service: &ir::Service, reads: &Reads, id: ir::EngineId) -> Imports {
    let mut imports = Imports::default();
    for (asking, of) in &reads.across {
        if *asking == id {
            view_imports(service, *of, &mut imports);
        }
    }
    for (asking, entity) in &reads.known {
        let entity = service.entity(*entity);
        if *asking == id && entity.engine != id {
            id_imports(entity, &mut imports);
        }
    }
    imports
}

fn view_imports(service: &ir::Service, of: ViewOf, imports: &mut Imports) {
    let media_type = service.media_type(of.0);
    let ir::Source::Entity(entity) = media_type.source else {
        return;
    };
    id_imports(service.entity(entity), imports);
    let view = naming::view_type(media_type, service.view(of.0, of.1));
    imports.add(format!("contract::{view}"));
    imports.add("std::collections::HashMap");
}

fn id_imports(entity: &ir::Entity, imports: &mut Imports) {
    imports.add("contract::Caller");
    imports.add(format!("contract::{}", naming::id_type(entity)));
}

/// How the role of an account is read, by the engine that has accounts.
fn role_of(service: &ir::Service, id: ir::EngineId, imports: &mut Imports) -> Option<RoleOf> {
    let ir::RoleSource::Account { entity, role } = service.api.security.role_source else {
        return None;
    };
    let entity = service.entity(entity);
    if entity.engine != id {
        return None;
    }
    let ty = rust_type::of_value(service, &entity.attributes[role.0].value);
    imports.extend(&ty.imports);
    imports.add(format!("contract::{}", naming::id_type(entity)));
    Some(RoleOf {
        id: naming::id_type(entity),
        role: ty.text,
        repository: naming::repository_field(entity),
    })
}

/// What an engine asks of others, by engine.
pub(super) fn ports(service: &ir::Service, reads: &Reads, id: ir::EngineId) -> Vec<Port> {
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
                name: naming::port_trait(service.engine(other)),
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
    let sentence = format!(
        "The {} of these keys that the caller sees, in the view `{}`.",
        naming::spoken_plural(entity),
        view.name
    );
    BatchRead {
        view: Some(translator::view_read(service, of)),
        ..batch(name, sentence, &id, &format!("HashMap<{id}, {ty}>"))
    }
}

fn batch_known(entity: &ir::Entity) -> BatchRead {
    let id = naming::id_type(entity);
    let sentence = format!(
        "Which of these keys are of {} that the caller sees.",
        naming::spoken_plural(entity)
    );
    BatchRead {
        known: Some(naming::repository_field(entity)),
        ..batch(
            usecase::known_method(entity),
            sentence,
            &id,
            &format!("Vec<{id}>"),
        )
    }
}

/// The signatures of a read by keys, without how it is answered.
fn batch(name: String, sentence: String, id: &str, output: &str) -> BatchRead {
    let parameters = [
        "&self".to_owned(),
        "caller: &Caller".to_owned(),
        format!("ids: &[{id}]"),
    ];
    let tail = format!(") -> Result<{output}, Error>");
    BatchRead {
        docs: vec![sentence],
        signature: list(4, &format!("pub async fn {name}("), &parameters, &tail),
        trait_signature: list(4, &format!("async fn {name}("), &parameters, &tail),
        name,
        view: None,
        known: None,
    }
}
