//! One bounded context: a crate with the layers domain, repository, usecase, translator and http below its `api`.

pub mod domain;
pub mod http;
pub mod repository;
pub mod translator;
pub mod usecase;

#[derive(Debug, Clone)]
pub struct Engine {
    pub names: super::service::EngineName,
    pub docs: Vec<String>,
    /// In words.
    pub title: String,
    pub ports: Vec<Port>,
    pub errors: Vec<DeclaredError>,
    pub api: Api,
    /// Entities with their modules in each layer.
    pub domain: Vec<domain::Entity>,
    pub repositories: repository::Repositories,
    pub usecases: Vec<usecase::Usecase>,
    pub translators: Vec<translator::Translator>,
    pub http: Vec<http::Resource>,
    /// Hand-written functions of computed attributes.
    pub computed: Vec<domain::Computed>,
}

/// What a scaffolded file was before something was renamed.
#[derive(Debug, Clone)]
pub struct Before {
    /// Path below `src/`.
    pub file: String,
    /// What generated code calls otherwise of what is in it: the name before, and the one of now.
    pub names: Vec<(String, String)>,
}

impl Engine {
    /// Whether there is anything in it that somebody asks for.
    #[must_use]
    pub fn does_something(&self) -> bool {
        !self.usecases.is_empty() || !self.domain.is_empty()
    }
}

/// What the engine asks of another one: a trait that the server's wiring implements.
#[derive(Debug, Clone)]
pub struct Port {
    /// Field of the ports: `accounts`.
    pub field: String,
    /// Crate of the other engine.
    pub engine: super::service::EngineName,
    /// `AccountsPort`
    pub name: String,
    /// In words.
    pub title: String,
    pub methods: Vec<BatchRead>,
}

/// A read of many things by their keys.
#[derive(Debug, Clone)]
pub struct BatchRead {
    pub name: String,
    pub docs: Vec<String>,
    /// `async fn user_tiny(&self, caller: &Caller, ids: &[UserId]) -> Result<…>`, without what follows.
    pub signature: String,
    /// As a method of the port.
    pub trait_signature: String,
    /// Of a view: how it is read; else the repository's field of which known keys are asked.
    pub view: Option<translator::ViewRead>,
    pub known: Option<String>,
}

/// What the server, and other engines through it, see of this one.
#[derive(Debug, Clone)]
pub struct Api {
    pub imports: String,
    pub port_imports: String,
    pub published: Vec<BatchRead>,
    pub role_of: Option<RoleOf>,
    /// Fields, types and modules of the usecases.
    pub usecases: Vec<UsecaseField>,
    /// Parameters of `Engine::new` and of `Ports`.
    pub ports: Vec<Port>,
}

#[derive(Debug, Clone)]
pub struct UsecaseField {
    pub field: String,
    /// `ArticlesUsecase`
    pub name: String,
    /// `Articles`
    pub implementation: String,
    /// Module of your part: `articles_yours`
    pub yours: String,
}

/// How the role of an account is read.
#[derive(Debug, Clone)]
pub struct RoleOf {
    pub id: String,
    pub role: String,
    pub repository: String,
}

/// A problem that hand-written code answers with.
#[derive(Debug, Clone)]
pub struct DeclaredError {
    /// `AlreadyPublished`
    pub ident: String,
    /// Quoted for Rust.
    pub code: String,
    /// Quoted for Rust.
    pub title: String,
    pub docs: Vec<String>,
    pub status: u16,
}
