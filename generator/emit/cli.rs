//! Emits what is rendered of the crate `cli`.

use super::contract::header;
use super::{Emitted, render};
use crate::plan::Workspace;
use crate::plan::cli::{Cli, Resource};
use serde::Serialize;

const COMMANDS: &str = "crates/cli/src/commands";

#[derive(Serialize)]
struct Whole<'a> {
    header: String,
    cli: &'a Cli,
}

#[derive(Serialize)]
struct One<'a> {
    header: String,
    resource: &'a Resource,
}

pub(super) fn emit(workspace: &Workspace, emitted: &mut Emitted) {
    let cli = &workspace.cli;
    let whole = Whole {
        header: header(),
        cli,
    };
    let path = format!("{COMMANDS}/mod.rs");
    let text = render(&path, &whole);
    emitted.generated(path, text);
    for resource in &cli.resources {
        let one = One {
            header: header(),
            resource,
        };
        let text = render(&format!("{COMMANDS}/resource.rs"), &one);
        emitted.generated(format!("{COMMANDS}/{}.rs", resource.module), text);
    }
}
