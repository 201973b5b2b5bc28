//! What will be written: Rust and SQL names, types, paths and expressions, all decided. Templates print these structs
//! and compare nothing.

pub mod cli;
pub mod contract;
pub mod docs;
pub mod driver;
pub mod engine;
mod later;
pub mod schema;
pub mod seeds;
pub mod service;
pub mod tests;
pub mod wiring;

pub use later::Later;

/// A whole service.
#[derive(Debug)]
pub struct Workspace<'a> {
    pub service: service::Service,
    pub contract: Later<'a, contract::Contract>,
    pub driver: Later<'a, driver::Driver>,
    pub cli: Later<'a, cli::Cli>,
    pub engines: Vec<engine::Engine>,
    pub schema: schema::Schema,
    /// Absent if the design has none.
    pub seeds: Option<seeds::Seeds>,
    pub wiring: wiring::Wiring,
    pub tests: Later<'a, tests::Tests<'a>>,
    pub documents: Later<'a, Documents>,
}

/// What tells others of the API.
#[derive(Debug)]
pub struct Documents {
    /// What `openapi.json` says.
    pub openapi: openapiv3::OpenAPI,
    /// The page `/docs`.
    pub page: docs::Page,
}
