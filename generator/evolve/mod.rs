//! From the schema that the last migration reached to the one that the design asks for now: facts and a schema go in, the
//! next migration comes out. No database is asked.
//!
//! ```text
//! facts ──► known ──► follow (renames) ──► difference ──► changes ──► statements, one list per database
//! ```

mod change;
mod conversion;
mod difference;
mod facts;
mod findings;
mod follow;
mod kept;
mod known;
mod likely;
mod names;
mod naming;
mod postgres;
mod sql;
mod sqlite;
mod values;
mod ways;

pub use names::names;

pub use likely::{Likely, LikelyKind, likely};

use crate::diagnostic::{Diagnostics, codes};
use crate::ir;
use crate::plan::schema::{Migration, Schema};
use known::Known;
use std::collections::BTreeSet;

codes! {
    /// Rows that exist already were written in a way that the design does not ask for any more, and there is more than
    /// one way for them to follow. Say by `backfill` what each row gets, or leave the old as it was and add the new
    /// beside it.
    CHANGED = "E0401";
    /// Rows that exist already need a value for a column that is new, or that must not be without one any more.
    NEEDS_VALUE = "E0402";
    /// Something becomes unique of a table whose rows may have the same already. The migration makes the index if no two
    /// have; else it stops there, says so, and goes on when the rows have been put right.
    MAY_REPEAT = "W0403";
    /// What the design does not have any more is removed from the database, with what rows hold of it. That is done only
    /// if it is said: by `--allow-data-loss`, or by `renamed_from` where it is only called otherwise now.
    LOSES_DATA = "E0404";
    /// Two lines of the lock file contradict each other, as after a merge of branches that changed the same column each in
    /// its own way. Which of the two a database has gone through nobody can tell.
    CONTRADICTED = "E0405";
    /// The lock file says something of the schema that moguera never writes. Take it from version control again.
    NO_FACT = "E0406";
    /// Something that is there already has the name that another thing would get.
    NAME_TAKEN = "E0407";
}

/// Whether a migration may remove what rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataLoss {
    /// It is refused, and told what would be lost.
    Refused,
    /// It was said that it is meant.
    Allowed,
}

/// The migrations of a service and the facts that they reach.
#[derive(Debug)]
pub struct Evolution {
    /// Names of all migrations, oldest first.
    pub names: Vec<String>,
    /// The one that this run writes, if the schema changes.
    pub next: Option<Migration>,
    /// What `moguera.lock` keeps for the next run.
    pub facts: BTreeSet<String>,
    /// Warnings about the next one.
    pub warnings: Diagnostics,
}

/// Plans the step from `recorded` to `schema`.
///
/// # Errors
///
/// What rows that exist could not follow, what would be lost of them unless that is allowed, and facts that cannot be
/// right.
pub fn evolve(
    service: &ir::Service,
    schema: &Schema,
    recorded: &BTreeSet<String>,
    loss: DataLoss,
) -> Result<Evolution, Diagnostics> {
    let mut names = facts::migrations(recorded);
    let facts = facts::of(service, schema);
    let mut found = Diagnostics::new();
    let next = if names.is_empty() {
        Some(initial(schema))
    } else {
        next(
            &Step {
                service,
                schema,
                recorded,
                facts: &facts,
                loss,
            },
            &mut found,
        )
    };
    found.gate()?;
    names.extend(next.as_ref().map(|migration| migration.name.clone()));
    names.sort();
    Ok(Evolution {
        facts: facts::recorded(facts, &names),
        names,
        next,
        warnings: found,
    })
}

/// Everything, from nothing.
fn initial(schema: &Schema) -> Migration {
    Migration {
        name: "0001_initial".to_owned(),
        sqlite: schema.tables.iter().flat_map(sqlite::created).collect(),
        postgres: postgres::initial(schema),
    }
}

/// What the next migration is made from.
struct Step<'a> {
    service: &'a ir::Service,
    schema: &'a Schema,
    recorded: &'a BTreeSet<String>,
    /// What the design asks for now.
    facts: &'a BTreeSet<String>,
    loss: DataLoss,
}

/// The next migration, if anything changes.
fn next(step: &Step<'_>, found: &mut Diagnostics) -> Option<Migration> {
    let findings = findings::Findings {
        service: step.service,
    };
    let known = known(step, &findings, found)?;
    let (wanted, _) = Known::read(step.facts);
    let followed = follow::follow(known, step.schema);
    let difference = difference::difference(&followed.known, &wanted, step.schema);
    let clashes = followed.clashes.iter().map(|it| findings.clash(it));
    let obstacles = difference.obstacles.iter().map(|it| findings.obstacle(it));
    let losses = match step.loss {
        DataLoss::Refused => difference.losses.as_slice(),
        DataLoss::Allowed => &[],
    };
    let losses = losses.iter().map(|it| findings.loss(it));
    let doubtful = difference.doubtful.iter();
    let doubtful = doubtful.map(|(table, index)| findings.may_repeat(table, index));
    clashes
        .chain(obstacles)
        .chain(losses)
        .chain(doubtful)
        .for_each(|finding| found.push(finding));
    let changes = [followed.changes, difference.changes].concat();
    let number = facts::next_number(&facts::migrations(step.recorded));
    (!changes.is_empty()).then(|| Migration {
        name: naming::name(number, &changes),
        sqlite: sqlite::statements(&changes),
        postgres: postgres::statements(&changes),
    })
}

/// The schema before, if what is recorded of it can be right.
fn known(
    step: &Step<'_>,
    findings: &findings::Findings<'_>,
    found: &mut Diagnostics,
) -> Option<Known> {
    let (known, doubts) = Known::read(step.recorded);
    for doubt in &doubts {
        found.push(findings.doubt(doubt));
    }
    let names = facts::known_names(step.recorded);
    for name in names.difference(&facts::names(step.service)) {
        found.push(findings.other_name(name));
    }
    (found.errors() == 0).then_some(known)
}
