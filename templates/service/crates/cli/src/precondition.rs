//! Changing only what was seen: in goes `--if-match`, out comes a call with that condition.

use clap::Args;
use driver::Call;

/// The condition under which something is changed.
#[derive(Debug, Args)]
pub struct Precondition {
    /// Fails with exit code 5 unless the entity tag, which --verbose shows, is still this one
    #[arg(long, value_name = "ETAG")]
    if_match: Option<String>,
}

impl Precondition {
    /// The call with the condition, if there is one.
    pub fn apply<T>(&self, call: Call<T>) -> Call<T> {
        match &self.if_match {
            Some(etag) => call.if_match(etag),
            None => call,
        }
    }
}
