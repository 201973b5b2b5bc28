//! Rows that a test needs: a table and values go in, a row with everything that it needs comes out,
//! stored without asking the service.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use contract::timestamp;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use store::{Sql, Value};
use uuid::Uuid;

use super::kept::Kept;
use super::{Caller, Service};

/// A row that is not stored yet.
///
/// ```no_run
/// use server::testing::{Row, Service, number};
///
/// fn shelf() -> Row {
///     Row::of("shelves").with("name", format!("shelf {}", number()))
/// }
///
/// fn book() -> Row {
///     Row::of("books").with("title", "Title").needs("shelf_id", shelf)
/// }
///
/// # async fn example(service: &Service) {
/// let book = book().with("title", "Another title").store(service).await;
/// let shelf = book.key("shelf_id");
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Row {
    table: &'static str,
    id: Uuid,
    values: BTreeMap<&'static str, Value>,
    differs: BTreeMap<&'static str, Vec<Value>>,
    needs: BTreeMap<&'static str, fn() -> Row>,
    points: BTreeMap<&'static str, Kept>,
    owner_column: Option<&'static str>,
    owner: Option<Kept>,
}

impl Row {
    /// A row of a table that has the columns `id` and `version`. Keys ascend in the order in which
    /// rows are made.
    #[must_use]
    pub fn of(table: &'static str) -> Self {
        Self {
            table,
            id: Uuid::now_v7(),
            values: BTreeMap::from([("version", Value::Integer(1))]),
            differs: BTreeMap::new(),
            needs: BTreeMap::new(),
            points: BTreeMap::new(),
            owner_column: None,
            owner: None,
        }
    }

    /// The same row with another value in a column. What it would have pointed to there is
    /// forgotten.
    #[must_use]
    pub fn with(mut self, column: &'static str, value: impl Into<Value>) -> Self {
        self.needs.remove(column);
        self.points.remove(column);
        self.differs.remove(column);
        self.values.insert(column, value.into());
        self
    }

    /// The same row, with the first of a few values that no other row has. Where each is taken, there
    /// can be no more rows: the one that has the last of them is stored for it.
    #[must_use]
    pub fn differs<V: Into<Value>>(
        mut self,
        column: &'static str,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.differs.insert(column, values);
        self
    }

    /// The same row, made at a time that is later than that of any row before.
    #[must_use]
    pub fn timed(self) -> Self {
        let now = instant(number());
        self.with("created_at", now).with("updated_at", now)
    }

    /// The same row, pointing to one that is made with it.
    #[must_use]
    pub fn needs(mut self, column: &'static str, row: fn() -> Self) -> Self {
        self.needs.insert(column, row);
        self
    }

    /// The same row, pointing to one that is there.
    #[must_use]
    pub fn pointing(mut self, column: &'static str, row: &Kept) -> Self {
        self.points.insert(column, row.clone());
        self
    }

    /// The same row, whose owner stands in this column.
    #[must_use]
    pub fn owner(mut self, column: &'static str) -> Self {
        self.owner_column = Some(column);
        self
    }

    /// The same row, belonging to the caller's account with everything that is made with it.
    ///
    /// # Panics
    ///
    /// If the caller has no account.
    #[must_use]
    pub fn owned_by(mut self, caller: &Caller) -> Self {
        self.owner = Some(caller.account().clone());
        self
    }

    /// Stores the row and, before it, what it needs.
    ///
    /// # Panics
    ///
    /// If the database refuses it.
    pub async fn store(mut self, service: &Service) -> Kept {
        if let (Some(column), Some(owner)) = (self.owner_column, &self.owner) {
            self.points.entry(column).or_insert_with(|| owner.clone());
        }
        if let Some(last) = self.choose(service).await {
            return last;
        }
        for (column, make) in std::mem::take(&mut self.needs) {
            if !self.points.contains_key(column) {
                let needed = self.needed(make()).make(service).await;
                self.points.insert(column, needed);
            }
        }
        self.insert(service).await
    }

    /// What is made with an owned row is owned too; what would be made beside the owner is the
    /// owner.
    fn needed(&self, row: Self) -> Need {
        match &self.owner {
            Some(owner) if owner.is_of(row.table) => Need::There(owner.clone()),
            owner => Need::New(Self {
                owner: owner.clone(),
                ..row
            }),
        }
    }

    /// Gives each column of few values one that is free; where none is, there is a row already.
    async fn choose(&mut self, service: &Service) -> Option<Kept> {
        for (column, values) in std::mem::take(&mut self.differs) {
            let mut taken = None;
            for value in values {
                taken = self.with_value(service, column, &value).await;
                if taken.is_none() {
                    self.values.insert(column, value);
                    break;
                }
            }
            if taken.is_some() {
                return taken;
            }
        }
        None
    }

    /// The row that has a value in a column.
    async fn with_value(&self, service: &Service, column: &str, value: &Value) -> Option<Kept> {
        let mut sql = Sql::new(&format!("SELECT id FROM {} WHERE {column} = ", self.table));
        sql.bind(value.clone());
        let connection = service.store().connection();
        let found = connection.fetch_optional(sql, |row| row.get(0)).await;
        let id = found.expect("the database answers")?;
        Some(Kept::of(self.table, id))
    }

    async fn insert(self, service: &Service) -> Kept {
        let mut columns = vec!["id"];
        let mut values = vec![Value::Uuid(self.id)];
        let keys = self.points.iter().map(|(column, row)| (*column, row.id()));
        columns.extend(keys.clone().map(|(column, _)| column));
        values.extend(keys.map(|(_, key)| Value::Uuid(key)));
        for (column, value) in self.values {
            if !self.points.contains_key(column) {
                columns.push(column);
                values.push(value);
            }
        }
        insert(service, self.table, &columns, values).await;
        Kept::pointing(self.table, self.id, self.points)
    }
}

/// What a row needs, before that is stored.
enum Need {
    There(Kept),
    New(Row),
}

impl Need {
    /// A future of its own, because what is needed may need something in turn.
    fn make(self, service: &Service) -> Pin<Box<dyn Future<Output = Kept> + Send + '_>> {
        Box::pin(async move {
            match self {
                Self::There(row) => row,
                Self::New(row) => row.store(service).await,
            }
        })
    }
}

pub(super) async fn insert(
    service: &Service,
    table: &str,
    columns: &[&str],
    values: impl IntoIterator<Item = Value>,
) {
    let mut sql = Sql::new(&format!(
        "INSERT INTO {table} ({}) VALUES (",
        columns.join(", ")
    ));
    for (place, value) in values.into_iter().enumerate() {
        sql.push(if place == 0 { "" } else { ", " }).bind(value);
    }
    sql.push(")");
    let inserted = service.store().connection().execute(sql).await;
    inserted.expect("the database takes the row");
}

/// A number that no other row of this run has.
#[must_use]
pub fn number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// A value from its text.
///
/// # Panics
///
/// If the text is of no such value.
#[must_use]
pub fn parsed<T: FromStr<Err: fmt::Debug>>(text: &str) -> T {
    text.parse().expect("the test writes values as they are")
}

/// So many seconds into the year 2026.
#[must_use]
pub fn instant(seconds: u32) -> Timestamp {
    let start = Timestamp::constant(1_767_225_600, 0);
    timestamp::to_microseconds(start + SignedDuration::from_secs(seconds.into()))
}

/// So many days into the year 2026.
///
/// # Panics
///
/// For a day that is later than the calendar goes.
#[must_use]
pub fn day(days: u32) -> Date {
    let day = date(2026, 1, 1).checked_add(SignedDuration::from_hours(24 * i64::from(days)));
    day.expect("the calendar goes on to the year 9999")
}
