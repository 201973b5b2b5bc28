//! What an access key is to whoever lists, makes or looks one up.

use authentication::{KeyId, Secret};
use jiff::Timestamp;
use uuid::Uuid;

/// On whose behalf an access key signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// An account, whose role is asked for whenever the key is looked up.
    Account(Uuid),
    /// Nobody in particular: the key itself has this role.
    Role(String),
}

/// An access key as it is listed, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// The public half.
    pub id: KeyId,
    /// On whose behalf it signs.
    pub holder: Holder,
    /// What people call it.
    pub label: String,
    /// Since when there is such a key.
    pub created_at: Timestamp,
    /// Since when it is refused; `None` while it is good.
    pub disabled_at: Option<Timestamp>,
}

/// An access key that has just been made: the only time that its secret is shown.
#[derive(Clone, Debug)]
pub struct CreatedKey {
    /// The public half.
    pub id: KeyId,
    /// The secret half.
    pub secret: Secret,
    /// On whose behalf it signs.
    pub holder: Holder,
}

/// What a request that is signed with an access key is verified against, and whose it is then.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The public half of the key.
    pub key_id: KeyId,
    /// The secret half of the key.
    pub secret: Secret,
    /// The account that holds the key, if it is one's.
    pub account: Option<Uuid>,
    /// The role of that account, or else of the key.
    pub role: String,
}
