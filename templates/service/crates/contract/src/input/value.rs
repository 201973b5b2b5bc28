//! One value of the input before its type is known: from JSON, or text from a query.

use serde_json::{Map, Value};

use super::faults::Faults;

/// One value of the input. It has no `Debug`, as it may be secret.
#[derive(Clone)]
pub enum Input {
    /// A JSON value.
    Json(Value),
    /// What a query gives for one name, at least one text.
    Query(Vec<String>),
}

/// A value that is not made of others.
pub(super) enum Scalar {
    Json(Value),
    Text(String),
}

impl Input {
    /// The value as one scalar. A query that gives a name twice is refused rather than read in one
    /// of two ways.
    pub(super) fn scalar(self) -> Result<Scalar, Faults> {
        match self {
            Self::Json(value) => Ok(Scalar::Json(value)),
            Self::Query(mut texts) => match (texts.pop(), texts.is_empty()) {
                (Some(text), true) => Ok(Scalar::Text(text)),
                _ => Err(Faults::one("repeated", "must be given once")),
            },
        }
    }

    /// The value as text.
    pub(super) fn text(self, expected: &'static str) -> Result<String, Faults> {
        match self.scalar()? {
            Scalar::Json(Value::String(text)) | Scalar::Text(text) => Ok(text),
            Scalar::Json(_) => Err(wrong_type(expected)),
        }
    }

    /// The value as an object.
    pub(crate) fn object(self) -> Result<Map<String, Value>, Faults> {
        match self {
            Self::Json(Value::Object(members)) => Ok(members),
            _ => Err(wrong_type("an object")),
        }
    }

    /// The value as a list. A query lists the values of a name by repeating it.
    pub(super) fn items(self) -> Result<Vec<Self>, Faults> {
        match self {
            Self::Json(Value::Array(items)) => Ok(items.into_iter().map(Self::Json).collect()),
            Self::Json(_) => Err(wrong_type("an array")),
            Self::Query(texts) => Ok(texts
                .into_iter()
                .map(|text| Self::Query(vec![text]))
                .collect()),
        }
    }

    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Json(Value::Null))
    }
}

/// The fault of a value that is not even of the right type. `expected` begins with its article.
pub(super) fn wrong_type(expected: &'static str) -> Faults {
    Faults::one("wrong_type", format!("must be {expected}"))
}
