//! The first start: a database without access keys goes in, the first key of an administrator
//! comes out.

use access_keys::{AccessKeys, CreatedKey, Holder};
use engines::Engines;
use store::Store;

use super::failure::Failure;

/// The role that may do everything; every design has it.
const ADMIN: &str = "admin";

/// Makes the first access key; `None` if there are keys.
pub(crate) async fn first_key(
    store: &Store,
    access_keys: &AccessKeys,
) -> Result<Option<CreatedKey>, Failure> {
    if !access_keys.is_empty().await? {
        return Ok(None);
    }
    let holder = admin(store).await?;
    let key = access_keys
        .create(&holder, "made on the first start")
        .await?;
    Ok(Some(key))
}

/// The first account that is an administrator; where there is none, the role alone.
pub(crate) async fn admin(store: &Store) -> Result<Holder, Failure> {
    let account = Engines::new(store)
        .first_admin()
        .await
        .map_err(Failure::Engine)?;
    Ok(account.map_or_else(|| Holder::Role(ADMIN.to_owned()), Holder::Account))
}
