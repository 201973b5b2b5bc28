//! Branches that each change the design, merged by git with the service's own `.gitattributes`.

use crate::service::Service;

const DESIGN: &str = "design/design.yaml";
const TEXT: &str = "      text: { type: string, min_length: 1, max_length: 1000 }\n";
const TITLE: &str = "      title: string?\n";
const GRADE: &str = "      grade: { enum: [small, large], optional: true }\n";
const DONE: &str = "      done: { type: boolean, default: false }\n";

/// A service whose branches add what they are named for behind a line of the design.
fn branched(branches: [(&str, &str, &str); 2]) -> Service {
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
fn edited(branches: [(&str, &str); 2]) -> Service {
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
fn edit(service: &Service, from: &str, to: &str) {
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
fn follows(service: &Service, expected: &[&str]) {
    service.moguera(&["generate"]).with(0);
    service.moguera(&["generate", "--check"]).with(0);
    for database in ["sqlite", "postgres"] {
        let all = migrations(service, database);
        assert_eq!(all[3..], *expected, "{all:?}");
    }
    let told = service.moguera(&["generate"]).with(0);
    assert!(told.starts_with("nothing to do: "), "{told}");
}

/// Deletes a migration as `moguera explain E0408` says.
fn forget(service: &Service, name: &str) {
    for database in ["sqlite", "postgres"] {
        service.delete(&format!("migrations/{database}/{name}.sql"));
    }
    let lock = service.text("moguera.lock");
    let kept = lock.lines().filter(|line| !line.contains(name));
    let kept: String = kept.map(|line| format!("{line}\n")).collect();
    assert_ne!(kept, lock);
    service.put("moguera.lock", &kept);
}

fn commit(service: &Service, message: &str) {
    service.git(&["add", "--all"]).with(0);
    service
        .git(&["commit", "--quiet", "--message", message])
        .with(0);
}

fn migrations(service: &Service, database: &str) -> Vec<String> {
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

/// A migration is called for the first of its changes: which of two databases have gone through nobody can tell.
#[test]
fn a_migration_that_both_branches_wrote_otherwise_is_settled_by_hand() {
    let service = branched([
        ("one", TEXT, "      colour: string?\n"),
        ("other", TEXT, "      colour: string?\n      size: int64?\n"),
    ]);
    let design = service.text(DESIGN);
    let told = service.git(&["merge", "--quiet", "one"]).with(1);
    assert!(told.contains("0002_add_notes_colour.sql"), "{told}");
    service.put(DESIGN, &design);
    for arguments in [&["generate"][..], &["generate", "--force"]] {
        let told = service.moguera(arguments).with(1);
        let path = "migrations/sqlite/0002_add_notes_colour.sql";
        assert!(
            told.contains(&format!("{path}  (two branches wrote it")),
            "{told}"
        );
    }
    let history = ["checkout", "one", "--", "moguera.lock", "migrations"];
    service.git(&history).with(0);
    service.moguera(&["generate", "--force"]).with(0);
    service.moguera(&["generate", "--check"]).with(0);
    assert_eq!(
        migrations(&service, "sqlite"),
        [
            "0001_initial.sql",
            "0002_add_notes_colour.sql",
            "0003_add_notes_size.sql"
        ]
    );
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

/// The second `ADD COLUMN` would fail: one of the migrations is written anew.
#[test]
fn a_field_that_both_branches_add_is_told_and_settled() {
    for (field, message) in [
        (
            "size: int64?",
            "two branches have added the column `notes.size`",
        ),
        (
            "size: string?",
            "two branches have added the column `notes.size`, each in its own way",
        ),
    ] {
        let service = edited([
            (
                GRADE,
                &format!("{GRADE}      depth: int64?\n      size: int64?\n"),
            ),
            (
                GRADE,
                &format!("{GRADE}      area: int64?\n      {field}\n      width: int64?\n"),
            ),
        ]);
        let design = service.text(DESIGN);
        service.git(&["merge", "--quiet", "--no-edit", "one"]);
        let both = design.replace("      width", "      depth: int64?\n      width");
        service.put(DESIGN, &both);
        let told = service.moguera(&["generate"]).with(2);
        assert_eq!(told.matches("error[").count(), 1, "{told}");
        assert!(
            told.contains(&format!("error[E0408]: {message}\n")),
            "{told}"
        );
        assert!(told.contains("design/design.yaml:"), "{told}");
        let one =
            "`migrations/*/0004_add_notes_depth.sql` and every line of `moguera.lock` that names";
        assert!(told.contains(one), "{told}");
        service.moguera(&["migrate", "plan"]).with(2);
        forget(&service, "0004_add_notes_depth");
        follows(
            &service,
            &["0004_add_notes_area.sql", "0005_add_notes_depth.sql"],
        );
    }
}

#[test]
fn a_field_that_both_branches_change_is_told_and_settled() {
    let service = edited([
        (TITLE, "      title: string?\n      aside: int64?\n"),
        (
            TITLE,
            "      heading: { type: string, optional: true, renamed_from: title }\n",
        ),
    ]);
    service.git(&["checkout", "--quiet", "one"]).with(0);
    edit(&service, TITLE, "");
    commit(&service, "one goes on");
    service.git(&["checkout", "--quiet", "other"]).with(0);
    let design = service.text(DESIGN);
    service.git(&["merge", "--quiet", "--no-edit", "one"]);
    service.put(
        DESIGN,
        &design.replace("      done: ", "      aside: int64?\n      done: "),
    );
    let told = service.moguera(&["generate"]).with(2);
    assert!(
        told.contains(
            "error[E0408]: two branches have changed or removed the column `notes.title`"
        ),
        "{told}"
    );
    forget(&service, "0005_remove_notes_title");
    follows(
        &service,
        &[
            "0004_add_notes_aside.sql",
            "0004_rename_notes_title_to_heading.sql",
        ],
    );
}

#[test]
fn what_one_branch_removes_and_the_other_builds_on_is_told_and_settled() {
    let service = edited([
        (
            TITLE,
            "      heading: { type: string, optional: true, renamed_from: title }\n",
        ),
        (
            TITLE,
            "      title: { type: string, max_length: 90, optional: true, unique: true }\n",
        ),
    ]);
    let design = service.text(DESIGN);
    service.git(&["merge", "--quiet", "--no-edit", "one"]);
    let unique = "heading: { type: string, max_length: 90, optional: true, unique: true, renamed_from: title }";
    let plain = "title: { type: string, max_length: 90, optional: true, unique: true }";
    assert!(design.contains(plain), "{design}");
    service.put(DESIGN, &design.replace(plain, unique));
    let told = service.moguera(&["generate"]).with(2);
    let message = "error[E0408]: one branch has removed or renamed what another one builds on: the column `notes.title`";
    assert!(told.contains(message), "{told}");
    forget(&service, "0004_add_indexes");
    follows(
        &service,
        &[
            "0004_rename_notes_title_to_heading.sql",
            "0005_add_indexes.sql",
        ],
    );
}

/// Two migrations of one name, of which git tells too: neither is kept.
#[test]
fn a_migration_that_both_branches_wrote_of_different_columns_is_settled_by_hand() {
    let service = edited([
        (GRADE, &format!("{GRADE}      size: int64?\n")),
        (GRADE, &format!("{GRADE}      size: string?\n")),
    ]);
    let design = service.text(DESIGN);
    service
        .git(&["merge", "--quiet", "--no-edit", "one"])
        .with(1);
    service.put(DESIGN, &design);
    let told = service.moguera(&["generate"]).with(2);
    assert!(
        told.contains("error[E0405]: `moguera.lock` says two things of the column `notes.size`"),
        "{told}"
    );
    forget(&service, "0004_add_notes_size");
    follows(&service, &["0004_add_notes_size.sql"]);
}
