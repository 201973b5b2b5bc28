//! Routes for whoever operates the service: probes and metrics.

use std::time::Duration;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use tracing::{Instrument, info_span, warn};

use crate::gate::Gate;
use crate::ground::{complete, without_route};
use crate::health::Health;
use crate::rejection::{Rejection, Reply};

/// How long a dependency may take to say that it works.
const PATIENCE: Duration = Duration::from_secs(2);

/// `/healthz` (the process runs), `/readyz` (it should be sent requests) and `/metrics` (in the
/// OpenMetrics text format).
///
/// They need no signature and show no data, but metrics tell how much a service is used: a proxy
/// should pass on the API's own paths only. Merged after [`ground`](crate::ground()), they are
/// neither counted nor logged, and answer when the limit of requests in progress is reached.
pub fn operations(gate: &Gate, health: &Health) -> Router {
    Router::new()
        .route("/metrics", get(metrics).with_state(gate.clone()))
        .route("/readyz", get(is_ready).with_state(health.clone()))
        .route("/healthz", get(async || plain("ok\n")))
        .method_not_allowed_fallback(without_route)
        .layer(from_fn_with_state(gate.clone(), identified))
}

/// Gives a request its id, by which the log knows it, too.
async fn identified(State(gate): State<Gate>, request: Request, next: Next) -> Response {
    let id = gate.request_ids().identify(request.headers());
    let route = request.extensions().get::<MatchedPath>();
    let route = route.map(MatchedPath::as_str);
    let span = info_span!("request", route, id = id.as_str());
    let answering = async { complete(next.run(request).await, &id) };
    answering.instrument(span).await
}

async fn is_ready(State(health): State<Health>) -> Reply {
    let cause = match tokio::time::timeout(PATIENCE, health.check()).await {
        Ok(Ok(())) => return Ok(plain("ready\n")),
        Ok(Err(cause)) => cause,
        Err(_elapsed) => "a dependency does not answer".into(),
    };
    warn!(cause, "not ready");
    Err(Rejection::unavailable("not ready").retry_after(1))
}

async fn metrics(State(gate): State<Gate>) -> Reply {
    const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = gate.metrics().text().map_err(Rejection::internal)?;
    Ok((
        [(CONTENT_TYPE, OPEN_METRICS), (CACHE_CONTROL, "no-store")],
        text,
    )
        .into_response())
}

fn plain(text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/plain; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, text).into_response()
}
