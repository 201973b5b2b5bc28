//! What a connection speaks to: a whole database, or one running transaction.

use async_trait::async_trait;

use crate::row::Each;
use crate::steps::Steps;
use crate::{Error, Sql};

/// Connections know no more of a database than this. So what waits behind it is compiled once, with
/// this crate, and not with each query of each repository.
#[async_trait]
pub(crate) trait Target: Send + Sync {
    /// Reads up to `limit` rows. The statement may be one that writes.
    async fn read(&self, sql: Sql, limit: usize, each: &mut Each<'_>) -> Result<(), Error>;

    /// Reads all rows, which may be many.
    async fn scan(&self, sql: Sql, mut each: Box<Each<'static>>) -> Result<(), Error> {
        self.read(sql, usize::MAX, &mut *each).await
    }

    /// Runs the statements as one atomic unit; the rows that each affected, of those that were run.
    async fn execute(&self, steps: Steps) -> Result<Vec<u64>, Error>;

    fn is_sqlite(&self) -> bool;

    fn is_in_transaction(&self) -> bool;
}
