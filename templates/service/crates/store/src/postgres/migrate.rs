//! Migrations of PostgreSQL: what is missing is found and applied under an advisory lock, so that of
//! several processes that start at once each applies what the others have not.

mod history;
mod index;
mod run;
mod watched;

use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Pool};
use tokio::time::{Instant, sleep};

use crate::migration::{Dialect, Script, missing};
use crate::{Error, Migration, SchemaStatus};
use watched::Watched;

const TABLES: &str = "
CREATE TABLE IF NOT EXISTS schema_migrations (
    name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE IF NOT EXISTS schema_migration_progress (
    name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY,
    checksum TEXT NOT NULL,
    parts_done BIGINT NOT NULL,
    begun_at TIMESTAMPTZ NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);";

/// An index is built for as long as its table takes, whatever limits the role has for queries.
const WITHOUT_LIMITS: &str = "SET statement_timeout = 0; SET lock_timeout = 0";

/// One lock for each schema of the database; the first number is this crate's own. It is asked for
/// again and again, because a session that waits in `pg_advisory_lock` keeps an open snapshot, for
/// which `CREATE INDEX CONCURRENTLY` would wait in turn.
const LOCK: &str =
    "SELECT pg_try_advisory_lock(1836016485, hashtext(coalesce(current_schema(), '')))";

/// How often the lock is asked for.
const PAUSE: Duration = Duration::from_millis(100);

/// Applies what is missing; its names. The lock and the settings end with the connection, which is
/// none of the pool any more.
pub(super) async fn migrate(
    client: &ClientWrapper,
    pool: &Pool,
    migrations: &[Migration],
    limit: Duration,
) -> Result<Vec<String>, Error> {
    let scripts = Script::all(migrations, Dialect::Postgres);
    // Who has nothing to apply need not wait for a newer version that does.
    if missing(&scripts, &history::read(client).await?)?.is_none() {
        return Ok(Vec::new());
    }
    lock(client, limit).await?;
    client.batch_execute(WITHOUT_LIMITS).await?;
    client.batch_execute(TABLES).await?;
    let session = Watched { client, pool };
    let mut names = Vec::new();
    loop {
        let history = history::read(client).await?;
        let Some(script) = missing(&scripts, &history)? else {
            return Ok(names);
        };
        run::apply(session, script, history.parts_done(script), limit).await?;
        tracing::info!(name = script.name, "migration applied");
        names.push(script.name.to_owned());
    }
}

/// Where the database stands.
pub(super) async fn schema_status(
    client: &ClientWrapper,
    migrations: &[Migration],
) -> Result<SchemaStatus, Error> {
    let scripts = Script::all(migrations, Dialect::Postgres);
    let status = SchemaStatus::of(&scripts, &history::read(client).await?)?;
    let invalid_indexes = index::invalid(client).await?;
    Ok(SchemaStatus {
        invalid_indexes,
        ..status
    })
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
