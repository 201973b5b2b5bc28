//! The keys themselves: rows of the table on one side, identities on the other.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use authentication::KeyId;
use jiff::Timestamp;
use store::{Connection, Row, Sql, Value};
use uuid::Uuid;

use crate::access_key::{AccessKey, CreatedKey, Holder, Identity};
use crate::accounts::Accounts;
use crate::cache::Cache;
use crate::error::Error;
use crate::random;
use crate::secret_key::SecretKey;
use crate::vault::Vault;

/// The access keys of a service. Clones share what was looked up lately.
#[derive(Clone)]
pub struct AccessKeys {
    connection: Connection,
    vault: Arc<Vault>,
    cache: Arc<Cache>,
    accounts: Option<Arc<dyn Accounts>>,
}

impl AccessKeys {
    /// The keys in this database, sealed under this secret key; nothing is cached, and there are no
    /// accounts.
    #[must_use]
    pub fn new(connection: Connection, secret_key: &SecretKey) -> Self {
        Self {
            connection,
            vault: Arc::new(Vault::new(secret_key)),
            cache: Arc::new(Cache::new(Duration::ZERO)),
            accounts: None,
        }
    }

    /// Keeps each key that was looked up, with the role of its account, for this long: that is how
    /// long another process that disables a key, or a change of a role, may go unnoticed here.
    #[must_use]
    pub fn with_cache(mut self, lifetime: Duration) -> Self {
        self.cache = Arc::new(Cache::new(lifetime));
        self
    }

    /// Lets accounts hold keys.
    #[must_use]
    pub fn with_accounts(mut self, accounts: Arc<dyn Accounts>) -> Self {
        self.accounts = Some(accounts);
        self
    }

    /// Makes a key. Its secret is not shown again.
    ///
    /// # Errors
    ///
    /// [`Error::NoAccount`] for an account that does not exist, or what the database says.
    pub async fn create(&self, holder: &Holder, label: &str) -> Result<CreatedKey, Error> {
        let (account, role) = match holder {
            Holder::Account(account) => (Some(*account), None),
            Holder::Role(role) => (None, Some(role.as_str())),
        };
        if let Some(account) = account {
            self.role_of(account)
                .await?
                .ok_or(Error::NoAccount(account))?;
        }
        let (id, secret) = (random::key_id()?, random::secret()?);
        let values: [Value; 6] = [
            id.as_str().into(),
            self.vault.seal(&id, &secret)?.into(),
            account.into(),
            role.into(),
            label.into(),
            Timestamp::now().into(),
        ];
        let insert = "INSERT INTO access_keys (id, sealed_secret, account, role, label, created_at) \
                      VALUES ($1, $2, $3, $4, $5, $6)";
        self.connection
            .execute(Sql::with_values(insert, values))
            .await?;
        let holder = holder.clone();
        Ok(CreatedKey { id, secret, holder })
    }

    /// All keys, the oldest first.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn list(&self) -> Result<Vec<AccessKey>, Error> {
        let select = "SELECT id, account, role, label, created_at, disabled_at FROM access_keys \
                      ORDER BY created_at, id";
        Ok(self
            .connection
            .fetch_unbounded(Sql::new(select), listed)
            .await?)
    }

    /// Whether there is any key.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn is_empty(&self) -> Result<bool, Error> {
        let select = Sql::new("SELECT id FROM access_keys LIMIT 1");
        let found = self.connection.fetch_optional(select, |_| Ok(())).await?;
        Ok(found.is_none())
    }

    /// Refuses a key from now on: in this process at once, in others when their caches expire.
    /// Returns whether there is such a key.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn disable(&self, id: &KeyId) -> Result<bool, Error> {
        let update = "UPDATE access_keys SET disabled_at = COALESCE(disabled_at, $1) WHERE id = $2";
        let values = [Timestamp::now().into(), id.as_str().into()];
        self.change(id, Sql::with_values(update, values)).await
    }

    /// Accepts a key again that was disabled. Returns whether there is such a key.
    ///
    /// # Errors
    ///
    /// What the database says.
    pub async fn enable(&self, id: &KeyId) -> Result<bool, Error> {
        let update = "UPDATE access_keys SET disabled_at = NULL WHERE id = $1";
        self.change(id, Sql::with_values(update, [id.as_str().into()]))
            .await
    }

    /// Looks a key up; `None` if there is no such key, if it is disabled, or if its account is gone.
    ///
    /// # Errors
    ///
    /// [`Error::Sealed`] and [`Error::Accounts`], or what the database says.
    pub async fn find(&self, id: &KeyId) -> Result<Option<Arc<Identity>>, Error> {
        let look_up = match self.cache.get(id) {
            Ok(identity) => return Ok(Some(identity)),
            Err(look_up) => look_up,
        };
        let Some(identity) = self.read(id).await? else {
            return Ok(None);
        };
        let identity = Arc::new(identity);
        self.cache.keep(&look_up, &identity);
        Ok(Some(identity))
    }

    /// Whether the secret key is the one that the keys were sealed under, as the newest one shows.
    /// If there are no keys, any secret key will do.
    ///
    /// # Errors
    ///
    /// [`Error::Sealed`], or what the database says.
    pub async fn check_secret_key(&self) -> Result<(), Error> {
        let select = "SELECT id, sealed_secret FROM access_keys ORDER BY created_at DESC LIMIT 1";
        let sealed = |row: &Row<'_>| Ok((key_id(row)?, row.get::<Vec<u8>>(1)?));
        let newest = self
            .connection
            .fetch_optional(Sql::new(select), sealed)
            .await?;
        let Some((id, sealed)) = newest else {
            return Ok(());
        };
        let opened = self.vault.open(&id, sealed);
        opened.map(drop).ok_or(Error::Sealed(id))
    }

    async fn read(&self, id: &KeyId) -> Result<Option<Identity>, Error> {
        let select = "SELECT sealed_secret, account, role FROM access_keys \
                      WHERE id = $1 AND disabled_at IS NULL";
        let sql = Sql::with_values(select, [id.as_str().into()]);
        let stored = |row: &Row<'_>| Ok((row.get::<Vec<u8>>(0)?, row.get(1)?, row.get(2)?));
        let Some((sealed, account, role)) = self.connection.fetch_optional(sql, stored).await?
        else {
            return Ok(None);
        };
        let role = match account {
            Some(account) => self.role_of(account).await?,
            None => role,
        };
        let Some(role) = role else {
            return Ok(None);
        };
        let secret = self.vault.open(id, sealed);
        Ok(Some(Identity {
            key_id: id.clone(),
            secret: secret.ok_or_else(|| Error::Sealed(id.clone()))?,
            account,
            role,
        }))
    }

    async fn role_of(&self, account: Uuid) -> Result<Option<String>, Error> {
        let Some(accounts) = &self.accounts else {
            return Ok(None);
        };
        let role = accounts.role_of(account).await;
        role.map_err(|source| Error::Accounts { account, source })
    }

    async fn change(&self, id: &KeyId, update: Sql) -> Result<bool, Error> {
        let affected = self.connection.execute(update).await;
        // Also after an error: the change may have been made all the same.
        self.cache.forget(id);
        Ok(affected? > 0)
    }
}

impl fmt::Debug for AccessKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessKeys")
            .field("cache", &self.cache)
            .finish_non_exhaustive()
    }
}

fn listed(row: &Row<'_>) -> Result<AccessKey, store::Error> {
    let holder = match row.get(1)? {
        Some(account) => Holder::Account(account),
        None => Holder::Role(row.get(2)?),
    };
    Ok(AccessKey {
        id: key_id(row)?,
        holder,
        label: row.get(3)?,
        created_at: row.get(4)?,
        disabled_at: row.get(5)?,
    })
}

/// The id in the first column.
fn key_id(row: &Row<'_>) -> Result<KeyId, store::Error> {
    let text: String = row.get(0)?;
    KeyId::parse(&text).ok_or(store::Error::Corrupt {
        column: 0,
        expected: "an id of an access key",
        found: "other text",
    })
}
