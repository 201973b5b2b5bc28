//! What lies between two ends of a history: the steps that lock files of both ends tell of come in; what has become of each
//! name of the one end at the other comes out. Steps that only the old end has gone through are taken back, those that only
//! the new end has gone through are gone through.

use super::became::{Became, Element};
use super::history::{Step, parts};
use std::collections::{BTreeMap, BTreeSet};

/// The steps between two ends; none if nothing is known of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Between {
    /// The last one first.
    taken_back: Vec<Names>,
    /// The first one first.
    gone_through: Vec<Names>,
}

/// What has become of something by the other end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fate {
    /// What is called so, or was before it was dropped.
    pub name: String,
    /// Whether a step has dropped what rows held: what has the name now is another thing.
    pub is_dropped: bool,
}

/// What a step does to names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Names {
    /// The names after it by those before it.
    entities: BTreeMap<String, String>,
    /// The same of attributes and relations, by their entities, which have their names after it.
    members: BTreeMap<(String, String), String>,
    dropped_entities: BTreeSet<String>,
    dropped_members: BTreeSet<(String, String)>,
}

/// What lies between two lock files, by the steps that each of them records. Steps of versions that did not say what became
/// of names tell nothing.
pub fn between(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Between {
    let taken_back = steps(old.difference(new)).into_values().rev();
    Between {
        taken_back: taken_back.map(Names::turned).collect(),
        gone_through: steps(new.difference(old)).into_values().collect(),
    }
}

fn steps<'a>(lines: impl Iterator<Item = &'a String>) -> BTreeMap<Step, Names> {
    let mut steps = BTreeMap::<Step, Names>::new();
    for line in lines {
        let Some((step, sign, said)) = parts(line) else {
            continue;
        };
        if let Some(became) = Became::read(sign, said) {
            steps.entry(step).or_default().add(became);
        }
    }
    steps
}

impl Between {
    /// Whether nothing is known, or nothing has happened to names.
    pub fn is_empty(&self) -> bool {
        self.taken_back.is_empty() && self.gone_through.is_empty()
    }

    /// What has become of an entity of the old end.
    pub fn entity(&self, name: &str) -> Fate {
        let mut fate = Fate::of(name);
        for step in self.steps() {
            step.entity(&mut fate);
        }
        fate
    }

    /// What has become of an attribute or a relation of an entity, by its names at the old end.
    pub fn member(&self, entity: &str, name: &str) -> Fate {
        let (mut owner, mut fate) = (Fate::of(entity), Fate::of(name));
        for step in self.steps() {
            step.entity(&mut owner);
            step.member(&owner.name, &mut fate);
        }
        fate
    }

    fn steps(&self) -> impl Iterator<Item = &Names> {
        self.taken_back.iter().chain(&self.gone_through)
    }
}

impl Fate {
    /// Of that to which nothing has happened.
    pub fn of(name: &str) -> Self {
        Fate {
            name: name.to_owned(),
            is_dropped: false,
        }
    }
}

impl Names {
    fn add(&mut self, became: Became<'_>) {
        match became {
            Became::Renamed { what, from } => match what {
                Element::Entity(name) => {
                    self.entities.insert(from.to_owned(), name.to_owned());
                }
                Element::Member(entity, name) => {
                    let before = (entity.to_owned(), from.to_owned());
                    self.members.insert(before, name.to_owned());
                }
            },
            Became::Dropped(Element::Entity(name)) => {
                self.dropped_entities.insert(name.to_owned());
            }
            Became::Dropped(Element::Member(entity, name)) => {
                let dropped = (entity.to_owned(), name.to_owned());
                self.dropped_members.insert(dropped);
            }
        }
    }

    /// The same step, taken back. What it has dropped was not there at an end behind it.
    fn turned(self) -> Names {
        let before = |now: &str| {
            let mut entities = self.entities.iter();
            let renamed = entities.find(|(_, after)| *after == now);
            renamed.map_or_else(|| now.to_owned(), |(before, _)| before.clone())
        };
        let members = self.members.iter();
        let members =
            members.map(|((entity, from), to)| ((before(entity), to.clone()), from.clone()));
        let entities = self.entities.iter();
        Names {
            members: members.collect(),
            entities: entities
                .map(|(from, to)| (to.clone(), from.clone()))
                .collect(),
            ..Names::default()
        }
    }

    fn entity(&self, fate: &mut Fate) {
        if let Some(name) = self.entities.get(&fate.name) {
            fate.name.clone_from(name);
        }
        fate.is_dropped |= self.dropped_entities.contains(&fate.name);
    }

    fn member(&self, entity: &str, fate: &mut Fate) {
        let place = |name: &str| (entity.to_owned(), name.to_owned());
        if let Some(name) = self.members.get(&place(&fate.name)) {
            fate.name.clone_from(name);
        }
        fate.is_dropped |= self.dropped_members.contains(&place(&fate.name));
    }
}

#[cfg(test)]
mod tests {
    use super::{Between, between};
    use std::collections::BTreeSet;

    fn lines(lines: &[&str]) -> BTreeSet<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn told(between: &Between, entity: &str, name: &str) -> String {
        let fate = between.member(entity, name);
        let dropped = if fate.is_dropped { ", dropped" } else { "" };
        format!("{}.{}{dropped}", between.entity(entity).name, fate.name)
    }

    const RENAMED: [&str; 4] = [
        "0002_rename_books_title_to_headline > attribute Book.headline title",
        "0003_rename_books_to_tomes > entity Tome Book",
        "0003_rename_books_to_tomes > attribute Tome.caption headline",
        "0003_rename_books_to_tomes~1_5d41402a > attribute Tome.text caption",
    ];

    #[test]
    fn renames_are_followed_one_after_the_other() {
        let through = between(&lines(&[]), &lines(&RENAMED));
        assert_eq!(told(&through, "Book", "title"), "Tome.text");
        assert_eq!(told(&through, "Book", "pages"), "Tome.pages");
        let rest = between(&lines(&RENAMED[..1]), &lines(&RENAMED));
        assert_eq!(told(&rest, "Book", "headline"), "Tome.text");
        assert_eq!(
            told(&rest, "Book", "title"),
            "Tome.title",
            "it is another one"
        );
    }

    #[test]
    fn renames_of_the_old_end_alone_are_taken_back() {
        let back = between(&lines(&RENAMED), &lines(&[]));
        assert_eq!(told(&back, "Tome", "text"), "Book.title");
        let theirs = "0002_rename_books_title_to_name > attribute Book.name title";
        let over = between(&lines(&RENAMED), &lines(&[theirs]));
        assert_eq!(told(&over, "Tome", "text"), "Book.name");
    }

    #[test]
    fn two_names_are_swapped_by_a_third_one() {
        let swapped = lines(&[
            "0002_a > attribute Book.other title",
            "0003_b > attribute Book.title subtitle",
            "0004_c > attribute Book.subtitle other",
        ]);
        let through = between(&lines(&[]), &swapped);
        assert_eq!(told(&through, "Book", "title"), "Book.subtitle");
        assert_eq!(told(&through, "Book", "subtitle"), "Book.title");
    }

    #[test]
    fn what_was_dropped_stays_so_when_the_name_comes_again() {
        let dropped = lines(&[
            "0002_a > attribute Book.headline title",
            "0003_b ! attribute Book.headline",
            "0004_c + column books headline sqlite TEXT, postgres TEXT",
        ]);
        let through = between(&lines(&[]), &dropped);
        assert_eq!(told(&through, "Book", "title"), "Book.headline, dropped");
        assert!(between(&dropped, &dropped).is_empty());
    }

    #[test]
    fn lines_that_nobody_wrote_tell_nothing() {
        let wrong = lines(&[
            "0002_a > attribute Book title",
            "0002_a > entity book Tome",
            "0002_a ! attribute Book.title headline",
            "0002_a ! view Book.tiny",
            "somewhere > attribute Book.headline title",
        ]);
        assert!(between(&lines(&[]), &wrong).is_empty());
    }
}
