//! Templates: what they name comes in, text comes out. They are compiled into the program, so that one that names what it
//! is not given does not compile, and nothing is copied for it.

use askama::Template;
use include_dir::{Dir, include_dir};

/// Everything below `templates/`, as it was when moguera was built.
pub(super) static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The text of a file, which ends with one line end.
pub(super) fn file(template: &impl Template) -> String {
    let mut text = part(template);
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// The text of a part of a file.
pub(super) fn part(template: &impl Template) -> String {
    template
        .render()
        .expect("neither writing to a String nor any filter fails")
}

/// What templates do to text: one escaper for each kind of literal that text of a design stands in.
#[expect(
    unreachable_pub,
    reason = "what the attribute makes of a filter is public"
)]
pub(super) mod filters {
    use crate::print;
    use askama::{Result, Values};

    /// A Rust string literal.
    #[askama::filter_fn]
    pub(crate) fn rust_string(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::rust_string(text.as_ref()))
    }

    /// A TOML basic string.
    #[askama::filter_fn]
    pub(crate) fn toml_string(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::toml_string(text.as_ref()))
    }

    /// One line of Markdown.
    #[askama::filter_fn]
    pub(crate) fn markdown(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::markdown(&print::line(text.as_ref())))
    }

    /// Text in an element of HTML, or in an attribute.
    #[askama::filter_fn]
    pub(crate) fn html(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::html(text.as_ref()))
    }
}

/// A file below `templates/` as it is.
pub(super) fn text(path: &str) -> &'static str {
    let file = FILES
        .get_file(path)
        .unwrap_or_else(|| panic!("`templates/{path}` is missing"));
    file.contents_utf8().expect("templates are text")
}
