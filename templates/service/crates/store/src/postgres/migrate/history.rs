//! What PostgreSQL remembers of migrations: the tables of the first schema in, their records out.

use std::collections::BTreeMap;

use deadpool_postgres::ClientWrapper;

use crate::Error;
use crate::migration::{APPLIED, Begun, History, Recorded};

/// Which tables there are: none before the first migration. Only the schema counts that they would
/// be made in; others of the search path may be those of other services.
const TABLES: &str = "SELECT tablename::text FROM pg_catalog.pg_tables
    WHERE schemaname = current_schema()
    AND tablename IN ('schema_migrations', 'schema_migration_progress')";

const BEGUN: &str = "SELECT name, checksum, parts_done FROM schema_migration_progress";

/// Reads what was applied, and what was begun.
pub(super) async fn read(client: &ClientWrapper) -> Result<History, Error> {
    let mut history = History::default();
    for table in client.query(TABLES, &[]).await? {
        match table.try_get(0)? {
            "schema_migrations" => history.applied = applied(client).await?,
            _ => history.begun = begun(client).await?,
        }
    }
    Ok(history)
}

async fn applied(client: &ClientWrapper) -> Result<BTreeMap<String, Recorded>, Error> {
    let rows = client.query(APPLIED, &[]).await?;
    let recorded = rows.iter().map(|row| {
        let (checksum, at) = (row.try_get(1)?, row.try_get(2)?);
        Ok((row.try_get(0)?, Recorded { checksum, at }))
    });
    recorded.collect()
}

async fn begun(client: &ClientWrapper) -> Result<BTreeMap<String, Begun>, Error> {
    let rows = client.query(BEGUN, &[]).await?;
    let begun = rows.iter().map(|row| {
        let parts_done = usize::try_from(row.try_get::<_, i64>(2)?);
        let begun = Begun {
            checksum: row.try_get(1)?,
            parts_done: parts_done.map_err(|_| Error::Corrupt {
                column: 2,
                expected: "a number of parts",
                found: "a number below 0",
            })?,
        };
        Ok((row.try_get(0)?, begun))
    });
    begun.collect()
}
