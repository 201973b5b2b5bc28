//! What is told of migrations: where a database stands goes in, lines for people come out.

use store::{MigrationState, MigrationStatus, SchemaStatus};

use super::database::SEEDS_NAME;

/// A line for each migration and each index that is not valid.
pub(crate) fn all(status: &SchemaStatus) -> Vec<String> {
    let migrations = status.migrations.iter();
    let width = migrations.clone().map(|migration| migration.name.len());
    let width = width.max().unwrap_or_default();
    let lines = migrations.map(|migration| {
        let (name, state) = (&migration.name, state(migration));
        format!("{name:<width$}  {state}")
    });
    let indexes = status.invalid_indexes.iter();
    let indexes = indexes.map(|index| format!("index `{index}` is invalid: no query uses it"));
    lines.chain(indexes).collect()
}

/// A line for each migration that keeps the database from being up to date.
pub(crate) fn missing(status: &SchemaStatus) -> Vec<String> {
    let migrations = status.migrations.iter();
    let missing = migrations.filter(|migration| !migration.state.is_current());
    missing
        .map(|migration| format!("{}: {}", migration.name, state(migration)))
        .collect()
}

fn state(migration: &MigrationStatus) -> String {
    match &migration.state {
        MigrationState::Applied { at } => format!("applied {at:.0}"),
        MigrationState::Pending => "pending".to_owned(),
        MigrationState::Partial { done, parts, next } => {
            format!("partly applied, {done} of {parts} parts; next: {next}")
        }
        MigrationState::Changed => {
            "changed after it had been applied; its text has to be what it was".to_owned()
        }
        MigrationState::Unknown { at: Some(at) } if migration.name == SEEDS_NAME => {
            format!("applied {at:.0}, the sample data")
        }
        MigrationState::Unknown { at: Some(at) } => {
            format!("applied {at:.0}, unknown to this program")
        }
        MigrationState::Unknown { at: None } => {
            "partly applied, unknown to this program".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use store::{MigrationState, MigrationStatus, SchemaStatus};

    use super::{all, missing};

    fn migration(name: &str, state: MigrationState) -> MigrationStatus {
        let name = name.to_owned();
        MigrationStatus { name, state }
    }

    #[test]
    fn every_state_has_a_line_and_what_is_missing_another() {
        let at = "2026-01-02T03:04:05.6Z".parse().unwrap();
        let partial = MigrationState::Partial {
            done: 1,
            parts: 3,
            next: "CREATE INDEX CONCURRENTLY a".to_owned(),
        };
        let status = SchemaStatus {
            migrations: vec![
                migration("0001_a", MigrationState::Applied { at }),
                migration("0002_longer", partial),
                migration("0003_b", MigrationState::Pending),
                migration("0004_c", MigrationState::Changed),
                migration("0005_d", MigrationState::Unknown { at: Some(at) }),
                migration("0006_e", MigrationState::Unknown { at: None }),
                migration("seeds", MigrationState::Unknown { at: Some(at) }),
            ],
            invalid_indexes: vec!["a".to_owned()],
        };
        let expected = [
            "0001_a       applied 2026-01-02T03:04:05Z",
            "0002_longer  partly applied, 1 of 3 parts; next: CREATE INDEX CONCURRENTLY a",
            "0003_b       pending",
            "0004_c       changed after it had been applied; its text has to be what it was",
            "0005_d       applied 2026-01-02T03:04:05Z, unknown to this program",
            "0006_e       partly applied, unknown to this program",
            "seeds        applied 2026-01-02T03:04:05Z, the sample data",
            "index `a` is invalid: no query uses it",
        ];
        assert_eq!(all(&status), expected);
        let names: Vec<_> = missing(&status)
            .iter()
            .filter_map(|line| Some(line.split_once(": ")?.0.to_owned()))
            .collect();
        assert_eq!(names, ["0002_longer", "0003_b", "0004_c"]);
    }
}
