//! Values that must not be shown: a value goes in, and comes out only where its use is spelled out.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::input::{Faults, FromInput, Input, Rule};

/// A value that neither logs nor error messages may show. It is sent only as part of a payload.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Hides a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself.
    pub const fn expose(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

impl<T: FromInput> FromInput for Secret<T> {
    fn from_input(input: Input) -> Result<Self, Faults> {
        T::from_input(input).map(Self)
    }

    fn check(&self, rule: &Rule) -> Result<(), Faults> {
        self.0.check(rule)
    }
}
