//! Branches that each change the design, merged by git with the service's own `.gitattributes`.

use crate::service::Service;

const DESIGN: &str = "design/design.yaml";
const TEXT: &str = "      text: { type: string, min_length: 1, max_length: 1000 }\n";
const DONE: &str = "      done: { type: boolean, default: false }\n";

/// A service whose branches add what they are named for behind a line of the design.
fn branched(branches: [(&str, &str, &str); 2]) -> Service {
    let service = Service::new("minimal");
    service
        .git(&["init", "--quiet", "--initial-branch", "main"])
        .with(0);
    commit(&service, "the service");
    for (name, behind, field) in branches {
        service
            .git(&["checkout", "--quiet", "-b", name, "main"])
            .with(0);
        service.replace(DESIGN, behind, &format!("{behind}{field}"));
        service.moguera(&["generate"]).with(0);
        commit(&service, name);
    }
    service
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
