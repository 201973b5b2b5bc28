//! Every class of failure has its own exit code.

use cli::{Exit, Failure};
use contract::problem::{FieldError, Problem};
use driver::{BuildFault, Deadline, DecodeFault, Error, Refusal};

fn refused(status: u16) -> Error {
    Error::Problem(Box::new(Refusal {
        problem: Problem::new(status, "code", "Title"),
        headers: Default::default(),
    }))
}

#[test]
fn statuses() {
    let cases = [
        (Exit::Refused, &[401, 403][..]),
        (Exit::NotFound, &[404]),
        (Exit::Conflict, &[409, 412, 428]),
        (Exit::Invalid, &[400, 422]),
        (Exit::Server, &[500, 501, 502, 503, 504]),
        (Exit::Timeout, &[408]),
        (Exit::Failed, &[302, 405, 406, 413, 415, 429]),
    ];
    for (exit, statuses) in cases {
        for status in statuses {
            assert_eq!(Exit::of(&refused(*status)), exit, "{status}");
        }
    }
}

#[test]
fn everything_else() {
    let cases = [
        (Exit::Timeout, Error::Timeout(Deadline::Connect)),
        (Exit::Timeout, Error::Timeout(Deadline::Call)),
        (Exit::Failed, Error::Transport("broken".into())),
        (Exit::Failed, Error::Decode(DecodeFault::RepeatedCursor)),
        (Exit::Usage, Error::Build(BuildFault::KeyId)),
    ];
    for (exit, error) in cases {
        assert_eq!(Failure::from(error).exit(), exit);
    }
    let closed = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
    assert_eq!(Failure::from(closed).exit(), Exit::Success);
}

#[test]
fn numbers_are_those_of_the_help() {
    let exits = [
        Exit::Success,
        Exit::Failed,
        Exit::Usage,
        Exit::Refused,
        Exit::NotFound,
        Exit::Conflict,
        Exit::Invalid,
        Exit::Server,
        Exit::Timeout,
        Exit::OfServer(9),
    ];
    let numbers = exits.map(Exit::code);
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn explanations_name_every_faulty_field_and_the_request() {
    let mut refusal = Refusal {
        problem: Problem::new(422, "invalid", "The input is invalid").with_errors(vec![
            FieldError::new("required", "is required").under("title"),
            FieldError::new("max_length", "is too long")
                .under("0")
                .under("tag_ids"),
        ]),
        headers: Default::default(),
    };
    refusal
        .headers
        .insert("x-request-id", "r-7".parse().unwrap());
    let failure = Failure::from(Error::from(Box::new(refusal)));
    let expected = "\
The input is invalid (422)
  /title: is required
  /tag_ids/0: is too long
  request id: r-7";
    assert_eq!(failure.explanation(), expected);
}

#[test]
fn explanations_name_every_cause() {
    let failure = Failure::from(Error::Transport("connection refused".into()));
    assert_eq!(
        failure.explanation(),
        "the service cannot be reached: connection refused"
    );
}
