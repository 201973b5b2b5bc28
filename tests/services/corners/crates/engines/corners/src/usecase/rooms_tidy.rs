//! `POST /v1/houses/{house_id}/floors/{floor_id}/rooms/tidy`: it is going to be tidy.

use contract::{Caller, FloorId};

use crate::generated::usecase::{Error, Ports};

/// The action `tidy` of rooms.
pub(crate) async fn tidy(_: &Ports, _: &Caller, _: FloorId) -> Result<(), Error> {
    Ok(())
}
