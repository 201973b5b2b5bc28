//! The sections `api` and `engines`.

use super::{Map, Name, Text};
use crate::source::{Span, Spanned};

/// The section `api`.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Where the section is.
    pub span: Span,
    /// Required.
    pub name: Name,
    /// Required.
    pub version: Text,
    /// In one or several languages.
    pub title: Option<Captions>,
    /// In Markdown.
    pub description: Option<Text>,
    /// Prefix of every route.
    pub base_path: Option<Text>,
    /// Region part of the credential scope.
    pub region: Option<Text>,
    /// Whom to ask.
    pub contact: Option<Contact>,
    /// Under which licence the API is offered.
    pub license: Option<License>,
    /// Address of the terms.
    pub terms_of_service: Option<Text>,
    /// Where the service runs.
    pub servers: Vec<Server>,
    /// Language tags.
    pub languages: Option<Spanned<Vec<Text>>>,
    /// Who calls.
    pub security: Option<Security>,
    /// Which browsers' pages may call.
    pub cors: Option<Cors>,
}

/// A caption in one language or several.
#[derive(Debug, Clone)]
pub enum Captions {
    /// In the first of the design's languages.
    One(Text),
    /// Language tag and text.
    ByLanguage(Spanned<Map<Text>>),
}

/// Whom to ask.
#[derive(Debug, Clone, Default)]
pub struct Contact {
    /// Person or team.
    pub name: Option<Text>,
    /// Mail address.
    pub email: Option<Text>,
    /// Web address.
    pub url: Option<Text>,
}

/// A licence.
#[derive(Debug, Clone, Default)]
pub struct License {
    /// Required.
    pub name: Text,
    /// Address of its text.
    pub url: Option<Text>,
}

/// Where the service runs.
#[derive(Debug, Clone, Default)]
pub struct Server {
    /// Required.
    pub url: Text,
    /// What this one is for.
    pub description: Option<Text>,
}

/// Where the role of a caller is written down.
#[derive(Debug, Clone)]
pub enum Security {
    /// An attribute of an entity.
    Account {
        /// The entity that is the caller.
        account: Name,
        /// Its enum attribute.
        role: Name,
    },
    /// The access key carries one of these.
    Roles(Spanned<Vec<Name>>),
}

/// Cross-origin policy.
#[derive(Debug, Clone, Default)]
pub struct Cors {
    /// Where the section is.
    pub span: Span,
    /// Required.
    pub origins: Spanned<Vec<Text>>,
    /// Response headers that scripts may read.
    pub expose: Vec<Text>,
    /// Seconds.
    pub max_age: Option<Spanned<u64>>,
    /// Whether cookies and authorization are sent along.
    pub credentials: Option<Spanned<bool>>,
}

/// One of `engines`.
#[derive(Debug, Clone, Default)]
pub struct Engine {
    /// Where the definition is.
    pub span: Span,
    /// What it is about.
    pub description: Option<Text>,
    /// What it stores.
    pub entities: Vec<Name>,
    /// Media types, each with the views that other engines may nest.
    pub publishes: Map<Vec<Name>>,
}
