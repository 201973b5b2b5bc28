//! `POST /api/rides/{id}/finish`: yours to write.

use contract::{Caller, RidesFinishPayload};

use crate::generated::domain::{NotImplemented, Ride};
use crate::generated::usecase::{Error, Ports};

/// Ends a ride at a station.
pub(crate) async fn finish(
    ports: &Ports,
    caller: &Caller,
    ride: Ride,
    payload: RidesFinishPayload,
) -> Result<Ride, Error> {
    let _ = ports;
    let _ = caller;
    let _ = ride;
    let _ = payload;
    Err(NotImplemented.into())
}
