//! The design as it was written: one struct per section, every name and value with its place, no
//! meaning and no defaults. Short and long forms are the same here unless they mean different
//! things.
//!
//! A required value that is missing is empty text at the place where it should be; an error is on
//! record then, so that no later stage ever sees one.

mod action;
mod api;
mod approval;
mod attribute;
mod entity;
mod media_type;
mod renamed;
mod resource;
mod seed;
mod type_definition;

pub use action::{Action, DeclaredError, Deprecated, Method, Payload, Response};
pub use api::{Api, Captions, Contact, Cors, Engine, License, Security, Server};
pub use approval::Approval;
pub use attribute::{
    Attribute, Backfill, Computed, Default, Rules, SetBy, Shape, TypeExpression, TypeForm, Value,
};
pub use entity::{BelongsTo, Entity, HasMany, Index, ManyToMany, OnDelete, SortOrder, Visible};
pub use media_type::{MediaType, View, ViewField, ViewReference};
pub use renamed::{EnumValue, Renamed};
pub use resource::{Access, Filter, FilterOperator, List, PayloadField, Resource, StandardAction};
pub use seed::{Seed, SeedValue, Seeds};
pub use type_definition::{Definition, ObjectDefinition, Type};

use crate::source::{Span, Spanned};

/// A name as written; whether it is a legal one is decided later.
pub type Name = Spanned<String>;

/// Any other text.
pub type Text = Spanned<String>;

/// Definitions in the order written. Names are unique; a second one is an error.
pub type Map<T> = Vec<(Name, T)>;

/// All files of a design together.
#[derive(Debug, Clone, Default)]
pub struct Design {
    /// Version of the language.
    pub moguera: Text,
    /// The service itself.
    pub api: Api,
    /// Bounded contexts; absent if there is only the one that need not be named.
    pub engines: Option<Map<Engine>>,
    /// Named types.
    pub types: Map<Type>,
    /// Stored types.
    pub entities: Map<Entity>,
    /// What is sent.
    pub media_types: Map<MediaType>,
    /// Actions at paths.
    pub resources: Map<Resource>,
    /// First rows, by entity.
    pub seeds: Map<Seeds>,
}

/// A value whose kind depends on the attribute it is for: kept as written.
#[derive(Debug, Clone)]
pub struct Scalar {
    /// The text, unquoted and unescaped.
    pub text: String,
    /// Whether it was plain or between quotes.
    pub style: ScalarStyle,
    /// Where.
    pub span: Span,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes: may be a number, a boolean or null.
    Plain,
    /// Quoted or a block of text: always text.
    Quoted,
}

/// A default, an example or a value to compare with.
#[derive(Debug, Clone)]
pub enum Literal {
    /// One value.
    Scalar(Scalar),
    /// Several.
    List(Spanned<Vec<Literal>>),
}

impl Literal {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            Literal::Scalar(scalar) => scalar.span,
            Literal::List(list) => list.span,
        }
    }
}
