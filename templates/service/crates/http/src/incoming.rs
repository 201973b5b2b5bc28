//! The one extractor of every handler: a request goes in, and comes out authenticated, within its
//! limits and ready to be decoded.

use std::fmt;
use std::str::FromStr;

use authentication::Refusal;
use axum::extract::{FromRef, FromRequest, FromRequestParts, RawPathParams, Request};
use bytes::Bytes;
use contract::Caller;
use contract::input::{FromInput, Undecodable, decode_json};
use contract::precondition::Precondition;
use contract::representation::Views;
use http::header::IF_NONE_MATCH;
use http::{Method, Uri, request};

use crate::gate::Gate;
use crate::query::Query;
use crate::rejection::Rejection;
use crate::{authenticate, body, content_type, entity_tag};

/// A request that has been let in.
///
/// If it carries credentials they have been verified, for public actions too; its path is
/// unambiguous and its body complete.
pub struct Incoming {
    pub(crate) gate: Gate,
    /// The head, with the target as it was received.
    pub(crate) head: request::Parts,
    parameters: Option<RawPathParams>,
    body: Bytes,
    caller: Caller,
    /// Whether the request carries a signature, which has been verified then.
    pub(crate) is_signed: bool,
}

/// The target as it was received, an extension of the request; a nested router sees a shorter one.
#[derive(Clone, Debug)]
pub(crate) struct ReceivedUri(pub(crate) Uri);

impl<S> FromRequest<S> for Incoming
where
    Gate: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Rejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Rejection> {
        let gate = Gate::from_ref(state);
        let (mut head, body) = request.into_parts();
        let parameters = RawPathParams::from_request_parts(&mut head, state)
            .await
            .ok();
        if let Some(ReceivedUri(uri)) = head.extensions.remove() {
            head.uri = uri;
        }
        let claim = authenticate::claim(&gate, &head)?;
        let body = body::collect(&head.method, body, gate.limits()).await?;
        let caller = match &claim {
            Some(claim) => authenticate::verify(&gate, claim, &body).await?,
            None => Caller::anonymous(),
        };
        let is_signed = claim.is_some();
        Ok(Self {
            gate,
            head,
            parameters,
            body,
            caller,
            is_signed,
        })
    }
}

/// Shows neither headers nor query nor body: they hold what must not be logged.
impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("method", &self.head.method)
            .field("path", &self.head.uri.path())
            .field("is_signed", &self.is_signed)
            .finish_non_exhaustive()
    }
}

impl Incoming {
    /// Whoever calls, perhaps nobody in particular.
    #[must_use]
    pub fn caller(&self) -> Caller {
        self.caller.clone()
    }

    /// Whoever signed the request.
    ///
    /// # Errors
    ///
    /// 401 if nobody did.
    pub fn signed(&self) -> Result<Caller, Rejection> {
        if self.caller.is_signed() {
            return Ok(self.caller());
        }
        Err(authenticate::refused(&self.gate, &Refusal::Missing))
    }

    /// The text that stands in the path for a parameter of the route, decoded.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.iter().flatten();
        parameters
            .find(|(found, _)| *found == name)
            .map(|(_, value)| value)
    }

    /// The id that stands in the path for a parameter of the route.
    ///
    /// # Errors
    ///
    /// 404 if it is no id: then nothing can have it.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Rejection> {
        let id = self.parameter(name).and_then(|text| text.parse().ok());
        id.ok_or_else(Rejection::not_found)
    }

    /// The parameters of the query, for an action that has some.
    #[must_use]
    pub fn query(&self) -> Query<'_> {
        Query::new(self)
    }

    /// The view that `?view=` asks for, for an action that has no other parameters in its query.
    ///
    /// # Errors
    ///
    /// 400, naming the views that are offered, or any parameter beside `view`.
    pub fn view<V: Copy>(&self, views: &Views<V>) -> Result<V, Rejection> {
        let mut query = self.query();
        let view = query.view(views);
        query.finish()?;
        Ok(view)
    }

    /// The decoded body.
    ///
    /// # Errors
    ///
    /// 415 if it is not sent as JSON, 400 if it is no JSON, 422 if it is not what the action takes.
    pub fn payload<T: FromInput>(&self) -> Result<T, Rejection> {
        content_type::demand_json(&self.head.method, &self.head.headers)?;
        decode_json(&self.body).map_err(|undecodable| match undecodable {
            Undecodable::Malformed { reason } => {
                Rejection::bad_request("malformed_body", format!("the body is no JSON: {reason}"))
            }
            Undecodable::Invalid(errors) => Rejection::invalid(errors),
        })
    }

    /// The condition under which the client wants a change to happen.
    ///
    /// # Errors
    ///
    /// 400 if `If-Match` is malformed; also for `If-None-Match`, which no change understands and
    /// none may therefore ignore (RFC 9110 §13.1.2).
    pub fn if_match(&self) -> Result<Precondition, Rejection> {
        if self.head.headers.contains_key(IF_NONE_MATCH) && !self.is_read() {
            let detail = "`If-None-Match` is understood with GET and HEAD only";
            return Err(Rejection::bad_request("unsupported_precondition", detail));
        }
        entity_tag::precondition(&self.head.headers)
    }

    pub(crate) fn is_read(&self) -> bool {
        matches!(self.head.method, Method::GET | Method::HEAD)
    }
}
