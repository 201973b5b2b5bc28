//! Emits what is rendered of the crate `driver`.

use super::Emitted;
use super::contract::header;
use super::templates::{self, filters};
use crate::plan::driver::{Driver, Resource};
use crate::plan::service::Service;
use askama::Template;

const SRC: &str = "crates/driver/src";

#[derive(Template)]
#[template(path = "service/crates/driver/src/service.rs.jinja", escape = "none")]
struct Names<'a> {
    header: String,
    service: &'a Service,
}

#[derive(Template)]
#[template(
    path = "service/crates/driver/src/resources/mod.rs.jinja",
    escape = "none"
)]
struct Whole<'a> {
    header: String,
    driver: &'a Driver,
}

#[derive(Template)]
#[template(
    path = "service/crates/driver/src/resources/resource.rs.jinja",
    escape = "none"
)]
struct One<'a> {
    header: String,
    resource: &'a Resource,
}

pub(super) fn emit(service: &Service, driver: &Driver, emitted: &mut Emitted) {
    let names = Names {
        header: header(),
        service,
    };
    emitted.generated(format!("{SRC}/service.rs"), templates::file(&names));
    let whole = Whole {
        header: header(),
        driver,
    };
    emitted.generated(format!("{SRC}/resources/mod.rs"), templates::file(&whole));
    emitted.generated_each(&driver.resources, |resource| {
        let one = One {
            header: header(),
            resource,
        };
        let path = format!("{SRC}/resources/{}.rs", resource.module);
        (path, templates::file(&one))
    });
}
