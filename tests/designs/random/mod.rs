//! Random designs that the language accepts: a seed goes in, the text of a design comes out.

mod actions;
mod api;
mod attributes;
mod chance;
mod coverage;
mod draft;
mod entities;
mod media_types;
mod relations;
mod renamed;
mod resources;
mod scalars;
mod seeds;
mod thin;
mod types;
mod value;
mod words;
mod yaml;

pub(crate) use chance::Chance;
pub(crate) use serde_json::Value as Json;
pub(crate) use yaml::text;

/// The design of a seed; its service is called like this. Every fifth is thin.
pub(crate) fn design(seed: u64, service: &str) -> String {
    text(&data(seed, service))
}

/// The same as data.
pub(crate) fn data(seed: u64, service: &str) -> Json {
    let design = draft::design(seed, service);
    if seed.is_multiple_of(5) {
        thin::thin(design, seed)
    } else {
        design
    }
}
