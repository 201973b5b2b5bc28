//! Branches that each change the design, merged by git with the service's own `.gitattributes`.

use crate::service::Service;

pub(crate) const DESIGN: &str = "design/design.yaml";
pub(crate) const TEXT: &str = "      text: { type: string, min_length: 1, max_length: 1000 }\n";
pub(crate) const TITLE: &str = "      title: string?\n";
pub(crate) const GRADE: &str = "      grade: { enum: [small, large], optional: true }\n";
const DONE: &str = "      done: { type: boolean, default: false }\n";

/// A service whose branches add what they are named for behind a line of the design.
pub(crate) fn branched(branches: [(&str, &str, &str); 2]) -> Service {
    let service = started();
    for (name, behind, field) in branches {
        branch(&service, name);
        edit(&service, behind, &format!("{behind}{field}"));
        commit(&service, name);
    }
    service
}

/// A service on its branch `main`.
fn started() -> Service {
    let service = Service::new("minimal");
    service
        .git(&["init", "--quiet", "--initial-branch", "main"])
        .with(0);
    commit(&service, "the service");
    service
}

fn branch(service: &Service, name: &str) {
    service
        .git(&["checkout", "--quiet", "-b", name, "main"])
        .with(0);
}

/// A service with two more attributes, whose branches `one` and `other` each put something else in place of a part of the
/// design.
pub(crate) fn edited(branches: [(&str, &str); 2]) -> Service {
    let service = started();
    edit(&service, TEXT, &format!("{TITLE}{TEXT}"));
    edit(&service, DONE, &format!("{DONE}{GRADE}"));
    commit(&service, "two attributes");
    for (name, (from, to)) in ["one", "other"].into_iter().zip(branches) {
        branch(&service, name);
        edit(&service, from, to);
        commit(&service, name);
    }
    service
}

/// Changes the design, and lets all follow.
pub(crate) fn edit(service: &Service, from: &str, to: &str) {
    service.replace(DESIGN, from, to);
    service.moguera(&["generate", "--allow-data-loss"]).with(0);
}

/// Merges the branch `one` into `other`, which is checked out: git settles the design and the lock file.
fn merge(service: &Service) {
    service.git(&["merge", "--quiet", "--no-edit", "one"]);
    for path in ["moguera.lock", DESIGN] {
        let text = service.text(path);
        assert!(!text.contains("<<<<<<<"), "{path}: {text}");
    }
}

/// The next run needs nothing to be said; then the migrations behind those of `main` are these.
pub(crate) fn follows(service: &Service, expected: &[&str]) {
    service.moguera(&["generate"]).with(0);
    service.moguera(&["generate", "--check"]).with(0);
    for database in ["sqlite", "postgres"] {
        let all = migrations(service, database);
        assert_eq!(all[3..], *expected, "{all:?}");
    }
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
}

pub(crate) fn commit(service: &Service, message: &str) {
    service.git(&["add", "--all"]).with(0);
    service
        .git(&["commit", "--quiet", "--message", message])
        .with(0);
}

pub(crate) fn migrations(service: &Service, database: &str) -> Vec<String> {
    let folder = format!("migrations/{database}/");
    let files = service.files().into_keys();
    let names = files.filter_map(|path| path.strip_prefix(&folder).map(str::to_owned));
    names.filter(|name| name != "seeds.sql").collect()
}

#[test]
fn two_branches_that_add_different_fields_become_one_service() {
    let service = branched([
        ("colour", TEXT, "      colour: string?\n"),
        ("size", DONE, "      size: int64?\n"),
    ]);
    let told = service.git(&["merge", "--quiet", "colour"]);
    for path in ["moguera.lock", DESIGN] {
        assert!(
            !told.text.contains(&format!("conflict in {path}")),
            "{}",
            told.text
        );
        assert!(!service.text(path).contains("<<<<<<<"), "{path}");
    }
    service.moguera(&["generate", "--check"]).with(1);
    service.moguera(&["generate"]).with(0);
    service.moguera(&["generate", "--check"]).with(0);
    for database in ["sqlite", "postgres"] {
        assert_eq!(
            migrations(&service, database),
            [
                "0001_initial.sql",
                "0002_add_notes_colour.sql",
                "0002_add_notes_size.sql"
            ]
        );
    }
    let before = service.files();
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
    assert!(before == service.files(), "not a file is touched");
    is_one(&service);
}

/// Generated files have both fields, and the lock file says everything once.
fn is_one(service: &Service) {
    let payload = service.text("crates/contract/src/payloads/notes.rs");
    assert!(
        payload.contains("colour") && payload.contains("size"),
        "{payload}"
    );
    assert!(!payload.contains("<<<<<<<"), "{payload}");
    let lock = service.text("moguera.lock");
    for kind in ["facts ", "design ", "generator "] {
        let count = lock.lines().filter(|line| line.starts_with(kind)).count();
        assert_eq!(count, 1, "{kind}");
    }
}

#[test]
fn two_branches_that_add_the_same_field_are_one() {
    let field = "      colour: string?\n";
    let service = branched([("one", TEXT, field), ("other", TEXT, field)]);
    service
        .git(&["merge", "--quiet", "--no-edit", "one"])
        .with(0);
    service.moguera(&["generate", "--check"]).with(0);
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
    let expected = ["0001_initial.sql", "0002_add_notes_colour.sql"];
    assert_eq!(migrations(&service, "sqlite"), expected);
}

#[test]
fn what_one_branch_removes_stays_removed() {
    let service = edited([
        (TITLE, ""),
        (GRADE, &format!("{GRADE}      size: int64?\n")),
    ]);
    merge(&service);
    follows(
        &service,
        &["0004_add_notes_size.sql", "0004_remove_notes_title.sql"],
    );
    let lock = service.text("moguera.lock");
    assert!(
        lock.contains("schema 0004_remove_notes_title - column notes title "),
        "{lock}"
    );
}

#[test]
fn what_one_branch_renames_has_its_new_name() {
    let renamed = "      heading: { type: string, optional: true, renamed_from: title }\n";
    let service = edited([
        (TITLE, renamed),
        (GRADE, &format!("{GRADE}      size: int64?\n")),
    ]);
    merge(&service);
    follows(
        &service,
        &[
            "0004_add_notes_size.sql",
            "0004_rename_notes_title_to_heading.sql",
        ],
    );
}

/// Neither step has a migration: each has a name that the other branch does not have.
#[test]
fn branches_that_change_what_no_database_knows_are_merged() {
    let more = GRADE.replace("large]", "large, huge]");
    let service = edited([(TITLE, "      title: text?\n"), (GRADE, &more)]);
    branch(&service, "third");
    edit(&service, GRADE, &GRADE.replace("[small", "[tiny, small"));
    edit(
        &service,
        "      done: ",
        "      open: boolean?\n      done: ",
    );
    commit(&service, "third");
    service.git(&["checkout", "--quiet", "other"]).with(0);
    merge(&service);
    follows(&service, &[]);
    commit(&service, "merged");
    service.git(&["merge", "--quiet", "--no-edit", "third"]);
    let design = service.text(DESIGN);
    assert!(
        design.contains("<<<<<<<"),
        "both have changed a line: {design}"
    );
    let all = GRADE.replace("[small, large]", "[tiny, small, large, huge]");
    let first = design.find("<<<<<<<").expect("it is there");
    let last = design.find(">>>>>>> third\n").expect("it ends there") + ">>>>>>> third\n".len();
    service.put(
        DESIGN,
        &format!("{}{all}{}", &design[..first], &design[last..]),
    );
    follows(&service, &["0004_add_notes_open.sql"]);
}
