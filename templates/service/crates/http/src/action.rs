//! Handlers of actions, as a router takes them.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequest, Request};
use axum::handler::Handler;
use axum::response::{IntoResponse, Response};

use crate::gate::Gate;
use crate::incoming::Incoming;
use crate::rejection::Reply;

/// The handler of an action that works with an `E`, such as the layers of an engine. All handlers of
/// an engine have this one type, so what a router makes of it is compiled once, and not for each.
pub struct ActionHandler<E>(Arc<Handle<E>>);

type Handle<E> = dyn Fn(E, Incoming) -> Pin<Box<dyn Future<Output = Reply> + Send>> + Send + Sync;

/// Makes a handler of a function. Requests whose credentials are wrong and those beyond the limits
/// do not get to it; those without credentials do: see [`Incoming::signed`].
pub fn action<E, F>(handle: impl Fn(E, Incoming) -> F + Send + Sync + 'static) -> ActionHandler<E>
where
    F: Future<Output = Reply> + Send + 'static,
{
    ActionHandler(Arc::new(move |engine, incoming| {
        Box::pin(handle(engine, incoming))
    }))
}

impl<E> Clone for ActionHandler<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E, S> Handler<(), S> for ActionHandler<E>
where
    E: FromRef<S> + Send + 'static,
    Gate: FromRef<S>,
    S: Send + Sync + 'static,
{
    type Future = Pin<Box<dyn Future<Output = Response> + Send>>;

    fn call(self, request: Request, state: S) -> Self::Future {
        Box::pin(async move {
            let reply = match Incoming::from_request(request, &state).await {
                Ok(incoming) => self.0(E::from_ref(&state), incoming).await,
                Err(rejection) => Err(rejection),
            };
            reply.into_response()
        })
    }
}
