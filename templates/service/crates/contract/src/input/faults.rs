//! The faults found so far: single faults go in, a list for the problem comes out.

use std::borrow::Cow;

use crate::problem::FieldError;

/// What is wrong with an input, in the order it was found.
///
/// Keeps the first 100 faults. A body of a megabyte can have a hundred thousand, and whoever sent
/// it learns nothing from the rest.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    errors: Vec<FieldError>,
}

impl Faults {
    const MOST: usize = 100;

    /// One fault of the value as a whole.
    #[must_use]
    pub fn one(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        let errors = vec![FieldError::new(code, detail)];
        Self { errors }
    }

    /// Adds the faults of the member or item called `segment`.
    pub fn add_under(&mut self, segment: &str, faults: Self) {
        let room = Self::MOST.saturating_sub(self.errors.len());
        let faults = faults.errors.into_iter().take(room);
        self.errors.extend(faults.map(|error| error.under(segment)));
    }

    /// Adds faults of the value as a whole.
    pub fn add(&mut self, faults: Self) {
        let room = Self::MOST.saturating_sub(self.errors.len());
        self.errors.extend(faults.errors.into_iter().take(room));
    }

    /// All but those with a code.
    pub(crate) fn without(mut self, code: &str) -> Self {
        self.errors.retain(|error| error.code != code);
        self
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The faults for a problem.
    #[must_use]
    pub fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }
}
