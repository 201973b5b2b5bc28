//! Every rule, by what changes. The columns of the tables are explained at the macro that they are written with.

pub mod action;
pub mod api;
pub mod database;
pub mod entity;
pub mod lifecycle;
pub mod list;
pub mod query;
pub mod request;
pub mod response;
pub mod security;
pub mod types;
pub mod view;

use super::Rule;

/// All of them, table by table.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    let tables = [
        api::ALL,
        action::ALL,
        query::ALL,
        request::ALL,
        response::ALL,
        view::ALL,
        list::ALL,
        types::ALL,
        security::ALL,
        database::ALL,
        entity::ALL,
        lifecycle::ALL,
    ];
    tables.into_iter().flatten()
}

/// The rule of an id, in upper or lower case.
pub fn named(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id.eq_ignore_ascii_case(id))
}
