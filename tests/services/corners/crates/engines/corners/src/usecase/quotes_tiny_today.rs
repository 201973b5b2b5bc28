//! `GET /v1/quotes/tiny-today`: what it costs today, in short unless asked.

use contract::{Caller, Quote};

use super::quotes_today::quote;
use crate::generated::usecase::{Error, Ports};

/// The action `tiny_today` of quotes.
pub(crate) async fn tiny_today(_: &Ports, _: &Caller) -> Result<Quote, Error> {
    Ok(quote())
}
