//! Names that change only in case: two files, or one on a disk that ignores it.

use moguera::write::Edits;

use crate::folder::{Folder, GENERATED, MARKED, output};
use crate::meddled::{MeddledDisk, in_any_case};

#[test]
fn a_file_whose_name_changes_only_in_case_takes_the_place_of_the_old_one() {
    let before = || Folder::with(&[(GENERATED, "a/Foo.ts", MARKED)]);
    let asked = output(&[(GENERATED, "a/foo.ts", "new")]);
    let one_file = before();
    let disk = MeddledDisk {
        finds: in_any_case,
        ..MeddledDisk::default()
    };
    assert_eq!(
        one_file
            .write_with(&disk, &asked, Edits::Refused)
            .expect("it writes"),
        ["remove a/Foo.ts", "create a/foo.ts"]
    );
    let two_files = before();
    two_files.put("a/foo.ts", MARKED);
    assert_eq!(
        two_files.write(&asked).expect("it writes"),
        ["remove a/Foo.ts", "update a/foo.ts"]
    );
    for folder in [one_file, two_files] {
        assert_eq!(folder.text("a/foo.ts").as_deref(), Some("new"));
        assert_eq!(folder.text("a/Foo.ts"), None);
    }
}

/// A disk that ignores case may list a file otherwise than it was recorded: after a checkout, or a rename by hand.
#[test]
fn a_file_that_is_listed_as_asked_for_already_is_still_one_file() {
    let one_file = Folder::with(&[(GENERATED, "a/Foo.ts", MARKED)]);
    let [recorded, listed] = ["a/Foo.ts", "a/foo.ts"].map(|path| one_file.root().join(path));
    std::fs::rename(recorded, listed).expect("it was there");
    let disk = MeddledDisk {
        finds: in_any_case,
        ..MeddledDisk::default()
    };
    let asked = output(&[(GENERATED, "a/foo.ts", "new")]);
    let told = one_file.write_with(&disk, &asked, Edits::Refused);
    assert_eq!(
        told.expect("it writes"),
        ["remove a/Foo.ts", "create a/foo.ts"]
    );
    assert_eq!(one_file.text("a/foo.ts").as_deref(), Some("new"));
    let names = std::fs::read_dir(one_file.root().join("a")).expect("a folder");
    assert_eq!(names.count(), 1);
}
