//! Emits what is rendered of the crate `cli`.

use super::contract::header;
use super::{Emitted, templates};
use crate::plan::cli::{Action, Arguments, Cli, Query, Resource};
use askama::Template;

const COMMANDS: &str = "crates/cli/src/commands";

/// How structs of flags are seen and what is derived for them.
const ARGUMENTS: (&str, &str) = ("pub(crate) ", "Debug, Args");
const FIELDS: (&str, &str) = ("", "Debug, Args, Serialize");
const QUERY: (&str, &str) = ("", "Debug, Args");

#[derive(Template)]
#[template(path = "service/crates/cli/src/commands/mod.rs.jinja", escape = "none")]
struct OfService<'a> {
    header: String,
    cli: &'a Cli,
}

#[derive(Template)]
#[template(
    path = "service/crates/cli/src/commands/resource.rs.jinja",
    escape = "none"
)]
struct OfResource<'a> {
    header: String,
    resource: &'a Resource,
    actions: Vec<OfAction<'a>>,
}

#[derive(Template)]
#[template(
    path = "service/crates/cli/src/commands/action.rs.jinja",
    escape = "none"
)]
struct OfAction<'a> {
    action: &'a Action,
    arguments: OfArguments<'a>,
    fields: Option<OfArguments<'a>>,
    query: Option<OfQuery<'a>>,
}

struct OfQuery<'a> {
    query: &'a Query,
    arguments: OfArguments<'a>,
}

#[derive(Template)]
#[template(
    path = "service/crates/cli/src/commands/arguments.rs.jinja",
    escape = "none"
)]
struct OfArguments<'a> {
    arguments: &'a Arguments,
    visibility: &'static str,
    derive: &'static str,
}

pub(super) fn emit(cli: &Cli, emitted: &mut Emitted) {
    let service = OfService {
        header: header(),
        cli,
    };
    emitted.generated(format!("{COMMANDS}/mod.rs"), templates::file(&service));
    emitted.generated_each(&cli.resources, |resource| {
        let of = OfResource {
            header: header(),
            resource,
            actions: resource.actions.iter().map(action).collect(),
        };
        let path = format!("{COMMANDS}/{}.rs", resource.module);
        (path, templates::file(&of))
    });
}

fn action(action: &Action) -> OfAction<'_> {
    OfAction {
        action,
        arguments: arguments(&action.arguments, ARGUMENTS),
        fields: action
            .fields
            .as_ref()
            .map(|fields| arguments(fields, FIELDS)),
        query: action.query.as_ref().map(|query| OfQuery {
            query,
            arguments: arguments(&query.arguments, QUERY),
        }),
    }
}

fn arguments<'a>(
    arguments: &'a Arguments,
    (visibility, derive): (&'static str, &'static str),
) -> OfArguments<'a> {
    OfArguments {
        arguments,
        visibility,
        derive,
    }
}
