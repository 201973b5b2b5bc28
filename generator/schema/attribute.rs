//! Attributes and the values they hold; the same for entities, types, payloads and parameters.

use super::{EnumValue, Literal, Map, Name, Renamed, Scalar, Text};
use crate::source::{Span, Spanned};

/// An attribute. One that says nothing (`title:`) inherits all of it by name.
#[derive(Debug, Clone, Default)]
pub struct Attribute {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Of an attribute of an entity: each key as it is written, and in one line of YAML what stands behind it.
    pub written: Option<Vec<(String, String)>>,
    /// What it holds.
    pub value: Value,
    /// In Markdown.
    pub description: Option<Text>,
    /// `optional:` or the `?` behind a type.
    pub optional: Option<Spanned<bool>>,
    /// NULL is sent as null.
    pub nullable: Option<Spanned<bool>>,
    /// Taken if nothing is said.
    pub default: Option<Default>,
    /// For documents.
    pub example: Option<Literal>,
    /// No two rows have the same.
    pub unique: Option<Spanned<bool>>,
    /// What rows that exist already get.
    pub backfill: Option<Backfill>,
    /// Looked up by.
    pub index: Option<Spanned<bool>>,
    /// Never sent.
    pub secret: Option<Spanned<bool>>,
    /// Whose code sets it.
    pub set_by: Option<Spanned<SetBy>>,
    /// Roles (without `role:`) that may set it.
    pub writable: Option<Spanned<Vec<Name>>>,
    /// Made, not stored.
    pub computed: Option<Computed>,
    /// On its way out.
    pub deprecated: Option<Spanned<bool>>,
    /// What it was before.
    pub renamed: Renamed,
}

/// What an attribute, an element of an array or a value of a map is.
#[derive(Debug, Clone, Default)]
pub struct Value {
    /// Where it is described.
    pub span: Span,
    /// Which kind of value.
    pub shape: Shape,
    /// Which of them are valid.
    pub rules: Box<Rules>,
}

/// Which kind of value.
#[derive(Debug, Clone, Default)]
pub enum Shape {
    /// Not said: the same as that of the attribute it is taken from.
    #[default]
    Inherit,
    /// `type: …`, also `string[]` and `map<string>`.
    Type(TypeExpression),
    /// `enum: [...]`
    Enum(Spanned<Vec<EnumValue>>),
    /// `attributes: {…}`
    Object(Spanned<Map<Attribute>>),
    /// `type: array` and `items: …`
    Array(Box<Value>),
    /// `type: map` and `values: …`
    Map(Box<Value>),
}

/// A type in short form.
#[derive(Debug, Clone)]
pub struct TypeExpression {
    /// Where it was written, without the `?`.
    pub span: Span,
    /// What it says.
    pub form: TypeForm,
}

/// What a type in short form says.
#[derive(Debug, Clone)]
pub enum TypeForm {
    /// `string`, `Address`
    Named(Name),
    /// `string[]`
    Array(Box<TypeExpression>),
    /// `map<string>`
    Map(Box<TypeExpression>),
}

/// Validations as written. Which of them suit the type is decided later.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Characters.
    pub min_length: Option<Spanned<u64>>,
    /// Characters.
    pub max_length: Option<Spanned<u64>>,
    /// Regular expression.
    pub pattern: Option<Text>,
    /// Least value.
    pub minimum: Option<Scalar>,
    /// Greatest value.
    pub maximum: Option<Scalar>,
    /// Greatest value that is too small.
    pub exclusive_minimum: Option<Scalar>,
    /// Least value that is too great.
    pub exclusive_maximum: Option<Scalar>,
    /// Elements.
    pub min_items: Option<Spanned<u64>>,
    /// Elements.
    pub max_items: Option<Spanned<u64>>,
    /// Digits after the point.
    pub scale: Option<Spanned<u64>>,
}

/// What is taken if nothing is said.
#[derive(Debug, Clone)]
pub enum Default {
    /// A value; `now` is one that is read by the attribute's type.
    Literal(Literal),
    /// `{slug: title}`
    Slug(Name),
}

/// What rows that exist already get where the design asks for more than they have.
#[derive(Debug, Clone)]
pub enum Backfill {
    /// The same value for all of them.
    Literal(Literal),
    /// `{sql: "..."}` or `{sqlite: "...", postgres: "..."}`: an expression over the row as it was.
    Sql {
        /// Where.
        span: Span,
        /// For SQLite.
        sqlite: Text,
        /// For PostgreSQL.
        postgres: Text,
    },
}

impl Backfill {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Backfill::Literal(literal) => literal.span(),
            Backfill::Sql { span, .. } => *span,
        }
    }
}

/// Whose code sets an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetBy {
    /// Whoever sends a payload.
    Caller,
    /// Hand-written code of custom actions.
    Action,
    /// The server.
    Server,
}

/// `computed: {needs: [...]}`
#[derive(Debug, Clone, Default)]
pub struct Computed {
    /// Where.
    pub span: Span,
    /// Attributes that it is made of.
    pub needs: Vec<Name>,
}
