//! `POST /v1/quotes/several`: what it costs twice.

use contract::{Caller, Quote};

use super::quotes_today::quote;
use crate::generated::usecase::{Error, Ports};

/// The action `several` of quotes.
pub(crate) async fn several(_: &Ports, _: &Caller) -> Result<Vec<Quote>, Error> {
    Ok(vec![quote(), quote()])
}
