//! Emits the domain of an engine: a module per entity, and the traits of their repositories together.

use super::super::Emitted;
use super::super::contract::header;
use super::{Part, Place, fixed, layer};
use crate::plan::engine::{Engine, domain};
use crate::print::{Imports, list};
use serde::Serialize;

#[derive(Serialize)]
struct Module {
    exports: Vec<String>,
}

#[derive(Serialize)]
struct File<'a> {
    header: String,
    entity: &'a domain::Entity,
}

#[derive(Serialize)]
struct Repositories {
    imports: String,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/domain", place.generated);
    let exports = engine.domain.iter().map(export).collect();
    let part = Part::of(engine, Module { exports });
    emitted.generated(format!("{folder}/mod.rs"), layer("domain/mod.rs", &part));
    emitted.generated(format!("{folder}/failure.rs"), fixed("domain/failure.rs"));
    emitted.generated(format!("{folder}/repositories.rs"), repositories(engine));
    emitted.generated_each(&engine.domain, |entity| {
        let file = File {
            header: header(),
            entity,
        };
        let text = layer("domain/entity.rs", &file);
        (format!("{folder}/{}.rs", entity.module), text)
    });
}

fn repositories(engine: &Engine) -> String {
    let mut imports = Imports::default();
    imports.add("super::StorageError");
    for entity in &engine.domain {
        imports.add(format!("super::{}", entity.repository));
    }
    let part = Repositories {
        imports: imports.render("engine"),
    };
    layer("domain/repositories.rs", &Part::of(engine, part))
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
