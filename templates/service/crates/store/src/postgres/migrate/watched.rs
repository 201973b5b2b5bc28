//! Statements that may wait without a limit: one goes in, its outcome comes out, and meanwhile lines
//! for the log that say for whom it waits.

use std::convert::Infallible;
use std::time::Duration;

use deadpool_postgres::{ClientWrapper, Pool, PoolError};
use tokio::time::sleep;

/// How often it is said.
const EVERY: Duration = Duration::from_secs(5);

const OWN: &str = "SELECT pg_backend_pid()";

/// The sessions that the one of this process id waits for; null if it waits for none.
const WAITED_FOR: &str = "SELECT string_agg(
        pid || coalesce(' (' || state || ' since ' || date_trunc('second', state_change) || ')', ''),
        ', ' ORDER BY pid)
    FROM pg_catalog.pg_stat_activity WHERE pid = ANY (pg_blocking_pids($1))";

/// A session that may wait, and where others come from that can look at it meanwhile.
#[derive(Clone, Copy)]
pub(super) struct Watched<'w> {
    pub(super) client: &'w ClientWrapper,
    pub(super) pool: &'w Pool,
}

impl Watched<'_> {
    /// Does this work of the session, of the migration of this name.
    pub(super) async fn telling(
        &self,
        name: &str,
        work: impl Future<Output = Result<(), tokio_postgres::Error>>,
    ) -> Result<(), tokio_postgres::Error> {
        let pid = self.client.query_one(OWN, &[]).await?.try_get(0)?;
        tokio::select! {
            done = work => done,
            never = self.tell(name, pid) => match never {},
        }
    }

    async fn tell(&self, name: &str, pid: i32) -> Infallible {
        loop {
            sleep(EVERY).await;
            match self.waited_for(pid).await {
                Ok(Some(sessions)) => {
                    tracing::warn!(name, sessions, "migration waits for transactions of others");
                }
                Ok(None) => {}
                Err(error) => {
                    let cause = tracing::field::display(error);
                    tracing::warn!(name, cause, "whether a migration waits cannot be seen");
                }
            }
        }
    }

    async fn waited_for(&self, pid: i32) -> Result<Option<String>, PoolError> {
        let other = self.pool.get().await?;
        Ok(other.query_one(WAITED_FOR, &[&pid]).await?.try_get(0)?)
    }
}
