//! Branches that have done what does not go together: the run after the merge says so, and what to do.

use crate::merging::{
    DESIGN, GRADE, TEXT, TITLE, branched, commit, edit, edited, follows, migrations,
};
use crate::service::Service;

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

/// A database that has gone through the rename first could not take the other migration.
#[test]
fn a_backfill_that_reads_what_the_other_branch_renames_is_told_and_settled() {
    let heading = "      heading: { type: string, optional: true, renamed_from: title }\n";
    let letters =
        "      letters: { type: int32, optional: true, backfill: { sql: length(title) } }\n";
    let service = edited([(TITLE, heading), (GRADE, &format!("{GRADE}{letters}"))]);
    service.git(&["merge", "--quiet", "--no-edit", "one"]);
    let told = service.moguera(&["generate"]).with(2);
    let expected = "error[E0408]: one branch has removed or renamed what another one builds on: the column `notes.title`";
    assert!(told.contains(expected), "{told}");
    forget(&service, "0004_add_notes_letters");
    let told = service.moguera(&["generate"]).with(2);
    assert!(told.contains("error[E0411]"), "{told}");
    service.replace(DESIGN, "length(title)", "length(heading)");
    follows(
        &service,
        &[
            "0004_rename_notes_title_to_heading.sql",
            "0005_add_notes_letters.sql",
        ],
    );
}

/// Rows would get a value that there is no more.
#[test]
fn a_value_that_one_branch_fills_in_and_the_other_renames_is_told() {
    let renamed = GRADE.replace("[small,", "[{ name: tiny, renamed_from: small },");
    let filled = GRADE.replace("optional: true", "default: small");
    let filled = format!("      area: int64?\n{filled}");
    let service = edited([(GRADE, &renamed), (GRADE, &filled)]);
    service.git(&["merge", "--quiet", "--no-edit", "one"]);
    let both = renamed.replace("optional: true", "default: tiny");
    let both = format!("      area: int64?\n{both}");
    let design = service.text(DESIGN);
    let grade = |line: &&str| {
        !line.contains("grade:") && !line.contains("area:") && !line.starts_with(['<', '=', '>'])
    };
    let design: String = design
        .lines()
        .filter(grade)
        .map(|line| format!("{line}\n"))
        .collect();
    service.put(
        DESIGN,
        &design.replace("      done:", &format!("{both}      done:")),
    );
    let told = service.moguera(&["generate"]).with(2);
    let expected = "error[E0408]: one branch has removed or renamed what another one builds on";
    assert!(told.contains(expected), "{told}");
}
