//! A row for which a `backfill` has no value ends a migration, which says so; it is not asked again and again.

use super::migrator::{Job, Migrator};
use super::rows::item;
use super::versions::{files, step};
use moguera::evolve::DataLoss;
use std::collections::BTreeSet;

const DESIGN: &str = "
moguera: \"0.1\"
api: { name: migrated, version: 1.0.0 }
entities:
  Item:
    attributes:
      name: string
";

const ADDED: &str = "      size: { type: int32, backfill: { sql: \"nullif(length(name), 4)\" } }\n";

#[test]
fn a_row_without_a_value_ends_the_migration() {
    let edited = format!("{DESIGN}{ADDED}");
    let first = step(DESIGN, &BTreeSet::new(), DataLoss::Refused).expect("it is sound");
    let next = step(&edited, &first.facts, DataLoss::Refused).expect("nothing is lost");
    let (first, next) = (files(&first), files(&next));
    let migrator = Migrator::build();
    for dialect in migrator.dialects() {
        for (name, is_filled) in [("five.", true), ("four", false)] {
            let job = Job::new()
                .migrate(&first)
                .insert(&item(dialect, "name", &format!("'{name}'")))
                .migrate(&[first.clone(), next.clone()].concat());
            let outcomes = migrator.run(dialect, &[job]);
            let told = outcomes[0].found().map(<[_]>::len);
            assert_eq!(told.is_ok(), is_filled, "{dialect:?} {name}: {told:?}");
            assert!(
                told.err().is_none_or(|error| error.contains("size")),
                "{dialect:?}: what has no value is named"
            );
        }
    }
}
