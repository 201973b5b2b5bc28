//! PostgreSQL over a pool of connections, each of which keeps its prepared statements.

mod error;
mod migrate;
mod tls;
mod transaction;
mod value;

use std::time::Duration;

use async_trait::async_trait;
use deadpool_postgres::{
    ClientWrapper, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime,
};
use tokio_postgres::config::SslMode;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls, Row, Statement};

use crate::row::Each;
use crate::steps::Steps;
use crate::target::Target;
use crate::{Error, Migration, Options, SchemaStatus, Sql};
use error::{is_collision, is_stale_plan};
use transaction::Lease;

pub(crate) use transaction::Transaction;
pub(crate) use value::stored;

/// How often a unit is tried when it collides with others. It had no effect then.
const ATTEMPTS: usize = 3;

/// Prepared statements that a connection keeps before it begins anew: more than a service has,
/// unless it makes texts without bound.
const STATEMENTS: usize = 1024;

/// A pool of connections to one database.
pub(crate) struct Database {
    pool: Pool,
    migration_limit: Duration,
}

impl Database {
    /// Reads the URL; connects when it is asked for the first time.
    pub(crate) fn open(url: &str, options: &Options) -> Result<Database, Error> {
        let mut config: Config = url.parse().map_err(|error| configuration(&error))?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(options.busy_limit);
        }
        let settings = ManagerConfig {
            recycling_method: RecyclingMethod::Fast,
        };
        let manager = if tls::is_used(&config) {
            let connector = tls::connector(options.root_certificates.as_deref())?;
            Manager::from_config(config, connector, settings)
        } else {
            config.ssl_mode(SslMode::Disable);
            Manager::from_config(config, NoTls, settings)
        };
        let pool = Pool::builder(manager)
            .max_size(options.pool_size.max(1))
            .wait_timeout(Some(options.busy_limit))
            .create_timeout(Some(options.busy_limit))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| configuration(&error))?;
        Ok(Database {
            pool,
            migration_limit: options.migration_limit,
        })
    }

    /// Takes a connection for a transaction.
    pub(crate) async fn begin(&self) -> Result<Transaction, Error> {
        let lease = Lease::begin(self.client().await?).await?;
        Ok(Transaction::new(lease))
    }

    /// Applies the migrations that are missing; their names.
    pub(crate) async fn migrate(&self, migrations: &[Migration]) -> Result<Vec<String>, Error> {
        // The connection is not given back: with it, whatever happens, goes the lock.
        let client = Object::take(self.client().await?);
        migrate::migrate(&client, &self.pool, migrations, self.migration_limit).await
    }

    /// Where the database stands.
    pub(crate) async fn schema_status(
        &self,
        migrations: &[Migration],
    ) -> Result<SchemaStatus, Error> {
        let client = self.client().await?;
        migrate::schema_status(&client, migrations).await
    }

    /// Whether the database answers.
    pub(crate) async fn ping(&self) -> Result<(), Error> {
        self.client().await?.batch_execute("SELECT 1").await?;
        Ok(())
    }

    /// Refuses further work. What has a connection goes on.
    pub(crate) fn close(&self) {
        self.pool.close();
    }

    async fn client(&self) -> Result<Object, Error> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error.into(),
            PoolError::Closed => Error::Closed,
            PoolError::Timeout(_) => Error::Busy {
                reason: "no connection to the database became free in time".to_owned(),
            },
            error => configuration(&error),
        })
    }
}

#[async_trait]
impl Target for Database {
    async fn read(&self, sql: Sql, limit: usize, each: &mut Each<'_>) -> Result<(), Error> {
        let client = self.client().await?;
        let mut attempt = 1;
        loop {
            match query(&client, &sql).await {
                Err(error) if attempt < ATTEMPTS && is_collision(&error) => attempt += 1,
                rows => {
                    drop(client);
                    return hand_over(&rows?, limit, each);
                }
            }
        }
    }

    async fn execute(&self, steps: Steps) -> Result<Vec<u64>, Error> {
        let mut attempt = 1;
        loop {
            match execute_once(self.client().await?, &steps).await {
                Err(error) if attempt < ATTEMPTS && is_collision(&error) => attempt += 1,
                affected => return Ok(affected?),
            }
        }
    }

    fn is_sqlite(&self) -> bool {
        false
    }

    fn is_in_transaction(&self) -> bool {
        false
    }
}

/// Hands over up to `limit` rows.
fn hand_over(rows: &[Row], limit: usize, each: &mut Each<'_>) -> Result<(), Error> {
    let mut rows = rows.iter().take(limit);
    rows.try_for_each(|row| each(&crate::Row::postgres(row)))
}

/// One statement needs no transaction; several get one.
async fn execute_once(client: Object, steps: &Steps) -> Result<Vec<u64>, tokio_postgres::Error> {
    if let [sql] = steps.statements() {
        return Ok(vec![execute(&client, sql).await?]);
    }
    let lease = Lease::begin(client).await?;
    match execute_each(lease.client(), steps).await {
        Ok(affected) => lease.end("COMMIT").await.map(|()| affected),
        Err(error) => {
            transaction::roll_back(lease).await;
            Err(error)
        }
    }
}

async fn execute_each(
    client: &ClientWrapper,
    steps: &Steps,
) -> Result<Vec<u64>, tokio_postgres::Error> {
    let mut affected = Vec::with_capacity(steps.statements().len());
    for sql in steps.statements() {
        affected.push(execute(client, sql).await?);
        if steps.end_after(&affected) {
            break;
        }
    }
    Ok(affected)
}

async fn execute(client: &ClientWrapper, sql: &Sql) -> Result<u64, tokio_postgres::Error> {
    let statement = prepare(client, sql).await?;
    let result = client.execute(&statement, &parameters(sql)).await;
    forget_stale(client, result)
}

async fn query(client: &ClientWrapper, sql: &Sql) -> Result<Vec<Row>, tokio_postgres::Error> {
    let statement = prepare(client, sql).await?;
    let result = client.query(&statement, &parameters(sql)).await;
    forget_stale(client, result)
}

async fn prepare(client: &ClientWrapper, sql: &Sql) -> Result<Statement, tokio_postgres::Error> {
    if client.statement_cache.size() >= STATEMENTS {
        client.statement_cache.clear();
    }
    client.prepare_cached(sql.text()).await
}

/// After a migration by another process, statements that were prepared before may be refused.
fn forget_stale<T>(
    client: &ClientWrapper,
    result: Result<T, tokio_postgres::Error>,
) -> Result<T, tokio_postgres::Error> {
    result.inspect_err(|error| {
        if is_stale_plan(error) {
            client.statement_cache.clear();
        }
    })
}

fn parameters(sql: &Sql) -> Vec<&(dyn ToSql + Sync)> {
    let value = |value| value as &(dyn ToSql + Sync);
    sql.values().iter().map(value).collect()
}

fn configuration(error: &dyn std::error::Error) -> Error {
    let reason = match error.source() {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    };
    Error::Configuration { reason }
}
