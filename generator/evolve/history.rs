//! The steps that a schema has gone through: lines of the lock file come in, which is untrusted; what they add up to comes
//! out, and what of them cannot be so.
//!
//! A line is a step, a sign and a fact, and none is ever changed: where two branches meet, the lines of both stand.
//!
//! ```text
//! 0001_initial + column items name sqlite TEXT NOT NULL, postgres TEXT COLLATE "C" NOT NULL
//! 0002_rename_items_name_to_title - column items name sqlite …
//! 0002_rename_items_name_to_title + column items title sqlite …
//! 0002_rename_items_name_to_title~1_5d41402a + value items.grade = huge
//! 0002_rename_items_name_to_title > attribute Item.title name
//! 0003_add_items_letters ? column items title
//! 0004_remove_items_letters ! attribute Item.letters
//! ```
//!
//! With `?` stands what a migration reads to fill rows: another branch must not have taken it away. What `>` and `!` say, by
//! names of the design, changes nothing of the schema: see [`super::became`].

use super::became::Became;
use super::fold::Fold;
use super::subject::Subject;
use crate::digest::Digest;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Where the steps lead to.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Names of the migrations, oldest first.
    pub(super) migrations: Vec<String>,
    /// What is so after the last step.
    pub(super) facts: BTreeSet<String>,
    /// How many steps behind the last migration were not one.
    behind: u32,
}

/// A step by its name, which says when it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    /// Its migration, or the one that it was behind.
    pub(super) migration: String,
    /// A step without a migration: the how many-th behind it, and what tells it from one of another branch.
    pub(super) behind: Option<(u32, String)>,
}

/// What a step has changed.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) removed: BTreeMap<Subject, String>,
    pub(super) added: BTreeMap<Subject, String>,
    pub(super) read: BTreeSet<Subject>,
}

/// Something about the steps that cannot be so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Moguera never writes such a line.
    Unknown(String),
    /// One step says two things of it.
    Contradicted { subject: Subject, step: Step },
    /// A step removes what no step has added.
    NeverThere { subject: Subject, step: Step },
    /// Two steps add, change or remove it.
    Twice {
        subject: Subject,
        what: Twice,
        steps: [Step; 2],
    },
    /// A step has it on what another one has removed.
    Gone {
        subject: Subject,
        gone: Subject,
        steps: [Step; 2],
    },
}

/// What two steps do alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Twice {
    Added,
    /// Each in its own way.
    AddedOtherwise,
    Changed,
}

impl History {
    /// Reads the lines; what is wrong with them comes out beside.
    pub(super) fn read(lines: &BTreeSet<String>) -> (History, Vec<Doubt>) {
        let (steps, mut doubts) = steps(lines);
        let migrations = steps.keys().filter(|step| step.behind.is_none());
        let migrations: Vec<String> = migrations.map(|step| step.migration.clone()).collect();
        let behind = steps
            .keys()
            .filter(|step| migrations.last() == Some(&step.migration));
        let behind = behind
            .filter_map(|step| Some(step.behind.as_ref()?.0))
            .max();
        let mut fold = Fold::default();
        for (step, changes) in &steps {
            fold.step(step, changes);
        }
        let (facts, found) = fold.end();
        doubts.extend(found);
        first_of_each(&mut doubts);
        let history = History {
            migrations,
            facts,
            behind: behind.unwrap_or(0),
        };
        (history, doubts)
    }

    /// The lines of the next step: to what is so from now on, and what else is `said` with a sign of its own; by a migration
    /// or without one.
    pub(super) fn next(
        &self,
        wanted: &BTreeSet<String>,
        said: impl Iterator<Item = String>,
        migration: Option<&str>,
    ) -> Vec<String> {
        let removed = self
            .facts
            .difference(wanted)
            .map(|fact| format!("- {fact}"));
        let added = wanted
            .difference(&self.facts)
            .map(|fact| format!("+ {fact}"));
        let changes: Vec<String> = removed.chain(added).chain(said).collect();
        let step = match migration {
            Some(migration) => Step {
                migration: migration.to_owned(),
                behind: None,
            },
            None => Step {
                migration: self.migrations.last().cloned().unwrap_or_default(),
                behind: Some((self.behind + 1, told_apart(&changes))),
            },
        };
        changes
            .iter()
            .map(|change| format!("{step} {change}"))
            .collect()
    }

    /// The number of the next migration: behind all that are there, of whichever branch.
    pub(super) fn next_number(&self) -> usize {
        let number = |name: &String| name.split('_').next()?.parse::<usize>().ok();
        self.migrations.iter().filter_map(number).max().unwrap_or(0) + 1
    }
}

/// Of a step, or of two that do not go together, the first thing.
fn first_of_each(doubts: &mut Vec<Doubt>) {
    let mut seen = BTreeSet::new();
    doubts.retain(|doubt| {
        let mut about = match doubt {
            Doubt::Unknown(fact) => vec![fact.clone()],
            Doubt::Contradicted { step, .. } | Doubt::NeverThere { step, .. } => {
                vec![step.to_string()]
            }
            Doubt::Twice { steps, .. } | Doubt::Gone { steps, .. } => {
                steps.each_ref().map(Step::to_string).to_vec()
            }
        };
        about.sort();
        seen.insert(about)
    });
}

/// What steps have changed, in their order.
fn steps(lines: &BTreeSet<String>) -> (BTreeMap<Step, Changes>, Vec<Doubt>) {
    let mut steps = BTreeMap::<Step, Changes>::new();
    let mut doubts = Vec::new();
    for line in lines {
        let Some((step, change)) = change(line) else {
            doubts.push(Doubt::Unknown(line.clone()));
            continue;
        };
        let changes = steps.entry(step.clone()).or_default();
        let (changed, subject, fact) = match change {
            Said::Added(subject, fact) => (&mut changes.added, subject, fact),
            Said::Removed(subject, fact) => (&mut changes.removed, subject, fact),
            Said::Read(subject) => {
                changes.read.insert(subject);
                continue;
            }
            Said::Became => continue,
        };
        if changed.insert(subject.clone(), fact.to_owned()).is_some() {
            doubts.push(Doubt::Contradicted { subject, step });
        }
    }
    (steps, doubts)
}

/// What a line says of its step.
enum Said<'a> {
    Added(Subject, &'a str),
    Removed(Subject, &'a str),
    Read(Subject),
    /// What became of names, which the schema does not ask.
    Became,
}

fn change(line: &str) -> Option<(Step, Said<'_>)> {
    let (step, sign, fact) = parts(line)?;
    let said = match sign {
        "+" => Said::Added(Subject::of(fact)?, fact),
        "-" => Said::Removed(Subject::of(fact)?, fact),
        "?" => Said::Read(Subject::of(fact)?),
        _ => Became::read(sign, fact).map(|_| Said::Became)?,
    };
    Some((step, said))
}

/// The step of a line, its sign and what is said.
pub(super) fn parts(line: &str) -> Option<(Step, &str, &str)> {
    let (step, change) = line.split_once(' ')?;
    let (sign, fact) = change.split_once(' ')?;
    Some((Step::parse(step)?, sign, fact))
}

/// Digits that two steps of different branches do not share.
fn told_apart(changes: &[String]) -> String {
    let lines = changes.iter().flat_map(|change| [change.as_str(), "\n"]);
    let mut digits = Digest::of_parts(lines).to_string();
    digits.truncate(DIGITS);
    digits
}

const DIGITS: usize = 8;

impl Step {
    /// Only what moguera itself could have called it: the name becomes one of a file, and is written in generated code.
    fn parse(written: &str) -> Option<Step> {
        let (migration, behind) = match written.split_once('~') {
            Some((migration, behind)) => {
                let (number, digits) = behind.split_once('_')?;
                let is_digest = digits.len() == DIGITS && digits.bytes().all(is_part);
                let digits = is_digest.then(|| digits.to_owned())?;
                (migration, Some((self::number(number)?, digits)))
            }
            None => (written, None),
        };
        let (number, words) = migration.split_once('_')?;
        let is_number = number.len() >= 4 && self::number(number).is_some();
        let is_name = is_number && !words.is_empty() && words.bytes().all(is_part);
        is_name.then(|| Step {
            migration: migration.to_owned(),
            behind,
        })
    }

    /// The number of its migration.
    pub(super) fn number(&self) -> Option<u32> {
        number(self.migration.split('_').next()?)
    }
}

/// Of a step: nobody makes so many that another one could not be counted.
fn number(written: &str) -> Option<u32> {
    let is_number = written.len() <= 9 && written.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| written.parse().ok())?
}

fn is_part(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.migration)?;
        match &self.behind {
            Some((number, digits)) => write!(f, "~{number}_{digits}"),
            None => Ok(()),
        }
    }
}
