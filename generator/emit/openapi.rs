//! Emits what tells others of the API: the OpenAPI document for programs, a page for people.

use super::render;
use crate::plan::Documents;
use crate::plan::docs::{Group, Page, Type};
use openapiv3::OpenAPI;
use rayon::prelude::*;
use serde::Serialize;

/// Where the server's pages are; they include the document by `../../../../openapi.json`.
const PAGES: &str = "crates/server/src/generated";

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(flatten)]
    page: &'a Page,
    contents: Vec<String>,
    groups: Vec<String>,
    types: Vec<String>,
}

#[derive(Serialize)]
struct OfGroup<'a> {
    server: &'a str,
    group: &'a Group,
}

#[derive(Serialize)]
struct OfType<'a> {
    ty: &'a Type,
}

/// Both documents, with their paths.
pub(super) fn emit(documents: Documents) -> [(String, String); 2] {
    let document = document(&documents.openapi);
    // It is large, and makes room for the page.
    drop(documents.openapi);
    let page = page(&documents.page);
    [
        ("openapi.json".to_owned(), document),
        (format!("{PAGES}/docs.html"), page),
    ]
}

fn document(openapi: &OpenAPI) -> String {
    let document = serde_json::to_string_pretty(openapi);
    document.expect("every key of the document is text, and no number is infinite") + "\n"
}

fn page(page: &Page) -> String {
    let groups = page.groups.par_iter().map(|group| {
        let of = OfGroup {
            server: &page.server,
            group,
        };
        (part("contents", &of), part("group", &of))
    });
    let (contents, groups) = groups.unzip();
    let types = page.types.par_iter().map(|ty| part("type", &OfType { ty }));
    let whole = Whole {
        page,
        contents,
        groups,
        types: types.collect(),
    };
    render(&format!("{PAGES}/docs.html"), &whole)
}

/// A part of the page, without the template's last line end.
fn part(name: &str, of: &impl Serialize) -> String {
    let mut text = render(&format!("{PAGES}/docs/{name}.html"), of);
    text.truncate(text.trim_end().len());
    text
}
