//! The template engine: templates are inside the binary, compiled once, and given whole structs.

use crate::print::{html, json_string, line, markdown, rust_string, toml_string};
use askama::Template;
use include_dir::{Dir, include_dir};
use serde::Serialize;
use std::sync::LazyLock;
use tera::{Context, Kwargs, State, Tera};

/// Everything below `templates/`, as it was when moguera was built.
pub(super) static FILES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");

static TEMPLATES: LazyLock<Tera> = LazyLock::new(|| {
    let mut tera = Tera::default();
    tera.autoescape_on(Vec::<&str>::new());
    tera.register_filter("rust_string", |text: &str, _: Kwargs, _: &State<'_>| {
        rust_string(text)
    });
    tera.register_filter("toml_string", |text: &str, _: Kwargs, _: &State<'_>| {
        toml_string(text)
    });
    tera.register_filter("json_string", |text: &str, _: Kwargs, _: &State<'_>| {
        json_string(text)
    });
    tera.register_filter("markdown", |text: &str, _: Kwargs, _: &State<'_>| {
        markdown(&line(text))
    });
    tera.register_filter("html", |text: &str, _: Kwargs, _: &State<'_>| html(text));
    let mut templates = Vec::new();
    collect(&FILES, &mut templates);
    tera.add_raw_templates(templates)
        .expect("a test compiles every template");
    tera
});

fn collect(folder: &'static Dir<'static>, templates: &mut Vec<(&'static str, &'static str)>) {
    for file in folder.files() {
        let path = file.path().to_str().expect("paths of templates are text");
        if path.ends_with(".tera") {
            templates.push((path, file.contents_utf8().expect("templates are text")));
        }
    }
    for inner in folder.dirs() {
        collect(inner, templates);
    }
}

/// Renders `service/<template>.tera`. A name that the value does not have is a fault of this program, not of a design.
pub(super) fn render(template: &str, value: &impl Serialize) -> String {
    let context = Context::from_serialize(value).expect("plans are maps of plain values");
    let path = format!("service/{template}.tera");
    TEMPLATES
        .render(&path, &context)
        .unwrap_or_else(|error| panic!("template `{path}`: {error}"))
}

/// The text of a file, which ends with one line end. Templates are compiled into the program: one that names what its
/// value does not have does not compile.
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

    #[askama::filter_fn]
    pub(crate) fn toml_string(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::toml_string(text.as_ref()))
    }

    /// One line of Markdown.
    #[askama::filter_fn]
    pub(crate) fn markdown(text: impl AsRef<str>, _: &dyn Values) -> Result<String> {
        Ok(print::markdown(&print::line(text.as_ref())))
    }

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
