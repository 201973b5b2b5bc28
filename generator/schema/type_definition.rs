//! The section `types`.

use super::{Attribute, EnumValue, Map, Name, Text, Value};
use crate::source::{Span, Spanned};

/// One of `types`.
#[derive(Debug, Clone)]
pub struct Type {
    /// Where the definition is, without the name.
    pub span: Span,
    /// In Markdown.
    pub description: Option<Text>,
    /// What it is.
    pub definition: Definition,
}

/// What a type is.
#[derive(Debug, Clone)]
pub enum Definition {
    /// Another type with rules of its own; its shape is never an enum, an object or inherited.
    Alias(Value),
    /// A closed list of values.
    Enum(Spanned<Vec<EnumValue>>),
    /// An object.
    Object(ObjectDefinition),
    /// `one_of: {…}`
    Union {
        /// Tags, each with the name of an object type.
        one_of: Spanned<Map<Name>>,
        /// Name of the attribute that holds the tag.
        discriminator: Option<Name>,
    },
}

/// An object, made from others or not.
#[derive(Debug, Clone, Default)]
pub struct ObjectDefinition {
    /// Type whose attributes come first.
    pub extend: Option<Name>,
    /// Type or entity that attributes are taken from by name.
    pub reference: Option<Name>,
    /// Its own.
    pub attributes: Map<Attribute>,
    /// Only these of `extend`.
    pub pick: Option<Spanned<Vec<Name>>>,
    /// All but these of `extend`.
    pub omit: Option<Spanned<Vec<Name>>>,
    /// All of `extend`, made optional.
    pub partial: Option<Spanned<bool>>,
}
