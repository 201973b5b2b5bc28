//! What access keys ask of the part of the service that has the accounts.

use async_trait::async_trait;
use uuid::Uuid;

/// Why a role could not be read.
pub type AccountsFault = Box<dyn std::error::Error + Send + Sync>;

/// Knows the roles of accounts.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// The role of an account; `None` if there is no such account, whose keys are refused then.
    ///
    /// # Errors
    ///
    /// When the role cannot be read.
    async fn role_of(&self, account: Uuid) -> Result<Option<String>, AccountsFault>;
}
