//! The service without its sockets: a store and settings go in, the router of everything it answers
//! comes out.

use std::error::Error;
use std::sync::Arc;

use access_keys::{AccessKeys, SecretKey};
use async_trait::async_trait;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use driver::service::{NAME, REGION};
use engines::Engines;
use http_ground::{Gate, GateOptions, Health, Ready, ground, operations};
use store::Store;

use super::config::RequestConfig;
use super::key_lookup::KeyLookup;
use super::pages;

/// The service, ready to be served.
pub(crate) struct Application {
    /// All that it answers.
    pub(crate) router: Router,
    /// What probes are told.
    pub(crate) health: Health,
    /// Who may sign.
    pub(crate) access_keys: AccessKeys,
}

impl Application {
    /// Puts engines, pages and operations together.
    pub(crate) fn new(store: &Store, secret_key: &SecretKey, config: &RequestConfig) -> Self {
        let engines = Engines::new(store);
        let access_keys = access_keys(store, secret_key, &engines).with_cache(config.key_cache);
        let gate = Gate::new(GateOptions {
            region: REGION.to_owned(),
            service: NAME.to_owned(),
            keys: Arc::new(KeyLookup(access_keys.clone())),
            secret: secret_key.to_secret(),
            clock_skew: config.clock_skew,
            limits: config.limits.clone(),
            cors: engines::cors(),
        });
        let health = Health::new(Arc::new(Reachable(store.clone())));
        let in_one_snapshot = middleware::from_fn_with_state(store.clone(), snapshot);
        let router = engines.routes(&gate).layer(in_one_snapshot);
        let router = router.merge(pages::routes());
        Self {
            router: ground(router, &gate).merge(operations(&gate, &health)),
            health,
            access_keys,
        }
    }
}

/// Answers a request from one state of the database as far as it only reads.
async fn snapshot(State(store): State<Store>, request: Request, next: Next) -> Response {
    store.snapshot(next.run(request)).await
}

/// The access keys of a service, which knows the accounts that may hold them.
pub(crate) fn access_keys(store: &Store, secret_key: &SecretKey, engines: &Engines) -> AccessKeys {
    let access_keys = AccessKeys::new(store.connection(), secret_key);
    match engines.accounts() {
        Some(accounts) => access_keys.with_accounts(accounts),
        None => access_keys,
    }
}

/// The database, without which no request should come.
struct Reachable(Store);

#[async_trait]
impl Ready for Reachable {
    async fn ready(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(self.0.ping().await?)
    }
}
