//! End to end: services are generated as a newcomer would, then built, linted, documented, tested on both databases,
//! started and called.

#![expect(
    clippy::disallowed_macros,
    reason = "tests read and write files and tell about it"
)]
#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

mod developing;
mod example;
mod fixed;
mod folder;
mod program;
mod running;

use developing::Developing;
use example::Example;
use fixed::FIXED;
use folder::Folder;
use program::{Program, cargo, moguera};
use running::Running;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Whose services are in the target folder. cargo locks it for one command only, and what one test has built must not be
/// removed by the other before it is run.
static TARGET: Mutex<()> = Mutex::new(());

/// Scaffolds and designs, one after the other: they share a target folder.
#[test]
fn every_service_builds_passes_its_tests_and_stays_current() {
    let _alone = alone();
    let blog = Folder::scaffolded("blog", "blog");
    complete(&blog, Tested::All);
    on_postgres(&blog, Tested::All);
    let running = called(&blog, &example::BLOG);
    running.publishes();
    running.answers_botocore();
    signed_by_others(&blog, &running);
    running.stops();
    make_room(&blog);
    let jotter = Folder::scaffolded("jotter", "minimal");
    complete(&jotter, Tested::Own);
    on_postgres(&jotter, Tested::Own);
    called(&jotter, &example::MINIMAL).stops();
    make_room(&jotter);
    let corners = Folder::written("corners");
    complete(&corners, Tested::Own);
    on_postgres(&corners, Tested::Own);
    make_room(&corners);
    for (design, example) in [("gunosy", example::GUNOSY), ("rental", example::RENTAL)] {
        let service = Folder::designed(design);
        complete(&service, Tested::Own);
        on_postgres(&service, Tested::Own);
        called(&service, &example).stops();
        make_room(&service);
    }
}

/// Somebody works on a service while it runs.
#[test]
fn a_service_stays_current_while_it_is_worked_on() {
    let _alone = alone();
    let draft = Folder::scaffolded("draft", "minimal");
    let developing = Developing::start(&draft);
    developing.is_where_clients_look();
    developing.follows_the_design();
    developing.shows_what_does_not_compile();
    developing.stops();
    make_room(&draft);
}

/// Waits until no other test has a service in the target folder.
fn alone() -> MutexGuard<'static, ()> {
    TARGET.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Which crates of a service are tested.
#[derive(Clone, Copy)]
enum Tested {
    All,
    /// But for those that are the same in every service, and that another one has tested.
    Own,
}

/// A run of a service's own tests.
fn tests(service: &Folder, tested: Tested) -> Program {
    let fixed = match tested {
        Tested::All => &[][..],
        Tested::Own => FIXED,
    };
    let name = service.name();
    let excluded = fixed.iter().map(|part| format!("--exclude={name}-{part}"));
    let excluded: Vec<String> = excluded.collect();
    let excluded: Vec<&str> = excluded.iter().map(String::as_str).collect();
    cargo(&[&["test", "--workspace"], &excluded[..]].concat()).within(service)
}

/// What a service is on its first day: current, formatted, free of warnings, documented, green.
fn complete(service: &Folder, tested: Tested) {
    let before = service.snapshot();
    let again = moguera(&["generate"]).within(service).succeed();
    assert!(
        again.contains("nothing to do"),
        "a second run has nothing to do:\n{again}"
    );
    assert_eq!(
        service.snapshot(),
        before,
        "a second run of `{}` touches nothing",
        service.name()
    );
    moguera(&["generate", "--check"]).within(service).succeed();
    cargo(&["fmt", "--check"]).within(service).succeed();
    cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])
    .within(service)
    .succeed();
    cargo(&["doc", "--workspace", "--no-deps"])
        .with("RUSTDOCFLAGS", "-D warnings")
        .within(service)
        .succeed();
    tests(service, tested).succeed();
    let crates = service.locked_crates();
    assert!(crates <= 220, "`{}` locks {crates} crates", service.name());
}

/// The same tests on PostgreSQL, if the suite has one.
fn on_postgres(service: &Folder, tested: Tested) {
    match std::env::var("MOGUERA_TEST_DATABASE_URL") {
        Ok(url) => {
            tests(service, tested)
                .with("TEST_DATABASE_URL", &url)
                .succeed();
        }
        Err(_) => eprintln!(
            "skipped: MOGUERA_TEST_DATABASE_URL names no PostgreSQL; `tests/run` starts one"
        ),
    }
}

/// What was built of the service itself goes; what services depend on stays, for the next one.
fn make_room(service: &Folder) {
    cargo(&["clean", "--workspace"]).within(service).succeed();
}

/// Started and called by everything that can call any service.
fn called(service: &Folder, example: &Example) -> Running {
    cargo(&["build"]).within(service).succeed();
    let running = Running::start(service);
    running.shows_pages();
    running.answers_the_command_line(example);
    running.answers_curl(example);
    running
}

/// The crate `authentication` held against AWS's vectors and the signer of AWS's SDK, which calls the server as well.
fn signed_by_others(service: &Folder, running: &Running) {
    let oracles = service.beside("oracles", "tests/oracles");
    let mut test = running.known_to(cargo(&["test"]));
    if let Ok(data) = std::env::var("MOGUERA_SHARED_DATA") {
        test = test.with("MOGUERA_SHARED_DATA", &data);
    } else {
        eprintln!("skipped: MOGUERA_SHARED_DATA names no folder with AWS's vectors");
    }
    test.at(&oracles).succeed();
}
