//! Types of values: what an attribute, a parameter or an element of an array may be.

use super::{EntityId, Renamed, TypeId};
use crate::source::Span;
use serde::Serialize;

/// A named type, or an inline enum or object that was given a name by its place (`Article.status` is `ArticleStatus`).
#[derive(Debug, Clone, Serialize)]
pub struct Type {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub kind: TypeKind,
    /// The entity whose attribute holds it inline, if any.
    pub inline_in: Option<EntityId>,
    /// Values of an enum that were called otherwise before, each with what.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub renamed_values: Vec<(String, Renamed)>,
}

#[derive(Debug, Clone, Serialize)]
pub enum TypeKind {
    /// Closed list of values as they are sent.
    Enum(Vec<String>),
    Object(Vec<Field>),
    /// Object types told apart by the value of one attribute: tag and type.
    Union {
        discriminator: String,
        members: Vec<(String, TypeId)>,
    },
}

/// An attribute of an object type, a field of a payload or a query parameter.
#[derive(Debug, Clone, Serialize)]
pub struct Field {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub value: Value,
    pub presence: Presence,
    pub default: Option<Literal>,
    pub example: Option<Literal>,
    pub deprecated: bool,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Value {
    pub shape: Shape,
    pub rules: Rules,
}

#[derive(Debug, Clone, Serialize)]
pub enum Shape {
    Boolean,
    Int32,
    Int64,
    Float64,
    /// Exact decimal number with this many digits after the point.
    Decimal {
        scale: u8,
    },
    /// One line of text.
    String,
    /// Text of many lines.
    Text,
    Bytes,
    DateTime,
    Date,
    Uuid,
    Url,
    Email,
    Array(Box<Value>),
    /// Map from text to values.
    Map(Box<Value>),
    /// An enum, object or union; aliases are already replaced.
    Named(TypeId),
}

/// Validations. Lengths are counted in characters (Unicode scalar values), not bytes; of `bytes` in bytes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Rules {
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub pattern: Option<String>,
    pub minimum: Option<Literal>,
    pub maximum: Option<Literal>,
    pub exclusive_minimum: Option<Literal>,
    pub exclusive_maximum: Option<Literal>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
}

/// Missing, null and present are three different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Presence {
    Required,
    /// May be left out; nothing is sent for NULL.
    Optional,
    /// Always sent; NULL is sent as null.
    Nullable,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Literal {
    Boolean(bool),
    Integer(i64),
    /// As written, so that no digit is lost (floats and decimals).
    Number(String),
    /// Strings, enum values, dates, urls …
    Text(String),
    Array(Vec<Literal>),
}
