//! Emits what is rendered of the crate `driver`.

use super::contract::header;
use super::{Emitted, render};
use crate::plan::Workspace;
use crate::plan::driver::Resource;
use serde::Serialize;

const SRC: &str = "crates/driver/src";

#[derive(Serialize)]
struct Whole<'a> {
    header: String,
    #[serde(flatten)]
    workspace: &'a Workspace,
}

#[derive(Serialize)]
struct One<'a> {
    header: String,
    resource: &'a Resource,
}

pub(super) fn emit(workspace: &Workspace, emitted: &mut Emitted) {
    let whole = Whole {
        header: header(),
        workspace,
    };
    for name in ["service.rs", "resources/mod.rs"] {
        let path = format!("{SRC}/{name}");
        let text = render(&path, &whole);
        emitted.generated(path, text);
    }
    for resource in &workspace.driver.resources {
        let one = One {
            header: header(),
            resource,
        };
        let text = render(&format!("{SRC}/resources/resource.rs"), &one);
        emitted.generated(format!("{SRC}/resources/{}.rs", resource.module), text);
    }
}
