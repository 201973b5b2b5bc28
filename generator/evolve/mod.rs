//! From the schema that the last migration reached to the one that the design asks for now: facts and a schema go in, the
//! next migration comes out. No database is asked.
//!
//! ```text
//! steps ──► history ──► facts ──► known ──► follow (renames) ──► difference ──► changes ──► statements, one list per database
//! ```

mod became;
mod between;
mod called;
mod change;
mod conversion;
mod difference;
mod doubts;
mod expression;
mod expressions;
mod facts;
mod findings;
mod fitting;
mod fold;
mod follow;
mod history;
mod inside;
mod kept;
mod known;
mod likely;
mod names;
mod naming;
mod postgres;
mod removed;
mod renaming;
mod sql;
mod sqlite;
mod subject;
mod values;
mod ways;

pub use names::{Named, names};

pub use between::{Between, Fate, between};
pub use called::{called, not_renamed, type_name};
pub use likely::{Likely, LikelyKind, Recorded, likely};
pub use removed::{Removed, removed};

use crate::diagnostic::{Diagnostics, codes};
use crate::ir;
use crate::plan::schema::{Migration, Schema};
use change::Change;
use history::History;
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
    /// Lines of the lock file contradict each other. Each tells what a migration adds to the schema or removes from it. Two
    /// of the same migration say different things, as after a merge of branches that both wrote one of that name; or one
    /// says that something is removed which no migration before it has added. If no database has gone through the
    /// migration yet, delete its files and every line of `moguera.lock` that names it: `moguera generate` writes what is
    /// left to do. Else take `moguera.lock` and `migrations/` from the branch that databases have seen.
    CONTRADICTED = "E0405";
    /// The lock file says something of the schema that moguera never writes. Take it from version control again.
    NO_FACT = "E0406";
    /// Something that is there already has the name that another thing would get.
    NAME_TAKEN = "E0407";
    /// Two migrations do not go together, as after a merge of branches that both added, changed or removed the same, or one
    /// of which removed or renamed what the other one builds on. One after the other they would fail, or the second would
    /// undo the first. Keep the one that databases have gone through. Of the other one delete the files and every line of
    /// `moguera.lock` that names it: `moguera generate` writes what is left of it as a new migration. A database that has
    /// gone through the one that is deleted has to be made again.
    TWICE = "E0408";
    /// A name is gone, and one has come that may be the same thing: an action with the same method, a resource of the same
    /// entity, a view of the same media type, a value of the same enum, or an attribute or relation that has no column. If
    /// it is the same, `renamed_from` says so: code of yours moves with it, and clients may keep the old name. If it is not,
    /// `moguera generate --no-renames` takes the one out and the other in.
    MAY_BE_RENAMED = "E0409";
    /// Rows that exist would all get the same where no two may have the same: with two of them the migration could never
    /// go on. Let the attribute be optional, so that they have none, or say by `backfill` an expression that is another one
    /// in each row.
    ALL_THE_SAME = "E0410";
    /// The expression of a `backfill` cannot give each row its value: it names a column that rows do not have, or one that
    /// the same step changes too, so that what it reads would depend on the order in which a database makes the changes;
    /// or it asks for something of all rows at once. What is changed elsewhere goes into a step of its own.
    EXPRESSION = "E0411";
    /// A `backfill` is used once, by the migration that its attribute needs. The design says another expression now, and no
    /// migration is left that would use it.
    NOT_USED = "W0412";
}

/// Whether a migration may remove what rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataLoss {
    /// It is refused, and told what would be lost.
    Refused,
    /// It was said that it is meant.
    Allowed,
}

/// The migrations of a service and what each of them has changed.
#[derive(Debug)]
pub struct Evolution {
    /// Names of all migrations, oldest first.
    pub names: Vec<String>,
    /// The one that this run writes, if the schema changes.
    pub next: Option<Migration>,
    /// What `moguera.lock` keeps for the next run: what was recorded, and what this step adds and removes.
    pub facts: BTreeSet<String>,
    /// Warnings about the next one.
    pub warnings: Diagnostics,
}

/// Plans the step from where those that are `recorded` lead to `schema`.
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
    let (history, doubts) = History::read(recorded);
    let mut found = Diagnostics::new();
    for doubt in &doubts {
        found.push(doubts::finding(service, doubt));
    }
    found.gate()?;
    let facts = facts::of(service, schema);
    let step = Step {
        service,
        schema,
        history: &history,
        facts: &facts,
        loss,
    };
    let next = match history.migrations.is_empty() {
        true => initial(schema),
        false => next(&step, &mut found),
    };
    found.gate()?;
    let name = next.migration.as_ref().map(|it| it.name.as_str());
    let lines = history.next(&facts, next.said.into_iter(), name);
    let lines = lines.into_iter().chain(recorded.iter().cloned()).collect();
    let mut names = history.migrations;
    names.extend(name.map(str::to_owned));
    names.sort();
    Ok(Evolution {
        facts: lines,
        names,
        next: next.migration,
        warnings: found,
    })
}

/// What is so after all steps that a lock file tells of: `column articles title …`.
pub fn reached(recorded: &BTreeSet<String>) -> BTreeSet<String> {
    History::read(recorded).0.facts
}

/// What is next.
#[derive(Default)]
struct Next {
    /// What the database goes through, if anything changes there.
    migration: Option<Migration>,
    /// What the lock file says of the step beside facts that come and go: what it reads to fill rows, and what became of
    /// names.
    said: BTreeSet<String>,
}

/// Everything, from nothing.
fn initial(schema: &Schema) -> Next {
    let migration = Migration {
        name: "0001_initial".to_owned(),
        sqlite: schema.tables.iter().flat_map(sqlite::created).collect(),
        postgres: postgres::initial(schema),
    };
    Next {
        migration: Some(migration),
        said: BTreeSet::new(),
    }
}

/// What the next migration is made from.
struct Step<'a> {
    service: &'a ir::Service,
    schema: &'a Schema,
    history: &'a History,
    /// What the design asks for now.
    facts: &'a BTreeSet<String>,
    loss: DataLoss,
}

/// What is next; nothing if what is recorded cannot be gone on from.
fn next(step: &Step<'_>, found: &mut Diagnostics) -> Next {
    let (service, schema) = (step.service, step.schema);
    let findings = findings::Findings { service };
    let Some(known) = known(step, &findings, found) else {
        return Next::default();
    };
    let mut said = became::renamed(service, &known);
    let (wanted, _) = Known::read(step.facts);
    let followed = follow::follow(known, schema, &values::renamed(service));
    let clashes = followed.clashes.iter().map(|it| findings.clash(it));
    clashes.for_each(|finding| found.push(finding));
    if followed.is_mixed_up() {
        return Next::default();
    }
    let mut difference = difference::difference(&followed.known, &wanted, schema);
    if step.loss == DataLoss::Refused {
        difference.without_consequences();
    }
    findings
        .difference(&difference, step.loss)
        .for_each(|finding| found.push(finding));
    said.extend(became::inside(service, &followed.parts, &difference));
    said.extend(became::dropped(service, &followed.known, &difference));
    let mut changes = followed.changes;
    // What the design says that each row gets is said of the row as it was.
    changes.retain(|change| !difference.converts(change));
    changes.extend(difference.changes);
    let refused = expressions::refused(&changes, &followed.known);
    let refused = refused.iter().map(|it| findings.refused(it));
    refused.for_each(|finding| found.push(finding));
    let read = expressions::read(&changes, &followed.known, step.facts);
    said.extend(read.iter().map(|what| format!("? {what}")));
    let migration = (!changes.is_empty()).then(|| migration(step, &changes));
    Next { migration, said }
}

/// Changes as statements.
fn migration(step: &Step<'_>, changes: &[Change<'_>]) -> Migration {
    Migration {
        name: naming::name(step.history.next_number(), changes),
        sqlite: sqlite::statements(changes),
        postgres: postgres::statements(changes),
    }
}

/// The schema before, if what is recorded of it can be right.
fn known(
    step: &Step<'_>,
    findings: &findings::Findings<'_>,
    found: &mut Diagnostics,
) -> Option<Known> {
    let facts = &step.history.facts;
    let (known, unknown) = Known::read(facts);
    for fact in unknown {
        found.push(doubts::unknown(step.service, &fact));
    }
    let names = facts::known_names(facts);
    for name in names.difference(&facts::names(step.service)) {
        found.push(findings.other_name(name));
    }
    (found.errors() == 0).then_some(known)
}
