//! Lists what is left to the team: the scaffolded files that answer 501 until they are written, each with what it is
//! asked for.

use super::engine::engine_name;
use super::{hrefs, naming};
use crate::ir;
use std::collections::BTreeMap;

/// By path: `POST /articles/{id}/publish` of a custom action, `Article.excerpt` of a computed attribute.
pub fn unwritten(service: &ir::Service) -> BTreeMap<String, String> {
    actions(service).chain(attributes(service)).collect()
}

fn actions(service: &ir::Service) -> impl Iterator<Item = (String, String)> {
    let action = |resource: &ir::Resource, action: &ir::Action| {
        let path = within(
            service,
            resource.engine,
            &naming::action_file(resource, action),
        );
        let route = hrefs::route(&service.api.base_path, resource, action);
        (path, route)
    };
    service.resources.iter().flat_map(move |resource| {
        let custom = resource.actions.iter().filter(|action| {
            matches!(
                action.kind,
                ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection
            )
        });
        custom.map(move |custom| action(resource, custom))
    })
}

fn attributes(service: &ir::Service) -> impl Iterator<Item = (String, String)> {
    service.entities.iter().flat_map(move |entity| {
        let computed = entity
            .attributes
            .iter()
            .filter(|attribute| attribute.computed.is_some());
        computed.map(move |attribute| {
            let path = within(
                service,
                entity.engine,
                &naming::computed_file(entity, attribute),
            );
            (path, format!("{}.{}", entity.name, attribute.name))
        })
    })
}

fn within(service: &ir::Service, engine: ir::EngineId, file: &str) -> String {
    format!(
        "crates/engines/{}/src/{file}",
        engine_name(service, engine).module
    )
}
