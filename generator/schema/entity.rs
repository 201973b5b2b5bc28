//! The section `entities`.

use super::{Access, Attribute, Backfill, Literal, Map, Name, Renamed, SetBy, Text};
use crate::source::{Span, Spanned};

/// One of `entities`.
#[derive(Debug, Clone, Default)]
pub struct Entity {
    /// Where the definition is, without the name.
    pub span: Span,
    /// In Markdown.
    pub description: Option<Text>,
    /// Snake-case plural.
    pub plural: Option<Name>,
    /// Type whose attributes come first.
    pub extend: Option<Name>,
    /// Relation to the account, or `self`.
    pub owner: Option<Name>,
    /// Whether there are `created_at` and `updated_at`.
    pub timestamps: Option<Spanned<bool>>,
    /// Who sees a row: any of these.
    pub visible: Option<Spanned<Vec<Visible>>>,
    /// What is stored.
    pub attributes: Map<Attribute>,
    /// Relations that are a column here.
    pub belongs_to: Map<BelongsTo>,
    /// Relations that are a column there.
    pub has_many: Map<HasMany>,
    /// Relations that are a table of their own.
    pub many_to_many: Map<ManyToMany>,
    /// Over several columns, mostly.
    pub indexes: Vec<Index>,
    /// What it was before.
    pub renamed: Renamed,
}

/// Who sees a row.
#[derive(Debug, Clone)]
pub enum Visible {
    /// `owner`, `"role:admin"`, `public`, `signed`
    Access(Spanned<Access>),
    /// `{status: published, through: book}`: all of these.
    All(Spanned<Map<Literal>>),
}

/// A relation to one.
#[derive(Debug, Clone, Default)]
pub struct BelongsTo {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Each key as it is written, and in one line of YAML what stands behind it.
    pub written: Vec<(String, String)>,
    /// Required.
    pub entity: Name,
    /// `optional:` or the `?` behind the entity.
    pub optional: Option<Spanned<bool>>,
    /// What happens here when the row there is deleted.
    pub on_delete: Option<Spanned<OnDelete>>,
    /// In Markdown.
    pub description: Option<Text>,
    /// Whose code sets it.
    pub set_by: Option<Spanned<SetBy>>,
    /// Roles (without `role:`) that may set it.
    pub writable: Option<Spanned<Vec<Name>>>,
    /// What rows that exist already point to.
    pub backfill: Option<Backfill>,
    /// What it was before.
    pub renamed: Renamed,
}

/// What happens to rows that point to a deleted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    /// The deletion is refused.
    Restrict,
    /// They are deleted too.
    Cascade,
    /// They point to nothing.
    SetNull,
}

/// The other side of a relation to one.
#[derive(Debug, Clone, Default)]
pub struct HasMany {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Required.
    pub entity: Name,
    /// The relation of that entity which points here.
    pub by: Option<Name>,
    /// How many are nested at most.
    pub limit: Option<Spanned<u64>>,
    /// In which order.
    pub order: Option<SortOrder>,
    /// In Markdown.
    pub description: Option<Text>,
    /// What it was before.
    pub renamed: Renamed,
}

/// A relation that is a table of its own.
#[derive(Debug, Clone, Default)]
pub struct ManyToMany {
    /// Where the definition is, without the name.
    pub span: Span,
    /// Required.
    pub entity: Name,
    /// How many a payload may name.
    pub limit: Option<Spanned<u64>>,
    /// In Markdown.
    pub description: Option<Text>,
    /// Whose code sets it.
    pub set_by: Option<Spanned<SetBy>>,
    /// Roles (without `role:`) that may set it.
    pub writable: Option<Spanned<Vec<Name>>>,
    /// What it was before.
    pub renamed: Renamed,
}

/// `published_at` or `-published_at`.
#[derive(Debug, Clone)]
pub struct SortOrder {
    /// The attribute, without the `-`.
    pub attribute: Name,
    /// Whether there is a `-`.
    pub descending: bool,
}

/// One of `indexes`.
#[derive(Debug, Clone, Default)]
pub struct Index {
    /// Where.
    pub span: Span,
    /// Attributes and relations, in the order of the index.
    pub attributes: Vec<Name>,
    /// No two rows have the same.
    pub unique: Option<Spanned<bool>>,
}
