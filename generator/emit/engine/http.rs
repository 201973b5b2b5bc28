//! Emits the handlers of an engine: a module per resource, and the function that they share.

use super::super::Emitted;
use super::super::contract::header;
use super::{Part, Place, layer};
use crate::plan::engine::Engine;
use crate::plan::engine::http::Resource;
use serde::Serialize;

#[derive(Serialize)]
struct Module {
    uses_in_order: bool,
}

#[derive(Serialize)]
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
    let part = Part::of(engine, Module { uses_in_order });
    emitted.generated(format!("{folder}/mod.rs"), layer("http/mod.rs", &part));
    emitted.generated_each(&engine.http, |resource| {
        let file = File {
            header: header(),
            resource,
        };
        let text = layer("http/resource.rs", &file);
        (format!("{folder}/{}.rs", resource.module), text)
    });
}
