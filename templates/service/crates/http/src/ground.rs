//! The one layer around a router: every request passes it on its way in, every response on its way
//! out. It identifies, limits, times, counts and logs them, and knows nothing of their content.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::Router;
use axum::extract::{FromRequest, MatchedPath, Request};
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tower_layer::Layer;
use tower_service::Service;
use tracing::{Instrument, debug, error, info, info_span};

use crate::gate::Gate;
use crate::guard;
use crate::incoming::{Incoming, ReceivedUri};
use crate::metrics::Action;
use crate::rejection::Rejection;
use crate::request_id::{RequestId, X_REQUEST_ID};

/// Puts the layer around all routes of a router, and problems where it has no route. Call it last:
/// routes that are added later are not covered.
pub fn ground<S>(router: Router<S>, gate: &Gate) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let verifying = gate.clone();
    router
        .fallback(move |request: Request| nowhere(verifying.clone(), request))
        .method_not_allowed_fallback(without_route)
        .layer(GroundLayer { gate: gate.clone() })
}

/// The answer where nothing is. Credentials are verified here too, so that a client with a wrong key
/// learns that and is not sent looking for its path.
async fn nowhere(gate: Gate, request: Request) -> Rejection {
    if !request.headers().contains_key(AUTHORIZATION) {
        return Rejection::not_found();
    }
    match Incoming::from_request(request, &gate).await {
        Ok(_) => Rejection::not_found(),
        Err(rejection) => rejection,
    }
}

/// The answer where the path has other methods; the router adds `Allow` to it, which is all that
/// `OPTIONS` asks for (RFC 9110 §9.3.7).
pub(crate) async fn without_route(method: Method) -> Response {
    if method == Method::OPTIONS {
        return StatusCode::NO_CONTENT.into_response();
    }
    Rejection::method_not_allowed().into_response()
}

#[derive(Clone)]
struct GroundLayer {
    gate: Gate,
}

impl<S> Layer<S> for GroundLayer {
    type Service = Ground<S>;

    fn layer(&self, inner: S) -> Ground<S> {
        Ground {
            gate: self.gate.clone(),
            inner,
        }
    }
}

#[derive(Clone)]
struct Ground<S> {
    gate: Gate,
    inner: S,
}

impl<S> Service<Request> for Ground<S>
where
    S: Service<Request, Response = Response, Error = Infallible> + Send,
    S::Future: Send + 'static,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        let started = Instant::now();
        let gate = self.gate.clone();
        let id = gate.request_ids().identify(request.headers());
        let route = request.extensions().get::<MatchedPath>().cloned();
        let action = Action::new(request.method(), route);
        let span = info_span!(
            "request",
            method = action.method,
            route = action.route(),
            id = id.as_str()
        );
        let permission = gate.cors().map(|cors| cors.read(&request));
        let uri = request.uri().clone();
        request.extensions_mut().insert(ReceivedUri(uri));
        let admitted = guard::admit(&gate, &request);
        let handler = self.inner.call(request);
        let answering = async move {
            let reply = match admitted {
                Ok(()) => guard::run(&gate, handler).await,
                Err(rejection) => Err(rejection),
            };
            let mut response = complete(reply.into_response(), &id);
            if let Some(permission) = permission {
                permission.add_to(response.headers_mut());
            }
            let (status, took) = (response.status().as_u16(), started.elapsed());
            gate.metrics().record(action, status, took);
            info!(status, microseconds = took.as_micros(), "answered");
            Ok(response)
        };
        Box::pin(answering.instrument(span))
    }
}

/// Logs what a rejection keeps to itself, names the request in its problem, and adds the headers
/// that every response has.
pub(crate) fn complete(mut response: Response, id: &RequestId) -> Response {
    if let Some(rejection) = response.extensions_mut().remove::<Rejection>() {
        let code = &*rejection.problem().code;
        match rejection.causes() {
            Some(cause) => error!(code, cause, "rejected"),
            None => debug!(code, "rejected"),
        }
        response = rejection.answer(id.as_str());
    }
    add_to_every_response(response.headers_mut(), id);
    response
}

/// Adds the headers that every response has.
pub(crate) fn add_to_every_response(headers: &mut HeaderMap, id: &RequestId) {
    headers.insert(X_REQUEST_ID, id.header());
    // A browser that guesses JSON to be HTML would run what is in it.
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
}
