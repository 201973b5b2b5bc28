//! Actions at paths: what may be asked, by whom, and what is answered.

use super::{
    AttributeId, BelongsToId, EngineId, EntityId, Field, ManyToManyId, MediaTypeId, Renamed,
    ResourceId, TypeId, Value, ViewId,
};
use crate::source::Span;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct Resource {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub engine: EngineId,
    pub media_type: MediaTypeId,
    /// Absent for media types of plain types: such a resource has custom actions only.
    pub entity: Option<EntityId>,
    pub parent: Option<Parent>,
    /// Path of the collection without the base path, e.g. `/articles/{article_id}/comments`.
    pub path: Vec<PathSegment>,
    /// The same by the names that clients keep, segment by segment, if it is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_path: Option<Vec<PathSegment>>,
    /// Standard actions in the order list, show, create, update, delete, then custom ones as written.
    pub actions: Vec<Action>,
    /// Present if there is a list action.
    pub list: Option<ListPolicy>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub struct Parent {
    pub resource: ResourceId,
    pub entity: EntityId,
    /// The relation of this resource's entity that points to the parent's.
    pub relation: BelongsToId,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum PathSegment {
    Literal(String),
    /// The key of the resource's own entity, `{id}`.
    Id,
    /// The key of a parent entity: the name of the parameter, e.g. `article_id`.
    ParentId {
        name: String,
        entity: EntityId,
    },
}

#[derive(Debug, Clone, Serialize)]
pub struct Action {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub kind: ActionKind,
    pub method: Method,
    /// Whole path without the base path.
    pub path: Vec<PathSegment>,
    /// Any of these; never empty.
    pub authorize: Vec<Access>,
    /// Query parameters of a custom action; scalar values only.
    pub query: Vec<Field>,
    pub payload: Option<Payload>,
    pub response: Response,
    pub errors: Vec<DeclaredError>,
    /// Present if deprecated; says what to do instead, if the design does.
    pub deprecated: Option<Option<String>>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum ActionKind {
    List,
    Show,
    Create,
    Update,
    Delete,
    /// On one entity: the path has `{id}`.
    CustomMember,
    /// On the collection.
    CustomCollection,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Method {
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// `GET`
    pub fn word(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Access {
    Public,
    Signed,
    Owner,
    Role(String),
}

#[derive(Debug, Clone, Serialize)]
pub enum Payload {
    /// Of create and update: what may be set of the entity.
    Entity(Vec<PayloadField>),
    /// Of a custom action: a named or hoisted object type.
    Type(TypeId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum PayloadField {
    Attribute(AttributeId),
    /// `<name>_id`
    BelongsTo(BelongsToId),
    /// `<singular name>_ids`
    ManyToMany(ManyToManyId),
}

#[derive(Debug, Clone, Serialize)]
pub struct Response {
    /// Where it is said, or the action's name.
    #[serde(skip)]
    pub span: Span,
    pub status: Success,
    pub body: ResponseBody,
}

/// Statuses of success that an action decides on (RFC 9110 §15.3). Left out are those that say
/// something about how a message was carried: 203 of proxies, 206 of ranges, 226 of deltas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Success {
    Ok,
    Created,
    Accepted,
    NoContent,
    ResetContent,
    MultiStatus,
}

impl Success {
    const ALL: [Self; 6] = [
        Self::Ok,
        Self::Created,
        Self::Accepted,
        Self::NoContent,
        Self::ResetContent,
        Self::MultiStatus,
    ];

    /// The status of this number, if it is one of them.
    pub fn from_code(code: u64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|status| u64::from(status.code()) == code)
    }

    /// 200
    pub fn code(self) -> u16 {
        match self {
            Self::Ok => 200,
            Self::Created => 201,
            Self::Accepted => 202,
            Self::NoContent => 204,
            Self::ResetContent => 205,
            Self::MultiStatus => 207,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub enum ResponseBody {
    Empty,
    /// One of a media type, or a list of it, in one of the views that the client may ask for.
    MediaType {
        media_type: MediaTypeId,
        views: Vec<ViewId>,
        default: ViewId,
        list: bool,
    },
    Value(Value),
}

/// An error that hand-written code of an action may answer with.
#[derive(Debug, Clone, Serialize)]
pub struct DeclaredError {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub status: u16,
    pub description: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ListPolicy {
    /// Length of a page unless asked.
    pub page: u32,
    /// Greatest length of a page.
    pub max: u32,
    pub filters: Vec<Filter>,
    pub sorts: Vec<SortBy>,
    pub default_sort: Sort,
    /// Where the attributes that rows are ordered by are named, the default last.
    #[serde(skip)]
    pub sort_places: Vec<(AttributeId, Span)>,
    /// Whether the client may ask for the total count.
    pub total: bool,
}

impl ListPolicy {
    /// Where it is first said that rows are ordered by an attribute, if it is said.
    pub fn sort_place(&self, by: AttributeId) -> Option<Span> {
        let mut named = self.sort_places.iter();
        named.find(|(id, _)| *id == by).map(|(_, span)| *span)
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Filter {
    #[serde(skip)]
    pub span: Span,
    pub by: FilterBy,
    /// For `Equal` the parameter is the name (`<name>_id` of a relation, `<singular>_id` of one both
    /// ways), for the others `<name>_<operator>`.
    pub operators: Vec<FilterOperator>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum FilterBy {
    Attribute(AttributeId),
    BelongsTo(BelongsToId),
    ManyToMany(ManyToManyId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum FilterOperator {
    Equal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// What a list may be ordered by, both ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SortBy {
    Attribute(AttributeId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sort {
    pub by: SortBy,
    pub descending: bool,
}
