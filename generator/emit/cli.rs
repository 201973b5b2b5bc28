//! Emits what is rendered of the crate `cli`.

use super::contract::header;
use super::{Emitted, render};
use crate::plan::cli::{Action, Arguments, Cli, Member, Resource, Variant};
use serde::Serialize;

const COMMANDS: &str = "crates/cli/src/commands";

/// How structs of flags are seen and what is derived for them.
const ARGUMENTS: (&str, &str) = ("pub(crate) ", "Debug, Args");
const FIELDS: (&str, &str) = ("", "Debug, Args, Serialize");
const QUERY: (&str, &str) = ("", "Debug, Args");

#[derive(Serialize)]
struct OfService<'a> {
    header: String,
    cli: &'a Cli,
    resources: Vec<Subcommand<'a>>,
}

/// What names a resource among the others.
#[derive(Serialize)]
struct Subcommand<'a> {
    module: &'a str,
    command: &'a Variant,
}

#[derive(Serialize)]
struct OfResource<'a> {
    header: String,
    resource: &'a Resource,
    actions: Vec<String>,
}

#[derive(Serialize)]
struct OfAction<'a> {
    action: &'a Action,
    arguments: String,
    fields: Option<String>,
    query: Option<String>,
}

#[derive(Serialize)]
struct OfArguments<'a> {
    arguments: &'a Arguments,
    members: &'a [Member],
    visibility: &'static str,
    derive: &'static str,
}

pub(super) fn emit(cli: &Cli, emitted: &mut Emitted) {
    let service = OfService {
        header: header(),
        cli,
        resources: cli.resources.iter().map(subcommand).collect(),
    };
    emitted.generated(format!("{COMMANDS}/mod.rs"), command("mod", &service));
    emitted.generated_each(&cli.resources, |resource| {
        let of = OfResource {
            header: header(),
            resource,
            actions: resource.actions.iter().map(action).collect(),
        };
        let path = format!("{COMMANDS}/{}.rs", resource.module);
        (path, command("resource", &of))
    });
}

fn subcommand(resource: &Resource) -> Subcommand<'_> {
    Subcommand {
        module: &resource.module,
        command: &resource.command,
    }
}

fn command(template: &str, value: &impl Serialize) -> String {
    render(&format!("{COMMANDS}/{template}.rs"), value)
}

fn action(action: &Action) -> String {
    let of = OfAction {
        action,
        arguments: arguments(&action.arguments, ARGUMENTS),
        fields: action
            .fields
            .as_ref()
            .map(|fields| arguments(fields, FIELDS)),
        query: action
            .query
            .as_ref()
            .map(|query| arguments(&query.arguments, QUERY)),
    };
    command("action", &of).trim_end().to_owned()
}

fn arguments(arguments: &Arguments, (visibility, derive): (&'static str, &'static str)) -> String {
    let of = OfArguments {
        arguments,
        members: &arguments.members,
        visibility,
        derive,
    };
    command("arguments", &of).trim_end().to_owned()
}
