//! What is sent: media types, each with views.

use super::{
    AttributeId, BelongsToId, EntityId, HasManyId, ManyToManyId, MediaTypeId, Renamed, ResourceId,
    TypeId, ViewId,
};
use crate::source::Span;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct MediaType {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    /// Vendor media type (RFC 6838), sent when a client asks for it.
    pub identifier: String,
    pub description: Option<String>,
    pub source: Source,
    pub links: Vec<Link>,
    /// `default` first, then as written.
    pub views: Vec<View>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Source {
    Entity(EntityId),
    Type(TypeId),
}

/// An href in the object `links`.
#[derive(Debug, Clone, Serialize)]
pub enum Link {
    /// The thing itself, at the resource that shows it.
    Itself { resource: ResourceId },
    /// What a relation points to, at the resource that shows it.
    BelongsTo {
        relation: BelongsToId,
        resource: ResourceId,
    },
    /// The list of a nested resource.
    HasMany {
        relation: HasManyId,
        resource: ResourceId,
    },
}

#[derive(Debug, Clone, Serialize)]
pub struct View {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub fields: Vec<ViewField>,
    /// Where each of the fields is said, in the same order.
    #[serde(skip)]
    pub places: Vec<Span>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum ViewField {
    /// An attribute of the entity (or field of the type, by the same index), stored or computed.
    Attribute(AttributeId),
    /// `<name>_id` of a relation.
    BelongsToId(BelongsToId),
    /// A related thing, or things, in one of their views.
    Nested {
        relation: Relation,
        media_type: MediaTypeId,
        view: ViewId,
    },
    /// `<name>_count`, of the related rows that the caller sees.
    Count(Relation),
    /// The object of hrefs.
    Links,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Relation {
    BelongsTo(BelongsToId),
    HasMany(HasManyId),
    ManyToMany(ManyToManyId),
}
