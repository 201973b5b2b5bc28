//! Every rule about names, in one place: the closed grammar of a design's names, their case
//! conversions, words that are refused or escaped, and the names that generated code derives from
//! them.

mod case;
mod derived;
mod generated;
mod grammar;
mod keywords;
mod plural;
mod reserved;
mod rust;
mod slug;
mod sql;
mod words;

pub use case::{kebab, pascal, screaming, snake};
pub use derived::{
    accessor, action, computed, count, driver_resource, fields, filter, flag, foreign_key,
    foreign_keys, id, in_view, index, is_own_flag, item, join_columns, join_table, links,
    member_key, nested, new, payload, port, projection, query, relations, repository, required,
    sort, unique, usecase, view, yours,
};
pub use generated::{
    Derived, Scope, generated, index_column, index_columns, parameter, sent_column, table_index,
};
pub use grammar::{Grammar, MAX_LENGTH};
pub use plural::{plural, singular};
pub use reserved::{Named, Refusal, refusal};
pub use rust::{local, module, rust_ident, suffixed_ident, variant};
pub use slug::{SLUG_LENGTH, slug, untitled};
pub use sql::{sql_ident, sql_name};
