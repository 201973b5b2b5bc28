//! Emits what tells others of the API: the OpenAPI document for programs, a page for people.

use super::templates::{self, filters};
use crate::plan::Documents;
use crate::plan::docs::{Group, Page, Type};
use askama::Template;
use openapiv3::OpenAPI;
use rayon::prelude::*;

/// Where the server's pages are; they include the document by `../../../../openapi.json`.
const PAGES: &str = "crates/server/src/generated";

#[derive(Template)]
#[template(
    path = "service/crates/server/src/generated/docs.html.jinja",
    escape = "none"
)]
struct Whole<'a> {
    page: &'a Page,
    contents: Vec<String>,
    groups: Vec<String>,
    types: Vec<String>,
}

/// What the navigation says of a group.
#[derive(Template)]
#[template(
    path = "service/crates/server/src/generated/docs/contents.html.jinja",
    escape = "none"
)]
struct Contents<'a> {
    group: &'a Group,
}

#[derive(Template)]
#[template(
    path = "service/crates/server/src/generated/docs/group.html.jinja",
    escape = "none"
)]
struct OfGroup<'a> {
    server: &'a str,
    group: &'a Group,
}

#[derive(Template)]
#[template(
    path = "service/crates/server/src/generated/docs/type.html.jinja",
    escape = "none"
)]
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
    let server = page.server.as_str();
    let groups = page.groups.par_iter().map(|group| {
        let contents = Contents { group };
        let group = OfGroup { server, group };
        (templates::part(&contents), templates::part(&group))
    });
    let (contents, groups) = groups.unzip();
    let types = page.types.par_iter();
    let types = types.map(|ty| templates::part(&OfType { ty })).collect();
    templates::file(&Whole {
        page,
        contents,
        groups,
        types,
    })
}
