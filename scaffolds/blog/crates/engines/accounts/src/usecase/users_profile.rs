//! `GET /v1/users/{id}/profile`: yours.

use contract::Caller;

use crate::generated::domain::User;
use crate::generated::usecase::{Error, Ports};

/// Everything about a user. The design says who may ask, so there is nothing left to do.
pub(crate) async fn profile(_ports: &Ports, _caller: &Caller, user: User) -> Result<User, Error> {
    Ok(user)
}
