//! Text of other languages: literals, comments and line breaks, one escaper per place where design text may land.
//! Comes in: names and text. Goes out: source text that means just that.

mod base64;
mod escape;
mod imports;
mod layout;

pub use base64::base64;
pub use escape::{
    doc_lines, html, json_string, line, markdown, rust_string, sql_string, toml_string,
};
pub use imports::Imports;
pub use layout::{Bracketed, WIDTH, assign, initializer, list};
