//! Placeholders, lists, counts, and what constraints say.

use store::{Error, Sql, Value, Violation};

use crate::databases::{all_words, define, each, word, words};

#[tokio::test(flavor = "multi_thread")]
async fn placeholders_may_be_repeated_and_in_any_order() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        let text = "INSERT INTO words (word, id) VALUES ($2, $1)";
        let insert = Sql::with_values(text, [7.into(), "seven".into()]);
        connection.execute(insert).await.unwrap();
        let text =
            "SELECT id, word FROM words WHERE word = $3 AND id >= $1 AND id <= $1 AND id < $2";
        let select = Sql::with_values(text, [7.into(), 8.into(), "seven".into()]);
        let found = connection.fetch_all(select, |row| Ok((row.get(0)?, row.get(1)?)));
        assert_eq!(found.await.unwrap(), [(7, "seven".to_owned())]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn as_many_values_as_placeholders_are_required() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let text = "SELECT id FROM words WHERE id = $1 AND word = $2";
        for count in [0, 1, 3] {
            let values = [1.into(), "a".into(), 2.into()];
            let sql = Sql::with_values(text, &values[..count]);
            let refused = store.connection().execute(sql).await;
            assert!(
                matches!(refused, Err(Error::Database { .. })),
                "{refused:?}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_of_every_length_find_their_rows() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        let rows = (0..40).map(|id| word(id, &id.to_string())).collect();
        assert_eq!(connection.execute_all(rows).await.unwrap(), [1; 40]);
        for length in [0, 1, 2, 3, 5, 8, 33] {
            let mut sql = Sql::new("SELECT id FROM words WHERE id >= ");
            sql.bind(0).push(" AND id IN ").bind_all(0..length);
            sql.push(" AND id < ").bind(40).push(" ORDER BY id");
            let found = connection.fetch_all(sql, |row| row.get::<i32>(0)).await;
            assert_eq!(found.unwrap(), (0..length).collect::<Vec<_>>());
        }
        let mut long = Sql::new("SELECT count(*) FROM words WHERE id IN ");
        long.bind_all(0..10_000);
        let count = connection
            .fetch_optional(long, |row| row.get::<i64>(0))
            .await;
        assert_eq!(count.unwrap(), Some(40));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_are_counted_without_those_of_transactions() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let before = store.statements();
        let connection = store.connection();
        connection.execute(word(1, "a")).await.unwrap();
        let rows = vec![word(2, "b"), word(3, "c")];
        connection.execute_all(rows).await.unwrap();
        let written: Result<u64, Error> = store
            .transaction(async |connection| connection.execute(word(4, "d")).await)
            .await;
        assert_eq!(written.unwrap(), 1);
        assert_eq!(all_words(&store).await, ["a", "b", "c", "d"]);
        assert_eq!(store.statements() - before, 5);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_statement_that_writes_may_answer_rows() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        connection.execute(word(1, "a")).await.unwrap();
        let update = |word: &str| {
            let text = "UPDATE words SET word = $1 RETURNING id, word";
            Sql::with_values(text, [word.into()])
        };
        let read = |row: &store::Row<'_>| Ok((row.get::<i64>(0)?, row.get::<String>(1)?));
        let row = connection.fetch_optional(update("b"), read).await.unwrap();
        assert_eq!(row, Some((1, "b".to_owned())));
        let rows = connection.fetch_unbounded(update("c"), read).await.unwrap();
        assert_eq!(rows, [(1, "c".to_owned())]);
        assert_eq!(connection.execute(update("d")).await.unwrap(), 1);
        assert_eq!(all_words(&store).await, ["d"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unbounded_queries_find_all_rows() {
    each(async |database| {
        let store = database.open();
        let numbers = "WITH RECURSIVE numbers (n) AS \
            (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 20000) SELECT n FROM numbers";
        let connection = store.connection();
        let scans = (0..5).map(|_| {
            let connection = connection.clone();
            tokio::spawn(async move {
                let read = |row: &store::Row<'_>| row.get::<i64>(0);
                connection.fetch_unbounded(Sql::new(numbers), read).await
            })
        });
        for scan in scans.collect::<Vec<_>>() {
            let found = scan.await.unwrap().unwrap();
            assert_eq!((found.len(), found.last()), (20_000, Some(&20_000)));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn statements_together_are_done_together_or_not_at_all() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        let rows = vec![word(1, "a"), word(2, "b"), word(3, "a"), word(4, "d")];
        let refused = connection.execute_all(rows).await;
        assert!(
            matches!(refused, Err(Error::UniqueViolation(_))),
            "{refused:?}"
        );
        assert!(all_words(&store).await.is_empty());
        let none = connection.execute_all(Vec::new()).await.unwrap();
        assert!(none.is_empty());
        let mapped = connection.fetch_all(Sql::new("SELECT 1"), |row| row.get::<String>(0));
        assert!(matches!(mapped.await, Err(Error::Corrupt { .. })));
    })
    .await;
}

/// The violation that each of these inserts meets.
#[tokio::test(flavor = "multi_thread")]
async fn violations_name_their_constraint_or_columns() {
    each(async |database| {
        let store = database.open();
        for table in [
            "CREATE TABLE users (id BIGINT PRIMARY KEY, site BIGINT NOT NULL, name TEXT NOT NULL, \
             age BIGINT CONSTRAINT users_age_check CHECK (age > 0), \
             friend BIGINT CONSTRAINT users_friend_fkey REFERENCES users (id))",
            "CREATE UNIQUE INDEX users_site_name_key ON users (site, name)",
            "CREATE UNIQUE INDEX users_upper_key ON users (upper(name))",
        ] {
            define(&store, table, table).await;
        }
        let insert = |id: i64, name: Option<&str>, age: i64, friend: Option<i64>| {
            let text = "INSERT INTO users (id, site, name, age, friend) VALUES ($1, 1, $2, $3, $4)";
            let values: [Value; 4] = [id.into(), name.into(), age.into(), friend.into()];
            Sql::with_values(text, values)
        };
        let connection = store.connection();
        let first = insert(1, Some("a"), 1, Some(1));
        connection.execute(first).await.unwrap();

        let columns = ["site", "name"];
        let error = connection.execute(insert(2, Some("a"), 1, None)).await;
        let violation = unique(error);
        let by_columns = violation.concerns("users_site_name_key", "users", &columns);
        // Both indexes are violated; which is told first is the database's choice.
        assert!(by_columns || violation.concerns("users_upper_key", "users", &[]));
        let violation = unique(connection.execute(insert(2, Some("A"), 1, None)).await);
        assert!(
            violation.concerns("users_upper_key", "users", &[]),
            "{violation:?}"
        );
        let violation = unique(connection.execute(insert(1, Some("b"), 1, None)).await);
        assert!(
            violation.concerns("users_pkey", "users", &["id"]),
            "{violation:?}"
        );

        let Err(Error::CheckViolation(violation)) =
            connection.execute(insert(2, Some("b"), 0, None)).await
        else {
            panic!("the check is not met");
        };
        assert!(
            violation.concerns("users_age_check", "", &[]),
            "{violation:?}"
        );
        let Err(Error::NotNullViolation(violation)) =
            connection.execute(insert(2, None, 1, None)).await
        else {
            panic!("the name is null");
        };
        assert_eq!(
            (violation.table, violation.columns),
            ("users".to_owned(), vec!["name".to_owned()])
        );
        let broken = connection.execute(insert(2, Some("b"), 1, Some(9))).await;
        assert!(
            matches!(broken, Err(Error::ForeignKeyViolation(_))),
            "{broken:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_referred_to_cannot_be_deleted() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        connection.execute(word(1, "referred to")).await.unwrap();
        for (number, action) in ["RESTRICT", "NO ACTION"].into_iter().enumerate() {
            let columns = |integer| {
                format!(
                    "CREATE TABLE others{number} \
                     (word {integer} NOT NULL REFERENCES words (id) ON DELETE {action})"
                )
            };
            define(&store, &columns("INTEGER"), &columns("BIGINT")).await;
            let refer = Sql::new(&format!("INSERT INTO others{number} (word) VALUES (1)"));
            connection.execute(refer).await.unwrap();
            let delete = Sql::new("DELETE FROM words WHERE id = 1");
            let refused = connection.execute(delete).await;
            assert!(
                matches!(refused, Err(Error::ForeignKeyViolation(_))),
                "{action}: {refused:?}"
            );
            let forget = Sql::new(&format!("DELETE FROM others{number}"));
            connection.execute(forget).await.unwrap();
        }
    })
    .await;
}

fn unique(result: Result<u64, Error>) -> Violation {
    match result {
        Err(Error::UniqueViolation(violation)) => violation,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_tell_no_values() {
    each(async |database| {
        let store = database.open();
        words(&store).await;
        let connection = store.connection();
        connection.execute(word(1, "hunter2")).await.unwrap();
        let error = connection.execute(word(2, "hunter2")).await.unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    })
    .await;
}
