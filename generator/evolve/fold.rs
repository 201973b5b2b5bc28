//! Steps come in one after the other; what is so after all of them comes out, and where two of them, as of branches that
//! were merged, do not go together.

use super::history::{Changes, Doubt, Step, Twice};
use super::subject::{Kind, Subject, needs};
use std::collections::{BTreeMap, BTreeSet};

/// What is so by now.
#[derive(Debug, Default)]
pub(super) struct Fold {
    held: BTreeMap<Subject, Held>,
    /// Which step removed what is not there any more.
    gone: BTreeMap<Subject, Step>,
    /// Every fact that has ever been added.
    ever: BTreeSet<String>,
    /// What migrations have read to fill rows.
    read: Vec<(Subject, Step)>,
    doubts: Vec<Doubt>,
}

#[derive(Debug)]
struct Held {
    fact: String,
    /// What added it.
    by: Step,
}

impl Fold {
    /// Takes the next step.
    pub(super) fn step(&mut self, step: &Step, changes: &Changes) {
        for (subject, fact) in &changes.removed {
            let doubt = self.remove(step, (subject, fact), changes.added.get(subject));
            self.doubts.extend(doubt);
        }
        for (subject, fact) in &changes.added {
            let doubt = self.add(step, (subject, fact));
            self.doubts.extend(doubt);
        }
        self.reads(step, changes);
        self.stands(step, changes);
        if step.behind.is_none() {
            self.finds(step, changes);
        }
    }

    /// What is so in the end, and what cannot be so.
    pub(super) fn end(self) -> (BTreeSet<String>, Vec<Doubt>) {
        let facts = self.held.into_values().map(|held| held.fact).collect();
        (facts, self.doubts)
    }

    /// What a migration reads is there, and no migration that does not know of it has taken it away: of two with the same
    /// number neither knows of the other, and a database may go through them in any order.
    fn reads(&mut self, step: &Step, changes: &Changes) {
        let gone = changes.read.iter().filter_map(|subject| {
            let is_there = self.held.contains_key(subject);
            let by = self
                .gone
                .get(subject)
                .filter(|by| !is_there && *by != step)?;
            Some((subject, step, by))
        });
        let beside = self.read.iter().filter_map(|(subject, reader)| {
            let is_beside = reader.number() == step.number() && !self.held.contains_key(subject);
            let is_gone = is_beside && changes.removed.contains_key(subject);
            is_gone.then_some((subject, reader, step))
        });
        let doubts = gone.chain(beside).map(|(subject, reader, by)| Doubt::Gone {
            subject: subject.clone(),
            gone: subject.clone(),
            steps: [reader.clone(), by.clone()],
        });
        let doubts: Vec<Doubt> = doubts.collect();
        self.doubts.extend(doubts);
        let read = changes.read.iter();
        self.read
            .extend(read.map(|subject| (subject.clone(), step.clone())));
    }

    fn remove(
        &mut self,
        step: &Step,
        (subject, fact): (&Subject, &String),
        instead: Option<&String>,
    ) -> Option<Doubt> {
        let other = match self.held.get(subject) {
            Some(held) if held.fact == *fact => {
                self.held.remove(subject);
                self.gone.insert(subject.clone(), step.clone());
                return None;
            }
            Some(held) => Some(&held.by),
            None => self.gone.get(subject),
        };
        if !self.ever.contains(fact) {
            return Some(Doubt::NeverThere {
                subject: subject.clone(),
                step: step.clone(),
            });
        }
        // What no database has is removed twice without harm. A value is converted by a migration, and only once.
        let is_converted = subject.kind == Kind::Value && instead.is_some();
        let other = other?;
        let is_done_twice = subject.is_made()
            || is_converted && self.held.contains_key(subject) && are_migrations(step, other);
        is_done_twice.then(|| Doubt::Twice {
            subject: subject.clone(),
            what: Twice::Changed,
            steps: [other.clone(), step.clone()],
        })
    }

    fn add(&mut self, step: &Step, (subject, fact): (&Subject, &String)) -> Option<Doubt> {
        self.ever.insert(fact.clone());
        if let Some(held) = self.held.get(subject) {
            let what = match (held.fact == *fact, subject.is_made()) {
                (true, false) => return None,
                (true, true) => Twice::Added,
                (false, _) => Twice::AddedOtherwise,
            };
            return Some(Doubt::Twice {
                subject: subject.clone(),
                what,
                steps: [held.by.clone(), step.clone()],
            });
        }
        let held = Held {
            fact: fact.clone(),
            by: step.clone(),
        };
        self.held.insert(subject.clone(), held);
        None
    }

    /// What a step leaves in the tables that it changes stands on what is there.
    fn stands(&mut self, step: &Step, changes: &Changes) {
        let subjects = || changes.removed.keys().chain(changes.added.keys());
        let tables: BTreeSet<&str> = subjects().map(|subject| subject.table.as_str()).collect();
        let is_gone = |subject: &&Subject| !self.held.contains_key(*subject);
        let removed = changes.removed.keys().filter(is_gone);
        let removed: BTreeSet<&str> = removed
            .filter(|subject| subject.kind == Kind::Table)
            .map(|subject| subject.table.as_str())
            .collect();
        let inside = tables.iter().flat_map(|table| {
            let first = Subject::table(table);
            let rest = self.held.range(first..);
            rest.take_while(move |(subject, _)| subject.table == **table)
        });
        let pointing = self.held.iter().filter(|(subject, _)| {
            !removed.is_empty() && subject.kind == Kind::Key && !tables.contains(&*subject.table)
        });
        let doubts: Vec<Doubt> = inside
            .chain(pointing)
            .filter_map(|(subject, held)| self.hangs(step, subject, held))
            .collect();
        self.doubts.extend(doubts);
    }

    /// The columns whose values a migration changes are there.
    fn finds(&mut self, step: &Step, changes: &Changes) {
        // A value that an enum has more is no change of what rows hold.
        let added = changes
            .added
            .keys()
            .filter(|subject| !subject.name.contains(" = "));
        let values = changes.removed.keys().chain(added);
        let values = values.filter(|subject| matches!(subject.kind, Kind::Value | Kind::Detail));
        let doubts: Vec<Doubt> = values
            .filter_map(|subject| {
                let column = Subject::column(&subject.table, subject.of_column()?);
                let is_there = self.held.contains_key(&column);
                let by = self
                    .gone
                    .get(&column)
                    .filter(|by| !is_there && *by != step)?;
                Some(Doubt::Gone {
                    gone: column,
                    steps: [step.clone(), by.clone()],
                    subject: subject.clone(),
                })
            })
            .collect();
        self.doubts.extend(doubts);
    }

    /// Something that needs what is not there.
    fn hangs(&self, step: &Step, subject: &Subject, held: &Held) -> Option<Doubt> {
        let Some(needs) = needs(subject, &held.fact) else {
            return Some(Doubt::Unknown(held.fact.clone()));
        };
        let missing = needs.into_iter().find(|it| !self.held.contains_key(it))?;
        Some(match self.gone.get(&missing) {
            Some(by) if *by != held.by => Doubt::Gone {
                subject: subject.clone(),
                gone: missing,
                steps: [held.by.clone(), by.clone()],
            },
            Some(_) => Doubt::Contradicted {
                subject: subject.clone(),
                step: step.clone(),
            },
            None => Doubt::Unknown(held.fact.clone()),
        })
    }
}

fn are_migrations(one: &Step, other: &Step) -> bool {
    one.behind.is_none() && other.behind.is_none()
}
