//! Access keys: an id goes in, its secret and the caller of the contract come out.

use std::time::Duration;

use access_keys::{AccessKeys, Accounts, AccountsFault, SecretKey};
use async_trait::async_trait;
use authentication::{KeyId, Secret};
use contract::Caller;
use http_ground::{Keys, Rejection};
use std::sync::Arc;
use store::{Connection, Sql, Store};
use uuid::Uuid;

/// As long as the generated server keeps them unless told otherwise.
const LIFETIME: Duration = Duration::from_secs(5);

pub(crate) struct Lookup(AccessKeys);

impl Lookup {
    pub(crate) fn new(store: &Store, secret_key: &SecretKey) -> Self {
        let keys = AccessKeys::new(store.connection(), secret_key).with_cache(LIFETIME);
        Self(keys.with_accounts(Arc::new(Roles(store.connection()))))
    }
}

#[async_trait]
impl Keys for Lookup {
    async fn find(&self, key_id: &KeyId) -> Result<Option<(Secret, Caller)>, Rejection> {
        let found = self.0.find(key_id).await.map_err(Rejection::internal)?;
        Ok(found.and_then(|identity| {
            let caller = Caller {
                key_id: Some(identity.key_id.to_string()),
                account: identity.account.map(Into::into),
                role: Some(identity.role.parse().ok()?),
            };
            Some((identity.secret.clone(), caller))
        }))
    }
}

struct Roles(Connection);

#[async_trait]
impl Accounts for Roles {
    async fn role_of(&self, account: Uuid) -> Result<Option<String>, AccountsFault> {
        let sql = Sql::with_values("SELECT role FROM users WHERE id = $1", [account.into()]);
        Ok(self.0.fetch_optional(sql, |row| row.get(0)).await?)
    }
}
