//! What files about a whole engine name of it: its names and lists of modules, without their contents. Templates are
//! given copies, so that the plans of every entity are copied for their own files only.

use crate::plan::engine::{Api, DeclaredError, Engine, Port, domain, http, translator, usecase};
use crate::plan::service::EngineName;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Overview<'a> {
    names: &'a EngineName,
    does_something: bool,
    docs: &'a [String],
    title: &'a str,
    ports: &'a [Port],
    errors: &'a [DeclaredError],
    api: &'a Api,
    domain: Vec<Entity<'a>>,
    computed: &'a [domain::Computed],
    usecases: Vec<Usecase<'a>>,
    translators: Vec<Module<'a>>,
    http: Vec<Module<'a>>,
}

#[derive(Serialize)]
struct Entity<'a> {
    module: &'a str,
    title: &'a str,
    field: &'a str,
    repository: &'a str,
}

#[derive(Serialize)]
struct Usecase<'a> {
    module: &'a str,
    yours: &'a str,
    name: &'a str,
    implementation: &'a str,
    customs: Vec<Custom<'a>>,
}

#[derive(Serialize)]
struct Custom<'a> {
    module: &'a str,
    file: &'a str,
}

#[derive(Serialize)]
struct Module<'a> {
    module: &'a str,
}

impl<'a> Overview<'a> {
    pub(super) fn of(engine: &'a Engine) -> Self {
        Overview {
            names: &engine.names,
            does_something: engine.does_something(),
            docs: &engine.docs,
            title: &engine.title,
            ports: &engine.ports,
            errors: &engine.errors,
            api: &engine.api,
            domain: engine.domain.iter().map(entity).collect(),
            computed: &engine.computed,
            usecases: engine.usecases.iter().map(usecase).collect(),
            translators: engine.translators.iter().map(translated).collect(),
            http: engine.http.iter().map(handled).collect(),
        }
    }
}

fn entity(entity: &domain::Entity) -> Entity<'_> {
    Entity {
        module: &entity.module,
        title: &entity.title,
        field: &entity.field,
        repository: &entity.repository,
    }
}

fn usecase(usecase: &usecase::Usecase) -> Usecase<'_> {
    Usecase {
        module: &usecase.module,
        yours: &usecase.yours,
        name: &usecase.name,
        implementation: &usecase.implementation,
        customs: usecase.customs.iter().map(customised).collect(),
    }
}

fn customised(custom: &usecase::Custom) -> Custom<'_> {
    Custom {
        module: &custom.module,
        file: &custom.file,
    }
}

fn translated(translator: &translator::Translator) -> Module<'_> {
    Module {
        module: &translator.module,
    }
}

fn handled(resource: &http::Resource) -> Module<'_> {
    Module {
        module: &resource.module,
    }
}
