//! What one step does to names: what lines of the lock file say comes in; what something is called behind the step comes out.

use super::became::{Became, Element};
use super::between::Fate;
use std::collections::{BTreeMap, BTreeSet};

/// Where something is: the name of what it is in, and its own.
type Inside = (String, String);

/// What a step does to names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The names after it by those before it.
    pub(super) entities: BTreeMap<String, String>,
    /// The same of attributes and relations, by their entities, which have their names after it.
    pub(super) members: BTreeMap<Inside, String>,
    /// The same of values and fields, by their types: `Color`, `Book.status`.
    pub(super) parts: BTreeMap<Inside, String>,
    dropped_entities: BTreeSet<String>,
    pub(super) dropped_members: BTreeSet<Inside>,
    pub(super) dropped_parts: BTreeSet<Inside>,
}

impl Names {
    pub(super) fn add(&mut self, became: Became<'_>) {
        match became {
            Became::Renamed { what, from } => match what {
                Element::Entity(name) => {
                    self.entities.insert(from.to_owned(), name.to_owned());
                }
                Element::Member(entity, name) => {
                    let before = (entity.to_owned(), from.to_owned());
                    self.members.insert(before, name.to_owned());
                }
                Element::Value(of, name) | Element::Field(of, name) => {
                    let before = (of.to_owned(), from.to_owned());
                    self.parts.insert(before, name.to_owned());
                }
            },
            Became::Dropped(Element::Entity(name)) => {
                self.dropped_entities.insert(name.to_owned());
            }
            Became::Dropped(Element::Member(entity, name)) => {
                let dropped = (entity.to_owned(), name.to_owned());
                self.dropped_members.insert(dropped);
            }
            Became::Dropped(Element::Value(of, name) | Element::Field(of, name)) => {
                self.dropped_parts.insert((of.to_owned(), name.to_owned()));
            }
        }
    }

    /// The same step, taken back. What it has dropped was not there at an end behind it.
    pub(super) fn turned(self) -> Names {
        let members = self.members.iter().map(|((entity, from), to)| {
            let before = (self.entity_before(entity), to.clone());
            (before, from.clone())
        });
        let parts = self.parts.iter().map(|((of, from), to)| {
            let before = (self.type_before(of), to.clone());
            (before, from.clone())
        });
        let entities = self.entities.iter();
        Names {
            members: members.collect(),
            parts: parts.collect(),
            entities: entities
                .map(|(from, to)| (to.clone(), from.clone()))
                .collect(),
            ..Names::default()
        }
    }

    /// What an entity is called before the step.
    fn entity_before(&self, now: &str) -> String {
        let mut entities = self.entities.iter();
        let renamed = entities.find(|(_, after)| *after == now);
        renamed.map_or_else(|| now.to_owned(), |(before, _)| before.clone())
    }

    /// The same of a type, of which one that stands inline has the name of its attribute.
    fn type_before(&self, now: &str) -> String {
        let Some((entity, attribute)) = now.split_once('.') else {
            return now.to_owned();
        };
        let mut members = self.members.iter();
        let renamed = members.find(|((of, _), after)| of == entity && *after == attribute);
        let before = renamed.map_or(attribute, |((_, from), _)| from);
        format!("{}.{before}", self.entity_before(entity))
    }

    pub(super) fn entity(&self, fate: &mut Fate) {
        if fate.is_dropped {
            return;
        }
        if let Some(name) = self.entities.get(&fate.name) {
            fate.name.clone_from(name);
        }
        fate.is_dropped = self.dropped_entities.contains(&fate.name);
    }

    /// By the names of the entity that it is in, the likeliest first.
    pub(super) fn member(&self, of: &[&str], fate: &mut Fate) {
        follow(of, fate, (&self.members, &self.dropped_members));
    }

    /// By the names of the type that it is in, the likeliest first.
    pub(super) fn part(&self, of: &[&str], fate: &mut Fate) {
        follow(of, fate, (&self.parts, &self.dropped_parts));
    }
}

/// What becomes of something that is in something else.
fn follow(
    of: &[&str],
    fate: &mut Fate,
    (renamed, dropped): (&BTreeMap<Inside, String>, &BTreeSet<Inside>),
) {
    if fate.is_dropped {
        return;
    }
    if let Some(name) = said(of, &fate.name, |place| renamed.get(place)) {
        fate.name.clone_from(name);
    }
    let is_dropped = |place: &_| dropped.contains(place).then_some(());
    fate.is_dropped = said(of, &fate.name, is_dropped).is_some();
}

/// What is said of something by one of the names of what it is in.
fn said<T>(of: &[&str], name: &str, find: impl Fn(&Inside) -> Option<T>) -> Option<T> {
    let mut places = of.iter().map(|of| ((*of).to_owned(), name.to_owned()));
    places.find_map(|place| find(&place))
}
