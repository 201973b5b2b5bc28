//! What services have in common.

/// Crates that are the same in every service, but for the name before theirs: it is enough to test those of one. `http`
/// sees of `contract` only what does not vary.
pub(crate) const FIXED: &[&str] = &["access-keys", "authentication", "http", "store"];
