//! Names that every part of the service shares.

#[derive(Debug, Clone)]
pub struct Service {
    /// Kebab-case name; packages are `<name>-<crate>`.
    pub name: String,
    /// The same with underscores.
    pub snake: String,
    /// Prefix of the command line's environment variables.
    pub screaming: String,
    pub title: String,
    pub description: Option<String>,
    pub docs: Vec<String>,
    pub version: String,
    pub base_path: String,
    pub region: String,
    /// Version of moguera that wrote the service.
    pub generator: String,
    pub account: Option<Account>,
    pub engines: Vec<EngineName>,
    pub cors: Option<Cors>,
}

/// The entity that callers are.
#[derive(Debug, Clone)]
pub struct Account {
    /// `UserId`
    pub id: String,
    /// Type of the role, an enum of the contract.
    pub role: String,
    /// Module of the engine that has the entity.
    pub engine: String,
}

#[derive(Debug, Clone)]
pub struct EngineName {
    /// `blog`; the folder below `crates/engines/`.
    pub module: String,
    /// `blog-engine-blog`
    pub package: String,
    /// `engine_blog`
    pub krate: String,
}

#[derive(Debug, Clone)]
pub struct Cors {
    pub origins: Vec<String>,
    pub expose: Vec<String>,
    pub max_age: u32,
    pub credentials: bool,
}
