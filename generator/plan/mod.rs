//! What will be written: Rust and SQL names, types, paths and expressions, all decided. Templates print these structs
//! and compare nothing.

pub mod cli;
pub mod contract;
pub mod docs;
pub mod driver;
pub mod engine;
pub mod schema;
pub mod seeds;
pub mod service;
pub mod tests;
pub mod wiring;

use serde::Serialize;

/// A whole service.
#[derive(Debug, Clone, Serialize)]
pub struct Workspace {
    pub service: service::Service,
    pub contract: contract::Contract,
    pub driver: driver::Driver,
    pub cli: cli::Cli,
    pub engines: Vec<engine::Engine>,
    pub schema: schema::Schema,
    /// Absent if the design has none.
    pub seeds: Option<seeds::Seeds>,
    pub wiring: wiring::Wiring,
    /// Only the templates of tests print them.
    #[serde(skip)]
    pub tests: tests::Tests,
    /// What `openapi.json` says; no template prints it.
    #[serde(skip)]
    pub openapi: openapiv3::OpenAPI,
    /// The page `/docs`; only its own template prints it.
    #[serde(skip)]
    pub docs: docs::Page,
}
