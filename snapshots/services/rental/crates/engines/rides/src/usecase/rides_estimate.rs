//! `GET /api/rides/estimate`: yours to write.

use contract::{Caller, Cash, RidesEstimateQuery};

use crate::generated::domain::NotImplemented;
use crate::generated::usecase::{Error, Ports};

/// What a ride of so many minutes costs.
pub(crate) async fn estimate(
    ports: &Ports,
    caller: &Caller,
    query: RidesEstimateQuery,
) -> Result<Cash, Error> {
    let _ = ports;
    let _ = caller;
    let _ = query;
    Err(NotImplemented.into())
}
