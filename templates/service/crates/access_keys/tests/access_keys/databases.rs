//! A database of its own for each test: the test as a function in, its run on every database out.

use std::env;

use access_keys::{AccessKeys, Holder, MIGRATIONS, SecretKey};
use store::{Options, Sql, Store};
use uuid::Uuid;

/// Runs a test on SQLite and, if there is one, on PostgreSQL.
pub(crate) async fn each(test: impl AsyncFn(Store)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("test.db");
    test(migrated(path.to_str().unwrap()).await).await;
    if let Ok(url) = env::var("TEST_DATABASE_URL") {
        on_postgres(&url, test).await;
    }
}

/// Runs a test in a schema of its own. Other schemas of the database are left alone.
async fn on_postgres(url: &str, test: impl AsyncFn(Store)) {
    let name = url.split('?').next().unwrap();
    assert!(
        name.ends_with("_test"),
        "the name of a database for tests must end in `_test`"
    );
    let schema = format!("access_keys_{}", Uuid::now_v7().simple());
    let outside = Store::open(url, &Options::default()).unwrap();
    let connection = outside.connection();
    let create = Sql::new(&format!("CREATE SCHEMA {schema}"));
    connection.execute(create).await.unwrap();
    let separator = if url.contains('?') { '&' } else { '?' };
    test(migrated(&format!("{url}{separator}options=-csearch_path%3D{schema}")).await).await;
    let remove = Sql::new(&format!("DROP SCHEMA {schema} CASCADE"));
    connection.execute(remove).await.unwrap();
}

async fn migrated(address: &str) -> Store {
    let store = Store::open(address, &Options::default()).unwrap();
    store.migrate(&MIGRATIONS).await.unwrap();
    store
}

/// Keys under a new secret key.
pub(crate) fn access_keys(store: &Store) -> AccessKeys {
    AccessKeys::new(store.connection(), &SecretKey::generate().unwrap())
}

/// The holder of most keys here.
pub(crate) fn admin() -> Holder {
    Holder::Role("admin".to_owned())
}
