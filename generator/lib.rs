//! Moguera: one design, the whole service, always current.

pub mod check;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod ir;
pub mod lock;
pub mod lower;
pub mod names;
pub mod output;
pub mod parse;
pub mod plan;
pub mod print;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod write;

use diagnostic::Diagnostics;
use source::Source;

/// Reads a design and proves it sound: parse, resolve, check, with a gate behind each. What comes
/// out always generates code that compiles.
///
/// # Errors
///
/// Everything found by the first stage that found an error, and the warnings of those before it.
pub fn front(source: &Source) -> Result<ir::Service, Diagnostics> {
    let mut found = Diagnostics::new();
    let design = parse::parse(source, &mut found);
    found.gate()?;
    let service = resolve::resolve(&design, &mut found);
    found.gate()?;
    check::check(&service, &mut found);
    found.gate()?;
    Ok(service)
}
