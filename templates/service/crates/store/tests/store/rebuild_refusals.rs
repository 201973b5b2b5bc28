//! SQLite tables that cannot be made anew as a migration asks for: what is said, and that nothing is
//! done.

use crate::databases::Folder;
use crate::shelves::{refusal, tables, texts};

#[tokio::test(flavor = "multi_thread")]
async fn whatever_still_mentions_a_column_is_named() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    for (sqlite, names) in [
        (
            "-- moguera:rebuild\nALTER TABLE shelves DROP COLUMN note;",
            ["index `shelves_note`", "`shelves`"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves DROP COLUMN id;",
            ["table definition", "`shelves`"],
        ),
        (
            "DROP INDEX shelves_name_key; CREATE VIEW notes AS SELECT above FROM shelves;
             -- moguera:rebuild\nALTER TABLE shelves DROP COLUMN above;",
            ["view notes", "above"],
        ),
        (
            "CREATE TRIGGER longest AFTER UPDATE ON boxes BEGIN
                 DELETE FROM log WHERE text = (SELECT max(length) FROM shelves);
             END;
             -- moguera:rebuild\nALTER TABLE shelves DROP COLUMN length;",
            ["trigger longest", "length"],
        ),
        (
            "CREATE TRIGGER longer AFTER INSERT ON boxes BEGIN
                 UPDATE shelves SET length = 1;
             END;
             -- moguera:rebuild\nALTER TABLE shelves DROP COLUMN length;",
            ["trigger of `boxes`", "length"],
        ),
        (
            "DROP INDEX shelves_note; CREATE INDEX quoted ON shelves (\"note\");
             -- moguera:rebuild\nALTER TABLE shelves DROP COLUMN note;",
            ["index `quoted`", "note"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves ADD COLUMN a TEXT USING \"lost\";",
            ["no such column", "lost"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves ADD COLUMN longest TEXT USING max(length);",
            ["`shelves`", "made of many rows"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves DROP COLUMN lost;",
            ["`shelves`", "no column `lost`"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves ADD COLUMN Note TEXT USING 1;",
            ["`shelves`", "already a column `Note`"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE boxes ADD COLUMN above TEXT USING 1;
             -- moguera:rebuild\nALTER TABLE boxes ALTER COLUMN above TYPE INTEGER USING 1;",
            ["`above`", "changed twice"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE lost DROP COLUMN note;",
            ["no table `lost`", "rebuild"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE names DROP COLUMN name;",
            ["no table `names`", "rebuild"],
        ),
        (
            "CREATE TABLE counted (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
             -- moguera:rebuild\nALTER TABLE counted DROP COLUMN a;",
            ["`counted`", "without loss"],
        ),
        (
            "-- moguera:rebuild\nALTER TABLE shelves RENAME TO racks;",
            ["`ALTER TABLE shelves RENAME TO racks`", "rebuilds"],
        ),
    ] {
        let refusal = refusal(&store, sqlite).await;
        for name in names {
            assert!(refusal.contains(name), "{name}: {refusal}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_that_would_break_a_rule_are_left_as_they_were() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let null =
        "-- moguera:rebuild\nALTER TABLE shelves ALTER COLUMN note TYPE TEXT NOT NULL USING note";
    let nulls = refusal(&store, null).await;
    assert!(nulls.contains("`shelves` (note)"), "{nulls}");
    let orphan = "-- moguera:rebuild
        ALTER TABLE boxes ADD COLUMN above INTEGER REFERENCES shelves (id) USING 9";
    let refusal = refusal(&store, orphan).await;
    assert!(refusal.contains("`boxes` (above)"), "{refusal}");
    let rows = "SELECT coalesce(note, 'none') FROM shelves ORDER BY id";
    assert_eq!(texts(&store, rows).await, ["x", "none"]);
}
