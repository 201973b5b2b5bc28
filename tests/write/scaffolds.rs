//! Scaffolded files: written once, then the team's.

use moguera::digest::Digest;
use moguera::output::NewService;
use moguera::write::{Before, Edits, LocalDisk, Run, Site, compare};

use crate::folder::{FREE, Folder, GENERATED, Stopped, WIRED, output};
use crate::power::RememberingDisk;

#[test]
fn a_scaffolded_file_is_never_overwritten() {
    let folder = Folder::with(&[(WIRED, "main.rs", "first")]);
    folder.put("main.rs", "mine");
    let asked = output(&[(WIRED, "main.rs", "second")]);
    assert_eq!(folder.write(&asked).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.force(&asked).expect("nor by force"), [""; 0]);
    assert_eq!(folder.text("main.rs").as_deref(), Some("mine"));
    assert_eq!(
        folder.text(".moguera/base/main.rs").as_deref(),
        Some("first"),
        "what it was derived from"
    );
}

#[test]
fn a_deleted_one_is_scaffolded_again_only_if_generated_code_names_it() {
    let files = |text| output(&[(WIRED, "wired.rs", text), (FREE, "free.rs", text)]);
    let folder = Folder::new();
    folder.write(&files("first")).expect("it writes");
    folder.delete("wired.rs");
    folder.delete("free.rs");
    assert_eq!(
        folder.write(&files("second")).expect("it writes"),
        ["scaffold wired.rs"]
    );
    assert_eq!(folder.text("wired.rs").as_deref(), Some("second"));
    assert_eq!(
        folder.text(".moguera/base/wired.rs").as_deref(),
        Some("second")
    );
    assert_eq!(folder.text("free.rs"), None);
    assert_eq!(
        folder.write(&files("third")).expect("nothing to do"),
        [""; 0]
    );
}

#[test]
fn one_that_was_there_before_is_adopted() {
    let folder = Folder::new();
    folder.put("main.rs", "mine");
    let asked = output(&[(WIRED, "main.rs", "ours")]);
    assert_eq!(folder.write(&asked).expect("it records"), [""; 0]);
    assert_eq!(folder.text("main.rs").as_deref(), Some("mine"));
    assert_eq!(
        folder.text(".moguera/base/main.rs").as_deref(),
        Some("ours")
    );
}

#[test]
fn one_that_is_no_longer_asked_for_is_released_and_said_once() {
    let folder = Folder::with(&[(WIRED, "a/publish.rs", "stub")]);
    assert_eq!(
        folder.write(&output(&[])).expect("it keeps"),
        ["keep a/publish.rs"]
    );
    assert_eq!(folder.write(&output(&[])).expect("nothing to do"), [""; 0]);
    assert_eq!(folder.text("a/publish.rs").as_deref(), Some("stub"));
    assert!(
        !folder.root().join(".moguera/base").exists(),
        "its pristine text goes"
    );
}

#[test]
fn ownership_can_move_while_nobody_has_touched_the_file() {
    let generated = output(&[(GENERATED, "a.rs", "g")]);
    let scaffolded = output(&[(WIRED, "a.rs", "s")]);
    let folder = Folder::new();
    folder.write(&generated).expect("it writes");
    assert_eq!(
        folder.write(&scaffolded).expect("it writes"),
        ["update a.rs"]
    );
    assert_eq!(
        folder.write(&generated).expect("it writes"),
        ["update a.rs"]
    );
    folder.put("a.rs", "mine");
    assert_eq!(
        folder.write(&scaffolded).expect("it is the team's now"),
        [""; 0]
    );
    assert_eq!(folder.text("a.rs").as_deref(), Some("mine"));
    assert!(matches!(folder.write(&generated), Err(Stopped::Refused(_))));
}

#[test]
fn after_a_merge_the_record_follows_the_pristine_text() {
    let folder = Folder::with(&[(WIRED, "main.rs", "ours")]);
    let facts = folder.text("moguera.lock").expect("it is there");
    let merged = format!("{facts}scaffolded {} main.rs\n", Digest::of(b"theirs"));
    for (kept, expected) in [("theirs", "theirs"), ("<<<<<<< conflict", "now")] {
        folder.put("moguera.lock", &merged);
        folder.put(".moguera/base/main.rs", kept);
        assert_eq!(
            folder
                .write(&output(&[(WIRED, "main.rs", "now")]))
                .expect("it records"),
            [""; 0]
        );
        assert_eq!(
            folder.text(".moguera/base/main.rs").as_deref(),
            Some(expected)
        );
        let facts = folder.text("moguera.lock").expect("it is there");
        assert!(facts.contains(&format!(
            "scaffolded {} main.rs",
            Digest::of(expected.as_bytes())
        )));
    }
}

#[test]
fn a_new_service_has_the_teams_files_from_the_first() {
    let folder = Folder::new();
    let mut new = NewService {
        output: output(&[(GENERATED, "a.rs", "a"), (WIRED, "publish.rs", "stub")]),
        ..NewService::default()
    };
    new.own.insert("design/x.yaml".to_owned(), "x: 1\n".into());
    new.own
        .insert("publish.rs".to_owned(), "written by hand".into());
    let site = Site::new(&LocalDisk, folder.root());
    let run = Run::begin(site).expect("nobody else is here");
    let nothing = Before {
        lock: &Default::default(),
        seen: &Default::default(),
    };
    let mut plan = compare(site, &new.output, nothing, "0.1.0").expect("the folder is empty");
    plan.hand_over(&new.output, &new.own)
        .expect("no path is taken");
    run.commit(&plan).expect("it writes");
    assert_eq!(folder.text("design/x.yaml").as_deref(), Some("x: 1\n"));
    assert_eq!(
        folder.text("publish.rs").as_deref(),
        Some("written by hand")
    );
    assert_eq!(
        folder.text(".moguera/base/publish.rs").as_deref(),
        Some("stub")
    );
    assert!(
        !folder
            .text("moguera.lock")
            .expect("it is there")
            .contains("design/")
    );
    assert_eq!(folder.write(&new.output).expect("it is complete"), [""; 0]);

    let clash = [("A.rs".to_owned(), "the same file on some disks".into())].into();
    plan.hand_over(&new.output, &clash)
        .expect_err("`a.rs` is generated");
}

#[test]
fn a_pristine_text_that_is_missed_is_said_and_nothing_is_done() {
    let folder = Folder::with(&[(WIRED, "main.rs", "before")]);
    folder.put("main.rs", "mine");
    folder.delete(".moguera/base/main.rs");
    let disk = RememberingDisk::new(folder.root());
    let asked = output(&[(WIRED, "main.rs", "now")]);
    let told = folder.write_with(&disk, &asked, Edits::Refused);
    assert_eq!(told.expect("it says so"), ["missing .moguera/base/main.rs"]);
    assert_eq!(disk.count(), 0);
}
