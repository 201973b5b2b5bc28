//! What a hand adds to usecases of tags.

#[cfg(test)]
mod by_hand {
    use crate::generated::domain::{NewTag, Tag};

    #[test]
    fn a_tag_is_as_it_was_known() {
        let tag = Tag::new(NewTag {
            name: "one".to_owned(),
        });
        assert_eq!(tag.name, "one");
        assert_eq!(tag.created_at, tag.updated_at);
    }
}
