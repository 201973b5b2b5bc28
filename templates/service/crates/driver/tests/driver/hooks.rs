//! What hooks see of a call.

use std::sync::{Arc, Mutex};

use driver::{Attempt, Hook};

use crate::server::{Answer, Server, answer};

/// Notes each attempt in one line.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Hook for Notes {
    fn after_attempt(&self, attempt: &Attempt<'_>) {
        let Attempt { number, method, .. } = attempt;
        let target = attempt.uri.path_and_query().unwrap();
        let id = attempt
            .headers
            .and_then(|headers| headers.get("x-request-id"));
        let outcome = match &attempt.outcome {
            Ok(status) => format!("{} {id:?}", status.as_u16()),
            Err(error) => error.to_string(),
        };
        let note = format!("{number} {method} {target}: {outcome}");
        self.0.lock().unwrap().push(note);
    }
}

#[tokio::test]
async fn see_every_attempt() {
    let server = Server::start(|number, _| match number {
        1 => Answer::HangUp,
        2 => answer(503, &[], ""),
        _ => answer(204, &[("x-request-id", "r-3")], ""),
    })
    .await;
    let notes = Notes::default();
    let client = server.client().hook(notes.clone()).build().unwrap();
    client.get("/v1/things").query("limit", 2).await.unwrap();
    let expected = [
        "1 GET /v1/things?limit=2: the service cannot be reached",
        "2 GET /v1/things?limit=2: 503 None",
        "3 GET /v1/things?limit=2: 204 Some(\"r-3\")",
    ];
    assert_eq!(*notes.0.lock().unwrap(), expected);
}
