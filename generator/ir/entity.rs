//! Stored types: attributes, relations, who owns a row and who sees it.

use super::{
    AttributeId, Backfill, BelongsToId, EngineId, EntityId, Literal, Presence, Renamed, ResourceId,
    Value,
};
use crate::source::Span;
use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
pub struct Entity {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    /// Snake-case plural.
    pub plural: String,
    pub engine: EngineId,
    /// `id` first, then as written, then `created_at` and `updated_at` if there are timestamps.
    pub attributes: Vec<Attribute>,
    pub belongs_to: Vec<BelongsTo>,
    pub has_many: Vec<HasMany>,
    pub many_to_many: Vec<ManyToMany>,
    pub indexes: Vec<Index>,
    pub owner: Option<Owner>,
    pub visible: Visible,
    /// Whose actions are about its rows, by name.
    pub resources: Vec<ResourceId>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

impl Entity {
    /// What no two rows have the same of, beside the key: attributes, then indexes.
    pub fn unique(&self) -> Vec<Vec<IndexPart>> {
        let attributes = self.attributes.iter().enumerate();
        let attributes = attributes
            .filter(|(_, attribute)| attribute.unique && attribute.role != AttributeRole::Key)
            .map(|(index, _)| vec![IndexPart::Attribute(AttributeId(index))]);
        let indexes = self.indexes.iter().filter(|index| index.unique);
        attributes
            .chain(indexes.map(|index| index.parts.clone()))
            .collect()
    }

    /// Whether another attribute is a slug of this one, which is always there then.
    pub fn is_slugged(&self, attribute: &Attribute) -> bool {
        self.attributes.iter().any(|other| match other.default {
            Some(Default::Slug(source)) => self.attribute(source).name == attribute.name,
            _ => false,
        })
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct Attribute {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub value: Value,
    pub presence: Presence,
    pub default: Option<Default>,
    pub example: Option<Literal>,
    pub unique: bool,
    pub index: bool,
    /// Never leaves the service.
    pub secret: bool,
    pub set_by: SetBy,
    /// Roles that may set it through a payload although `set_by` says otherwise; with `set_by: caller`, the only ones.
    pub writable: Vec<String>,
    /// Made by a hand-written function, not stored.
    pub computed: Option<Computed>,
    pub deprecated: bool,
    pub role: AttributeRole,
    /// What rows that exist already get when it is added, required or of another type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backfill: Option<Backfill>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
    /// What the entity itself says of it: each key, and in one line of YAML what stands behind it. `None` if it has the
    /// attribute from a type.
    #[serde(skip)]
    pub written: Option<Vec<(String, String)>>,
}

/// Which of the attributes every entity has this one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum AttributeRole {
    Key,
    CreatedAt,
    UpdatedAt,
    Plain,
}

#[derive(Debug, Clone, Serialize)]
pub struct Computed {
    pub needs: Vec<AttributeId>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Default {
    Literal(Literal),
    /// The time of creation.
    Now,
    /// A slug of another attribute, made unique by a number.
    Slug(AttributeId),
}

/// Whose code may give an attribute its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum SetBy {
    Caller,
    /// Hand-written code of custom actions.
    Action,
    Server,
}

#[derive(Debug, Clone, Serialize)]
pub struct BelongsTo {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub entity: EntityId,
    pub optional: bool,
    pub on_delete: OnDelete,
    pub set_by: SetBy,
    pub writable: Vec<String>,
    /// What rows that exist already get when it is added, required or of another type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backfill: Option<Backfill>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
    /// What is said of it: each key, and in one line of YAML what stands behind it.
    #[serde(skip)]
    pub written: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum OnDelete {
    Restrict,
    Cascade,
    SetNull,
}

#[derive(Debug, Clone, Serialize)]
pub struct HasMany {
    pub name: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub entity: EntityId,
    /// The relation of the other entity that points here.
    pub by: BelongsToId,
    /// How many are nested in a view at most.
    pub limit: u32,
    pub order: Order,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

/// An attribute of the related entity to order by, then its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Order {
    pub attribute: AttributeId,
    pub descending: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct ManyToMany {
    pub name: String,
    /// What one of them is called: `tag` of `tags`.
    pub one: String,
    /// The same by the name that the relation had before, if it had another one.
    #[serde(skip)]
    pub one_before: String,
    #[serde(skip)]
    pub span: Span,
    pub description: Option<String>,
    pub entity: EntityId,
    /// How many are nested in a view, and set by a payload, at most.
    pub limit: u32,
    pub set_by: SetBy,
    pub writable: Vec<String>,
    /// What it was called before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub renamed: Option<Renamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct Index {
    #[serde(skip)]
    pub span: Span,
    pub parts: Vec<IndexPart>,
    pub unique: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum IndexPart {
    Attribute(AttributeId),
    BelongsTo(BelongsToId),
}

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Owner {
    /// The account that this relation points to.
    BelongsTo(BelongsToId),
    /// The row is the account.
    Itself,
}

/// Who sees a row.
#[derive(Debug, Clone, Serialize)]
pub enum Visible {
    Everyone,
    /// Any of these, each being all of its conditions.
    Any(Vec<Vec<Condition>>),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Condition {
    Owner,
    Role(String),
    Equals(AttributeId, Literal),
    /// The row that this relation points to is visible.
    Through(BelongsToId),
}
