//! Lists that go over several pages.

use std::future::poll_fn;
use std::pin::Pin;

use contract::page::PageBody;
use driver::{Call, Client, DecodeFault, Error};
use futures_core::Stream;
use serde::Serialize;

use crate::server::{Answer, Received, Server, answer};

/// Three pages; the second one is empty, as a filtered list may have it.
fn three_pages(request: &Received) -> Answer {
    let query = request.uri.query().unwrap_or_default();
    let cursor = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("cursor="));
    match cursor {
        None => answer(200, &[], r#"{"items":[1,2],"next":"b"}"#),
        Some("b") => answer(200, &[], r#"{"items":[],"next":"c"}"#),
        Some(_) => answer(200, &[], r#"{"items":[3]}"#),
    }
}

#[derive(Serialize)]
struct Query {
    status: Option<&'static str>,
    author: Option<&'static str>,
}

fn list(client: &Client) -> Call<PageBody<u32>> {
    let query = Query {
        status: Some("open"),
        author: None,
    };
    let call = client.get("/v1/things").parameters(&query).returning();
    call.limit(2)
}

#[tokio::test]
async fn gives_one_page_when_awaited() {
    let server = Server::start(|_, request| three_pages(request)).await;
    let page = list(&server.client().build().unwrap()).await.unwrap();
    assert_eq!(page.items, [1, 2]);
    assert_eq!(page.next.as_deref(), Some("b"));
}

#[tokio::test]
async fn gives_page_after_page() {
    let server = Server::start(|_, request| three_pages(request)).await;
    let mut pages = list(&server.client().build().unwrap()).pages();
    let mut sizes = Vec::new();
    while let Some(page) = pages.next_page().await.unwrap() {
        sizes.push(page.items.len());
    }
    assert_eq!(sizes, [2, 0, 1]);
    assert!(pages.next_page().await.unwrap().is_none());

    let requests = server.received();
    let targets: Vec<_> = requests.iter().map(Received::target).collect();
    assert_eq!(
        targets,
        [
            "/v1/things?limit=2&status=open",
            "/v1/things?cursor=b&limit=2&status=open",
            "/v1/things?cursor=c&limit=2&status=open",
        ]
    );
}

#[tokio::test]
async fn continues_where_another_list_ended_and_counts() {
    let server = Server::start(|_, request| three_pages(request)).await;
    let call = list(&server.client().build().unwrap()).cursor("c").total();
    assert_eq!(call.await.unwrap().items, [3]);
    let requests = server.received();
    let targets: Vec<_> = requests.iter().map(Received::target).collect();
    assert_eq!(
        targets,
        ["/v1/things?cursor=c&limit=2&status=open&total=true"]
    );
}

#[tokio::test]
async fn gives_item_after_item() {
    let server = Server::start(|_, request| three_pages(request)).await;
    let mut items = list(&server.client().build().unwrap()).items();
    let mut found = Vec::new();
    while let Some(item) = items.next().await.unwrap() {
        found.push(item);
    }
    assert_eq!(found, [1, 2, 3]);
}

#[tokio::test]
async fn asks_for_a_page_again_after_an_error() {
    let server = Server::start(|number, request| match number {
        2..=4 => answer(503, &[], ""),
        _ => three_pages(request),
    })
    .await;
    let mut pages = list(&server.client().build().unwrap()).pages();
    pages.next_page().await.unwrap();
    assert!(pages.next_page().await.unwrap_err().is_server_error());
    let page = pages.next_page().await.unwrap().unwrap();
    assert_eq!(page.next.as_deref(), Some("c"));
}

async fn collect<T>(mut stream: impl Stream<Item = T> + Unpin) -> Vec<T> {
    let mut items = Vec::new();
    while let Some(item) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        items.push(item);
    }
    items
}

#[tokio::test]
async fn streams() {
    let server = Server::start(|_, request| three_pages(request)).await;
    let items = list(&server.client().build().unwrap()).items();
    let found: Vec<u32> = collect(items.into_stream())
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(found, [1, 2, 3]);
}

#[tokio::test]
async fn notices_a_list_that_goes_round_in_circles() {
    let server = Server::start(|number, _| match number % 2 {
        0 => answer(200, &[], r#"{"items":[0],"next":"a"}"#),
        _ => answer(200, &[], r#"{"items":[1],"next":"b"}"#),
    })
    .await;
    let items = list(&server.client().build().unwrap()).items();
    let mut found = collect(items.into_stream()).await;
    let last = found.pop().unwrap();
    let repeated = matches!(last, Err(Error::Decode(DecodeFault::RepeatedCursor)));
    assert!(repeated, "{last:?}");
    assert_eq!(found.len(), 2);
    assert_eq!(server.received().len(), 3);
}
