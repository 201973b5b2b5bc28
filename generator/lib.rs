//! Moguera: one design, the whole service, always current.

pub mod check;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod emit;
pub mod evolve;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod names;
pub mod output;
pub mod parse;
pub mod plan;
pub mod print;
pub mod resolve;
pub mod scaffold;
pub mod schema;
pub mod source;
pub mod write;

use commands::{Generated, Rejected};
use diagnostic::Diagnostics;
use output::NewService;
use source::Source;
use std::collections::BTreeSet;

/// Reads a design and proves it sound: parse, resolve, check, with a gate behind each. What comes out always generates
/// code that compiles.
///
/// # Errors
///
/// Everything found by the first stage that found an error, and the warnings of those before it.
pub fn front(source: &Source) -> Result<ir::Service, Diagnostics> {
    proven(source).map(|(service, _)| service)
}

/// The same with the warnings of a sound design.
fn proven(source: &Source) -> Result<(ir::Service, Diagnostics), Diagnostics> {
    let mut found = Diagnostics::new();
    let design = parse::parse(source, &mut found);
    found.gate()?;
    let service = resolve::resolve(&design, &mut found);
    found.gate()?;
    check::check(&service, &mut found);
    found.gate()?;
    Ok((service, found))
}

/// The pipeline: from the text of a design to everything that it asks for, in memory. `recorded` are the facts about
/// the schema that the last migration reached.
///
/// # Errors
///
/// Everything that is wrong with the design.
pub fn generate(source: &Source, recorded: &BTreeSet<String>) -> Generated {
    let (service, warnings) = proven(source)?;
    let workspace = lower::lower(&service);
    let evolution = evolve::evolve(&service, &workspace.schema, recorded)?;
    Ok((emit::emit(&workspace, &evolution), warnings))
}

/// A service that starts with a scaffold: the team's first files and what their design asks for.
///
/// # Errors
///
/// What is wrong with the scaffold's design under this name: a name that it uses for something else.
pub fn new_service(name: &str, scaffold: &str) -> Result<NewService, Rejected> {
    let own = scaffold::files(name, scaffold);
    let source = scaffold::design(&own);
    match generate(&source, &BTreeSet::new()) {
        Ok((output, _)) => Ok(NewService { output, own }),
        Err(diagnostics) => Err(Rejected {
            source,
            diagnostics,
        }),
    }
}
