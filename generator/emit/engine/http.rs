//! Emits the handlers of an engine: a module per resource, and the function that they share.

use super::super::Emitted;
use super::super::contract::header;
use super::super::templates;
use super::Place;
use crate::plan::engine::Engine;
use crate::plan::engine::http::Resource;
use askama::Template;

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/http/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    engine: &'a Engine,
    uses_in_order: bool,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/http/resource.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    resource: &'a Resource,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/http", place.generated);
    let uses_in_order = engine
        .http
        .iter()
        .any(|resource| resource.imports.contains("in_order"));
    let module = Module {
        header: header(),
        engine,
        uses_in_order,
    };
    emitted.generated(format!("{folder}/mod.rs"), templates::file(&module));
    emitted.generated_each(&engine.http, |resource| {
        let file = File {
            header: header(),
            resource,
        };
        (
            format!("{folder}/{}.rs", resource.module),
            templates::file(&file),
        )
    });
}
