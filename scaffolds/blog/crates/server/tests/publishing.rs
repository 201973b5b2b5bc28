//! Publishing articles: yours, as is the code that it tests.

use serde_json::{Value, json};
use server::testing::{Caller, Row, Service, number};

/// Somebody who writes.
async fn author(service: &Service) -> Caller {
    let account = Row::of("users")
        .with("name", "Author")
        .with("email", format!("author-{}@example.com", number()))
        .with("role", "author")
        .timed();
    service.with_account(account).await
}

/// Where a new draft is.
async fn draft(author: &Caller) -> String {
    let article = json!({ "title": "Title", "body": "Body" });
    let made = author.post("/v1/articles").json(&article).await.is(201);
    made.header("location").to_owned()
}

/// What the author sees of the article after an action.
async fn after(author: &Caller, article: &str, action: &str) -> Value {
    let answer = author.post(&format!("{article}/{action}")).await;
    answer.is(200).json()
}

#[tokio::test]
async fn everyone_sees_what_is_published() {
    let service = Service::start().await;
    let author = author(&service).await;
    let article = draft(&author).await;
    service
        .nobody()
        .get(&article)
        .await
        .problem(404, "not_found");
    let published = after(&author, &article, "publish").await;
    assert_eq!(published["status"], "published");
    assert!(published["published_at"].is_string(), "{published}");
    service.nobody().get(&article).await.is(200);
}

#[tokio::test]
async fn only_the_author_sees_what_is_a_draft_again() {
    let service = Service::start().await;
    let author = author(&service).await;
    let article = draft(&author).await;
    after(&author, &article, "publish").await;
    let unpublished = after(&author, &article, "unpublish").await;
    assert_eq!(unpublished["status"], "draft");
    service
        .nobody()
        .get(&article)
        .await
        .problem(404, "not_found");
    author.get(&article).await.is(200);
}

#[tokio::test]
async fn the_first_publication_dates_an_article() {
    let service = Service::start().await;
    let author = author(&service).await;
    let article = draft(&author).await;
    let first = after(&author, &article, "publish").await;
    after(&author, &article, "unpublish").await;
    let again = after(&author, &article, "publish").await;
    assert_eq!(again["published_at"], first["published_at"]);
}

#[tokio::test]
async fn nothing_is_published_twice() {
    let service = Service::start().await;
    let author = author(&service).await;
    let article = draft(&author).await;
    after(&author, &article, "publish").await;
    let again = author.post(&format!("{article}/publish")).await;
    again.problem(409, "already_published");
}

#[tokio::test]
async fn a_draft_cannot_become_one() {
    let service = Service::start().await;
    let author = author(&service).await;
    let article = draft(&author).await;
    let again = author.post(&format!("{article}/unpublish")).await;
    again.problem(409, "not_published");
}
