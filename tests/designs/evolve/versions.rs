//! A design before and after a few edits, with the migrations of both and what the one keeps of the other.

use super::edits::{self, Edited};
use super::kept::{Kept, kept};
use super::migrator::File;
use super::rows::Tables;
use crate::random::{self, Chance, Json};
use moguera::emit::migrations;
use moguera::evolve::{DataLoss, Evolution};
use moguera::ir::Service;
use moguera::plan::schema::{Migration, Schema};
use moguera::source::{Source, SourceFile};
use std::collections::BTreeSet;

/// A design and what is generated of it.
pub(super) struct Version {
    pub(super) text: String,
    /// What the lock file keeps.
    pub(super) steps: BTreeSet<String>,
    /// What they add up to.
    pub(super) facts: BTreeSet<String>,
    pub(super) tables: Tables,
    /// From nothing.
    pub(super) migrations: Vec<File>,
    pub(super) schema: Schema,
}

/// Two versions.
pub(super) struct Pair {
    seed: u64,
    pub(super) edits: Vec<String>,
    pub(super) before: Version,
    pub(super) after: Version,
    /// From the one to the other.
    pub(super) after_migrations: Vec<File>,
    pub(super) kept: Vec<Kept>,
    pub(super) loses: bool,
}

impl Version {
    /// What a database needs of a design that is accepted.
    pub(super) fn of(design: &Json) -> Version {
        let text = random::text(design);
        let evolution = step(&text, &BTreeSet::new(), DataLoss::Refused);
        let evolution = evolution.unwrap_or_else(|| panic!("not accepted:\n{text}"));
        let facts = moguera::evolve::reached(&evolution.facts);
        Version {
            tables: Tables::read(&facts),
            migrations: files(&evolution),
            schema: moguera::lower::schema(&accepted(&text).expect("it is")),
            steps: evolution.facts,
            facts,
            text,
        }
    }
}

/// What a design means, if it is accepted.
fn accepted(text: &str) -> Option<Service> {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    moguera::front(&source).ok()
}

/// The migration of this step, for both databases.
pub(super) fn files(evolution: &Evolution) -> Vec<File> {
    let file = |next: &Migration| File {
        name: next.name.clone(),
        sqlite: migrations::sqlite(next),
        postgres: migrations::postgres(next),
    };
    evolution.next.iter().map(file).collect()
}

/// The next migration of a database that has gone through the steps, if the design can be followed.
pub(super) fn step(text: &str, steps: &BTreeSet<String>, loss: DataLoss) -> Option<Evolution> {
    moguera::migrate(&accepted(text)?, steps, loss).ok()
}

/// Up to eight edits, of which each can be followed.
fn edit(design: &mut Json, chance: &mut Chance, before: &Version) -> Vec<String> {
    let mut told = Vec::new();
    let wanted = 3 + chance.below(6);
    for number in 0..100 {
        let mut next = design.clone();
        let mut edited = Edited {
            design: &mut next,
            chance,
            number,
        };
        let Some(edit) = edits::edit(&mut edited) else {
            continue;
        };
        if step(&random::text(&next), &before.steps, DataLoss::Allowed).is_some() {
            *design = next;
            told.push(edit);
        }
        if told.len() == wanted {
            break;
        }
    }
    told
}

impl Pair {
    /// A random design, and the same after a few edits.
    pub(super) fn random(seed: u64) -> Pair {
        let mut design = random::data(seed, "migrated");
        edits::forget_names(&mut design);
        let mut chance = Chance::new(seed);
        edits::prepare(&mut Edited {
            design: &mut design,
            chance: &mut chance,
            number: 0,
        });
        let before = Version::of(&design);
        let edits = edit(&mut design, &mut chance, &before);
        let after = Version::of(&design);
        let next = step(&after.text, &before.steps, DataLoss::Allowed);
        let loses = step(&after.text, &before.steps, DataLoss::Refused).is_none();
        Pair {
            seed,
            edits,
            after_migrations: files(&next.expect("it was followed with each edit")),
            kept: kept(&before, &after),
            before,
            after,
            loses,
        }
    }

    pub(super) fn told(&self) -> String {
        let texts = self.after_migrations.iter();
        let texts = texts.map(|file| format!("{}\n{}", file.sqlite, file.postgres));
        format!(
            "MOGUERA_RANDOM_SEED={} MOGUERA_RANDOM_PAIRS=1:\n{}\n{}\n{}",
            self.seed,
            self.edits.join("\n"),
            self.before.text,
            texts.collect::<String>()
        )
    }
}
