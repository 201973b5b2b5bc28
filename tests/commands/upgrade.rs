//! `moguera upgrade`, and what other versions wrote.

use insta::assert_snapshot;
use moguera::cli::Exit;
use moguera::digest::Digest;

use crate::workshop::Workshop;

const BEFORE: &str = "one\\ntwo\\nthree\\nfour\\nfive\\n";
const NOW: &str = "one\\ntwo\\nthree\\nfour\\n5\\n";

/// A service as an older version of moguera left it: another one wrote the lock file.
fn older(design: &str) -> Workshop {
    let workshop = Workshop::with_design(design);
    workshop.told("generate", Exit::Fine);
    let facts = workshop.text("moguera.lock").expect("it is there");
    workshop.put(
        "moguera.lock",
        &facts.replace(env!("MOGUERA_BUILD"), "0.0.9+0123"),
    );
    workshop
}

fn told(workshop: &Workshop, arguments: &str, exit: Exit) -> String {
    workshop
        .told(arguments, exit)
        .replace(env!("MOGUERA_BUILD"), "<build>")
        .replace(env!("CARGO_PKG_VERSION"), "<this>")
}

#[test]
fn what_another_version_wrote_is_refused_with_the_line_that_installs_it() {
    let workshop = older("generated a.rs a");
    assert_snapshot!(told(&workshop, "generate", Exit::Wrong), @r"
    error[E0904]: moguera 0.0.9 wrote this service, this is moguera <this>
     --> moguera.lock:5:1
      |
    5 | generator 0.0.9+0123
      | ^^^^^^^^^^^^^^^^^^^^ older than this one
      |
      = help: `cargo install moguera --version =0.0.9 --locked` installs that one
      = help: or `moguera upgrade` moves the service on to this version
    ");
    for arguments in ["generate --check", "generate --force", "generate -n"] {
        let refused = told(&workshop, arguments, Exit::Wrong);
        assert!(refused.contains("error[E0904]"), "{refused}");
    }
    let facts = workshop.text("moguera.lock").expect("it is there");
    workshop.put("moguera.lock", &facts.replace("0.0.9+0123", "99.0.0"));
    assert_snapshot!(told(&workshop, "upgrade", Exit::Wrong), @r"
    error[E0904]: moguera 99.0.0 wrote this service, this is moguera <this>
     --> moguera.lock:5:1
      |
    5 | generator 99.0.0
      | ^^^^^^^^^^^^^^^^ newer: an upgrade goes forward only
      |
      = help: `cargo install moguera --version =99.0.0 --locked` installs that one
    ");
}

#[test]
fn of_a_merged_lock_file_the_newest_version_counts() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    let facts = workshop.text("moguera.lock").expect("it is there");
    workshop.put("moguera.lock", &format!("{facts}generator 0.0.9\n"));
    assert_snapshot!(told(&workshop, "generate", Exit::Fine), @r"
    note: moguera.lock was written by moguera 0.0.9, this is moguera <build>
    note: moguera.lock was merged: of several versions the newest one counts
    update    moguera.lock
    1 updated, 1 unchanged
    ");
    assert_eq!(workshop.text("moguera.lock"), Some(facts));
}

/// A service with something of every kind to do.
fn with_everything() -> Workshop {
    let workshop = older(&format!(
        "generated a.rs a\nwired merged.rs {BEFORE}\nwired pristine.rs {BEFORE}\nwired same.rs same"
    ));
    workshop.put("merged.rs", "mine\ntwo\nthree\nfour\nfive\n");
    workshop.put("same.rs", "mine");
    workshop.put(
        "design/all.yaml",
        &format!(
            "generated a.rs new\nwired merged.rs {NOW}\nwired pristine.rs {NOW}\nwired same.rs same"
        ),
    );
    workshop
}

#[test]
fn a_dry_run_shows_what_would_be_merged() {
    let workshop = with_everything();
    let before = workshop.text("moguera.lock");
    assert_snapshot!(told(&workshop, "upgrade --dry-run --diff", Exit::Fine), @r"
    note: moguera.lock was written by moguera 0.0.9+0123, this is moguera <build>
    update    a.rs
    --- a/a.rs
    +++ b/a.rs
    @@ -1 +1 @@
    -a
    \ No newline at end of file
    +new
    \ No newline at end of file
    merge     merged.rs
    --- a/merged.rs
    +++ b/merged.rs
    @@ -2,4 +2,4 @@
     two
     three
     four
    -five
    +5
    update    moguera.lock
    update    pristine.rs
    --- a/pristine.rs
    +++ b/pristine.rs
    @@ -2,4 +2,4 @@
     two
     three
     four
    -five
    +5
    would be: 3 updated, 1 merged, 1 unchanged
    ");
    assert_eq!(workshop.text("moguera.lock"), before);
}

#[test]
fn an_upgrade_moves_everything_on() {
    let workshop = with_everything();
    assert_snapshot!(told(&workshop, "upgrade", Exit::Fine), @r"
    note: moguera.lock was written by moguera 0.0.9+0123, this is moguera <build>
    update    a.rs
    merge     merged.rs
    update    moguera.lock
    update    pristine.rs
    3 updated, 1 merged, 1 unchanged
    ");
    assert_eq!(
        workshop.text("merged.rs").as_deref(),
        Some("mine\ntwo\nthree\nfour\n5\n")
    );
    assert_snapshot!(told(&workshop, "upgrade", Exit::Fine), @"nothing to do: 4 files are current");
    assert_snapshot!(told(&workshop, "generate --check", Exit::Fine), @"4 files are current");
}

/// A service whose upgrade has a conflict.
fn with_conflict() -> Workshop {
    let workshop = older(&format!("generated a.rs a\nwired main.rs {BEFORE}"));
    workshop.put("main.rs", "one\ntwo\nthree\nfour\nmine\n");
    workshop.put(
        "design/all.yaml",
        &format!("generated a.rs a\nwired main.rs {NOW}"),
    );
    workshop
}

#[test]
fn an_upgrade_with_conflicts_exits_with_1() {
    let workshop = with_conflict();
    assert_snapshot!(told(&workshop, "upgrade --dry-run", Exit::Found), @r"
    note: moguera.lock was written by moguera 0.0.9+0123, this is moguera <build>
    conflict  main.rs  (1 conflict: choose between the lines at the markers)
    update    moguera.lock
    would be: 1 updated, 1 merged with conflicts, 1 unchanged
    note: keep what is right of the lines between the markers, and delete the markers
    next:
      moguera generate --check  says whether conflicts are left
    ");
    assert_snapshot!(told(&workshop, "upgrade", Exit::Found), @r"
    note: moguera.lock was written by moguera 0.0.9+0123, this is moguera <build>
    conflict  main.rs  (1 conflict: choose between the lines at the markers)
    update    moguera.lock
    1 updated, 1 merged with conflicts, 1 unchanged
    note: keep what is right of the lines between the markers, and delete the markers
    next:
      moguera generate --check  says whether conflicts are left
    ");
}

#[test]
fn nothing_is_written_until_conflicts_are_resolved() {
    let workshop = with_conflict();
    told(&workshop, "upgrade", Exit::Found);
    assert_snapshot!(told(&workshop, "generate --check", Exit::Found), @r"
    conflict (1): markers of an upgrade are left in it
      main.rs  (1 conflict: choose between the lines at the markers)
    1 not current, 1 current
    note: keep what is right of the lines between the markers, and delete the markers
    next:
      moguera generate --check  says whether conflicts are left
    ");
    assert_snapshot!(told(&workshop, "generate --force", Exit::Found), @r"
    conflict (1): markers of an upgrade are left in it
      main.rs  (1 conflict: choose between the lines at the markers)
    error: nothing was written
      = help: keep what is right of the lines between the markers, and delete the markers
    ");
    assert_snapshot!(told(&workshop, "upgrade --message-format json", Exit::Found), @r#"
    {"type":"refused","finding":"conflict","path":"main.rs","because":"1 conflict: choose between the lines at the markers"}
    {"type":"error","message":"nothing was written","help":["keep what is right of the lines between the markers, and delete the markers"]}
    {"type":"exit","code":1}
    "#);
    workshop.put("main.rs", "one\ntwo\nthree\nfour\nmine and 5\n");
    told(&workshop, "generate --check", Exit::Fine);
    told(&workshop, "upgrade", Exit::Fine);
}

#[test]
fn a_dependency_that_the_manifest_lacks_is_the_line_to_paste() {
    let before = "[dependencies]\\naxum = \"1\"\\n";
    let workshop = Workshop::with_design(&format!("generated a.rs a\nwired x/Cargo.toml {before}"));
    workshop.told("generate", Exit::Fine);
    workshop.put("x/Cargo.toml", "# mine\n[dependencies]\naxum = \"1\"\n");
    let design = format!("generated a.rs new\nwired x/Cargo.toml {before}uuid = \"1\"\\n");
    workshop.put("design/all.yaml", &design);
    assert_snapshot!(told(&workshop, "generate", Exit::Wrong), @r#"
    error[E0906]: generated code needs a line that this manifest does not have
     --> x/Cargo.toml:3:1
      |
    3 | axum = "1"
      | ^^^^^^^^^^ below this line
      |
      = help: paste `uuid = "1"`
      = help: or `moguera upgrade` merges it in
    "#);
    told(&workshop, "generate --check", Exit::Wrong);
    assert_eq!(
        workshop.text("a.rs").as_deref(),
        Some("a"),
        "nothing was written"
    );
    assert_snapshot!(told(&workshop, "upgrade", Exit::Fine), @r"
    update    a.rs
    update    moguera.lock
    merge     x/Cargo.toml
    2 updated, 1 merged, 0 unchanged
    ");
    let merged = "# mine\n[dependencies]\naxum = \"1\"\nuuid = \"1\"\n";
    assert_eq!(workshop.text("x/Cargo.toml").as_deref(), Some(merged));
    told(&workshop, "generate --check", Exit::Fine);
}

#[test]
fn a_pasted_dependency_is_not_merged_in_again() {
    let before = "[dependencies]\\naxum = \"1\"\\n";
    let workshop = Workshop::with_design(&format!("wired x/Cargo.toml {before}"));
    workshop.told("generate", Exit::Fine);
    let pasted = "# mine\n[dependencies]\naxum = \"1\"\nuuid = \"1\"\n";
    workshop.put("x/Cargo.toml", pasted);
    let design = format!("wired x/Cargo.toml {before}uuid = \"1\"\\n");
    workshop.put("design/all.yaml", &design);
    workshop.told("generate", Exit::Fine);
    workshop.told("upgrade", Exit::Fine);
    assert_eq!(workshop.text("x/Cargo.toml").as_deref(), Some(pasted));
}

#[test]
fn a_lock_file_that_was_changed_by_hand_is_refused() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    workshop.put("mine.rs", "mine");
    let facts = workshop.text("moguera.lock").expect("it is there");
    for changed in [
        facts.replace("schema table x\n", ""),
        format!("{facts}generated {} mine.rs\n", Digest::of(b"mine")),
    ] {
        workshop.put("moguera.lock", &changed);
        for arguments in [
            "generate",
            "generate --force",
            "generate --check",
            "upgrade",
        ] {
            let refused = workshop.told(arguments, Exit::Wrong);
            assert!(refused.contains("error[E0905]"), "{refused}");
        }
        assert_eq!(workshop.text("mine.rs").as_deref(), Some("mine"));
    }
}
