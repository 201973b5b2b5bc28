//! Emits what tells others of the API: the OpenAPI document for programs, a page for people.

use super::{Emitted, render};
use crate::plan::Workspace;

/// Where the server's pages are; they include the document by `../../../../openapi.json`.
const PAGES: &str = "crates/server/src/generated";

pub(super) fn emit(workspace: &Workspace, emitted: &mut Emitted) {
    let document = serde_json::to_string_pretty(&workspace.openapi);
    let document = document.expect("every key of the document is text, and no number is infinite");
    emitted.generated("openapi.json", document + "\n");
    let page = format!("{PAGES}/docs.html");
    let text = render(&page, &workspace.docs);
    emitted.generated(page, text);
}
