//! Units that end after their first statement if it affects no row.

use store::{Connection, Error, Sql, Store};

use crate::databases::{Folder, all_words, each, word, words};
use crate::transactions::limited;
use crate::writing::poisonable;

/// Replaces one word by another, if it is there.
fn replace(old: &str, new: &str) -> Sql {
    let text = "UPDATE words SET word = $2 WHERE word = $1";
    Sql::with_values(text, [old.into(), new.into()])
}

/// Inserts into `words` unless the word or the id is taken.
fn word_if_free(id: i64, text: &str) -> Sql {
    let mut sql = word(id, text);
    sql.push(" ON CONFLICT DO NOTHING");
    sql
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_is_done_only_if_the_first_affects_a_row() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        let remove = |text: &str| {
            let sql = "DELETE FROM words WHERE word = $1";
            Sql::with_values(sql, [text.into()])
        };
        // Each unit, whether its first statement affects a row, and the words after it.
        let units: [(Sql, Vec<Sql>, bool, &[&str]); 8] = [
            (replace("a", "b"), vec![word(1, "a")], false, &[]),
            (word_if_free(1, "a"), vec![word(2, "b")], true, &["a", "b"]),
            (word_if_free(3, "a"), vec![word(3, "c")], false, &["a", "b"]),
            (
                replace("b", "c"),
                vec![replace("no", "x"), replace("c", "d"), word(3, "c")],
                true,
                &["a", "d", "c"],
            ),
            (remove("x"), vec![remove("a")], false, &["a", "d", "c"]),
            (remove("d"), vec![remove("a")], true, &["c"]),
            (replace("c", "e"), Vec::new(), true, &["e"]),
            (replace("c", "f"), Vec::new(), false, &["e"]),
        ];
        for (first, then, affects, wanted) in units {
            let text = format!("{first:?}, {then:?}");
            let before = store.statements();
            let run = if affects { 1 + then.len() } else { 1 };
            let done = connection.execute_guarded(first, then).await;
            assert_eq!(done.unwrap(), affects, "{text}");
            assert_eq!(store.statements() - before, run as u64, "{text}");
            assert_eq!(all_words(&store).await, wanted, "{text}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn if_one_fails_none_is_done() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        connection.execute(word(1, "a")).await.unwrap();
        let then = vec![word(2, "c"), word(3, "c")];
        for (first, then) in [
            (word(2, "a"), vec![word(3, "c")]),
            (word(2, "a"), Vec::new()),
            (replace("a", "b"), then),
        ] {
            let refused = connection.execute_guarded(first, then).await;
            assert!(
                matches!(refused, Err(Error::UniqueViolation(_))),
                "{refused:?}"
            );
        }
        let unstorable = vec![word(2, "\0")];
        let refused = connection.execute_guarded(replace("a", "b"), unstorable);
        let refused = refused.await;
        assert!(
            matches!(refused, Err(Error::Unstorable { .. })),
            "{refused:?}"
        );
        assert_eq!(all_words(&store).await, ["a"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_a_transaction_they_are_a_part_of_it() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let both = async |connection: &Connection| -> Result<[bool; 2], Error> {
            connection.execute(word(1, "a")).await?;
            let refused = connection.execute_guarded(replace("b", "c"), vec![word(2, "b")]);
            let refused = refused.await?;
            let done = connection.execute_guarded(replace("a", "b"), vec![word(2, "a")]);
            Ok([refused, done.await?])
        };
        let rolled_back: Result<(), Error> = store
            .transaction(async |connection| {
                assert_eq!(both(&connection).await?, [false, true]);
                Err(Error::Closed)
            })
            .await;
        assert!(matches!(rolled_back, Err(Error::Closed)), "{rolled_back:?}");
        assert!(all_words(&store).await.is_empty());
        let committed = store
            .transaction(async |connection| both(&connection).await)
            .await;
        assert_eq!(committed.unwrap(), [false, true]);
        assert_eq!(all_words(&store).await, ["b", "a"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_failure_nothing_can_be_committed() {
    each(async |database| {
        let store = limited(&database, 5_000).await;
        let result: Result<(), Error> = store
            .transaction(async |connection| {
                connection.execute(word(1, "a")).await?;
                let then = vec![word(1, "c")];
                let failed = connection.execute_guarded(replace("a", "b"), then).await;
                assert!(
                    matches!(failed, Err(Error::UniqueViolation(_))),
                    "{failed:?}"
                );
                let refused = connection.execute_guarded(word(2, "b"), Vec::new()).await;
                assert!(
                    matches!(refused, Err(Error::TransactionOver)),
                    "{refused:?}"
                );
                Ok(())
            })
            .await;
        assert!(matches!(result, Err(Error::TransactionOver)), "{result:?}");
        assert!(all_words(&store).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_passes_its_guard() {
    each(async |database| {
        let store = limited(&database, 60_000).await;
        store.connection().execute(word(0, "free")).await.unwrap();
        let tasks = (1..=40).map(|id| {
            let connection = store.connection();
            let then = vec![word(id, &id.to_string())];
            tokio::spawn(async move {
                let take = replace("free", "taken");
                connection.execute_guarded(take, then).await
            })
        });
        let mut passed = Vec::new();
        for (id, task) in (1..=40).zip(tasks.collect::<Vec<_>>()) {
            if task.await.unwrap().unwrap() {
                passed.push(id.to_string());
            }
        }
        assert_eq!(passed.len(), 1, "{passed:?}");
        assert_eq!(all_words(&store).await, ["taken", &passed[0]]);
    })
    .await;
}

/// One of three units: its guard ends it, its second statement is poison, or it inserts two words.
async fn write_guarded(store: &Store, id: i64) -> Result<bool, Error> {
    let text = |part: i64| match (id % 10, part) {
        (9, 2) => "poison".to_owned(),
        _ => format!("{id}, {part}"),
    };
    let first = if id % 3 == 0 {
        replace("nothing", "something")
    } else {
        word(2 * id, &text(1))
    };
    let then = vec![word(2 * id + 1, &text(2))];
    store.connection().execute_guarded(first, then).await
}

#[tokio::test(flavor = "multi_thread")]
async fn guards_are_asked_again_when_sqlite_gives_up_a_batch() {
    let folder = Folder::new();
    let store = poisonable(&folder).await;
    let tasks = (0..200).map(|id| {
        let store = store.clone();
        tokio::spawn(async move { write_guarded(&store, id).await })
    });
    let mut wanted = Vec::new();
    for (id, task) in (0..200).zip(tasks.collect::<Vec<_>>()) {
        let told = task.await.unwrap();
        match (id % 3, id % 10) {
            (0, _) => assert!(!told.unwrap(), "{id}"),
            (_, 9) => assert!(matches!(told, Err(Error::Database { .. })), "{told:?}"),
            _ => {
                assert!(told.unwrap(), "{id}");
                wanted.extend([1, 2].map(|part| format!("{id}, {part}")));
            }
        }
    }
    assert_eq!(all_words(&store).await, wanted);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_knows_whether_it_is_a_transaction() {
    each(async |database| {
        let store = database.open();
        assert!(!store.connection().is_in_transaction());
        let inside: Result<bool, Error> = store
            .transaction(async |connection| Ok(connection.is_in_transaction()))
            .await;
        assert!(inside.unwrap());
    })
    .await;
}
