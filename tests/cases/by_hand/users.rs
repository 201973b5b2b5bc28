//! What a hand adds to usecases of users.

#[cfg(test)]
mod by_hand {
    use contract::UserRole;

    use crate::generated::domain::{NewUser, User};

    #[test]
    fn a_user_is_as_it_was_known() {
        let user = User::new(NewUser {
            name: "One".to_owned(),
            email: "one@example.com".to_owned(),
        });
        assert_eq!((user.name.as_str(), user.email.as_str()), ("One", "one@example.com"));
        assert_eq!(user.role, UserRole::Reader);
        assert!(user.avatar_url.is_none() && user.bio.is_none() && user.password_hash.is_none());
        assert_eq!(user.created_at, user.updated_at);
    }
}
