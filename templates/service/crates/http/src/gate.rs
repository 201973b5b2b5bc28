//! What all requests share: configuration goes in, a handle that is cheap to clone comes out.

use std::fmt;
use std::sync::Arc;

use async_trait::async_trait;
use authentication::{ALGORITHM, KeyId, Secret, Verifier};
use contract::Caller;
use http::HeaderValue;
use jiff::SignedDuration;
use tokio::sync::Semaphore;

use crate::cors::Cors;
use crate::cursor::Sealer;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::rejection::Rejection;
use crate::request_id::RequestIds;

/// Where access keys are looked up.
#[async_trait]
pub trait Keys: Send + Sync {
    /// The secret of a key and whose it is; `None` if there is no such key or it may not be used.
    ///
    /// # Errors
    ///
    /// A rejection (500 or 503) when the lookup itself fails.
    async fn find(&self, key_id: &KeyId) -> Result<Option<(Secret, Caller)>, Rejection>;
}

/// What a gate is made of.
pub struct GateOptions {
    /// The region of the credential scope.
    pub region: String,
    /// The service of the credential scope, which is the API's name.
    pub service: String,
    /// Where access keys are looked up.
    pub keys: Arc<dyn Keys>,
    /// The service's own secret; the key for cursors is derived from it.
    pub secret: Secret,
    /// How far the date of a signature may be from now, either way.
    pub clock_skew: SignedDuration,
    /// How much one request may take.
    pub limits: Limits,
    /// Which web pages of other origins may call; `None` for none.
    pub cors: Option<Cors>,
}

impl fmt::Debug for GateOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GateOptions")
            .field("region", &self.region)
            .field("service", &self.service)
            .field("limits", &self.limits)
            .field("cors", &self.cors)
            .finish_non_exhaustive()
    }
}

/// What all requests share. Clones share it too.
#[derive(Clone)]
pub struct Gate(Arc<Shared>);

struct Shared {
    verifier: Verifier,
    challenge: HeaderValue,
    keys: Arc<dyn Keys>,
    sealer: Sealer,
    limits: Limits,
    cors: Option<Cors>,
    metrics: Metrics,
    request_ids: RequestIds,
    in_flight: Semaphore,
}

impl Gate {
    /// A gate with its own metrics and its own count of requests in progress.
    #[must_use]
    pub fn new(options: GateOptions) -> Self {
        Self(Arc::new(Shared {
            challenge: challenge(&options.region, &options.service),
            verifier: Verifier::new(options.region, options.service).with_skew(options.clock_skew),
            keys: options.keys,
            sealer: Sealer::new(&options.secret),
            in_flight: Semaphore::new(options.limits.in_flight.min(Semaphore::MAX_PERMITS)),
            limits: options.limits,
            cors: options.cors,
            metrics: Metrics::new(),
            request_ids: RequestIds::new(),
        }))
    }

    pub(crate) fn verifier(&self) -> &Verifier {
        &self.0.verifier
    }

    /// The value of `WWW-Authenticate` in every 401.
    pub(crate) fn challenge(&self) -> HeaderValue {
        self.0.challenge.clone()
    }

    pub(crate) fn keys(&self) -> &dyn Keys {
        self.0.keys.as_ref()
    }

    pub(crate) fn sealer(&self) -> &Sealer {
        &self.0.sealer
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.0.limits
    }

    pub(crate) fn cors(&self) -> Option<&Cors> {
        self.0.cors.as_ref()
    }

    pub(crate) fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    pub(crate) fn request_ids(&self) -> &RequestIds {
        &self.0.request_ids
    }

    pub(crate) fn in_flight(&self) -> &Semaphore {
        &self.0.in_flight
    }
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate")
            .field("verifier", &self.0.verifier)
            .finish_non_exhaustive()
    }
}

/// Names the scope that a signature needs (RFC 9110 §11.6.1). A region or service that no header
/// can hold is left out; requests cannot be signed for it either.
fn challenge(region: &str, service: &str) -> HeaderValue {
    let text = format!(r#"{ALGORITHM} realm="{service}", region="{region}", service="{service}""#);
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(ALGORITHM))
}
