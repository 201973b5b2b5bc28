//! Typed ids: a name goes in, a type around a UUID comes out that cannot be mistaken for another
//! entity's id.

use std::fmt;

use uuid::Uuid;

/// The text is not a UUID in its usual form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidId;

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UUID of the form 01890a5d-ac96-774b-bcce-b302099a8057")
    }
}

impl std::error::Error for InvalidId {}

/// Reads a UUID in the hyphenated form of RFC 9562 §4 and in no other, so that a resource has one
/// path only (but for upper case, which the RFC demands to be read).
///
/// # Errors
///
/// [`InvalidId`] for any other text, including the braced, the URN and the bare form.
pub fn parse(text: &str) -> Result<Uuid, InvalidId> {
    match text.len() {
        36 => Uuid::try_parse(text).map_err(|_| InvalidId),
        _ => Err(InvalidId),
    }
}

/// Declares the id type of an entity: `id! { /// Which article. ArticleId }`.
#[macro_export]
macro_rules! id {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// A new id: UUID version 7 (RFC 9562 §5.7), so ids sort by the time of their making.
            #[must_use]
            #[expect(clippy::new_without_default, reason = "each call gives another id")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7())
            }

            /// The UUID itself.
            #[must_use]
            pub const fn uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(uuid: uuid::Uuid) -> Self {
                Self(uuid)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::id::InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $crate::id::parse(text).map(Self)
            }
        }

        impl $crate::input::FromInput for $name {
            fn from_input(
                input: $crate::input::Input,
            ) -> Result<Self, $crate::input::Faults> {
                $crate::input::FromInput::from_input(input).map(Self)
            }
        }
    };
}
