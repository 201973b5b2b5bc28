//! Errors of the store as answers.

use contract::{FieldError, Problem};
use http_ground::Rejection;
use store::Error;

pub(crate) fn rejected(error: Error) -> Rejection {
    match error {
        Error::UniqueViolation(_) => {
            let taken = FieldError::new("taken", "is taken").under("slug");
            let problem = Problem::new(409, "taken", "Already taken").with_errors(vec![taken]);
            Rejection::new(problem)
        }
        Error::Busy { .. } => {
            let busy = Rejection::unavailable("the store is busy or out of reach");
            busy.retry_after(1).caused_by(error)
        }
        error => Rejection::internal(error),
    }
}
