//! Keys that a caller sends: each must be of something that exists and that the caller sees.

use contract::FieldError;

const UNKNOWN: &str = "unknown_reference";

/// An error for the field if its key is not among the known ones.
pub(super) fn one<K: PartialEq>(field: &str, given: &[K], known: &[K]) -> Vec<FieldError> {
    let unknown = given.iter().filter(|key| !known.contains(key));
    unknown.map(|_| FieldError::new(UNKNOWN, "does not exist").under(field)).collect()
}

/// An error for each item of the field whose key is not among the known ones, or is repeated.
pub(super) fn many<K: PartialEq>(field: &str, given: &[K], known: &[K]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (index, key) in given.iter().enumerate() {
        let error = if !known.contains(key) {
            FieldError::new(UNKNOWN, "does not exist")
        } else if given[..index].contains(key) {
            FieldError::new("repeated", "is given twice")
        } else {
            continue;
        };
        errors.push(error.under(&index.to_string()).under(field));
    }
    errors
}
