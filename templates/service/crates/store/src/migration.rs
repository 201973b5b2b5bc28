//! Which migrations are to be applied: those of the program and those of the database in, what is
//! missing out.

use std::collections::BTreeMap;
use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::Error;

/// One step of the schema, as SQL for each database. Each may be several statements; they are
/// applied in one transaction, so none may begin or end one.
///
/// On SQLite foreign keys are not enforced while it runs, so that tables can be rebuilt, and are
/// checked before it is committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// What it is recorded by. It is never applied twice.
    pub name: &'static str,
    /// The statements for SQLite.
    pub sqlite: &'static str,
    /// The statements for PostgreSQL.
    pub postgres: &'static str,
}

/// Reads the names and checksums of what was applied, on either database.
pub(crate) const APPLIED: &str = "SELECT name, checksum FROM schema_migrations";

/// Records a migration: name, checksum and time, on either database.
pub(crate) const RECORD: &str =
    "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)";

/// A migration as one of the databases sees it.
pub(crate) struct Step {
    pub(crate) name: &'static str,
    pub(crate) text: &'static str,
    /// SHA-256 of the text in hexadecimal digits.
    pub(crate) checksum: String,
}

impl Step {
    pub(crate) fn new(name: &'static str, text: &'static str) -> Step {
        Step {
            name,
            text,
            checksum: checksum(text),
        }
    }

    /// What went wrong, under the name of the migration.
    pub(crate) fn failed(&self, cause: Error) -> Error {
        Error::MigrationFailed {
            name: self.name.to_owned(),
            cause: Box::new(cause),
        }
    }
}

/// The first step that is missing. What is applied is a set: a step from a branch that was merged
/// late is applied although later ones are there. Applied steps that the program does not know are
/// of a newer version of it, which is no error: old processes go on while new ones start.
///
/// # Errors
/// [`Error::MigrationChanged`] if a step was applied with another text.
pub(crate) fn missing<'s>(
    steps: &'s [Step],
    applied: &BTreeMap<String, String>,
) -> Result<Option<&'s Step>, Error> {
    let changed = |step: &&Step| {
        let checksum = applied.get(step.name);
        checksum.is_some_and(|checksum| *checksum != step.checksum)
    };
    if let Some(step) = steps.iter().find(changed) {
        let name = step.name.to_owned();
        return Err(Error::MigrationChanged { name });
    }
    Ok(steps.iter().find(|step| !applied.contains_key(step.name)))
}

/// Line ends do not count: a checkout on another system may have changed them.
fn checksum(text: &str) -> String {
    let digest = Sha256::digest(text.replace("\r\n", "\n"));
    digest.iter().fold(String::new(), |mut digits, byte| {
        write!(digits, "{byte:02x}").expect("a string takes all that is written to it");
        digits
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Step, checksum, missing};
    use crate::Error;

    #[test]
    fn the_checksum_is_sha_256_whatever_the_line_ends() {
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(checksum("abc"), expected);
        assert_eq!(checksum("a;\r\nb;\r\n"), checksum("a;\nb;\n"));
    }

    #[test]
    fn a_step_merged_late_is_found() {
        let steps = [
            Step::new("1", "a"),
            Step::new("2", "b"),
            Step::new("3", "c"),
        ];
        let mut applied = BTreeMap::new();
        for step in [&steps[0], &steps[2]] {
            applied.insert(step.name.to_owned(), step.checksum.clone());
        }
        let found = missing(&steps, &applied).unwrap().map(|step| step.name);
        assert_eq!(found, Some("2"));
    }

    #[test]
    fn a_changed_step_is_refused_before_missing_ones_are_applied() {
        let steps = [Step::new("1", "a"), Step::new("2", "b")];
        let applied = BTreeMap::from([("2".to_owned(), checksum("c"))]);
        let refused = missing(&steps, &applied).map(|step| step.map(|step| step.name));
        assert!(matches!(refused, Err(Error::MigrationChanged { name }) if name == "2"));
    }
}
