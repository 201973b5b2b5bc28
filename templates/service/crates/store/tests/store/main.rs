//! The store from outside, on SQLite and, if `TEST_DATABASE_URL` is set, on PostgreSQL.

mod databases;
mod migrations;
mod opening;
mod statements;
mod transactions;
mod values;
mod writing;
