//! Two runs at once in one folder.

use std::thread;

use moguera::write::{LocalDisk, Run, Site};

use crate::folder::{Folder, GENERATED, MARKED, Stopped, output};

#[test]
fn a_run_waits_for_another_one() {
    let folder = Folder::with(&[(GENERATED, "z", "z")]);
    let texts = ["one", "two", "three", "four"];
    thread::scope(|scope| {
        for text in texts {
            let asked = output(&[(GENERATED, "a.rs", text), (GENERATED, "b/c.rs", text)]);
            let folder = &folder;
            scope.spawn(move || folder.write(&asked).expect("it waits"));
        }
    });
    let text = folder.text("a.rs").expect("it is there");
    assert!(texts.contains(&text.as_str()));
    assert_eq!(
        folder.text("b/c.rs"),
        Some(text.clone()),
        "both files are of one run"
    );
    let asked = output(&[(GENERATED, "a.rs", &text), (GENERATED, "b/c.rs", &text)]);
    assert_eq!(
        folder
            .write(&asked)
            .expect("the lock file is of the same run"),
        [""; 0]
    );
}

#[test]
fn a_run_gives_up_when_the_other_one_does_not_end() {
    let folder = Folder::with(&[(GENERATED, "z", MARKED)]);
    let other = Run::begin(Site::new(&LocalDisk, folder.root())).expect("nobody else is here");
    let before = folder.nodes();
    let Err(Stopped::Failed(failure)) = folder.write(&output(&[])) else {
        panic!("the other run has not ended");
    };
    assert!(
        failure.to_string().contains("another run is writing here"),
        "{failure}"
    );
    assert_eq!(folder.nodes(), before);
    drop(other);
    assert_eq!(
        folder.write(&output(&[])).expect("now it has"),
        ["remove z"]
    );
}
