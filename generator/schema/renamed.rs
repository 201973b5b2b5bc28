//! What something was called before.

use super::{Name, Text};
use crate::source::Spanned;

/// `renamed_from:` and `wire_alias:` of anything that a design gives a name.
#[derive(Debug, Clone, Default)]
pub struct Renamed {
    /// Its last name.
    pub from: Option<Name>,
    /// Whether clients go on using that name.
    pub wire_alias: Option<Spanned<bool>>,
}

/// One of `enum`: `published`, or a map that says what it was called.
#[derive(Debug, Clone, Default)]
pub struct EnumValue {
    /// As it is stored and sent.
    pub value: Text,
    /// What it was before.
    pub renamed: Renamed,
}
