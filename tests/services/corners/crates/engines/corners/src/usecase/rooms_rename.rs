//! `POST /v1/houses/{house_id}/floors/{floor_id}/rooms/{id}/rename`: it is going to have another name.

use contract::Caller;

use crate::generated::domain::Room;
use crate::generated::usecase::{Error, Ports};

/// The action `rename` of rooms.
pub(crate) async fn rename(_: &Ports, _: &Caller, room: Room) -> Result<Room, Error> {
    Ok(room)
}
