//! What a caller demands of the version of a thing before it is changed.

/// The condition under which a change may happen (`If-Match`, RFC 9110 §13.1.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// No condition, or only that the thing exists, which every change needs anyway.
    None,
    /// The thing has one of these versions. An empty list admits no version at all.
    VersionIn(Vec<i64>),
}

impl Precondition {
    /// Whether a thing of this version may be changed.
    #[must_use]
    pub fn admits(&self, version: i64) -> bool {
        match self {
            Self::None => true,
            Self::VersionIn(versions) => versions.contains(&version),
        }
    }
}
