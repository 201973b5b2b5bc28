//! Moguera: one design, the whole service, always current.

pub mod breaking;
pub mod check;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod digest;
pub mod edit;
pub mod emit;
pub mod evolve;
pub mod explain;
pub mod git;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod machine;
pub mod mentions;
pub mod names;
pub mod output;
pub mod parse;
pub mod plan;
pub mod print;
pub mod resolve;
pub mod scaffold;
pub mod schema;
pub mod source;
pub mod version;
pub mod write;

use commands::{Diagnosed, Stages, Started};
use diagnostic::Diagnostics;
use evolve::{DataLoss, Evolution};
use output::{NewService, Output};
use source::Source;
use std::collections::BTreeSet;

/// Reads a design and proves it sound: parse, resolve, check, with a gate behind each. What comes out always generates
/// code that compiles.
///
/// # Errors
///
/// Everything found by the first stage that found an error, and the warnings of those before it. Where the design is
/// understood although parsing found something, resolving adds to that.
pub fn front(source: &Source) -> Result<ir::Service, Diagnostics> {
    read(source).map(|(service, _)| service)
}

/// The same with the warnings of a sound design.
///
/// # Errors
///
/// As [`front`].
pub fn read(source: &Source) -> Result<(ir::Service, Diagnostics), Diagnostics> {
    let mut found = Diagnostics::new();
    let design = parse::parse(source, &mut found);
    found.pass()?;
    let service = resolve::resolve(&design, &mut found);
    found.gate()?;
    check::check(&service, &mut found);
    found.gate()?;
    Ok((service, found))
}

/// From what a design means to everything that it asks for, in memory. `recorded` are the steps that the schema has
/// gone through, as the lock file keeps them.
///
/// # Errors
///
/// Every change of the schema that no migration can be written for.
pub fn generate(
    service: &ir::Service,
    recorded: &BTreeSet<String>,
    loss: DataLoss,
) -> Result<Output, Diagnostics> {
    let sent = service.as_sent();
    let workspace = lower::lower(service, &sent);
    let (design, output) = rayon::join(
        || service.digest(),
        || {
            emit::emit(workspace, |schema| {
                evolve::evolve(service, schema, recorded, loss)
            })
        },
    );
    let mut output = output?;
    output.design = design;
    output.names = evolve::called(service);
    Ok(output)
}

/// What the database has to go through for a design, and nothing else. `recorded` are the steps that the schema has gone
/// through, as the lock file keeps them.
///
/// # Errors
///
/// Every change of the schema that no migration can be written for.
pub fn migrate(
    service: &ir::Service,
    recorded: &BTreeSet<String>,
    loss: DataLoss,
) -> Result<Evolution, Diagnostics> {
    evolve::evolve(service, &lower::schema(service), recorded, loss)
}

/// Removals and additions that look like renames, from what the last run has recorded to a design.
pub fn likely(service: &ir::Service, recorded: evolve::Recorded<'_>) -> Vec<evolve::Likely> {
    evolve::likely(service, &lower::schema(service), recorded)
}

/// Names of a design that the last run has recorded as they are now.
pub fn names(service: &ir::Service, recorded: evolve::Recorded<'_>) -> Vec<evolve::Named> {
    evolve::names(service, &lower::schema(service), recorded)
}

/// A service that starts with a scaffold: the team's first files and what their design asks for.
///
/// # Errors
///
/// What is wrong with the scaffold's design under this name: a name that it uses for something else.
pub fn new_service(name: &str, scaffold: &str) -> Started {
    let own = scaffold::files(name, scaffold);
    let source = scaffold::design(&own);
    let made = read(&source).and_then(|(service, warnings)| {
        let new = NewService {
            output: generate(&service, &BTreeSet::new(), DataLoss::Refused)?,
            own,
            unwritten: lower::unwritten(&service),
        };
        Ok((new, warnings))
    });
    match made {
        Ok((new, diagnostics)) => Ok((
            new,
            Diagnosed {
                source,
                diagnostics,
            },
        )),
        Err(diagnostics) => Err(Diagnosed {
            source,
            diagnostics,
        }),
    }
}

/// The stages as the commands call them; `today` tells the day in UTC: `2026-11-21`.
pub fn stages(today: fn() -> String) -> Stages<ir::Service> {
    Stages {
        read,
        digest: ir::Service::digest,
        generate,
        migrate,
        likely,
        names,
        not_renamed: evolve::not_renamed,
        unwritten: lower::unwritten,
        new_service,
        explain: explain::explain,
        ids: explain::ids,
        compare: breaking::compare_through,
        version: |service| &service.api.version,
        today,
        scaffolds: scaffold::NAMES,
    }
}
