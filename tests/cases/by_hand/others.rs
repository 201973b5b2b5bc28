//! What a hand adds to usecases of all other things.

#[cfg(test)]
mod by_hand {
    #[test]
    fn stays_as_it_was_written() {
        assert_eq!("as written".len(), 10);
    }
}
