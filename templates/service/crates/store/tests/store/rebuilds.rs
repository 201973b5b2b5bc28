//! SQLite tables that are made anew: what changes, and all that stays.

use store::{Error, Migration};

use crate::databases::Folder;
use crate::shelves::{TABLES, execute, rebuild, refusal, schema_beside, tables, texts};

#[tokio::test(flavor = "multi_thread")]
async fn columns_come_change_and_go_in_one_rebuild() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let before = schema_beside(&store, "shelves").await;
    let migration = rebuild(
        "
-- A length is a number from now on.
-- moguera:rebuild
ALTER TABLE shelves ALTER COLUMN length TYPE INTEGER NOT NULL DEFAULT 0 USING CAST(length AS INTEGER);
-- moguera:rebuild
ALTER TABLE \"shelves\" ADD COLUMN \"from\" TEXT NOT NULL USING name || ', ' || length; -- as it was
-- moguera:rebuild
ALTER TABLE Shelves DROP COLUMN name_length;
UPDATE shelves SET name = 'lower' WHERE id = 1;
",
    );
    store.migrate(&[TABLES, migration]).await.unwrap();
    let rows = texts(
        &store,
        "SELECT concat_ws('|', id, name, above, typeof(length), length, note, \"from\")
         FROM shelves ORDER BY id",
    );
    assert_eq!(
        rows.await,
        ["1|lower|integer|12|x|low, 12", "2|high|1|integer|7|high, 7"]
    );
    let columns = "SELECT name || ' ' || hidden FROM pragma_table_xinfo('shelves')";
    assert_eq!(
        texts(&store, columns).await,
        ["id 0", "name 0", "above 0", "length 0", "note 0", "from 0"]
    );
    assert_eq!(schema_beside(&store, "shelves").await, before);
    assert_eq!(texts(&store, "SELECT text FROM log").await, ["low;lower"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_mentioned_stays_as_it_was_written() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let definition = "SELECT sql FROM sqlite_schema WHERE name = 'shelves'";
    let migration = rebuild(
        "-- moguera:rebuild\nALTER TABLE shelves ALTER COLUMN note TYPE TEXT NOT NULL USING 'n'",
    );
    store.migrate(&[TABLES, migration]).await.unwrap();
    let expected = "CREATE TABLE \"shelves\" (
    id INTEGER NOT NULL,
    name TEXT NOT NULL COLLATE NOCASE DEFAULT 'it''s; (empty)',
    above INTEGER REFERENCES shelves (id) ON DELETE SET NULL,
    length TEXT,
    note TEXT NOT NULL,
    name_length INTEGER GENERATED ALWAYS AS (length(name)) VIRTUAL,
    PRIMARY KEY (id),
    CONSTRAINT shelves_name CHECK (name <> ')'),
    FOREIGN KEY (above) REFERENCES shelves (id)
) STRICT";
    assert_eq!(texts(&store, definition).await, [expected]);
    let duplicate = "INSERT INTO shelves (id, name, note) VALUES (3, 'LOW', 'n')";
    let refused = execute(&store, duplicate).await;
    assert!(
        matches!(refused, Err(Error::UniqueViolation(_))),
        "{refused:?}"
    );
    let unchecked = "INSERT INTO shelves (id, name, note) VALUES (3, ')', 'n')";
    let refused = execute(&store, unchecked).await;
    assert!(
        matches!(refused, Err(Error::CheckViolation(_))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn references_to_the_table_and_within_it_are_intact() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let migration = rebuild(
        "-- moguera:rebuild\nALTER TABLE shelves ALTER COLUMN note TYPE TEXT NOT NULL USING 'n'",
    );
    store.migrate(&[TABLES, migration]).await.unwrap();
    let orphan = execute(&store, "INSERT INTO boxes VALUES (9, 1)").await;
    assert!(
        matches!(orphan, Err(Error::ForeignKeyViolation(_))),
        "{orphan:?}"
    );
    let orphan = execute(&store, "UPDATE shelves SET above = 9 WHERE id = 2").await;
    assert!(
        matches!(orphan, Err(Error::ForeignKeyViolation(_))),
        "{orphan:?}"
    );
    execute(&store, "UPDATE shelves SET id = 3 WHERE id = 2")
        .await
        .unwrap();
    execute(&store, "DELETE FROM shelves WHERE id = 1")
        .await
        .unwrap();
    let left = "SELECT shelf || '.' || place FROM boxes";
    assert_eq!(texts(&store, left).await, ["3.1", "3.2"]);
    let above = "SELECT coalesce(above, 'none') FROM shelves";
    assert_eq!(texts(&store, above).await, ["none"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_of_pairs_keeps_its_key() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let migration = rebuild(
        "-- moguera:rebuild
ALTER TABLE boxes ADD COLUMN above INTEGER REFERENCES shelves (id) USING nullif(shelf - 1, 0);",
    );
    store.migrate(&[TABLES, migration]).await.unwrap();
    let rows = "SELECT concat_ws('.', shelf, place, above) FROM boxes";
    assert_eq!(texts(&store, rows).await, ["1.1", "2.1.1", "2.2.1"]);
    let traits = "SELECT concat(wr, strict) FROM pragma_table_list('boxes')";
    assert_eq!(texts(&store, traits).await, ["11"]);
    let key = "SELECT name FROM pragma_table_info('boxes') WHERE pk > 0 ORDER BY pk";
    assert_eq!(texts(&store, key).await, ["shelf", "place"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_another_branch_has_added_stays() {
    let folder = Folder::new();
    let store = tables(&folder).await;
    let other = Migration {
        name: "0002_other_branch",
        sqlite: "ALTER TABLE shelves ADD COLUMN colour TEXT NOT NULL DEFAULT 'white';
                 CREATE INDEX shelves_colour ON shelves (colour);",
        postgres: "",
    };
    store.migrate(&[TABLES, other]).await.unwrap();
    execute(&store, "UPDATE shelves SET colour = 'red' WHERE id = 2")
        .await
        .unwrap();
    let refused = refusal(
        &store,
        "-- moguera:rebuild\nALTER TABLE shelves DROP COLUMN above",
    );
    assert!(refused.await.contains("shelves_name_key"));
    let migration = rebuild(
        "DROP INDEX shelves_name_key;
         -- moguera:rebuild
         ALTER TABLE shelves DROP COLUMN above;",
    );
    store.migrate(&[TABLES, migration, other]).await.unwrap();
    let rows = "SELECT id || colour FROM shelves ORDER BY id";
    assert_eq!(texts(&store, rows).await, ["1white", "2red"]);
    let keys = "SELECT count(*) || '' FROM pragma_foreign_key_list('shelves')";
    assert_eq!(
        texts(&store, keys).await,
        ["0"],
        "they went with the column"
    );
    let index = "SELECT name FROM sqlite_schema WHERE name = 'shelves_colour'";
    assert_eq!(texts(&store, index).await, ["shelves_colour"]);
}
