//! Every value comes back as it went in, and the same on both databases.

use std::fmt::Debug;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::{Column, Connection, Error, Json, Sql, Store, Value};
use uuid::Uuid;

use crate::databases::{define, each};

const SQLITE: &str = "CREATE TABLE everything (id INTEGER PRIMARY KEY, bool INTEGER, \
    integer INTEGER, real REAL, text TEXT, bytes BLOB, uuid BLOB, time INTEGER, date TEXT, json TEXT)";

const POSTGRES: &str = "CREATE TABLE everything (id BIGINT GENERATED ALWAYS AS IDENTITY, \
    bool BOOLEAN, integer BIGINT, real DOUBLE PRECISION, text TEXT COLLATE \"C\", bytes BYTEA, \
    uuid UUID, time TIMESTAMPTZ, date DATE, json JSONB)";

/// Stores one value in the column of its type; reads it back by the value itself.
async fn through<T>(connection: &Connection, column: &str, value: T) -> T
where
    T: Column + Clone + Into<Value> + Send,
{
    let mut insert = Sql::new(&format!("INSERT INTO everything ({column}) VALUES ("));
    insert.bind(value.clone()).push(")");
    assert_eq!(connection.execute(insert).await.unwrap(), 1);
    let mut select = Sql::new(&format!(
        "SELECT {column} FROM everything WHERE {column} = "
    ));
    select.bind(value).push(" ORDER BY id DESC");
    let found = connection.fetch_optional(select, |row| row.get(0)).await;
    found.unwrap().expect("the row is found by its value")
}

async fn round_trip<T>(connection: &Connection, column: &str, values: impl IntoIterator<Item = T>)
where
    T: Column + Clone + Debug + PartialEq + Into<Value> + Send,
{
    for value in values {
        assert_eq!(through(connection, column, value.clone()).await, value);
    }
    let null = Sql::new(&format!("INSERT INTO everything ({column}) VALUES ($1)"));
    let null = Sql::with_values(null.text(), [Value::Null]);
    connection.execute(null).await.unwrap();
    let select = Sql::new(&format!(
        "SELECT {column} FROM everything ORDER BY id DESC LIMIT 1"
    ));
    let found = connection.fetch_all(select, |row| row.get::<Option<T>>(0));
    assert_eq!(found.await.unwrap(), [None]);
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_back_as_they_went_in() {
    each(async |database| {
        let store = database.open();
        define(&store, SQLITE, POSTGRES).await;
        let connection = &store.connection();
        round_trip(connection, "bool", [true, false]).await;
        round_trip(connection, "integer", [0, 1, -1, i64::MAX, i64::MIN]).await;
        round_trip(connection, "integer", [i32::MAX, i32::MIN]).await;
        let reals = [0.0, -1.5, 0.1, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY];
        round_trip(connection, "real", reals).await;
        let texts = [
            "",
            "a",
            "日本語 🦀",
            "' \" \\ % $1 ?",
            "line\r\nline\t\u{7f}",
        ];
        round_trip(connection, "text", texts.map(str::to_owned)).await;
        let bytes = [vec![], vec![0], (0..=255).collect(), vec![7; 100_000]];
        round_trip(connection, "bytes", bytes).await;
        let uuids = [Uuid::nil(), Uuid::max(), Uuid::now_v7()];
        round_trip(connection, "uuid", uuids).await;
        round_trip(connection, "time", times()).await;
        let dates = [
            date(0, 1, 1),
            date(2000, 2, 29),
            date(1969, 12, 31),
            Date::MAX,
        ];
        round_trip(connection, "date", dates).await;
        let json = Json("{\"a\": [1, null, \"日本\"]}".to_owned());
        round_trip(connection, "json", [json]).await;
    })
    .await;
}

fn times() -> [Timestamp; 6] {
    [
        "0000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999999Z",
        "1970-01-01T00:00:00Z",
        "2000-01-01T00:00:00.000001Z",
        "2026-11-20T12:34:56.123456Z",
        "9999-12-30T22:00:00.999999Z",
    ]
    .map(|text| text.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_finer_than_a_microsecond_is_cut_off() {
    each(async |database| {
        let store = database.open();
        define(&store, SQLITE, POSTGRES).await;
        let time: Timestamp = "2026-11-20T12:34:56.123456999Z".parse().unwrap();
        let kept = through(&store.connection(), "time", time).await;
        assert_eq!(kept.to_string(), "2026-11-20T12:34:56.123456Z");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_database_cannot_keep_is_refused_by_both() {
    each(async |database| {
        let store = database.open();
        let before_year_0: Timestamp = "-000001-12-31T23:59:59Z".parse().unwrap();
        let values = [
            Value::from(f64::NAN),
            Value::from("a\0b"),
            Value::from(Json("\0".to_owned())),
            Value::from(before_year_0),
            Value::from(date(-1, 12, 31)),
        ];
        for value in values {
            let sql = Sql::with_values("SELECT 1 WHERE $1 IS NULL", [value]);
            let refused = store.connection().execute(sql).await;
            assert!(
                matches!(refused, Err(Error::Unstorable { .. })),
                "{refused:?}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_of_another_type_is_corrupt() {
    each(async |database| {
        let store = database.open();
        let cases = [
            (read::<String>(&store, "SELECT 0, 7").await, "text"),
            (read::<i64>(&store, "SELECT 0, 'seven'").await, "an integer"),
            (
                read::<i32>(&store, "SELECT 0, 5000000000").await,
                "an integer of 32 bits",
            ),
            (read::<i64>(&store, "SELECT 0, NULL").await, "an integer"),
            (read::<Uuid>(&store, "SELECT 0, 'seven'").await, "a uuid"),
            (read::<Date>(&store, "SELECT 0, 'seven'").await, "a date"),
            (read::<bool>(&store, "SELECT 0, 2").await, "a bool"),
            (read::<i64>(&store, "SELECT 0").await, "a value"),
        ];
        for (error, wanted) in cases {
            let Error::Corrupt {
                column, expected, ..
            } = error
            else {
                panic!("{wanted}: {error:?}");
            };
            assert_eq!((column, expected), (1, wanted));
        }
    })
    .await;
}

async fn read<T: Column + Debug + Send>(store: &Store, text: &str) -> Error {
    let connection = store.connection();
    let read = connection.fetch_all(Sql::new(text), |row| row.get::<T>(1));
    read.await.unwrap_err()
}

#[tokio::test(flavor = "multi_thread")]
async fn text_is_ordered_by_its_bytes() {
    each(async |database| {
        let store = database.open();
        define(&store, SQLITE, POSTGRES).await;
        let connection = store.connection();
        let mut texts = ["é", "e", "Z", "a", "A b", "Ab", "_", "~", "日", "", "🦀"];
        for text in texts {
            through(&connection, "text", text.to_owned()).await;
        }
        let sql = Sql::new("SELECT text FROM everything ORDER BY text");
        let found = connection.fetch_all(sql, |row| row.get::<String>(0)).await;
        texts.sort_unstable();
        assert_eq!(found.unwrap(), texts);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn integers_fit_columns_of_every_width() {
    each(async |database| {
        let store = database.open();
        let text = "CREATE TABLE widths (small SMALLINT, medium INTEGER, large BIGINT)";
        define(&store, text, text).await;
        let connection = store.connection();
        let insert = "INSERT INTO widths VALUES ($1, $2, $3)";
        let insert = Sql::with_values(insert, [1.into(), 2.into(), 3.into()]);
        connection.execute(insert).await.unwrap();
        let select = Sql::new("SELECT small, medium, large FROM widths");
        let read = |row: &store::Row<'_>| Ok([row.get::<i64>(0)?, row.get(1)?, row.get(2)?]);
        assert_eq!(
            connection.fetch_all(select, read).await.unwrap(),
            [[1, 2, 3]]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn text_can_be_read_where_it_lies() {
    each(async |database| {
        let connection = database.open().connection();
        let select = Sql::new("SELECT 'twelve', CAST(NULL AS TEXT), 12");
        let read = |row: &store::Row<'_>| {
            let texts = [0, 1].map(|index| row.text(index).unwrap().map(str::len));
            Ok((texts, row.text(2).unwrap_err().to_string()))
        };
        let (texts, error) = connection
            .fetch_optional(select, read)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(texts, [Some(6), None]);
        assert_eq!(error, "column 2 holds an integer where text is expected");
    })
    .await;
}
