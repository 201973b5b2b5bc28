//! `moguera generate new-service`, and `moguera new`.

use std::fs;

use insta::assert_snapshot;
use moguera::cli::Exit;
use moguera::names::Grammar;

use crate::workshop::Workshop;

#[test]
fn a_new_service_is_complete() {
    let workshop = Workshop::new();
    assert_snapshot!(workshop.told("generate new-service my-shop --scaffold shop", Exit::Fine), @r"
    create    crates/server.rs
    create    design/all.yaml
    create    main.rs
    create    moguera.lock
    4 files in `my-shop`
    next:
      cd my-shop
      cargo run -p my-shop-server         starts it
      cargo run -p my-shop-cli -- --help  talks to it
    ");
    assert_eq!(workshop.text("my-shop/main.rs").as_deref(), Some("shop"));
    let (exit, printed) = workshop.run_in("my-shop", "generate --check");
    assert_eq!(exit, Exit::Fine, "{printed:?}");
}

#[test]
fn a_new_service_may_have_an_empty_folder() {
    let workshop = Workshop::new();
    workshop.told("new shop --path .", Exit::Fine);
    assert_eq!(
        workshop.text("main.rs").as_deref(),
        Some("minimal"),
        "the first scaffold is the usual one"
    );
    assert_snapshot!(workshop.told("new shop --path .", Exit::Wrong), @r"
    error: `.` is there already and is not an empty folder
      = help: choose another folder with `--path`, or `moguera generate` to bring a service up to date
    ");
}

#[test]
fn a_new_service_inside_of_another_one_says_so() {
    let workshop = Workshop::new();
    workshop.told("new outer", Exit::Fine);
    let told = workshop.told("new inner --path outer/more/inner", Exit::Fine);
    assert!(
        told.contains("note: it is inside of the service in `"),
        "{told}"
    );
    assert!(told.contains("/outer`, and a service of its own"), "{told}");
    let told = workshop.told("new other --path outer/../other", Exit::Fine);
    assert!(!told.contains("inside"), "{told}");
}

const WRONG_ARGUMENTS: [&str; 11] = [
    "My_Shop",
    "1",
    "Self",
    "self",
    "store",
    "fn",
    "con",
    "a-name-that-nobody-would-ever-like-to-type",
    "ブログ",
    "shop --scaffold shob",
    "shop --scaffold x",
];

#[test]
fn a_new_service_with_a_wrong_argument_leaves_nothing() {
    let workshop = Workshop::new();
    let told: Vec<_> = WRONG_ARGUMENTS
        .map(|arguments| workshop.told(&format!("new {arguments}"), Exit::Wrong))
        .into();
    let told = told
        .concat()
        .replace(Grammar::Kebab.describe(), "<spelled right>");
    assert_snapshot!(told, @r"
    error: a service cannot be called `My_Shop`: its name must be <spelled right>
      = help: did you mean `my-shop`?
    error: a service cannot be called `1`: its name must be <spelled right>
    error: a service cannot be called `Self`: its name must be <spelled right>
    error: a service cannot be called `self`: it is a keyword of Rust that cannot be an identifier
      = help: use `itself` instead
    error: a service cannot be called `store`: it is the name of a crate
      = help: use `store-engine` instead
    error: a service cannot be called `fn`: it is a keyword of Rust
      = help: use `fn-engine` instead
    error: a service cannot be called `con`: it is a device on Windows, where no file can be called so
      = help: use `con-engine` instead
    error: the name of a service has at most 40 characters, not 42
    error: a service cannot be called `ブログ`: its name must be <spelled right>
    error: there is no scaffold `shob`
      = help: did you mean `shop`?
      = help: the scaffolds are minimal, shop, odd
    error: there is no scaffold `x`
      = help: the scaffolds are minimal, shop, odd
    ");
    assert_eq!(
        fs::read_dir(workshop.path()).expect("it is there").count(),
        0
    );
}

#[test]
fn a_new_service_is_told_what_is_odd_about_its_design() {
    for (arguments, expected) in [
        ("new a --scaffold odd", true),
        ("new b --scaffold odd --message-format json", true),
        ("generate new-service c --scaffold odd --quiet", false),
        ("generate --path a", true),
        ("generate --path a --check", true),
        ("generate --path a --check --quiet", false),
    ] {
        let workshop = Workshop::new();
        workshop.told("new a --scaffold odd --quiet", Exit::Fine);
        let told = workshop.told(&arguments.replace("new a", "new d"), Exit::Fine);
        assert_eq!(told.contains("W0001"), expected, "{arguments}: {told}");
        assert_eq!(
            told.contains("this is odd"),
            expected,
            "{arguments}: {told}"
        );
    }
}

#[test]
fn of_two_new_services_in_one_folder_one_is_made() {
    let workshop = Workshop::new();
    let exits = std::thread::scope(|scope| {
        let runs = ["one", "two", "three"].map(|name| {
            let workshop = &workshop;
            scope.spawn(move || workshop.run(&format!("new {name} --path here")).0)
        });
        runs.map(|run| run.join().expect("it does not panic"))
    });
    assert_eq!(
        exits.iter().filter(|exit| **exit == Exit::Fine).count(),
        1,
        "{exits:?}"
    );
    assert_eq!(
        exits.iter().filter(|exit| **exit == Exit::Wrong).count(),
        2,
        "{exits:?}"
    );
    assert_eq!(workshop.run("generate --check --path here").0, Exit::Fine);
}
