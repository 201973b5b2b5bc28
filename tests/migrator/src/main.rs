//! Jobs come in on standard input, one JSON object per line: an address of a database and steps. Outcomes go out on
//! standard output, one line per job: what each step found, or the error that ended the job.

use std::error::Error;
use std::io::{self, BufRead, Write};

use serde::Deserialize;
use serde_json::{Value, json};
use store::{Migration, Options, Sql, Store};

/// What is to be done with a database that is empty at first.
#[derive(Deserialize)]
struct Job {
    /// A path, or the URL of a PostgreSQL, in which the job gets a schema of its own.
    address: String,
    schema: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    /// Applies what is missing of these.
    Migrate(Vec<File>),
    /// Reads columns of tables, each as a list of lines.
    Read(Vec<(String, Vec<String>)>),
    /// Reads the schema as lines.
    Schema,
}

#[derive(Deserialize)]
struct File {
    name: String,
    sqlite: String,
    postgres: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    for line in io::stdin().lock().lines() {
        let job: Job = serde_json::from_str(&line?)?;
        let outcome = match done(&job).await {
            Ok(found) => json!({ "found": found }),
            Err(error) => json!({ "error": format!("{error:?}") }),
        };
        writeln!(io::stdout(), "{outcome}")?;
    }
    Ok(())
}

async fn done(job: &Job) -> Result<Vec<Value>, store::Error> {
    let options = Options::default();
    if !job.address.starts_with("postgres") {
        return steps(&Store::open(&job.address, &options)?, job).await;
    }
    let outside = Store::open(&job.address, &options)?;
    let connection = outside.connection();
    let create = Sql::new(&format!("CREATE SCHEMA {}", job.schema));
    connection.execute(create).await?;
    let separator = if job.address.contains('?') { '&' } else { '?' };
    let address = format!(
        "{}{separator}options=-csearch_path%3D{}",
        job.address, job.schema
    );
    let store = Store::open(&address, &options)?;
    let found = steps(&store, job).await;
    store.close().await;
    let remove = Sql::new(&format!("DROP SCHEMA {} CASCADE", job.schema));
    connection.execute(remove).await?;
    outside.close().await;
    found
}

async fn steps(store: &Store, job: &Job) -> Result<Vec<Value>, store::Error> {
    let mut found = Vec::new();
    for step in &job.steps {
        found.push(match step {
            Step::Migrate(files) => {
                let migrations: Vec<Migration> = files.iter().map(migration).collect();
                json!(store.migrate(&migrations).await?)
            }
            Step::Read(tables) => {
                let mut read = Vec::new();
                for (table, columns) in tables {
                    read.push(rows(store, table, columns).await?);
                }
                json!(read)
            }
            Step::Schema => json!(schema(store).await?),
        });
    }
    Ok(found)
}

/// Texts of migrations are part of a program, and live as long.
fn migration(file: &File) -> Migration {
    let leak = |text: &String| -> &'static str { text.clone().leak() };
    Migration {
        name: leak(&file.name),
        sqlite: leak(&file.sqlite),
        postgres: leak(&file.postgres),
    }
}

/// Every row as a list of its columns, ordered by them.
async fn rows(
    store: &Store,
    table: &str,
    columns: &[String],
) -> Result<Vec<Vec<String>>, store::Error> {
    let shown = columns.iter().map(|column| match store.is_sqlite() {
        true => format!("quote({column})"),
        false => format!("coalesce({column}::text, 'NULL')"),
    });
    let shown: Vec<String> = shown.collect();
    let order: Vec<String> = (1..=columns.len()).map(|place| place.to_string()).collect();
    let sql = format!(
        "SELECT {} FROM {table} ORDER BY {}",
        shown.join(", "),
        order.join(", ")
    );
    let width = columns.len();
    let connection = store.connection();
    connection
        .fetch_all(Sql::new(&sql), move |row| {
            (0..width).map(|column| row.get(column)).collect()
        })
        .await
}

async fn schema(store: &Store) -> Result<Vec<String>, store::Error> {
    let queries = if store.is_sqlite() { SQLITE } else { POSTGRES };
    let mut lines = Vec::new();
    for query in queries {
        let connection = store.connection();
        let found: Vec<String> = connection
            .fetch_all(Sql::new(query), |row| row.get(0))
            .await?;
        lines.extend(found);
    }
    lines.sort();
    Ok(lines)
}

/// Tables, columns, foreign keys and indexes. Defaults are left out: one that a migration has left lets processes of the
/// version before write rows. What a rename has put between quotes is the same name.
const SQLITE: &[&str] = &[
    "SELECT 'table ' || name || ' strict ' || strict FROM pragma_table_list \
     WHERE schema = 'main' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'schema_migration%'",
    "SELECT 'column ' || m.name || '.' || c.name || ' ' || c.type || ' ' || c.\"notnull\" || ' ' || c.pk \
     FROM sqlite_schema m, pragma_table_info(m.name) c \
     WHERE m.type = 'table' AND m.name NOT LIKE 'schema_migration%' AND m.name NOT LIKE 'sqlite_%'",
    "SELECT 'key ' || m.name || '.' || f.\"from\" || ' ' || f.\"table\" || ' ' || f.\"to\" || ' ' || f.on_delete \
     FROM sqlite_schema m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'",
    "SELECT 'index ' || replace(sql, '\"', '') FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL",
];

/// The same of PostgreSQL, with the names of constraints.
const POSTGRES: &[&str] = &[
    "SELECT format('column %s.%s %s %s %s', table_name, column_name, data_type, collation_name, is_nullable) \
     FROM information_schema.columns \
     WHERE table_schema = current_schema() AND table_name NOT LIKE 'schema_migration%'",
    "SELECT format('constraint %s %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid), convalidated) \
     FROM pg_constraint WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'f', 'c', 'u') \
     AND conrelid::regclass::text NOT LIKE 'schema_migration%'",
    "SELECT format('index %s %s', replace(pg_get_indexdef(indexrelid), current_schema() || '.', ''), indisvalid) \
     FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid \
     WHERE relnamespace = current_schema()::regnamespace AND relname NOT LIKE 'schema_migration%'",
];
