//! `GET /v1/quotes/today`: what it costs today.

use contract::{Caller, Quote, QuotePart};

use crate::generated::usecase::{Error, Ports};

/// The action `today` of quotes.
pub(crate) async fn today(_: &Ports, _: &Caller) -> Result<Quote, Error> {
    Ok(quote())
}

/// What every caller is told.
pub(crate) fn quote() -> Quote {
    let amount = "12.50".parse().expect("it is a decimal of two places");
    let part = QuotePart::new("all of it".to_owned(), amount);
    Quote::new(amount, "EUR".to_owned(), vec![part])
}
