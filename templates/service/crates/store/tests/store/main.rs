//! The store from outside, on SQLite and, if `TEST_DATABASE_URL` is set, on PostgreSQL.

mod collisions;
mod databases;
mod guarded;
mod holding;
mod log;
mod migrations;
mod opening;
mod rebuild_refusals;
mod rebuilds;
mod resuming;
mod schema_status;
mod shelves;
mod snapshots;
mod statements;
mod statistics;
mod transactions;
mod unmapped;
mod values;
mod waiting;
mod writing;
