//! A design before and after a few edits, with the migrations of both and what the one keeps of the other.

use super::edits::{self, Edited};
use super::migrator::File;
use super::rows::{Tables, quoted};
use crate::random::{self, Chance, Json};
use moguera::emit::migrations;
use moguera::evolve::{DataLoss, Evolution};
use moguera::ir::Service;
use moguera::plan::schema::{Migration, Schema, Table};
use moguera::source::{Source, SourceFile};
use std::collections::BTreeSet;

/// A design and what is generated of it.
pub(super) struct Version {
    pub(super) text: String,
    /// What the lock file keeps.
    pub(super) steps: BTreeSet<String>,
    /// What they add up to.
    facts: BTreeSet<String>,
    pub(super) tables: Tables,
    /// From nothing.
    pub(super) migrations: Vec<File>,
    schema: Schema,
}

/// Two versions.
pub(super) struct Pair {
    seed: u64,
    edits: Vec<String>,
    pub(super) before: Version,
    pub(super) after: Version,
    /// From the one to the other.
    pub(super) after_migrations: Vec<File>,
    pub(super) kept: Vec<Kept>,
    pub(super) loses: bool,
}

/// Columns that hold the same afterwards, as they are read before and after.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) before: (String, Vec<String>),
    pub(super) after: (String, Vec<String>),
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

impl Pair {
    /// A random design, and the same after up to six edits.
    pub(super) fn random(seed: u64) -> Pair {
        let mut design = random::data(seed, "migrated");
        edits::forget_names(&mut design);
        let before = Version::of(&design);
        let mut chance = Chance::new(seed);
        let mut told = Vec::new();
        let wanted = 1 + chance.below(6);
        for number in 0..100 {
            let mut next = design.clone();
            let mut edited = Edited {
                design: &mut next,
                chance: &mut chance,
                number,
            };
            let Some(edit) = edits::edit(&mut edited) else {
                continue;
            };
            if step(&random::text(&next), &before.steps, DataLoss::Allowed).is_some() {
                design = next;
                told.push(edit);
            }
            if told.len() == wanted {
                break;
            }
        }
        let after = Version::of(&design);
        let next = step(&after.text, &before.steps, DataLoss::Allowed);
        let loses = step(&after.text, &before.steps, DataLoss::Refused).is_none();
        Pair {
            seed,
            edits: told,
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

/// Columns of which nothing changes but the name.
fn kept(before: &Version, after: &Version) -> Vec<Kept> {
    let mut kept = Vec::new();
    for table in &after.schema.tables {
        let Some(old_table) = name_before(before, table) else {
            continue;
        };
        if points_elsewhere((before, &old_table), (after, table)) {
            continue;
        }
        let old = &before.tables.columns[&old_table];
        for column in &table.columns {
            let names = [column.before.as_ref(), Some(&column.name)];
            let old_column = names
                .into_iter()
                .flatten()
                .find(|name| old.iter().any(|it| it.name == **name));
            let Some(old_column) = old_column else {
                continue;
            };
            let places = [(&old_table, old_column), (&table.name, &column.name)];
            if told_of(before, places[0]) != told_of(after, places[1]) {
                continue;
            }
            let is_entity = table.columns.iter().any(|it| it.name == "id");
            let read = |(table, column): (&String, &String)| {
                let key = is_entity.then(|| "id".to_owned());
                (
                    quoted(table),
                    key.into_iter().chain([quoted(column)]).collect(),
                )
            };
            kept.push(Kept {
                before: read(places[0]),
                after: read(places[1]),
            });
        }
    }
    kept
}

/// Whether the pairs of a relation both ways were of other entities, so that they go.
fn points_elsewhere(
    (before, old_table): (&Version, &String),
    (after, table): (&Version, &Table),
) -> bool {
    let pointed = before.tables.keys.iter();
    let pointed = pointed.filter(|((of, _), _)| of == old_table);
    let pointed: BTreeSet<Option<String>> = pointed.map(|(_, to)| Some(to.clone())).collect();
    let points = table.foreign_keys.iter().map(|key| {
        let mut tables = after.schema.tables.iter();
        name_before(before, tables.find(|table| table.sql == key.table)?)
    });
    table.is_of_relation() && pointed != points.collect()
}

/// The table of the same entity or relation.
fn name_before(before: &Version, table: &Table) -> Option<String> {
    let names = [table.of.before.as_ref(), Some(&table.of.name)];
    names.into_iter().flatten().find_map(|name| {
        let told = [format!("entity {name} "), format!("joined {name} ")];
        let rest = before
            .facts
            .iter()
            .find_map(|fact| told.iter().find_map(|it| fact.strip_prefix(it)));
        rest?.split(' ').next().map(str::to_owned)
    })
}

/// All that facts say of a column, but for its name.
fn told_of(version: &Version, (table, column): (&String, &String)) -> Vec<String> {
    let column_fact = format!("column {table} {column} ");
    let value = format!("value {table}.{column}");
    let key = format!("key {table} {} -> ", column);
    let strip = |fact: &String| {
        if let Some(rest) = fact.strip_prefix(&column_fact) {
            // Whether it may be null says nothing of what it holds.
            return Some(rest.replace(" NOT NULL", ""));
        }
        if fact.starts_with(&key) {
            return Some("key".to_owned());
        }
        let rest = fact.strip_prefix(&value)?;
        rest.starts_with([' ', '.', '[', '{', ':'])
            .then(|| rest.to_owned())
    };
    version.facts.iter().filter_map(strip).collect()
}
