//! Where the gate looks access keys up: an id in, the key's secret and the caller of the design out.

use access_keys::{AccessKeys, Error};
use async_trait::async_trait;
use authentication::{KeyId, Secret};
use contract::Caller;
use http_ground::{Keys, Rejection};

/// Access keys as the gate sees them.
pub(crate) struct KeyLookup(pub(crate) AccessKeys);

#[async_trait]
impl Keys for KeyLookup {
    async fn find(&self, key_id: &KeyId) -> Result<Option<(Secret, Caller)>, Rejection> {
        let Some(identity) = self.0.find(key_id).await.map_err(rejection)? else {
            return Ok(None);
        };
        let Some(caller) = engines::caller(&identity) else {
            let role = &identity.role;
            tracing::warn!(%key_id, role, "refused: the design knows no such role");
            return Ok(None);
        };
        Ok(Some((identity.secret.clone(), caller)))
    }
}

fn rejection(error: Error) -> Rejection {
    match error {
        Error::Store(store::Error::Busy { .. } | store::Error::Closed) => {
            let busy = Rejection::unavailable("the database is busy or out of reach");
            busy.retry_after(1).caused_by(error)
        }
        error => Rejection::internal(error),
    }
}
