//! What a hand adds to usecases of images.

#[cfg(test)]
mod by_hand {
    use contract::UserId;

    use crate::generated::domain::{Image, NewImage};

    #[test]
    fn an_image_is_as_it_was_known() {
        let uploader_id = UserId::new();
        let image = Image::new(NewImage {
            name: "One".to_owned(),
            url: "https://example.com/one.png".to_owned(),
            uploader_id,
        });
        assert_eq!((image.name.as_str(), image.uploader_id), ("One", uploader_id));
        assert_eq!(image.url, "https://example.com/one.png");
        assert!(image.alt_text.is_none());
        assert_eq!(image.created_at, image.updated_at);
    }
}
