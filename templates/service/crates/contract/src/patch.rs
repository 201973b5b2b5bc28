//! Tri-state fields of a merge patch (RFC 7396): absent, null and a value are three wishes.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a patch wants done with a field that may be empty.
///
/// As a field of a struct it needs
/// `#[serde(default, skip_serializing_if = "Patch::is_absent")]`: only the struct can leave it out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The field is not mentioned and stays as it is.
    #[default]
    Absent,
    /// The field is to be emptied.
    Null,
    /// The field is to have this value.
    Value(T),
}

impl<T> Patch<T> {
    /// Whether the field is not mentioned.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The value, if there is one, as a slice.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::Value(value) => std::slice::from_ref(value),
            Self::Absent | Self::Null => &[],
        }
    }

    /// The same wish with the value converted.
    #[must_use]
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Absent => Patch::Absent,
            Self::Null => Patch::Null,
            Self::Value(value) => Patch::Value(convert(value)),
        }
    }

    /// Fulfils the wish.
    pub fn apply_to(self, field: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *field = None,
            Self::Value(value) => *field = Some(value),
        }
    }
}

/// `None` is null: whoever has an `Option` at hand means to set the field to it.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Value(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}
