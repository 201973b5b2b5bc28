//! Lowers the command line: resources and actions become subcommands, what they are sent becomes
//! flags, and each makes one call of the driver.
//!
//! Types of the contract are written with their crate; names of structs end in what they are, so
//! that no name of a design can be mistaken for one of the command line's own.

mod action;
mod flags;
mod query;
mod run;

use super::docs;
use super::driver;
use crate::ir;
use crate::names::{kebab, pascal};
use crate::plan::cli::{Cli, Resource, Variant, Views};
use crate::print::{Imports, rust_string};
use flags::{Help, attribute, help, summary};

pub(super) fn cli(service: &ir::Service) -> Cli {
    let resources = service.resources.iter();
    let resources = resources.filter(|resource| !resource.actions.is_empty());
    Cli {
        program: rust_string(&format!("{}-cli", service.api.name)),
        about: rust_string(&service.api.title.default),
        resources: resources
            .map(|resource| self::resource(service, resource))
            .collect(),
    }
}

fn resource(service: &ir::Service, resource: &ir::Resource) -> Resource {
    let mut lowering = Lowering {
        service,
        resource,
        imports: Imports::default(),
        views: Vec::new(),
    };
    for path in [
        "clap::Args",
        "clap::Subcommand",
        "crate::failure::Outcome",
        "crate::session::Session",
    ] {
        lowering.imports.add(path);
    }
    let actions = resource.actions.iter();
    let actions = actions.map(|action| lowering.action(action)).collect();
    let module = driver::module(resource, "commands");
    let words = docs::words(&resource.name);
    let about = match resource.description.as_deref().map(summary) {
        Some(summary) if !summary.is_empty() => help(&summary),
        _ => help(&docs::sentence(&words)),
    };
    let holds = format!("{module}::Command");
    Resource {
        command: subcommand(
            (&resource.name, resource.sent()),
            about,
            Some("subcommand"),
            holds,
        ),
        name: resource.name.clone(),
        imports: lowering.imports.render("cli"),
        views: lowering.views,
        module,
        words,
        actions,
    }
}

/// A subcommand.
fn subcommand(
    (name, kept): (&str, &str),
    about: Help,
    option: Option<&str>,
    holds: String,
) -> Variant {
    let ident = pascal(name);
    let mut options: Vec<String> = option.map(str::to_owned).into_iter().collect();
    // Unless it is said, clap makes the name out of the variant's.
    if kebab(&ident) != kebab(name) {
        options.push(format!("name = {}", rust_string(&kebab(name))));
    }
    options.extend(flags::alias(name, kept));
    options.extend(about.literal.map(|literal| format!("about = {literal}")));
    Variant {
        docs: about.docs,
        attribute: (!options.is_empty()).then(|| attribute("command", &options)),
        ident,
        holds,
    }
}

/// A resource on its way.
struct Lowering<'a> {
    service: &'a ir::Service,
    resource: &'a ir::Resource,
    imports: Imports,
    /// Each set of views that some action may be answered in, once.
    views: Vec<Views>,
}
