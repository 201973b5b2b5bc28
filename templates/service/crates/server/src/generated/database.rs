//! The database as every command finds it: configuration in, a store that is up to date and the
//! secret key that belongs to it out.

use std::path::Path;

use access_keys::{AccessKeys, MIGRATIONS as ACCESS_KEYS, SecretKey};
use driver::service::NAME;
use store::{Migration, Store};

use super::config::{Config, DatabaseConfig};
use super::failure::Failure;
use super::{data_folder, secret_file};
use engines::{MIGRATIONS, SEEDS};

/// Where an embedded database and its secret key are.
const FOLDER: &str = "var";

/// The database that a command works on.
pub(crate) struct Database {
    /// The database itself.
    pub(crate) store: Store,
    /// The secret key that access keys are sealed under.
    pub(crate) secret_key: SecretKey,
    /// The names of the migrations that were missing.
    pub(crate) applied: Vec<String>,
}

/// Opens the database, applies the migrations that are missing, and checks the secret key. An
/// embedded database without access keys has not seen a first start to its end: it is given the
/// sample data of the design.
pub(crate) async fn open(config: &Config) -> Result<Database, Failure> {
    let (store, secret_key) = connect(config)?;
    let mut applied = migrate(&store).await?;
    let access_keys = AccessKeys::new(store.connection(), &secret_key);
    // Whatever would be sealed under another key than the rest could never be used with it.
    access_keys.check_secret_key().await?;
    let is_embedded = matches!(config.database, DatabaseConfig::Embedded(_));
    if is_embedded && config.seeds && access_keys.is_empty().await? {
        applied.extend(seed(&store).await?);
    }
    Ok(Database {
        store,
        secret_key,
        applied,
    })
}

/// Applies the migrations that are missing; their names.
pub(crate) async fn migrate(store: &Store) -> Result<Vec<String>, store::Error> {
    let migrations = [&ACCESS_KEYS, MIGRATIONS].concat();
    store.migrate(&migrations).await
}

/// Loads the sample data. As a migration it is loaded whole or not at all, and only once.
async fn seed(store: &Store) -> Result<Vec<String>, store::Error> {
    let seeds = Migration {
        name: "seeds",
        sqlite: SEEDS,
        postgres: "",
    };
    store.migrate(&[seeds]).await
}

fn connect(config: &Config) -> Result<(Store, SecretKey), Failure> {
    let options = &config.store;
    match &config.database {
        DatabaseConfig::Given(url, secret_key) => {
            let store = Store::open(url.expose(), options)?;
            Ok((store, secret_key.clone()))
        }
        DatabaseConfig::Embedded(given) => {
            let folder = Path::new(FOLDER);
            data_folder::create(folder).map_err(|error| Failure::file(folder, error))?;
            let secret_key = match given {
                Some(secret_key) => secret_key.clone(),
                None => secret_file::read_or_create(&folder.join("secret.key"))?,
            };
            let store = Store::open_sqlite(&folder.join(NAME).with_added_extension("db"), options)?;
            Ok((store, secret_key))
        }
    }
}
