//! `POST /v1/articles/{id}/publish`: yours.

use contract::{ArticleStatus, Caller, now};

use crate::generated::domain::{Article, ArticleRelations};
use crate::generated::usecase::{Error, Ports};

/// Makes an article visible to everyone. The first time counts: an article that is published again
/// keeps its date.
pub(crate) async fn publish(
    ports: &Ports,
    _caller: &Caller,
    mut article: Article,
) -> Result<Article, Error> {
    if article.status == ArticleStatus::Published {
        return Err(Error::AlreadyPublished);
    }
    let now = now();
    article.status = ArticleStatus::Published;
    article.published_at.get_or_insert(now);
    article.updated_at = now;
    let kept = ArticleRelations::default();
    let articles = &ports.repositories.articles;
    if !articles.update(&mut article, &kept).await? {
        return Err(Error::Changed);
    }
    Ok(article)
}
