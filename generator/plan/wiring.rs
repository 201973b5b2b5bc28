//! The crate that names every engine.

#[derive(Debug, Clone)]
pub struct Wiring {
    /// Roles, quoted for Rust.
    pub roles: Vec<String>,
    /// Path that answers `GET`, if anything does.
    pub example: Option<String>,
    /// Expression of the action to try an access key on: `Some(("GET", "/v1/articles"))`.
    pub example_action: String,
    /// Engines, each behind those that it asks.
    pub ordered: Vec<Started>,
    pub has_ports: bool,
    pub imports: String,
    pub adapters: Vec<Adapter>,
    /// Crate of the engine that has the accounts.
    pub account_krate: Option<String>,
    /// Expression of the cross-origin policy.
    pub cors: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Started {
    pub field: String,
    pub krate: String,
    /// `let blog = engine_blog::api::Engine::new(store, …);`
    pub start: String,
}

/// Answers the port of one engine with another engine's api.
#[derive(Debug, Clone)]
pub struct Adapter {
    /// `BlogAsksAccounts`
    pub name: String,
    pub asking: String,
    pub asking_krate: String,
    pub answering: String,
    pub answering_krate: String,
    pub port: String,
    pub methods: Vec<AdapterMethod>,
}

#[derive(Debug, Clone)]
pub struct AdapterMethod {
    pub name: String,
    pub signature: String,
}
