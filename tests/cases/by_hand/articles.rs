//! What a hand adds to usecases of articles.

#[cfg(test)]
mod by_hand {
    use contract::{ArticleStatus, UserId};

    use crate::generated::domain::{Article, NewArticle};

    #[test]
    fn an_article_is_as_it_was_known() {
        let author_id = UserId::new();
        let new = NewArticle {
            title: "One".to_owned(),
            body: "Text".to_owned(),
            author_id,
        };
        let article = Article::new(new);
        assert_eq!((article.title.as_str(), article.body.as_str()), ("One", "Text"));
        assert_eq!((article.author_id, article.status), (author_id, ArticleStatus::Draft));
        assert!(article.subtitle.is_none() && article.published_at.is_none());
        assert!(article.category_id.is_none() && article.slug.len() <= 100);
        assert_eq!(article.created_at, article.updated_at);
    }
}
