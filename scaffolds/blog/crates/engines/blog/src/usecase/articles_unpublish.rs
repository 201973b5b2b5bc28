//! `POST /v1/articles/{id}/unpublish`: yours.

use contract::{ArticleStatus, Caller, now};

use crate::generated::domain::{Article, ArticleRelations};
use crate::generated::usecase::{Error, Ports};

/// Makes an article a draft again, which only its author and admins see.
pub(crate) async fn unpublish(
    ports: &Ports,
    _caller: &Caller,
    mut article: Article,
) -> Result<Article, Error> {
    if article.status == ArticleStatus::Draft {
        return Err(Error::NotPublished);
    }
    article.status = ArticleStatus::Draft;
    article.updated_at = now();
    let kept = ArticleRelations::default();
    let articles = &ports.repositories.articles;
    if !articles.update(&mut article, &kept).await? {
        return Err(Error::Changed);
    }
    Ok(article)
}
