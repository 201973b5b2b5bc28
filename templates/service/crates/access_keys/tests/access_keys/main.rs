//! Access keys from outside, on SQLite and, if `TEST_DATABASE_URL` is set, on PostgreSQL.

mod caching;
mod databases;
mod holders;
mod keeping;
mod sealing;
