//! What is lowered when it is emitted, and gone afterwards.

use std::fmt;

/// A part of a plan, to be lowered by whoever emits it. All parts of a large design at once take several times the memory
/// of the files that come of them; this way each makes room for the next one.
pub struct Later<'a, T>(Box<dyn FnOnce() -> T + Send + 'a>);

impl<'a, T> Later<'a, T> {
    /// A part that `lower` makes.
    pub fn new(lower: impl FnOnce() -> T + Send + 'a) -> Self {
        Later(Box::new(lower))
    }

    /// The part itself.
    pub fn now(self) -> T {
        (self.0)()
    }
}

impl<T> fmt::Debug for Later<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Later(..)")
    }
}
