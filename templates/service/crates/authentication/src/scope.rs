//! The credential scope: in go a day, a region and a service, out comes what a derived key is
//! good for.

use std::fmt;

use crate::signing_date::SigningDate;

/// The last part of every scope (AWS, step 3).
pub(crate) const TERMINATOR: &str = "aws4_request";

/// Day, region and service that a signature is valid for (AWS, step 3: "credential scope").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    pub(crate) day: String,
    pub(crate) region: String,
    pub(crate) service: String,
}

impl Scope {
    /// The scope of a signature made on `date`.
    #[must_use]
    pub fn new(date: &SigningDate, region: &str, service: &str) -> Self {
        Self {
            day: date.day().to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
        }
    }

    /// Reads `day/region/service/aws4_request`; `None` unless it has exactly these four parts.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (day, region, service) = (parts.next()?, parts.next()?, parts.next()?);
        let complete = parts.next() == Some(TERMINATOR) && parts.next().is_none();
        complete.then(|| Self {
            day: day.to_owned(),
            region: region.to_owned(),
            service: service.to_owned(),
        })
    }
}

/// Writes `20260131/us-east-1/demo/aws4_request`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            day,
            region,
            service,
        } = self;
        write!(f, "{day}/{region}/{service}/{TERMINATOR}")
    }
}
