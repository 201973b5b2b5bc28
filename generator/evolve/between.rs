//! What lies between two ends of a history: the steps that lock files of both ends tell of come in; what has become of each
//! name of the one end at the other comes out. Steps that only the old end has gone through are taken back, those that only
//! the new end has gone through are gone through.

use super::became::Became;
use super::history::{Step, parts};
use super::renaming::Names;
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

/// What lies between two lock files, by the steps that each of them records. Steps of versions that did not say what became
/// of names tell nothing, nor does a lock file without a migration. `None` if the two do not begin with the same migration:
/// the steps of one are not from or to anything that the other one has.
pub fn between(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Option<Between> {
    let begin = [first_migration(old), first_migration(new)];
    if begin.iter().any(BTreeSet::is_empty) {
        return Some(Between::default());
    }
    let taken_back = steps(old.difference(new)).into_values().rev();
    (begin[0] == begin[1]).then(|| Between {
        taken_back: taken_back.map(Names::turned).collect(),
        gone_through: steps(new.difference(old)).into_values().collect(),
    })
}

/// The lines of the first migration.
fn first_migration(lines: &BTreeSet<String>) -> BTreeSet<&String> {
    let steps = lines.iter().filter_map(|line| Some((parts(line)?.0, line)));
    let mut by_step = BTreeMap::<Step, BTreeSet<&String>>::new();
    for (step, line) in steps.filter(|(step, _)| step.behind.is_none()) {
        by_step.entry(step).or_default().insert(line);
    }
    by_step.into_values().next().unwrap_or_default()
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

    /// Whether a step says anything of an attribute, a relation, a value or a field that has this name by itself.
    pub fn is_about(&self, own: &str) -> bool {
        self.steps().any(|step| {
            let mut renamed = step.members.keys().chain(step.parts.keys());
            let mut dropped = step.dropped_members.iter().chain(&step.dropped_parts);
            renamed.any(|(_, name)| name == own) || dropped.any(|(_, name)| name == own)
        })
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
        let entities = self.entities(entity);
        let owners = self.names(&entities);
        let mut fate = Fate::of(name);
        for (step, owners) in self.steps().zip(&owners) {
            step.member(owners, &mut fate);
        }
        fate
    }

    /// What has become of a value of an enum or of a field that is stored, by the names at the old end; the type as
    /// [`super::type_name`] calls it.
    pub fn part(&self, ty: &str, name: &str) -> Fate {
        let mut fate = Fate::of(name);
        let Some((entity, attribute)) = ty.split_once('.') else {
            for step in self.steps() {
                step.part(&[ty], &mut fate);
            }
            return fate;
        };
        let entities = self.entities(entity);
        let owners = self.names(&entities);
        let mut attributes = vec![Fate::of(attribute)];
        for (step, owners) in self.steps().zip(&owners) {
            let mut attribute = attributes[attributes.len() - 1].clone();
            step.member(owners, &mut attribute);
            attributes.push(attribute);
        }
        let attributes = self.names(&attributes);
        for (step, (owners, attributes)) in self.steps().zip(owners.iter().zip(&attributes)) {
            let places = owners
                .iter()
                .flat_map(|owner| attributes.iter().map(move |of| (owner, of)));
            let types: Vec<String> = places.map(|(owner, of)| format!("{owner}.{of}")).collect();
            let types: Vec<&str> = types.iter().map(String::as_str).collect();
            step.part(&types, &mut fate);
        }
        fate
    }

    /// What an entity of the old end is, and then what each step makes of it.
    fn entities(&self, name: &str) -> Vec<Fate> {
        let mut fates = vec![Fate::of(name)];
        for step in self.steps() {
            let mut fate = fates[fates.len() - 1].clone();
            step.entity(&mut fate);
            fates.push(fate);
        }
        fates
    }

    /// The names by which each step may know something: the one that it has after the step, and before those that it had
    /// earlier, for a step of another branch did not know of the rename. None from where it is dropped on.
    fn names<'f>(&self, fates: &'f [Fate]) -> Vec<Vec<&'f str>> {
        let (back, through) = fates.split_at(self.taken_back.len() + 1);
        let mut known = Vec::new();
        let mut all: Vec<_> = back
            .iter()
            .rev()
            .map(|fate| noted(&mut known, fate))
            .collect();
        all.pop();
        all.reverse();
        let mut known: Vec<_> = back
            .last()
            .map(|fate| fate.name.as_str())
            .into_iter()
            .collect();
        all.extend(through.iter().map(|fate| noted(&mut known, fate)));
        all
    }

    fn steps(&self) -> impl Iterator<Item = &Names> {
        self.taken_back.iter().chain(&self.gone_through)
    }
}

/// Names that something had, the last one first, with that which it has now.
fn noted<'f>(known: &mut Vec<&'f str>, fate: &'f Fate) -> Vec<&'f str> {
    known.retain(|name| *name != fate.name);
    known.insert(0, &fate.name);
    match fate.is_dropped {
        true => Vec::new(),
        false => known.clone(),
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

#[cfg(test)]
mod tests {
    use super::Between;
    use std::collections::BTreeSet;

    const FIRST: &str = "0001_initial + table books";

    /// A lock file that begins as all of them do.
    fn lines(lines: &[&str]) -> BTreeSet<String> {
        let lines = lines.iter().chain([&FIRST]);
        lines.map(|line| (*line).to_owned()).collect()
    }

    fn between(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Between {
        super::between(old, new).expect("they begin with the same migration")
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

    /// What two branches have renamed, one an entity and one what it has, stands in one lock file after the merge.
    #[test]
    fn steps_of_another_branch_know_an_entity_by_the_name_that_it_had() {
        let merged = lines(&[
            "0002_a > entity Tome Book",
            "0002_a > attribute Tome.state status",
            "0003_b > attribute Book.headline title",
            "0003_b > value Book.status.shown live",
            "0004_c > attribute Tome.caption headline",
            "0005_d ! attribute Book.caption",
        ]);
        let through = between(&lines(&[]), &merged);
        assert_eq!(told(&through, "Book", "title"), "Tome.caption, dropped");
        assert_eq!(through.part("Book.status", "live").name, "shown");
        let back = between(&merged, &lines(&[]));
        assert_eq!(told(&back, "Tome", "caption"), "Book.title");
        assert_eq!(back.part("Tome.state", "shown").name, "live");
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
    fn values_and_fields_are_of_a_type_or_of_an_attribute() {
        let through = lines(&[
            "0002_a > entity Tome Book",
            "0002_a > attribute Tome.state status",
            "0002_a > value Tome.state.on-air live",
            "0003_b > value Tome.state.shown on-air",
            "0003_b > value Color.crimson red",
            "0003_b > field Place.road street",
        ]);
        let forth = between(&lines(&[]), &through);
        assert_eq!(forth.part("Book.status", "live").name, "shown");
        assert_eq!(forth.part("Color", "red").name, "crimson");
        assert_eq!(forth.part("Place", "street").name, "road");
        let back = between(&through, &lines(&[]));
        assert_eq!(back.part("Tome.state", "shown").name, "live");
        assert_eq!(back.part("Place", "road").name, "street");
    }

    #[test]
    fn what_was_dropped_stays_so_when_the_name_comes_again() {
        let dropped = lines(&[
            "0002_a > attribute Book.headline title",
            "0003_b ! attribute Book.headline",
            "0004_c + column books headline sqlite TEXT, postgres TEXT",
            "0005_d > attribute Book.caption headline",
        ]);
        let through = between(&lines(&[]), &dropped);
        assert_eq!(told(&through, "Book", "title"), "Book.headline, dropped");
        assert!(between(&dropped, &dropped).is_empty());
    }

    #[test]
    fn lock_files_that_begin_otherwise_have_nothing_between_them() {
        let all = lines(&RENAMED);
        let anew = BTreeSet::from(["0001_initial + table tomes".to_owned()]);
        assert_eq!(super::between(&all, &anew), None);
        assert_eq!(super::between(&anew, &all), None);
        let of_no_migration = super::between(&BTreeSet::new(), &all);
        assert!(of_no_migration.is_some_and(|between| between.is_empty()));
    }

    #[test]
    fn lines_that_nobody_wrote_tell_nothing() {
        let wrong = lines(&[
            "0002_a > attribute Book title",
            "0002_a > entity book Tome",
            "0002_a ! attribute Book.title headline",
            "0002_a ! view Book.tiny",
            "0002_a > value Book.status.Live draft",
            "0002_a > field book.street road",
            "somewhere > attribute Book.headline title",
        ]);
        assert!(between(&lines(&[]), &wrong).is_empty());
    }
}
