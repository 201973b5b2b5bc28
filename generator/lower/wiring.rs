//! Lowers the crate that starts every engine and lets them ask each other.

use super::engine::engine_name;
use super::hrefs;
use crate::ir;
use crate::names::{pascal, rust_ident};
use crate::plan::engine::Engine;
use crate::plan::wiring::{Adapter, AdapterMethod, Started, Wiring};
use crate::print::{Imports, list, rust_string};

/// Wires the engines of which something is asked.
pub(super) fn wiring(service: &ir::Service, sent: &ir::Service, engines: &[&Engine]) -> Wiring {
    let adapters: Vec<Adapter> = engines.iter().copied().flat_map(adapters).collect();
    let mut imports = Imports::default();
    imports.add("async_trait::async_trait");
    for engine in engines {
        imports.extend_rendered(&engine.api.port_imports);
    }
    let account_krate = match service.api.security.role_source {
        ir::RoleSource::Account { entity, .. } => {
            Some(engine_name(service, service.entity(entity).engine).krate)
        }
        ir::RoleSource::AccessKey => None,
    };
    let example = example(sent);
    let got = example.filter(|action| action.method == ir::Method::Get);
    Wiring {
        roles: service
            .api
            .security
            .roles
            .iter()
            .map(|role| rust_string(role))
            .collect(),
        example: got.map(|action| example_path(sent, action)),
        example_action: example
            .map_or_else(|| "None".to_owned(), |action| example_action(sent, action)),
        ordered: ordered(engines).into_iter().map(started).collect(),
        has_ports: !adapters.is_empty(),
        imports: imports.render("engines"),
        adapters,
        account_krate,
        cors: service.api.cors.as_ref().map(cors),
    }
}

/// The action to try an access key on: one that is got if there is any, and of these a list without parents, else what
/// needs the fewest keys.
fn example(service: &ir::Service) -> Option<&ir::Action> {
    let actions = service.resources.iter().flat_map(|it| &it.actions);
    actions.min_by_key(|action| {
        let is_key = |segment: &&ir::PathSegment| !matches!(segment, ir::PathSegment::Literal(_));
        let keys = action.path.iter().filter(is_key).count();
        let is_got = action.method == ir::Method::Get;
        (!is_got, keys, action.kind != ir::ActionKind::List)
    })
}

/// `Some(("GET", "/v1/articles"))`
fn example_action(service: &ir::Service, action: &ir::Action) -> String {
    let path = rust_string(&example_path(service, action));
    format!("Some((\"{}\", {path}))", action.method.word())
}

fn example_path(service: &ir::Service, action: &ir::Action) -> String {
    let path: Vec<ir::PathSegment> = action.path.iter().map(without_key).collect();
    hrefs::template(&service.api.base_path, &path)
}

/// A part of a path, with a key that nothing has in the place of any.
fn without_key(segment: &ir::PathSegment) -> ir::PathSegment {
    match segment {
        ir::PathSegment::Literal(literal) => ir::PathSegment::Literal(literal.clone()),
        ir::PathSegment::Id | ir::PathSegment::ParentId { .. } => {
            ir::PathSegment::Literal("00000000-0000-0000-0000-000000000000".to_owned())
        }
    }
}

/// Engines in an order in which each comes behind those that it asks; `check` has refused circles.
fn ordered<'e>(engines: &[&'e Engine]) -> Vec<&'e Engine> {
    let mut ordered: Vec<&Engine> = Vec::new();
    while ordered.len() < engines.len() {
        let started = |name: &str| ordered.iter().any(|engine| engine.names.module == name);
        let ready = engines.iter().find(|engine| {
            !started(&engine.names.module)
                && engine.ports.iter().all(|port| started(&port.engine.module))
        });
        ordered.push(ready.expect("check: engines do not ask each other in circles"));
    }
    ordered
}

fn started(engine: &Engine) -> Started {
    let field = rust_ident(&engine.names.module);
    let mut arguments = vec!["store".to_owned()];
    arguments.extend(engine.ports.iter().map(|port| {
        format!(
            "Arc::new(ports::{}({}.clone()))",
            adapter_name(engine, &port.engine.module),
            port.field
        )
    }));
    let start = list(
        8,
        &format!("let {field} = {}::api::Engine::new(", engine.names.krate),
        &arguments,
        ");",
    );
    Started {
        field,
        krate: engine.names.krate.clone(),
        start,
    }
}

fn adapter_name(engine: &Engine, answering: &str) -> String {
    format!("{}Asks{}", pascal(&engine.names.module), pascal(answering))
}

fn adapters(engine: &Engine) -> Vec<Adapter> {
    engine
        .ports
        .iter()
        .map(|port| Adapter {
            name: adapter_name(engine, &port.engine.module),
            asking: engine.names.module.clone(),
            asking_krate: engine.names.krate.clone(),
            answering: port.engine.module.clone(),
            answering_krate: port.engine.krate.clone(),
            port: port.name.clone(),
            methods: port
                .methods
                .iter()
                .map(|method| AdapterMethod {
                    name: method.name.clone(),
                    signature: method.trait_signature.replace(
                        ", Error>",
                        &format!(", {}::api::Error>", engine.names.krate),
                    ),
                })
                .collect(),
        })
        .collect()
}

fn cors(cors: &ir::Cors) -> String {
    let origins = match &cors.origins[..] {
        [any] if any == "*" => "Origins::Any".to_owned(),
        origins => {
            let origins: Vec<String> = origins
                .iter()
                .map(|origin| format!("HeaderValue::from_static({})", rust_string(origin)))
                .collect();
            let kind = if cors.credentials {
                "Trusted"
            } else {
                "Listed"
            };
            format!("Origins::{kind}(vec![{}])", origins.join(", "))
        }
    };
    let expose: Vec<String> = cors
        .expose
        .iter()
        .map(|header| {
            format!(
                "HeaderName::from_static({})",
                rust_string(&header.to_lowercase())
            )
        })
        .collect();
    format!(
        "Some(Cors::new({origins}, &[{}], Duration::from_secs({})))",
        expose.join(", "),
        cors.max_age
    )
}
