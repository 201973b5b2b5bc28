//! Indexes that are built while rows are written: a statement in, whether its index is there out.

use deadpool_postgres::ClientWrapper;

use crate::migration::{Dialect, Kind, Token, name_of, tokens};

const INVALID: &str = "SELECT class.relname::text
    FROM pg_catalog.pg_index AS entry
    JOIN pg_catalog.pg_class AS class ON class.oid = entry.indexrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE namespace.nspname = current_schema() AND NOT entry.indisvalid
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index AS build
        WHERE build.datname = current_database() AND build.index_relid = entry.indexrelid)
    ORDER BY 1";

const IS_VALID: &str = "SELECT entry.indisvalid
    FROM pg_catalog.pg_index AS entry
    JOIN pg_catalog.pg_class AS class ON class.oid = entry.indexrelid
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = class.relnamespace
    WHERE namespace.nspname = current_schema() AND class.relname::text = $1";

/// The names of indexes that are not valid, and are not being built.
pub(super) async fn invalid(client: &ClientWrapper) -> Result<Vec<String>, tokio_postgres::Error> {
    let rows = client.query(INVALID, &[]).await?;
    rows.iter().map(|row| row.try_get(0)).collect()
}

/// Runs a statement that may have run before. An index that it builds concurrently is left alone if
/// it is there, and removed first if an earlier attempt has left it invalid.
pub(super) async fn run_again(
    client: &ClientWrapper,
    statement: &str,
) -> Result<(), tokio_postgres::Error> {
    if let Some(index) = built_concurrently(statement) {
        match client.query_opt(IS_VALID, &[&index]).await? {
            Some(row) if row.try_get(0)? => return Ok(()),
            Some(_) => remove(client, &index).await?,
            None => {}
        }
    }
    client.batch_execute(statement).await
}

async fn remove(client: &ClientWrapper, index: &str) -> Result<(), tokio_postgres::Error> {
    tracing::info!(index, "an invalid index is built again");
    let quoted = index.replace('"', "\"\"");
    let statement = format!("DROP INDEX CONCURRENTLY IF EXISTS \"{quoted}\"");
    client.batch_execute(&statement).await
}

/// The index of a `CREATE INDEX CONCURRENTLY`, by the name that the database gives it.
fn built_concurrently(statement: &str) -> Option<String> {
    let mut words = tokens(statement, Dialect::Postgres)
        .filter(Token::is_code)
        .peekable();
    words.next_if(|word| word.is_keyword("CREATE"))?;
    words.next_if(|word| word.is_keyword("UNIQUE"));
    words.next_if(|word| word.is_keyword("INDEX"))?;
    words.next_if(|word| word.is_keyword("CONCURRENTLY"))?;
    if words.next_if(|word| word.is_keyword("IF")).is_some() {
        words.next_if(|word| word.is_keyword("NOT"))?;
        words.next_if(|word| word.is_keyword("EXISTS"))?;
    }
    // Without a name of its own the index gets one that is free.
    let name = words.next_if(|word| !word.is_keyword("ON"))?;
    let read = name_of(&name)?;
    Some(match name.kind {
        Kind::QuotedName => read,
        _ => read.to_lowercase(),
    })
}

#[cfg(test)]
mod tests {
    use super::built_concurrently;

    #[test]
    fn the_index_is_named_as_the_database_does() {
        for (statement, expected) in [
            (
                "CREATE INDEX CONCURRENTLY words_id ON words (id)",
                "words_id",
            ),
            (
                "create unique index concurrently Words_ID on words (id)",
                "words_id",
            ),
            (
                "CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON words (id)",
                "a",
            ),
            (
                "CREATE INDEX /* why */ CONCURRENTLY \"A \"\"b\"\"\" ON words (id)",
                "A \"b\"",
            ),
        ] {
            let index = built_concurrently(statement);
            assert_eq!(index.as_deref(), Some(expected), "{statement}");
        }
    }

    #[test]
    fn other_statements_build_none() {
        for statement in [
            "CREATE INDEX words_id ON words (id)",
            "CREATE INDEX CONCURRENTLY ON words (id)",
            "DROP INDEX CONCURRENTLY IF EXISTS words_id",
            "ALTER TABLE words VALIDATE CONSTRAINT words_key",
            "'CREATE INDEX CONCURRENTLY a ON b'",
        ] {
            assert_eq!(built_concurrently(statement), None, "{statement}");
        }
    }
}
