//! `--verbose`: attempts go in, their request lines and statuses come out on standard error.
//! Headers and bodies are not shown, because they hold signatures and secrets.

use driver::{Attempt, Hook};

/// Writes what goes over the wire.
pub(crate) struct Verbose;

impl Hook for Verbose {
    fn after_attempt(&self, attempt: &Attempt<'_>) {
        eprintln!("> {} {}", attempt.method, attempt.uri);
        match attempt.outcome {
            Ok(status) => eprintln!("< {status}{}", etag(attempt)),
            Err(error) => eprintln!("< {error}"),
        }
    }
}

/// The entity tag, for `--if-match`.
fn etag(attempt: &Attempt<'_>) -> String {
    let value = attempt.headers.and_then(|headers| headers.get("etag"));
    let text = value.and_then(|value| value.to_str().ok());
    text.map_or_else(String::new, |text| format!(", etag {text}"))
}
