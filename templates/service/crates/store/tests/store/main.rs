//! The store from outside, on SQLite and, if `TEST_DATABASE_URL` is set, on PostgreSQL.

mod collisions;
mod databases;
mod guarded;
mod migrations;
mod opening;
mod snapshots;
mod statements;
mod statistics;
mod transactions;
mod values;
mod writing;
