//! The blog's articles as somebody would write them by hand who cares for nothing but speed: the environment goes in
//! that the generated server reads too, the same bytes come out of handlers that go from SQL to JSON without a layer
//! between. It knows the calls that are measured and no others.

mod articles;
mod create;
mod json;
mod keys;
mod rejected;
mod sql;

use std::env;
use std::error::Error;
use std::future::pending;
use std::sync::Arc;

use access_keys::SecretKey;
use async_trait::async_trait;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::Response;
use http_ground::{Gate, GateOptions, Health, Limits, Ready, ServeOptions, ground, operations};
use jiff::SignedDuration;
use mimalloc::MiMalloc;
use store::{Options, Store, Synchronous};
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let log = tracing_subscriber::fmt().with_max_level(LevelFilter::INFO);
    log.with_writer(std::io::stderr).with_target(false).init();

    let store = Store::open(&env::var("DATABASE_URL")?, &options())?;
    let secret_key: SecretKey = env::var("SECRET_KEY")?.parse()?;
    let gate = gate(&store, &secret_key);
    let health = Health::new(Arc::new(Reachable(store.clone())));
    let in_one_snapshot = middleware::from_fn_with_state(store.clone(), snapshot);
    let router = articles::routes(store.connection(), &gate).layer(in_one_snapshot);
    let router = ground(router, &gate).merge(operations(&gate, &health));

    let port: u16 = env::var("PORT")?.parse()?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    http_ground::serve(listener, router, pending(), ServeOptions::new(health)).await;
    Ok(())
}

fn options() -> Options {
    let is_normal = env::var("SQLITE_SYNCHRONOUS").is_ok_and(|mode| mode == "normal");
    Options {
        synchronous: if is_normal {
            Synchronous::Normal
        } else {
            Synchronous::Full
        },
        ..Options::default()
    }
}

fn gate(store: &Store, secret_key: &SecretKey) -> Gate {
    Gate::new(GateOptions {
        region: "local".to_owned(),
        service: "blog".to_owned(),
        keys: Arc::new(keys::Lookup::new(store, secret_key)),
        secret: secret_key.to_secret(),
        clock_skew: SignedDuration::from_mins(15),
        limits: Limits::default(),
        cors: None,
    })
}

async fn snapshot(State(store): State<Store>, request: Request, next: Next) -> Response {
    store.snapshot(next.run(request)).await
}

struct Reachable(Store);

#[async_trait]
impl Ready for Reachable {
    async fn ready(&self) -> Result<(), Box<dyn Error + Send + Sync>> {
        Ok(self.0.ping().await?)
    }
}
