//! What is told of migrations: where a database stands goes in, lines for people come out.

use store::{MigrationState, MigrationStatus, SchemaStatus};

use super::database::SEEDS_NAME;
use super::failure::UP;

/// A line for each migration and each index that is not valid.
pub(crate) fn all(status: &SchemaStatus) -> Vec<String> {
    let migrations = status.migrations.iter();
    let width = migrations.clone().map(|migration| migration.name.len());
    let width = width.max().unwrap_or_default();
    let lines = migrations.map(|migration| {
        let (name, state) = (&migration.name, state(migration));
        format!("{name:<width$}  {state}")
    });
    let remedy = if status.is_current() {
        "drop it, or build it again with REINDEX INDEX CONCURRENTLY".to_owned()
    } else {
        format!("it is built again by: {UP}")
    };
    let indexes = status.invalid_indexes.iter();
    let indexes =
        indexes.map(|index| format!("index `{index}` is invalid: no query uses it; {remedy}"));
    lines.chain(indexes).collect()
}

/// A line for each of these migrations.
pub(crate) fn applied<'n>(names: impl Iterator<Item = &'n String>) -> Vec<String> {
    names.map(|name| format!("applied {name}")).collect()
}

/// The names of migrations that were applied between two looks at the database.
pub(crate) fn applied_between<'s>(
    before: &SchemaStatus,
    after: &'s SchemaStatus,
) -> impl Iterator<Item = &'s String> {
    let is_applied =
        |migration: &&MigrationStatus| matches!(migration.state, MigrationState::Applied { .. });
    let migrations = after.migrations.iter().filter(is_applied);
    let new = migrations.filter(move |migration| {
        let mut known = before.migrations.iter().filter(is_applied);
        known.all(|it| it.name != migration.name)
    });
    new.map(|migration| &migration.name)
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

    use super::{all, applied, applied_between, missing};
    use crate::generated::failure::UP;

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
            "index `a` is invalid: no query uses it; it is built again by: ",
        ];
        let mut lines = all(&status);
        let last = lines.last_mut().unwrap();
        assert!(last.ends_with(UP), "{last}");
        last.truncate(last.len() - UP.len());
        assert_eq!(lines, expected);
        let names: Vec<_> = missing(&status)
            .iter()
            .filter_map(|line| Some(line.split_once(": ")?.0.to_owned()))
            .collect();
        assert_eq!(names, ["0002_longer", "0003_b", "0004_c"]);
    }
    #[test]
    fn an_invalid_index_that_no_migration_builds_has_another_remedy() {
        let status = SchemaStatus {
            migrations: Vec::new(),
            invalid_indexes: vec!["a".to_owned()],
        };
        let expected = "index `a` is invalid: no query uses it; \
                        drop it, or build it again with REINDEX INDEX CONCURRENTLY";
        assert_eq!(all(&status), [expected]);
    }

    #[test]
    fn what_was_applied_is_what_was_not_before() {
        let at = "2026-01-02T03:04:05Z".parse().unwrap();
        let status = |states: [MigrationState; 3]| {
            let named = ["0001_a", "0002_b", "0003_c"].into_iter().zip(states);
            SchemaStatus {
                migrations: named.map(|(name, state)| migration(name, state)).collect(),
                invalid_indexes: Vec::new(),
            }
        };
        let is = || MigrationState::Applied { at };
        let before = status([is(), MigrationState::Pending, MigrationState::Pending]);
        let after = status([is(), is(), MigrationState::Pending]);
        let lines = applied(applied_between(&before, &after));
        assert_eq!(lines, ["applied 0002_b"]);
    }
}
