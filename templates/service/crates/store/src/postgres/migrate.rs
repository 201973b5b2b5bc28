//! Migrations of PostgreSQL: what is missing is found and applied under an advisory lock, so that of
//! several processes that start at once each applies what the others have not.

use std::collections::BTreeMap;
use std::time::Duration;

use deadpool_postgres::ClientWrapper;
use jiff::Timestamp;
use tokio::time::{Instant, sleep};

use crate::migration::{APPLIED, RECORD, Step, missing};
use crate::{Error, Migration, Value};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
)";

/// One lock for each schema of the database; the first number is this crate's own. It is asked for
/// again and again, because a session that waits in `pg_advisory_lock` keeps an open snapshot, for
/// which `CREATE INDEX CONCURRENTLY` would wait in turn.
const LOCK: &str =
    "SELECT pg_try_advisory_lock(1836016485, hashtext(coalesce(current_schema(), '')))";

/// How often the lock is asked for.
const PAUSE: Duration = Duration::from_millis(100);

/// Applies what is missing; its names. The lock ends with the connection.
pub(super) async fn migrate(
    client: &ClientWrapper,
    migrations: &[Migration],
    limit: Duration,
) -> Result<Vec<String>, Error> {
    lock(client, limit).await?;
    client.batch_execute(TABLE).await?;
    let step = |migration: &Migration| Step::new(migration.name, migration.postgres);
    let steps: Vec<Step> = migrations.iter().map(step).collect();
    let mut applied = applied(client).await?;
    let mut names = Vec::new();
    while let Some(step) = missing(&steps, &applied)? {
        let result = apply(client, step).await;
        result.map_err(|error| step.failed(error.into()))?;
        tracing::info!(name = step.name, "migration applied");
        applied.insert(step.name.to_owned(), step.checksum.clone());
        names.push(step.name.to_owned());
    }
    Ok(names)
}

async fn lock(client: &ClientWrapper, limit: Duration) -> Result<(), Error> {
    let deadline = Instant::now() + limit;
    while !client.query_one(LOCK, &[]).await?.try_get::<_, bool>(0)? {
        if Instant::now() >= deadline {
            return Err(Error::Busy {
                reason: "another process is migrating".to_owned(),
            });
        }
        sleep(PAUSE).await;
    }
    Ok(())
}

async fn applied(client: &ClientWrapper) -> Result<BTreeMap<String, String>, Error> {
    let rows = client.query(APPLIED, &[]).await?;
    rows.iter()
        .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
        .collect()
}

/// One transaction for the statements of the step and for its record. If one fails, the transaction
/// ends with the connection, which the caller closes.
async fn apply(client: &ClientWrapper, step: &Step) -> Result<(), tokio_postgres::Error> {
    client.batch_execute("BEGIN").await?;
    client.batch_execute(step.text).await?;
    let now = Value::Time(Timestamp::now());
    client
        .execute(RECORD, &[&step.name, &step.checksum, &now])
        .await?;
    client.batch_execute("COMMIT").await
}
