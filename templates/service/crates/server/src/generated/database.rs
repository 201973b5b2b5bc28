//! The database as every command finds it: configuration in, a store that is up to date and the
//! secret key that belongs to it out.

use std::path::{Path, PathBuf};

use access_keys::{AccessKeys, MIGRATIONS as ACCESS_KEYS, SecretKey};
use driver::service::NAME;
use store::{Migration, SchemaStatus, Store};

use super::config::{Config, DatabaseConfig, Migrate};
use super::failure::Failure;
use super::{data_folder, schema_report, secret_file};
use engines::{MIGRATIONS, SEEDS};

/// Where an embedded database and its secret key are.
const FOLDER: &str = "var";

/// What the sample data is recorded by.
pub(crate) const SEEDS_NAME: &str = "seeds";

/// The database that a command works on.
pub(crate) struct Database {
    /// The database itself.
    pub(crate) store: Store,
    /// The secret key that access keys are sealed under.
    pub(crate) secret_key: SecretKey,
    /// The names of the migrations that were missing.
    pub(crate) applied: Vec<String>,
}

/// Opens the database for a command that works on it. If migrations are missing they are applied, or
/// the command is refused, as the configuration says.
pub(crate) async fn open(config: &Config) -> Result<Database, Failure> {
    match config.migrate {
        Migrate::Auto => open_current(config).await,
        Migrate::Check => open_unchanged(config).await,
    }
}

/// Opens the database, applies the migrations that are missing, and checks the secret key. An
/// embedded database without access keys has not seen a first start to its end: it is given the
/// sample data of the design.
pub(crate) async fn open_current(config: &Config) -> Result<Database, Failure> {
    let (store, secret_key) = connect(config)?;
    let mut applied = migrate(&store).await?;
    let access_keys = check_secret_key(&store, &secret_key).await?;
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

/// Opens a database that is up to date.
async fn open_unchanged(config: &Config) -> Result<Database, Failure> {
    let status = schema_status(config).await?;
    if !status.is_current() {
        return Err(Failure::NotMigrated(schema_report::missing(&status)));
    }
    let (store, secret_key) = connect(config)?;
    check_secret_key(&store, &secret_key).await?;
    Ok(Database {
        store,
        secret_key,
        applied: Vec::new(),
    })
}

/// Where the database stands. Nothing is made or changed.
pub(crate) async fn schema_status(config: &Config) -> Result<SchemaStatus, Failure> {
    let embedded = embedded_file();
    let (options, migrations) = (&config.store, migrations());
    let file = match &config.database {
        DatabaseConfig::Given(url, _) => match url.file() {
            Some(file) => file,
            None => return status_of_server(url.expose(), config).await,
        },
        DatabaseConfig::Embedded(_) => embedded.as_path(),
    };
    Ok(Store::schema_status_of_file(file, options, &migrations)?)
}

async fn status_of_server(address: &str, config: &Config) -> Result<SchemaStatus, Failure> {
    let store = Store::open(address, &config.store)?;
    let status = store.schema_status(&migrations()).await?;
    store.close().await;
    Ok(status)
}

/// Applies the migrations that are missing; their names.
pub(crate) async fn migrate(store: &Store) -> Result<Vec<String>, store::Error> {
    store.migrate(&migrations()).await
}

fn migrations() -> Vec<Migration> {
    [&ACCESS_KEYS, MIGRATIONS].concat()
}

/// Whatever would be sealed under another key than the rest could never be used with it.
async fn check_secret_key(store: &Store, secret_key: &SecretKey) -> Result<AccessKeys, Failure> {
    let access_keys = AccessKeys::new(store.connection(), secret_key);
    access_keys.check_secret_key().await?;
    Ok(access_keys)
}

/// Loads the sample data, if there is any and none was loaded before: as a migration whole or not at
/// all. It is rows and not a part of the schema, so it may have become another text since.
async fn seed(store: &Store) -> Result<Vec<String>, store::Error> {
    let recorded = store.schema_status(&[]).await?.migrations;
    let is_loaded = recorded.iter().any(|it| it.name == SEEDS_NAME);
    if SEEDS.is_empty() || is_loaded {
        return Ok(Vec::new());
    }
    let seeds = Migration {
        name: SEEDS_NAME,
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
            let store = Store::open_sqlite(&embedded_file(), options)?;
            Ok((store, secret_key))
        }
    }
}

fn embedded_file() -> PathBuf {
    Path::new(FOLDER).join(NAME).with_added_extension("db")
}
