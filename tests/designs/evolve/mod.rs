//! Designs that change: a database with rows of the design before is migrated, looks then like one that was made by the
//! design of now, and holds what it held. `MOGUERA_RANDOM_PAIRS` says how many pairs of designs are tried,
//! `MOGUERA_RANDOM_SEED` where to begin.

mod branches;
mod changed;
mod edits;
mod filling;
mod held;
mod inside;
mod kept;
mod migrator;
mod replays;
mod rows;
mod told;
mod versions;
mod ways;
mod years;

use crate::compile::number;
use kept::{HOW, How, LOST};
use migrator::{Job, Migrator};
use rows::Dialect;
use std::collections::BTreeMap;
use versions::{Pair, Version};

/// How many pairs unless somebody asks for more.
const PAIRS: u64 = 40;

#[test]
fn a_migrated_database_is_like_a_new_one_and_keeps_its_rows() {
    let first = number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let count = number("MOGUERA_RANDOM_PAIRS").unwrap_or(PAIRS);
    let pairs: Vec<Pair> = (first..first + count).map(Pair::random).collect();
    let migrator = Migrator::build();
    let mut faults = Vec::new();
    for dialect in migrator.dialects() {
        let jobs: Vec<Job> = pairs.iter().map(|pair| job(pair, dialect)).collect();
        let fresh: Vec<Job> = pairs.iter().map(|pair| fresh(&pair.after)).collect();
        let outcomes = migrator.run(dialect, &jobs);
        let wanted = migrator.run(dialect, &fresh);
        for ((pair, outcome), wanted) in pairs.iter().zip(outcomes).zip(wanted) {
            if let Err(fault) = compare(pair, &outcome, &wanted) {
                faults.push(format!("{}\n{fault}", pair.told()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    say_something(&pairs);
}

/// Pairs that show nothing would be the same, too.
fn say_something(pairs: &[Pair]) {
    let mut compared: BTreeMap<How, usize> = BTreeMap::new();
    for how in pairs
        .iter()
        .flat_map(|pair| &pair.kept)
        .flat_map(|kept| &kept.how)
    {
        *compared.entry(*how).or_default() += 1;
    }
    let edits = pairs.iter().map(|pair| pair.edits.len());
    println!(
        "{} pairs with {} edits, of which {} lose something; columns compared: {compared:?}",
        pairs.len(),
        edits.clone().sum::<usize>(),
        pairs.iter().filter(|pair| pair.loses).count()
    );
    assert!(edits.min() > Some(0), "a pair without an edit");
    let is_little = (pairs.len() as u64) < PAIRS;
    for how in HOW {
        assert!(
            is_little || compared.contains_key(how),
            "no column is {how:?}"
        );
    }
}

/// Makes the design before, gives it rows, and migrates.
fn job(pair: &Pair, dialect: Dialect) -> Job {
    let inserts = pair.before.tables.inserts(dialect);
    let reads = pair.kept.iter().map(|kept| kept.reads(dialect));
    let (before, after) = reads.map(|[before, after]| (before, after)).unzip();
    Job::new()
        .migrate(&pair.before.migrations)
        .insert(&inserts)
        .read(before)
        .migrate(&[pair.before.migrations.as_slice(), &pair.after_migrations].concat())
        .read(after)
        .schema()
}

/// Makes a design from nothing.
fn fresh(version: &Version) -> Job {
    Job::new().migrate(&version.migrations).schema()
}

/// What is not as it has to be.
fn compare(
    pair: &Pair,
    outcome: &migrator::Outcome,
    wanted: &migrator::Outcome,
) -> Result<(), String> {
    let found = outcome.found()?;
    let wanted = wanted.found()?;
    let ([_, _, before, _, after, schema], [_, fresh]) = (found, wanted) else {
        return Err("the migrator left steps out".to_owned());
    };
    if schema != fresh {
        return Err(difference(schema, fresh));
    }
    let rows = |read: &serde_json::Value| read.as_array().cloned().unwrap_or_default();
    for ((kept, before), after) in pair.kept.iter().zip(rows(before)).zip(rows(after)) {
        let is_same = rows(&before).len() == rows(&after).len()
            && rows(&before)
                .iter()
                .zip(rows(&after))
                .all(|(before, after)| before == &after || before.to_string().contains(LOST));
        if !is_same {
            return Err(format!("{kept:?} is to hold {before}, and holds {after}"));
        }
    }
    Ok(())
}

fn difference(found: &serde_json::Value, wanted: &serde_json::Value) -> String {
    let lines = |of: &serde_json::Value| -> Vec<String> {
        let lines = of.as_array().into_iter().flatten();
        lines.map(ToString::to_string).collect()
    };
    let (found, wanted) = (lines(found), lines(wanted));
    let too_much = found.iter().filter(|line| !wanted.contains(line));
    let missing = wanted.iter().filter(|line| !found.contains(line));
    let lines = too_much
        .map(|line| format!("migrated: {line}"))
        .chain(missing.map(|line| format!("made new: {line}")));
    lines.collect::<Vec<_>>().join("\n")
}
