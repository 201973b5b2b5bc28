//! Emits the domain of an engine: a module per entity, and the traits of their repositories together.

use super::super::Emitted;
use super::super::contract::header;
use super::super::templates;
use super::{Place, fixed};
use crate::plan::engine::{Engine, domain};
use crate::print::{Imports, list};
use askama::Template;

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/domain/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    engine: &'a Engine,
    exports: Vec<String>,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/domain/entity.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    entity: &'a domain::Entity,
    imports: &'a str,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/domain/repositories.rs.jinja",
    escape = "none"
)]
struct Repositories<'a> {
    header: String,
    engine: &'a Engine,
    imports: String,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/domain", place.generated);
    let module = Module {
        header: header(),
        engine,
        exports: engine.domain.iter().map(export).collect(),
    };
    emitted.generated(format!("{folder}/mod.rs"), templates::file(&module));
    emitted.generated(format!("{folder}/failure.rs"), fixed("domain/failure.rs"));
    emitted.generated(format!("{folder}/repositories.rs"), repositories(engine));
    emitted.generated_each(&engine.domain, |entity| {
        let file = File {
            header: header(),
            entity,
            imports: entity.imports.trim_end(),
        };
        (
            format!("{folder}/{}.rs", entity.module),
            templates::file(&file),
        )
    });
}

fn repositories(engine: &Engine) -> String {
    let mut imports = Imports::default();
    imports.add("super::StorageError");
    for entity in &engine.domain {
        imports.add(format!("super::{}", entity.repository));
    }
    templates::file(&Repositories {
        header: header(),
        engine,
        imports: imports.render("engine"),
    })
}

/// The line that names what an entity's module offers.
fn export(entity: &domain::Entity) -> String {
    let mut names = vec![entity.repository.clone()];
    if !entity.fields.is_empty() {
        names.push(entity.name.clone());
    }
    let new = entity
        .new
        .iter()
        .filter(|new| new.is_used && !new.fields.is_empty());
    names.extend(new.map(|new| new.name.clone()));
    let relations = entity.relations.iter().map(|relations| &relations.name);
    let projections = entity.projections.iter().map(|projection| &projection.name);
    let filters = entity.filters.iter().map(|filter| &filter.name);
    names.extend(relations.chain(projections).chain(filters).cloned());
    names.sort();
    list(0, &format!("pub use {}::{{", entity.module), &names, "};")
}
