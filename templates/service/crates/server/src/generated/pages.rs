//! The pages beside the API, for people who look at the server: made when the service is generated.

use axum::Router;
use axum::routing::get;
use http::HeaderMap;

use super::page::Page;

/// `/`, `/docs` and `/openapi.json`.
pub(crate) fn routes() -> Router {
    let index = Page::html(include_str!("index.html"));
    let docs = Page::html(include_str!("docs.html"));
    let openapi = Page::json(include_str!("../../../../openapi.json"));
    Router::new()
        .route(
            "/",
            get(async move |request: HeaderMap| index.answer(&request)),
        )
        .route(
            "/docs",
            get(async move |request: HeaderMap| docs.answer(&request)),
        )
        .route(
            "/openapi.json",
            get(async move |request: HeaderMap| openapi.answer(&request)),
        )
}
