//! Emits what is rendered of the crate `driver`.

use super::contract::header;
use super::{Emitted, render};
use crate::plan::driver::{Driver, Method, Resource};
use crate::plan::service::Service;
use serde::Serialize;

const SRC: &str = "crates/driver/src";

#[derive(Serialize)]
struct Whole<'a> {
    header: String,
    service: &'a Service,
    driver: &'a Driver,
}

#[derive(Serialize)]
struct One<'a> {
    header: String,
    resource: &'a Resource,
    methods: &'a [Method],
}

pub(super) fn emit(service: &Service, driver: &Driver, emitted: &mut Emitted) {
    let whole = Whole {
        header: header(),
        service,
        driver,
    };
    for name in ["service.rs", "resources/mod.rs"] {
        let path = format!("{SRC}/{name}");
        let text = render(&path, &whole);
        emitted.generated(path, text);
    }
    emitted.generated_each(&driver.resources, |resource| {
        let one = One {
            header: header(),
            resource,
            methods: &resource.methods,
        };
        let text = render(&format!("{SRC}/resources/resource.rs"), &one);
        (format!("{SRC}/resources/{}.rs", resource.module), text)
    });
}
