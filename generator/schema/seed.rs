//! The section `seeds`.

use super::{Map, Scalar};
use crate::source::{Span, Spanned};

/// The first rows of one entity, each by its label.
pub type Seeds = Map<Seed>;

/// A row that a new database begins with.
#[derive(Debug, Clone)]
pub struct Seed {
    /// Where it is, without the label.
    pub span: Span,
    /// Values of attributes, and labels of the rows that relations lead to.
    pub values: Map<SeedValue>,
}

/// What a row has. Other than a literal it may be an object, because a row has to be whole.
#[derive(Debug, Clone)]
pub enum SeedValue {
    /// One value, or one label.
    Scalar(Scalar),
    /// Several.
    List(Spanned<Vec<SeedValue>>),
    /// The attributes of an object, or the values of a map.
    Map(Spanned<Map<SeedValue>>),
}

impl SeedValue {
    /// Where it was written.
    pub fn span(&self) -> Span {
        match self {
            SeedValue::Scalar(scalar) => scalar.span,
            SeedValue::List(list) => list.span,
            SeedValue::Map(map) => map.span,
        }
    }
}
