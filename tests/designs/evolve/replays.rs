//! The migrations of a service replayed from nothing, as they were after each of its edits: they reach what its design of
//! then asks for.

use super::migrator::{File, Job, Migrator};
use super::rows::Dialect;

/// What there was after an edit.
struct Moment {
    edit: String,
    /// All migrations so far.
    chain: Vec<File>,
    /// The one that makes the design of then.
    fresh: Vec<File>,
}

/// What there was after each edit that the schema has followed, or that somebody might think it has not.
#[derive(Default)]
pub(super) struct Replays {
    moments: Vec<Moment>,
}

impl Replays {
    /// Migrations are added to those before, which stay as they are. An edit that leaves both as they were is not kept.
    pub(super) fn keep(&mut self, edit: &str, chain: Vec<File>, fresh: Vec<File>) {
        if let Some(last) = self.moments.last() {
            assert!(
                chain.starts_with(&last.chain),
                "{edit} has changed a migration that was there"
            );
            if (&chain, &fresh) == (&last.chain, &last.fresh) {
                return;
            }
        }
        let edit = edit.to_owned();
        self.moments.push(Moment { edit, chain, fresh });
    }

    /// Every chain in an empty database of its own, and every design in another one.
    pub(super) fn reach_their_designs(&self, migrator: &Migrator) {
        for dialect in migrator.dialects() {
            let chains = self.schemas(migrator, dialect, |moment| &moment.chain);
            let fresh = self.schemas(migrator, dialect, |moment| &moment.fresh);
            for ((moment, found), wanted) in self.moments.iter().zip(chains).zip(fresh) {
                assert_eq!(found, wanted, "{dialect:?}, after {}", moment.edit);
            }
        }
        println!("{} chains of migrations were replayed", self.moments.len());
    }

    /// What databases look like after the migrations.
    fn schemas(
        &self,
        migrator: &Migrator,
        dialect: Dialect,
        files: fn(&Moment) -> &Vec<File>,
    ) -> Vec<serde_json::Value> {
        let jobs = self.moments.iter();
        let jobs: Vec<Job> = jobs
            .map(|moment| Job::new().migrate(files(moment)).schema())
            .collect();
        let outcomes = migrator.run(dialect, &jobs);
        let found = self.moments.iter().zip(&outcomes);
        let found = found.map(|(moment, outcome)| match outcome.found() {
            Ok(found) => found[1].clone(),
            Err(fault) => panic!("{dialect:?}, after {}: {fault}", moment.edit),
        });
        found.collect()
    }
}
