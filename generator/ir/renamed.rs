//! What changed its name, and what rows that exist get where the design asks for more than they have.

use super::Literal;
use crate::source::Span;
use serde::Serialize;

/// What something was called before.
#[derive(Debug, Clone, Serialize)]
pub struct Renamed {
    /// Its last name.
    pub from: String,
    /// Where that is said.
    #[serde(skip)]
    pub span: Span,
    /// Whether clients go on with that name: it is what is sent, and both are understood.
    pub wire_alias: bool,
}

/// What rows that exist already get.
#[derive(Debug, Clone, Serialize)]
pub enum Backfill {
    /// The same value for all of them; of a relation the key, as text.
    Literal(Literal),
    /// An expression over the row as it was, in each dialect.
    Sql { sqlite: String, postgres: String },
}
