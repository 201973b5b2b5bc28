//! `moguera doctor` on machines that have everything, and on others.

use std::fs;

use insta::assert_snapshot;
use moguera::cli::Exit;

use crate::machine::Pretended;
use crate::workshop::Workshop;

const MANIFEST: &str = "[workspace.package]\nrust-version = \"1.95\"\n";

/// A service whose only action is written.
fn service() -> Workshop {
    let workshop = Workshop::with_design("generated a.rs a\ngenerated crates/x.rs x");
    workshop.put("Cargo.toml", MANIFEST);
    workshop.told("generate", Exit::Fine);
    workshop
}

fn told(workshop: &Workshop, machine: &Pretended, expected: Exit) -> String {
    let (exit, printed) = workshop.run_on(machine, "", "doctor");
    assert_eq!(exit, expected, "{printed:?}");
    let text = printed.out + &printed.err;
    // The build behind the version changes with every source.
    let builds = text.split('+').skip(1).map(|rest| rest.chars().take(16));
    let builds: Vec<String> = builds.map(Iterator::collect).collect();
    builds
        .iter()
        .filter(|build| build.len() == 16)
        .fold(text, |text, build| text.replace(build.as_str(), "<build>"))
}

#[test]
fn all_is_fine() {
    assert_snapshot!(told(&service(), &Pretended::fine(), Exit::Fine), @r"
    fine      cargo           cargo 1.95.0 (abc 2026-01-01)
    fine      rustc           rustc 1.95.0 (abc 2026-01-01)
    fine      git             git version 2.50.0
    fine      cc              cc (Debian 14.2.0) 14.2.0
    fine      run             none was left half done
    fine      design          sound, 1 file
    fine      moguera.lock    written by moguera 0.1.0+<build>
    fine      files           current
    fine      migrations      as recorded, 0 files
    fine      written         no action answers 501
    fine      .gitignore      keeps out what is not for others
    fine      .gitattributes  merges moguera.lock line by line
    fine      port            `127.0.0.1:8080` is free
    fine      secret key      none here; the first start makes one
    fine      database        embedded; DATABASE_URL is not set
    15 checks, all fine
    ");
}

/// A machine without much, where others are in the way.
fn poor() -> Pretended {
    let mut machine = Pretended::fine();
    machine.programs.extend([
        ("cargo --version", ""),
        ("rustc --version", "rustc 1.94.1\n"),
        ("git check-ignore", "target/debug\nvar/secret.key\n"),
        ("git check-attr", "moguera.lock: merge: unspecified\n"),
    ]);
    machine.programs.remove("cc --version");
    machine.variables = [
        ("PORT", "9000"),
        ("DATABASE_URL", "postgres://user:password@db.example:6000/x"),
    ]
    .into();
    machine.taken = Some(9000);
    machine.silent = Some(6000);
    machine.mode = Some(0o100_644);
    machine
}

#[test]
fn every_fault_has_its_fix() {
    let workshop = service();
    workshop.put("design/all.yaml", "generated a.rs b\nwired b.rs b");
    fs::remove_file(workshop.path().join("crates/x.rs")).expect("it was there");
    workshop.put(".moguera/run.journal", "");
    let told = told(&workshop, &poor(), Exit::Found);
    assert!(!told.contains("password"), "{told}");
    assert_snapshot!(told, @r"
    missing   cargo           `cargo --version` fails
                              fix: install Rust: https://rustup.rs
    stale     rustc           rustc 1.94.1; the service needs 1.95
                              fix: rustup update
    fine      git             git version 2.50.0
    missing   cc              `cc --version`: not there
                              fix: install a C compiler: sudo apt-get install gcc, xcode-select --install, …
    wrong     run             a run was killed half-way
                              fix: moguera generate (undoes what that run did)
    fine      design          sound, 1 file
    fine      moguera.lock    written by moguera 0.1.0+<build>
    stale     files           not current: `a.rs`, `b.rs`
                              fix: moguera generate (brings everything up to date)
    fine      migrations      as recorded, 0 files
    fine      written         no action answers 501
    missing   .gitignore      lets in what is not for others
                              fix: add to it, a line each: /.moguera/run.* .*.moguera-new .*.moguera-old
    missing   .gitattributes  does not merge moguera.lock line by line
                              fix: add to it: moguera.lock merge=union
    wrong     port            `127.0.0.1:9000`: taken
                              fix: end what listens there, unless it is this service, or set PORT
    wrong     secret key      others may use var/secret.key, its mode is 644
                              fix: chmod 600 var/secret.key
    wrong     database        `db.example:6000`: silent
                              fix: start it, or unset DATABASE_URL to use the embedded one
    missing   SECRET_KEY      SECRET_KEY is not set, and DATABASE_URL is
                              fix: the server's command `secret` makes one; keep it
    16 checks, 11 not fine
    ");
}

#[test]
fn what_is_to_be_written_is_named() {
    let workshop = Workshop::with_design("wired b.rs b");
    workshop.told("generate", Exit::Fine);
    let told = told(&workshop, &Pretended::fine(), Exit::Found);
    assert!(
        told.contains("missing   written         1 answer 501: `b.rs`\n"),
        "{told}"
    );
}

/// History is not generated again: it comes back from where it was kept.
#[test]
fn an_edited_migration_is_wrong() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    let lock = workshop.text("moguera.lock").expect("it is there");
    // What covers all facts would tell of the one that is added here.
    let lock: Vec<&str> = lock
        .lines()
        .filter(|it| !it.starts_with("facts "))
        .collect();
    let lock = lock.join("\n") + "\n";
    let digest = moguera::digest::Digest::of(b"create");
    let recorded = format!("migration {digest} migrations/1.sql\n");
    workshop.put("moguera.lock", &(lock + &recorded));
    workshop.put("migrations/1.sql", "drop");
    let told = told(&workshop, &Pretended::fine(), Exit::Found);
    assert!(
        told.contains("wrong     migrations      not as recorded: `migrations/1.sql`\n"),
        "{told}"
    );
    assert!(told.contains("fix: git restore migrations\n"), "{told}");
}

#[test]
fn a_migration_of_somebody_else_is_told() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    workshop.put("migrations/sqlite/0002_mine.sql", "drop");
    workshop.put("migrations/README.md", "why");
    let told = told(&workshop, &Pretended::fine(), Exit::Found);
    let expected = "no run wrote, and no server applies: `migrations/sqlite/0002_mine.sql`\n";
    assert!(told.contains(expected), "{told}");
    assert!(!told.contains("README"), "{told}");
}

#[test]
fn a_wrong_design_and_a_tampered_lock_file_are_shown() {
    let workshop = service();
    workshop.put("design/all.yaml", "wrong");
    workshop.put("moguera.lock", "nonsense\n");
    let told = told(&workshop, &Pretended::fine(), Exit::Found);
    assert!(told.contains("error[E0001]: this is wrong"), "{told}");
    assert!(
        told.contains("wrong     design          errors: 1\n"),
        "{told}"
    );
    assert!(told.contains("error[E0901]"), "{told}");
    assert!(
        told.contains("fix: take `moguera.lock` from version control"),
        "{told}"
    );
}

/// What helps is what would be told by a run, too.
#[test]
fn a_lock_file_of_another_version_is_stale() {
    for (version, fix) in [
        ("0.0.1", "moguera upgrade"),
        ("99.0.0", "cargo install moguera --version =99.0.0 --locked"),
        ("0.1.0+other", "moguera generate"),
    ] {
        let workshop = service();
        let lock = workshop.text("moguera.lock").expect("it is there");
        let other: String = lock
            .lines()
            .map(|line| match line.strip_prefix("generator ") {
                Some(_) => format!("generator {version}\n"),
                None => format!("{line}\n"),
            })
            .collect();
        workshop.put("moguera.lock", &other);
        let told = told(&workshop, &Pretended::fine(), Exit::Found);
        let number = version.split('+').next().unwrap_or_default();
        let stale = format!("stale     moguera.lock    written by moguera {number}");
        assert!(told.contains(&stale), "{told}");
        assert!(told.contains(&format!("fix: {fix}\n")), "{told}");
        assert!(!told.contains("cannot be generated"), "{told}");
    }
}

#[test]
fn without_a_service_only_the_machine_is_looked_at() {
    let workshop = Workshop::new();
    let told = told(&workshop, &Pretended::fine(), Exit::Fine);
    assert!(told.starts_with("note: there is no service in"), "{told}");
    assert!(told.ends_with("4 checks, all fine\n"), "{told}");
    let (exit, printed) = workshop.run_on(&Pretended::fine(), "", "doctor --path nowhere");
    assert_eq!(exit, Exit::Wrong, "{printed:?}");
}

#[test]
fn programs_read_the_same_as_objects() {
    let mut machine = Pretended::fine();
    machine.programs.remove("git --version");
    let (exit, printed) = service().run_on(&machine, "", "doctor --message-format json");
    assert_eq!(exit, Exit::Found);
    let objects = printed
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
    let git = objects
        .into_iter()
        .find(|object| object["subject"] == "git")
        .expect("it was looked at");
    assert_eq!(git["type"], "check");
    assert_eq!(git["state"], "missing");
    assert_eq!(git["fix"], "install git: https://git-scm.com");
}
