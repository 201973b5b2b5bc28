//! Lowers a design to a plan: every name, type, path, expression and dependency is decided here. It cannot fail:
//! `check` has proven the design sound.

mod ancestry;
mod before;
mod called;
mod cli;
mod contract;
mod decode;
mod docs;
mod docs_page;
mod driver;
mod engine;
mod hrefs;
mod literal;
mod naming;
mod openapi;
mod payloads;
mod reads;
mod rust_type;
mod samples;
mod schema;
mod seeds;
mod tests;
mod unwritten;
mod views;
mod wiring;

pub(crate) use hrefs::template;
pub(crate) use openapi::example_key;
pub(crate) use samples::exemplary;
pub use schema::schema;
pub use unwritten::unwritten;
pub(crate) use views::may_be_missing;

use crate::ir;
use crate::names::{screaming, snake};
use crate::plan::contract::{Contract, Export, PayloadFile, TypeFile, ViewFile};
use crate::plan::engine::Engine;
use crate::plan::service::{Account, Cors, Service};
use crate::plan::{Documents, Later, Workspace};

/// Decides everything that is written. `sent` is the same service by the names that clients know.
pub fn lower<'a>(service: &'a ir::Service, sent: &'a ir::Service) -> Workspace<'a> {
    let reads = reads::reads(service);
    let schema = schema::schema(service);
    let engines: Vec<Engine> = (0..service.engines.len())
        .map(|index| engine::engine(service, &reads, &schema, ir::EngineId(index)))
        .collect();
    let asked: Vec<&Engine> = engines
        .iter()
        .filter(|engine| engine.does_something())
        .collect();
    let wiring = wiring::wiring(service, sent, &asked);
    Workspace {
        service: names(service, &engines),
        contract: Later::new(|| contract(service)),
        driver: Later::new(|| driver::driver(service)),
        cli: Later::new(|| cli::cli(service)),
        documents: Later::new(|| documents(sent)),
        engines,
        schema,
        seeds: seeds::seeds(service),
        tests: Later::new(|| tests::tests(service, sent)),
        wiring,
    }
}

fn documents(sent: &ir::Service) -> Documents {
    let openapi = openapi::openapi(sent);
    Documents {
        page: docs_page::page(sent, &openapi),
        openapi,
    }
}

fn names(service: &ir::Service, engines: &[Engine]) -> Service {
    let api = &service.api;
    let account = match api.security.role_source {
        ir::RoleSource::Account { entity, .. } => {
            let entity = service.entity(entity);
            Some(Account {
                id: naming::id_type(entity),
                role: contract::role_type(service),
                engine: engine::engine_name(service, entity.engine).module,
            })
        }
        ir::RoleSource::AccessKey => None,
    };
    Service {
        name: api.name.clone(),
        snake: snake(&api.name),
        screaming: screaming(&api.name),
        title: api.title.default.clone(),
        description: api.description.clone(),
        docs: docs::or(
            api.description.as_deref(),
            &format!("The service `{}`.", api.name),
        ),
        version: api.version.clone(),
        base_path: api.base_path.clone(),
        region: api.region.clone(),
        generator: env!("CARGO_PKG_VERSION").to_owned(),
        account,
        engines: engines
            .iter()
            .filter(|engine| engine.does_something())
            .map(|engine| engine.names.clone())
            .collect(),
        cors: api.cors.as_ref().map(|cors| Cors {
            origins: cors.origins.clone(),
            expose: cors.expose.clone(),
            max_age: cors.max_age,
            credentials: cors.credentials,
        }),
    }
}

fn contract(service: &ir::Service) -> Contract {
    let types = contract::types(service);
    let views = views::views(service);
    let payloads = payloads::payloads(service);
    let (hrefs, href_imports) = hrefs::hrefs(service);
    Contract {
        ids: contract::ids(service),
        caller: contract::caller(service),
        exports: type_exports(&types)
            .chain(view_exports(&views))
            .chain(payload_exports(&payloads))
            .collect(),
        types,
        views,
        payloads,
        hrefs,
        href_imports,
    }
}

fn type_exports(files: &[TypeFile]) -> impl Iterator<Item = Export> {
    files.iter().filter_map(|file| {
        let enumeration = file.enumeration.as_ref().map(|e| &e.name);
        let object = file.object.as_ref().map(|o| &o.name);
        let union = file.union.as_ref().map(|u| &u.name);
        let name = enumeration.or(object).or(union)?;
        Some(export("types", &file.module, vec![name.clone()]))
    })
}

fn view_exports(files: &[ViewFile]) -> impl Iterator<Item = Export> {
    files.iter().map(|file| {
        let views = file.views.iter().map(|view| &view.name);
        let links = file.links.iter().map(|links| &links.name);
        let names = views
            .chain(links)
            .flat_map(|name| [name.clone(), format!("{name}Fields")]);
        export("views", &file.module, names.collect())
    })
}

fn payload_exports(files: &[PayloadFile]) -> impl Iterator<Item = Export> {
    files.iter().map(|file| {
        let objects = file.objects.iter().chain(&file.queries);
        let objects = objects.flat_map(|object| {
            let required = object.required_struct.clone();
            [object.name.clone()].into_iter().chain(required)
        });
        let sorts = file.sort.iter().map(|sort| sort.name.clone());
        export("payloads", &file.module, objects.chain(sorts).collect())
    })
}

fn export(layer: &str, module: &str, mut names: Vec<String>) -> Export {
    names.sort();
    let line = match &names[..] {
        [name] => format!("pub use {layer}::{module}::{name};"),
        _ => crate::print::list(0, &format!("pub use {layer}::{module}::{{"), &names, "};"),
    };
    Export {
        line,
        module: snake(module),
        layer: layer.to_owned(),
    }
}
