//! The section `media_types`.

use super::{Map, Name, Renamed, Text};
use crate::source::Span;

/// One of `media_types`.
#[derive(Debug, Clone, Default)]
pub struct MediaType {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Vendor media type.
    pub identifier: Option<Text>,
    /// In Markdown.
    pub description: Option<Text>,
    /// Entity or type that attributes are taken from.
    pub reference: Option<Name>,
    /// Relations and `self`.
    pub links: Vec<Name>,
    /// Relations.
    pub counts: Vec<Name>,
    /// In the order written.
    pub views: Map<View>,
}

/// One of `views`.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// Where the list is.
    pub span: Span,
    /// In the order written.
    pub fields: Vec<ViewField>,
    /// What it was before.
    pub renamed: Renamed,
}

/// One thing that a view shows.
#[derive(Debug, Clone)]
pub enum ViewField {
    /// `"*"`
    All(Span),
    /// `title`, `author_id`, `comments_count`, `links`
    Name(Name),
    /// `{author: tiny}`
    Nested {
        /// The relation.
        relation: Name,
        /// How it is shown.
        view: ViewReference,
    },
}

/// `tiny` or `UserCard.tiny`.
#[derive(Debug, Clone)]
pub struct ViewReference {
    /// Where.
    pub span: Span,
    /// The part before the point.
    pub media_type: Option<Name>,
    /// The part behind it.
    pub view: Name,
}
