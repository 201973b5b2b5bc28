//! One migration on PostgreSQL: its script and how much of it is done in, the rest applied and
//! recorded, part by part.

use std::time::Duration;

use jiff::Timestamp;
use tokio::time::{Instant, sleep};
use tokio_postgres::error::SqlState;

use super::index;
use super::watched::Watched;
use crate::migration::{Mark, Part, RECORD, Script};
use crate::postgres::error::is_collision;
use crate::{Error, Value};

/// A statement that waits for its lock makes all wait that come after it, even those that only read.
/// So it waits for no longer than users can bear, gives way, and tries again.
const BEGIN: &str = "BEGIN; SET LOCAL lock_timeout = '2s'";

/// For how long it gives way.
const PAUSE: Duration = Duration::from_secs(1);

const PROGRESS: &str = "INSERT INTO schema_migration_progress
    (name, checksum, parts_done, begun_at, changed_at) VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (name) DO UPDATE
    SET parts_done = excluded.parts_done, changed_at = excluded.changed_at";

const END_OF_PROGRESS: &str = "DELETE FROM schema_migration_progress WHERE name = $1";

/// A part that has no effect but to be recorded.
const NOTHING: Part<'_> = Part {
    mark: None,
    text: "",
};

/// A migration that is being applied.
struct Run<'r> {
    session: Watched<'r>,
    script: &'r Script,
    /// How many parts it has.
    parts: usize,
    /// How long each part may wait for locks, unless it stands alone.
    limit: Duration,
}

/// Applies all parts but those that are done. If one fails, what was applied before it stays.
pub(super) async fn apply(
    session: Watched<'_>,
    script: &Script,
    done: usize,
    limit: Duration,
) -> Result<(), Error> {
    let parts = script.parts()?;
    let run = Run {
        session,
        script,
        parts: parts.len(),
        limit,
    };
    if parts.len() <= done {
        // No part is left to be recorded with.
        return run.part(NOTHING, parts.len()).await;
    }
    for (at, part) in parts.into_iter().enumerate().skip(done) {
        run.part(part, at + 1).await?;
    }
    Ok(())
}

impl Run<'_> {
    /// Applies a part and records that it is done, as the last thing of it if it is a transaction.
    async fn part(&self, part: Part<'_>, number: usize) -> Result<(), Error> {
        let (name, parts) = (self.script.name, self.parts);
        if parts > 1 {
            tracing::info!(name, part = number, parts, "part of a migration begins");
        }
        match part.mark {
            Some(Mark::Alone) => {
                self.patiently(part, number).await?;
                self.patiently(NOTHING, number).await?;
            }
            Some(Mark::Batches) => {
                let mut rows = 0;
                while let affected @ 1.. = self.patiently(part, number).await? {
                    rows += affected;
                    tracing::debug!(name, part = number, rows, "batch of a migration applied");
                }
            }
            Some(Mark::Rebuild) | None => {
                self.patiently(part, number).await?;
            }
        }
        Ok(())
    }

    /// Runs a part once; again for as long as others hold what it needs. Returns how many rows a
    /// batch has affected.
    async fn patiently(&self, part: Part<'_>, number: usize) -> Result<u64, Error> {
        let deadline = Instant::now() + self.limit;
        loop {
            let error = match self.attempt(part, number).await {
                Ok(affected) => return Ok(affected),
                Err(error) => error,
            };
            // If that fails too, the connection is lost and the transaction with it.
            let rolled_back = self.session.client.batch_execute("ROLLBACK").await;
            if !is_locked_out(&error) || rolled_back.is_err() {
                return Err(self.failed(number, error.into()));
            }
            if Instant::now() + PAUSE >= deadline {
                return Err(self.busy(number));
            }
            let name = self.script.name;
            tracing::warn!(name, cause = %error, "migration waits for a lock that others hold");
            sleep(PAUSE).await;
        }
    }

    async fn attempt(&self, part: Part<'_>, number: usize) -> Result<u64, tokio_postgres::Error> {
        if part.mark == Some(Mark::Alone) {
            let work = index::run_again(self.session.client, part.text);
            self.session.telling(self.script.name, work).await?;
            return Ok(0);
        }
        self.in_transaction(part, number).await
    }

    /// Runs the part in a transaction, which also records it unless it was a batch that affected
    /// rows. Returns how many that were.
    async fn in_transaction(
        &self,
        part: Part<'_>,
        number: usize,
    ) -> Result<u64, tokio_postgres::Error> {
        self.session.client.batch_execute(BEGIN).await?;
        let mut affected = 0;
        if part.mark == Some(Mark::Batches) {
            affected = self.session.client.execute(part.text, &[]).await?;
        } else {
            self.session.client.batch_execute(part.text).await?;
        }
        if affected == 0 {
            self.record(number).await?;
        }
        self.session.client.batch_execute("COMMIT").await?;
        Ok(affected)
    }

    /// Records that a part is done, and with the last one the migration.
    async fn record(&self, number: usize) -> Result<(), tokio_postgres::Error> {
        let Script { name, checksum, .. } = self.script;
        let client = self.session.client;
        let now = Value::Time(Timestamp::now());
        if number < self.parts {
            let done = Value::Integer(number as i64);
            client
                .execute(PROGRESS, &[name, checksum, &done, &now])
                .await?;
        } else {
            client.execute(RECORD, &[name, checksum, &now]).await?;
            client.execute(END_OF_PROGRESS, &[name]).await?;
        }
        Ok(())
    }

    fn failed(&self, number: usize, cause: Error) -> Error {
        if self.parts <= 1 {
            return self.script.failed(cause);
        }
        self.script.failed(Error::MigrationPart {
            part: number,
            parts: self.parts,
            cause: Box::new(cause),
        })
    }

    fn busy(&self, number: usize) -> Error {
        let Script { name, .. } = self.script;
        let (parts, limit) = (self.parts, self.limit);
        let reason = format!(
            "migration `{name}` (part {number} of {parts}) needs a lock that other transactions \
             have held for {limit:?}"
        );
        Error::Busy { reason }
    }
}

/// Whether nothing was done, because of what other transactions are doing.
fn is_locked_out(error: &tokio_postgres::Error) -> bool {
    error.code() == Some(&SqlState::LOCK_NOT_AVAILABLE) || is_collision(error)
}
