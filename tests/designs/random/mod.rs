//! Random designs that the language accepts: a seed goes in, the text of a design comes out.

mod actions;
mod api;
mod attributes;
mod chance;
mod coverage;
mod draft;
mod entities;
mod media_types;
mod resources;
mod scalars;
mod seeds;
mod types;
mod value;
mod words;
mod yaml;

/// The design of a seed; its service is called like this.
pub(crate) fn design(seed: u64, service: &str) -> String {
    yaml::text(&draft::design(seed, service))
}
