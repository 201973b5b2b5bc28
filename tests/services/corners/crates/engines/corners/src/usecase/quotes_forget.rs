//! `POST /v1/quotes/forget`: there is nothing to remember.

use contract::Caller;

use crate::generated::usecase::{Error, Ports};

/// The action `forget` of quotes.
pub(crate) async fn forget(_: &Ports, _: &Caller) -> Result<(), Error> {
    Ok(())
}
