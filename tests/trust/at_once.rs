//! Two runs at once: one waits for the other, or says that it does not.

use crate::cases::{ADD, Case, GENERATE, edited};
use crate::run::{Place, Told, moguera};
use crate::tree::Tree;
use std::process::Stdio;

/// How often two start at the same time.
const ROUNDS: usize = 4;

const ADD_MORE: &[&str] = &[
    "design",
    "add",
    "field",
    "Note.more",
    "int64?",
    "--path",
    "shop",
];
const NEW: &[&str] = &["new", "shop", "--scaffold", "minimal"];

/// Starts them at the same time, and waits for both.
fn at_once(place: &Place, commands: [&[&str]; 2]) -> [Told; 2] {
    let started = commands.map(|arguments| {
        let mut command = moguera(arguments);
        command
            .current_dir(place.root())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command.spawn().expect("it was built")
    });
    started.map(|child| Told::from(child.wait_with_output().expect("it is our child")))
}

/// Both are done, or one of them says that the other is at it.
fn is_done_or_refused(told: &Told) {
    let is_refused =
        told.code == Some(3) && told.text.contains("another run is writing here; try again");
    assert!(told.code == Some(0) || is_refused, "{told:?}");
}

/// Two commands on a service, and what `generate` makes of it then.
fn come_to(before: &Tree, commands: [&[&str]; 2], expected: &Tree) {
    for _ in 0..ROUNDS {
        let place = Place::with(before);
        for told in &at_once(&place, commands) {
            is_done_or_refused(told);
        }
        for command in commands {
            // What was refused; what was done may be refused now.
            place.run(command);
        }
        place.run(GENERATE).with(0);
        let tree = place.tree();
        let difference = tree.difference(expected);
        assert!(difference.is_empty(), "{commands:?}: {difference:?}");
    }
}

/// What commands make of a service, one after another.
fn in_turn(before: &Tree, commands: &[&[&str]]) -> Tree {
    let place = Place::with(before);
    for command in commands {
        place.run(command).with(0);
    }
    place.tree()
}

#[test]
fn two_runs_of_generate() {
    let before = edited();
    come_to(
        &before,
        [GENERATE, GENERATE],
        &in_turn(&before, &[GENERATE]),
    );
}

#[test]
fn generate_and_upgrade() {
    let case = Case::upgrade();
    let expected = in_turn(&case.before, &[case.arguments]);
    for _ in 0..ROUNDS {
        let place = Place::with(&case.before);
        let [generate, upgrade] = at_once(&place, [GENERATE, case.arguments]);
        is_done_or_refused(&upgrade);
        // Where it was first, it is of an older version.
        let is_older = generate.code == Some(2) && generate.text.contains("moguera upgrade");
        assert!(
            is_older || generate.code == Some(0) || generate.code == Some(3),
            "{generate:?}"
        );
        place.run(case.arguments).with(0);
        assert!(place.tree() == expected);
    }
}

#[test]
fn a_field_is_added_while_generate_runs() {
    let before = edited();
    let before = in_turn(
        &before,
        &[&["design", "remove", "field", "Note.extra", "--path", "shop"]],
    );
    let expected = in_turn(&before, &[ADD, GENERATE]);
    for _ in 0..ROUNDS {
        let place = Place::with(&before);
        for told in &at_once(&place, [ADD, GENERATE]) {
            is_done_or_refused(told);
        }
        place.run(ADD);
        place.run(GENERATE).with(0);
        let (found, expected) = (place.tree(), &expected);
        // A field that came after a run is a migration of its own.
        for path in ["shop/design/design.yaml", "shop/openapi.json"] {
            assert!(found.text(path) == expected.text(path), "{path}");
        }
        place
            .run(&["generate", "--check", "--path", "shop"])
            .with(0);
    }
}

#[test]
fn two_fields_are_added_at_once() {
    let before = Place::minimal().tree();
    for _ in 0..ROUNDS {
        let place = Place::with(&before);
        for (told, command) in at_once(&place, [ADD, ADD_MORE]).iter().zip([ADD, ADD_MORE]) {
            is_done_or_refused(told);
            if told.code == Some(3) {
                place.run(command).with(0);
            }
        }
        let design = place.text("shop/design/design.yaml");
        for line in ["      extra: string?\n", "      more: int64?\n"] {
            assert_eq!(design.matches(line).count(), 1, "{design}");
        }
        place.run(GENERATE).with(0);
    }
}

#[test]
fn two_new_services_in_one_folder() {
    let expected = in_turn(&Tree::default(), &[NEW]);
    for _ in 0..ROUNDS {
        let place = Place::empty();
        let both = at_once(&place, [NEW, NEW]);
        let done = both.iter().filter(|told| told.code == Some(0)).count();
        assert_eq!(done, 1, "{both:?}");
        let other = both
            .iter()
            .find(|told| told.code != Some(0))
            .expect("one of two");
        let is_told = ["is there already", "another run is writing here"]
            .iter()
            .any(|part| other.text.contains(part));
        assert!(is_told, "{other:?}");
        assert!(place.tree() == expected);
    }
}
