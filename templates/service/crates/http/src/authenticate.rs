//! Who is calling: the head of a request and its body go in, a caller comes out.

use authentication::{BodyHash, Claim, Refusal, RequestHead};
use contract::Caller;
use contract::problem::Problem;
use http::header::WWW_AUTHENTICATE;
use http::{StatusCode, request};
use jiff::Timestamp;

use crate::gate::Gate;
use crate::rejection::Rejection;

/// Reads who claims to have signed the request; `None` if nobody does.
///
/// Also runs for requests without credentials, because a path or query that means different things
/// to different readers is refused whoever sends it. A request that has credentials must be signed
/// rightly even where none are needed: its sender takes the answer for an answer to the caller.
pub(crate) fn claim(gate: &Gate, head: &request::Parts) -> Result<Option<Claim>, Rejection> {
    match gate
        .verifier()
        .read(&RequestHead::from(head), Timestamp::now())
    {
        Ok(claim) => Ok(Some(claim)),
        Err(Refusal::Missing) => Ok(None),
        Err(refusal) => Err(refused(gate, &refusal)),
    }
}

/// Verifies a claim against the body and finds out whose key it is.
pub(crate) async fn verify(gate: &Gate, claim: &Claim, body: &[u8]) -> Result<Caller, Rejection> {
    let (secret, caller) = gate.keys().find(claim.key_id()).await?.unzip();
    claim
        .verify(secret.as_ref(), &BodyHash::of(body))
        .map_err(|refusal| refused(gate, &refusal))?;
    caller.ok_or_else(|| refused(gate, &Refusal::Mismatch))
}

/// The answer to a refused request.
pub(crate) fn refused(gate: &Gate, refusal: &Refusal) -> Rejection {
    let detail = refusal.to_string();
    if refusal.status() != StatusCode::UNAUTHORIZED {
        return Rejection::bad_request("ambiguous_target", detail);
    }
    Rejection::new(Problem::new(401, "unauthorized", "Unauthorized").with_detail(detail))
        .with_header(WWW_AUTHENTICATE, gate.challenge())
}
