//! Custom actions of a resource, and what they share with the standard ones.

use super::{Access, Attribute, Map, Name, Renamed, Text};
use crate::source::{Span, Spanned};

/// A custom action: a key of a resource that has a method.
#[derive(Debug, Clone)]
pub struct Action {
    /// Where the definition is, without the name.
    pub span: Span,
    /// `get`, `post`, `put`, `patch` or `delete`.
    pub method: Spanned<Method>,
    /// Path below the resource.
    pub path: Text,
    /// In Markdown.
    pub description: Option<Text>,
    /// Who may call it.
    pub authorize: Option<Spanned<Vec<Spanned<Access>>>>,
    /// Query parameters.
    pub query: Map<Attribute>,
    /// What is sent to it.
    pub payload: Option<Payload>,
    /// What it answers.
    pub response: Option<Response>,
    /// Status of the answer.
    pub status: Option<Spanned<u64>>,
    /// What is sent unless asked.
    pub view: Option<Name>,
    /// What may be asked for.
    pub views: Option<Spanned<Vec<Name>>>,
    /// What else it may answer.
    pub errors: Map<DeclaredError>,
    /// On its way out.
    pub deprecated: Option<Deprecated>,
    /// What it was before.
    pub renamed: Renamed,
}

/// Method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `get`
    Get,
    /// `post`
    Post,
    /// `put`
    Put,
    /// `patch`
    Patch,
    /// `delete`
    Delete,
}

/// What is sent to a custom action.
#[derive(Debug, Clone)]
pub enum Payload {
    /// An object type.
    Named(Name),
    /// `{attributes: {…}}`
    Inline(Spanned<Map<Attribute>>),
}

/// What a custom action answers.
#[derive(Debug, Clone)]
pub enum Response {
    /// `none`
    Empty(Span),
    /// `Book`, `Book.tiny`, `Book[]`
    Body {
        /// Where.
        span: Span,
        /// Media type or type.
        name: Name,
        /// The part behind the point.
        view: Option<Name>,
        /// Whether there is a `[]`.
        list: bool,
    },
}

/// One of `errors`.
#[derive(Debug, Clone, Default)]
pub struct DeclaredError {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Required.
    pub status: Spanned<u64>,
    /// When it is answered.
    pub description: Option<Text>,
}

/// `deprecated: true` or what to use instead.
#[derive(Debug, Clone)]
pub struct Deprecated {
    /// Where.
    pub span: Span,
    /// What to do instead.
    pub instead: Option<Text>,
}
