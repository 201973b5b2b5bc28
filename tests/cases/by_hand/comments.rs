//! What a hand adds to usecases of comments.

#[cfg(test)]
mod by_hand {
    use contract::{ArticleId, UserId};

    use crate::generated::domain::{Comment, NewComment};

    #[test]
    fn a_comment_is_as_it_was_known() {
        let (article_id, author_id) = (ArticleId::new(), UserId::new());
        let comment = Comment::new(NewComment {
            body: "So it is.".to_owned(),
            article_id,
            author_id,
        });
        assert_eq!(comment.body, "So it is.");
        assert_eq!((comment.article_id, comment.author_id), (article_id, author_id));
        assert_eq!(comment.created_at, comment.updated_at);
    }
}
