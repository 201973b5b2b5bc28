//! The service itself: its name, its engines, who may call it.

use super::{AttributeId, EntityId, MediaTypeId, ViewId};
use crate::source::Span;
use serde::Serialize;

/// Title or caption in several languages.
#[derive(Debug, Clone, Serialize)]
pub struct Text {
    /// Text in the first of the design's languages.
    pub default: String,
    /// Language tag and text, in the order of `api.languages`.
    pub by_language: Vec<(String, String)>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Api {
    /// Kebab-case name of the service; also the service part of the credential scope.
    pub name: String,
    /// Where the name is.
    #[serde(skip)]
    pub span: Span,
    pub title: Text,
    pub description: Option<String>,
    /// Semantic version of the API.
    pub version: String,
    /// Prefix of every route: empty, or starting with `/` and not ending with it.
    pub base_path: String,
    /// Region part of the credential scope.
    pub region: String,
    pub contact: Option<Contact>,
    pub license: Option<License>,
    pub terms_of_service: Option<String>,
    pub servers: Vec<Server>,
    pub languages: Vec<String>,
    pub security: Security,
    pub cors: Option<Cors>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Contact {
    pub name: Option<String>,
    pub email: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct License {
    pub name: String,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Server {
    pub url: String,
    pub description: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Security {
    /// Where the roles are said.
    #[serde(skip)]
    pub span: Span,
    /// The closed list of roles, in the order written.
    pub roles: Vec<String>,
    pub role_source: RoleSource,
}

/// Where the role of a caller is written down.
#[derive(Debug, Clone, Copy, Serialize)]
pub enum RoleSource {
    /// An attribute of the account entity; access keys belong to an account.
    Account { entity: EntityId, role: AttributeId },
    /// The access key itself carries the role; callers have no entity.
    AccessKey,
}

/// Cross-origin policy (Fetch standard, "CORS protocol").
#[derive(Debug, Clone, Serialize)]
pub struct Cors {
    /// Exact origins, or the single `*`.
    pub origins: Vec<String>,
    /// Response headers of the service's own that scripts may read.
    pub expose: Vec<String>,
    /// How long a preflight answer may be kept, in seconds.
    pub max_age: u32,
    pub credentials: bool,
}

/// A bounded context.
#[derive(Debug, Clone, Serialize)]
pub struct Engine {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub entities: Vec<EntityId>,
    pub publishes: Vec<Published>,
}

/// A view that other engines may nest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Published {
    pub media_type: MediaTypeId,
    pub view: ViewId,
}
