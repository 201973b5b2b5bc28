//! Rows that are stored: a test looks into them, removes and relates them behind the back of the
//! service.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use store::{Column, Sql};
use uuid::Uuid;

use super::Service;
use super::row::insert;

/// A row that is stored, and those that it points to.
#[derive(Clone, Debug)]
pub struct Kept {
    table: &'static str,
    id: Uuid,
    points: BTreeMap<&'static str, Kept>,
}

impl Kept {
    /// A row that is there.
    pub(super) fn of(table: &'static str, id: Uuid) -> Self {
        Self::pointing(table, id, BTreeMap::new())
    }

    /// A row that is there, and those that it points to.
    pub(super) fn pointing(
        table: &'static str,
        id: Uuid,
        points: BTreeMap<&'static str, Self>,
    ) -> Self {
        Self { table, id, points }
    }

    pub(super) fn is_of(&self, table: &str) -> bool {
        self.table == table
    }

    /// The key.
    #[must_use]
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The row that a column points to.
    ///
    /// # Panics
    ///
    /// If the test did not say where it points.
    #[must_use]
    pub fn parent(&self, column: &str) -> &Self {
        let pointed = self.points.get(column);
        pointed.unwrap_or_else(|| panic!("it is not known where {column} points"))
    }

    /// The key that stands in a column.
    ///
    /// # Panics
    ///
    /// As [`Kept::parent`].
    #[must_use]
    pub fn key(&self, column: &str) -> Uuid {
        self.parent(column).id
    }

    /// Whether the row is still there.
    ///
    /// # Panics
    ///
    /// If the database does not answer.
    pub async fn exists(&self, service: &Service) -> bool {
        self.holds(service, "id IS NOT NULL").await
    }

    /// Whether a column of the row, which is still there, is null.
    ///
    /// # Panics
    ///
    /// If the database does not answer.
    pub async fn is_null(&self, service: &Service, column: &str) -> bool {
        self.holds(service, &format!("{column} IS NULL")).await
    }

    /// How often the row was changed, and once more.
    ///
    /// # Panics
    ///
    /// If the row is gone.
    pub async fn version(&self, service: &Service) -> i64 {
        self.column(service, "version").await
    }

    /// The key that is stored in a column, as JSON.
    ///
    /// # Panics
    ///
    /// If the row is gone.
    pub async fn points_to(&self, service: &Service, column: &str) -> Value {
        json!(self.column::<Option<Uuid>>(service, column).await)
    }

    /// The text that is stored in a column, as JSON.
    ///
    /// # Panics
    ///
    /// If the row is gone.
    pub async fn text(&self, service: &Service, column: &str) -> Value {
        json!(self.column::<Option<String>>(service, column).await)
    }

    async fn column<T: Column + Send + 'static>(&self, service: &Service, column: &str) -> T {
        let mut sql = Sql::new(&format!("SELECT {column} FROM {} WHERE id = ", self.table));
        sql.bind(self.id);
        let connection = service.store().connection();
        let found = connection.fetch_optional(sql, |row| row.get(0)).await;
        found
            .expect("the database answers")
            .expect("the row is there")
    }

    /// The keys of the rows that it is related to, in order, as JSON; the table that joins them as in
    /// [`Kept::join`].
    ///
    /// # Panics
    ///
    /// If the database does not answer.
    pub async fn joined(&self, service: &Service, join: (&str, &str, &str)) -> Value {
        let (table, own, other) = join;
        let mut sql = Sql::new(&format!("SELECT {other} FROM {table} WHERE {own} = "));
        sql.bind(self.id).push(" ORDER BY position");
        let connection = service.store().connection();
        let found = connection.fetch_all(sql, |row| row.get::<Uuid>(0)).await;
        json!(found.expect("the database answers"))
    }

    async fn holds(&self, service: &Service, condition: &str) -> bool {
        let mut sql = Sql::new(&format!("SELECT id FROM {} WHERE ", self.table));
        sql.push(condition).push(" AND id = ").bind(self.id);
        let connection = service.store().connection();
        let found = connection.fetch_optional(sql, |_| Ok(())).await;
        found.expect("the database answers").is_some()
    }

    /// Deletes the row.
    ///
    /// # Panics
    ///
    /// If the database refuses it.
    pub async fn remove(&self, service: &Service) {
        let mut sql = Sql::new(&format!("DELETE FROM {} WHERE id = ", self.table));
        sql.bind(self.id);
        let removed = service.store().connection().execute(sql).await;
        removed.expect("the row can be removed");
    }

    /// Relates the row to others, in this order: `("book_genres", "book_id", "genre_id")` are the
    /// table that joins them, its column for this row and its column for the others.
    ///
    /// # Panics
    ///
    /// If the database refuses it.
    pub async fn join(&self, service: &Service, join: (&str, &str, &str), others: &[&Self]) {
        let (table, own, other) = join;
        for (place, row) in (0_i64..).zip(others) {
            let columns = [own, other, "position"];
            insert(
                service,
                table,
                &columns,
                [self.id.into(), row.id.into(), place.into()],
            )
            .await;
        }
    }
}
