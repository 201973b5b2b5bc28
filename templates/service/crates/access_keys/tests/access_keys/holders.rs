//! Keys that accounts hold.

use std::sync::Arc;

use access_keys::{Accounts, AccountsFault, Error, Holder};
use async_trait::async_trait;
use store::{Sql, Store};
use uuid::Uuid;

use crate::databases::{access_keys, each};

/// One account, whose role can be changed.
struct OneAccount {
    store: Store,
    id: Uuid,
}

impl OneAccount {
    async fn new(store: &Store) -> OneAccount {
        let store = store.clone();
        let account = OneAccount {
            store,
            id: Uuid::now_v7(),
        };
        account.run("CREATE TABLE account (role TEXT)").await;
        account.run("INSERT INTO account VALUES ('member')").await;
        account
    }

    async fn run(&self, statement: &str) {
        let connection = self.store.connection();
        connection.execute(Sql::new(statement)).await.unwrap();
    }
}

#[async_trait]
impl Accounts for OneAccount {
    async fn role_of(&self, account: Uuid) -> Result<Option<String>, AccountsFault> {
        if account != self.id {
            return Ok(None);
        }
        let sql = Sql::new("SELECT role FROM account");
        let connection = self.store.connection();
        Ok(connection.fetch_optional(sql, |row| row.get(0)).await?)
    }
}

#[tokio::test]
async fn a_key_has_the_role_that_its_account_has_now() {
    each(async |store| {
        let account = Arc::new(OneAccount::new(&store).await);
        let access_keys = access_keys(&store).with_accounts(account.clone());
        let holder = Holder::Account(account.id);
        let id = access_keys.create(&holder, "").await.unwrap().id;
        let found = access_keys.find(&id).await.unwrap().unwrap();
        assert_eq!(
            (found.account, found.role.as_str()),
            (Some(account.id), "member")
        );
        account.run("UPDATE account SET role = 'admin'").await;
        let found = access_keys.find(&id).await.unwrap().unwrap();
        assert_eq!(found.role, "admin");
        assert_eq!(access_keys.list().await.unwrap()[0].holder, holder);
    })
    .await;
}

#[tokio::test]
async fn the_key_of_an_account_that_is_gone_is_not_found() {
    each(async |store| {
        let account = Arc::new(OneAccount::new(&store).await);
        let access_keys = access_keys(&store).with_accounts(account.clone());
        let holder = Holder::Account(account.id);
        let id = access_keys.create(&holder, "").await.unwrap().id;
        account.run("DELETE FROM account").await;
        assert!(access_keys.find(&id).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn no_key_is_made_for_an_account_that_does_not_exist() {
    each(async |store| {
        let account = Arc::new(OneAccount::new(&store).await);
        let stranger = Holder::Account(Uuid::now_v7());
        let without = access_keys(&store);
        for access_keys in [without.clone(), without.with_accounts(account)] {
            let refused = access_keys.create(&stranger, "").await;
            assert!(matches!(refused, Err(Error::NoAccount(_))), "{refused:?}");
            assert!(access_keys.is_empty().await.unwrap());
        }
    })
    .await;
}
