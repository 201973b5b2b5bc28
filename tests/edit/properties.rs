//! What holds for every name of every design: nothing else changes, and a rename changes nothing but
//! the name.

use std::collections::BTreeSet;

use moguera::diagnostic::Colour;
use moguera::digest::Digest;
use moguera::edit::{Edited, Home, Kind, Refusal, Request, Wire, edit};
use moguera::ir::Service;
use moguera::source::Source;
use rayon::prelude::*;
use serde_json::Value;

use crate::designs::{designs, dressed, texts};
use crate::names::names;

/// Made of letters that no name of the designs has in this order.
const MARK: &str = "qq";

fn rename(source: &Source, kind: Kind, name: &str, to: &str) -> Result<Edited, Refusal> {
    let request = Request::Rename {
        kind,
        name: name.to_owned(),
        to: to.to_owned(),
        wire: Wire::New,
        known: BTreeSet::new(),
    };
    edit(source, &request)
}

fn add(source: &Source, kind: Kind, name: &str, value: Option<&str>) -> Result<Edited, Refusal> {
    let engines = names(source).into_iter();
    let engine = engines.rev().find(|(kind, _)| *kind == Kind::Engine);
    let request = Request::Add {
        kind,
        name: name.to_owned(),
        value: value.map(str::to_owned),
        home: engine
            .map(|(_, name)| Home::Engine(name))
            .filter(|_| kind == Kind::Entity),
    };
    edit(source, &request)
}

fn remove(source: &Source, kind: Kind, name: &str) -> Result<Edited, Refusal> {
    let request = Request::Remove {
        kind,
        name: name.to_owned(),
    };
    edit(source, &request)
}

fn service(source: &Source, what: &str) -> Service {
    moguera::front(source).unwrap_or_else(|found| {
        panic!("{what}\n{}", found.render(source, Colour::Never));
    })
}

/// `Book.title` becomes `Book.titleqq`.
fn marked(name: &str) -> (String, String, String) {
    let (owner, own) = match name.rsplit_once('.') {
        Some((owner, own)) => (format!("{owner}."), own),
        None => (String::new(), name),
    };
    let to = format!("{own}{MARK}");
    (own.to_owned(), format!("{owner}{to}"), to)
}

/// What the language does not let anybody rename, or lets nobody call otherwise.
fn is_fixed(kind: Kind, name: &str) -> bool {
    let own = name.rsplit('.').next().unwrap_or(name);
    match kind {
        Kind::View => own == "default",
        Kind::Action => ["list", "show", "create", "update", "delete"].contains(&own),
        // The role of operators has a fixed name.
        Kind::EnumValue => own == "admin",
        _ => false,
    }
}

#[test]
fn a_rename_and_its_way_back_mean_the_same() {
    let renamed: usize = designs()
        .par_iter()
        .map(|(design, source)| {
            let before = service(source, design);
            let before = (plain(&before), before.digest());
            let names = names(source);
            let names = names
                .par_iter()
                .filter(|(kind, name)| !is_fixed(*kind, name));
            let all =
                names.filter(|(kind, name)| there_and_back(source, &before, (*kind, name), design));
            all.count()
        })
        .sum();
    assert!(renamed > 500, "only {renamed} names");
}

/// Whether the name can be changed at its place.
fn there_and_back(
    source: &Source,
    before: &(String, Digest),
    (kind, name): (Kind, &str),
    design: &str,
) -> bool {
    let what = format!("{design}: {kind} {name}");
    let (own, new_name, to) = marked(name);
    let there = match rename(source, kind, name, &to) {
        Ok(there) => there.source,
        // It is called like the one that it inherits from.
        Err(Refusal::Usage { message, .. }) if message.contains("has its name from") => {
            return false;
        }
        Err(refusal) => panic!("{what}: {refusal:?}"),
    };
    assert_ne!(texts(source), texts(&there), "{what}");
    let renamed = service(&there, &what);
    if is_in_order(kind) {
        assert_same(&plain(&renamed), &before.0, &what);
    }
    let back = rename(&there, kind, &new_name, &own);
    let back = back.unwrap_or_else(|refusal| panic!("{what}, back: {refusal:?}"));
    let meaning = service(&back.source, &what);
    assert_eq!(meaning.digest(), before.1, "{what}");
    if is_in_order(kind) && !says_who_sets(&there, source) {
        for (left, right) in texts(&back.source).iter().zip(texts(source)) {
            // What stands between brackets for a while needs quotes there.
            assert_same(&left.replace('"', ""), &right.replace('"', ""), &what);
        }
    }
    true
}

/// Whether the old name said who sets an attribute, so that this is written now.
fn says_who_sets(renamed: &Source, source: &Source) -> bool {
    let count = |source: &Source| texts(source).join("").matches("set_by: ").count();
    count(renamed) > count(source)
}

/// Whether the order written, not the name, says which comes first.
fn is_in_order(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Entity
            | Kind::Type
            | Kind::MediaType
            | Kind::Resource
            | Kind::Engine
            // The names of its fields are made from another name if it has its own.
            | Kind::ManyToMany
    )
}

/// A service without marks in its names, and without a word of what they were.
fn plain(service: &Service) -> String {
    let text = serde_json::to_string(service).expect("a service is lists and texts");
    let mut value = serde_json::from_str(&text).expect("it is JSON");
    forget(&mut value);
    let text = value.to_string().replace("Qq", "").replace(MARK, "");
    text.replace("},", "},\n")
}

/// Tells the first line that differs, not thousands of them.
fn assert_same(left: &str, right: &str, what: &str) {
    for (number, (left, right)) in left.split('\n').zip(right.split('\n')).enumerate() {
        assert_eq!(left, right, "{what}, line {number}");
    }
    assert_eq!(left.len(), right.len(), "{what}");
}

fn forget(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.shift_remove("renamed");
            object.shift_remove("renamed_values");
            object.shift_remove("kept_path");
            object.values_mut().for_each(forget);
        }
        Value::Array(values) => values.iter_mut().for_each(forget),
        _ => {}
    }
}

/// Something new for each thing that can have it: its kind, its name and its definition.
fn new(source: &Source) -> Vec<(Kind, String, Option<&'static str>)> {
    let mut new = vec![
        (Kind::Entity, String::from("Zebra"), None),
        (
            Kind::Type,
            String::from("Zebra"),
            Some("{ enum: [one, two] }"),
        ),
        (Kind::MediaType, String::from("Zebra"), None),
        (Kind::Resource, String::from("zebras"), Some("[list, show]")),
    ];
    for (kind, name) in names(source) {
        match kind {
            Kind::Entity => {
                new.push((Kind::Field, format!("{name}.zebra"), Some("string?")));
                new.push((Kind::Field, format!("{name}.zebra"), Some("string[]?")));
                new.push((Kind::BelongsTo, format!("{name}.zebra"), Some("Zebra?")));
                new.push((Kind::ManyToMany, format!("{name}.zebras"), Some("Zebra")));
            }
            Kind::MediaType => new.push((Kind::View, format!("{name}.zebra"), Some("[id]"))),
            Kind::Resource => {
                let action = Some("post: \"/zebra\"");
                new.push((Kind::Action, format!("{name}.zebra"), action));
            }
            Kind::EnumValue => {
                let owner = name.rsplit_once('.').map_or("", |(owner, _)| owner);
                new.push((Kind::EnumValue, format!("{owner}.zebra"), None));
            }
            _ => {}
        }
    }
    new
}

#[test]
fn what_is_added_is_all_that_changes_and_goes_without_a_trace() {
    for (design, source) in designs() {
        for (number, source) in dressed(&source).iter().enumerate() {
            // All of them as they are, and each in one of the other clothes.
            let new = new(source).into_iter().enumerate();
            let new = new.filter(|(index, _)| number == 0 || index % 4 + 1 == number);
            let new: Vec<_> = new.map(|(_, new)| new).collect();
            new.par_iter()
                .for_each(|new| added_and_removed(source, new, &design));
        }
    }
}

fn added_and_removed(source: &Source, new: &(Kind, String, Option<&str>), design: &str) {
    let (kind, name, value) = new;
    let what = format!("{design}: {kind} {name}");
    let added = add(source, *kind, name, *value);
    let added = added.unwrap_or_else(|refusal| panic!("{what}: {refusal:?}"));
    for (old, new) in texts(source).into_iter().zip(texts(&added.source)) {
        // A new entity is listed in its engine, too.
        let is_kept = match kind {
            Kind::Entity => is_part(new, old),
            _ => is_longer(old, new),
        };
        assert!(is_kept, "{what}:\n{new}");
    }
    let removed = remove(&added.source, *kind, name);
    let removed = removed.unwrap_or_else(|refusal| panic!("{what}, removed: {refusal:?}"));
    for (left, right) in texts(&removed.source).iter().zip(texts(source)) {
        assert_same(left, right, &what);
    }
}

/// Whether the new text is the old one with something put in at one place.
fn is_longer(old: &str, new: &str) -> bool {
    let start = old
        .bytes()
        .zip(new.bytes())
        .take_while(|(old, new)| old == new)
        .count();
    let pairs = old.bytes().rev().zip(new.bytes().rev());
    let end = pairs.take_while(|(old, new)| old == new).count();
    start + end >= old.len()
}

#[test]
fn what_is_removed_is_all_that_goes() {
    for (design, source) in designs() {
        for (kind, name) in names(&source) {
            let what = format!("{design}: {kind} {name}");
            let removed = match remove(&source, kind, &name) {
                Ok(removed) => removed.source,
                Err(Refusal::Found(found)) => {
                    let told = found.render(&source, Colour::Never);
                    assert!(told.contains("is still used"), "{what}: {told}");
                    continue;
                }
                Err(refusal) => panic!("{what}: {refusal:?}"),
            };
            for (old, new) in texts(&source).into_iter().zip(texts(&removed)) {
                assert!(is_part(old, new), "{what}:\n{new}");
            }
            assert_ne!(texts(&source), texts(&removed), "{what}");
        }
    }
}

/// Whether everything in the new text is in the old one, in the same order.
fn is_part(old: &str, new: &str) -> bool {
    let mut old = old.chars();
    new.chars().all(|character| old.any(|old| old == character))
}
