//! Who rides what, from where to where.
//!
//! Other crates see [`api`] only. Below it are the layers, one way down: `http` calls `usecase`, which knows the
//! `domain`; `repository` keeps what the domain describes; `translator` makes views of it. Modules of your own go here.

mod generated;

pub use generated::api;
