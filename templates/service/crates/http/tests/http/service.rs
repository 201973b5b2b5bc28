//! A service with one resource that is not stored anywhere, and ways to start it.

use std::net::SocketAddr;
use std::sync::Arc;

use ::authentication::{KeyId, Secret};
use async_trait::async_trait;
use axum::Router;
use axum::routing::get;
use contract::Caller;
use contract::input::{Decode, Fields, Rule};
use contract::page::{Position, SortKey};
use contract::representation::{Representation, Views};
use http::StatusCode;
use http_ground::{
    Cors, Gate, GateOptions, Health, Incoming, Keys, Limits, Ready, Rejection, Reply, ServeOptions,
    Total, action, ground, operations, serve,
};
use serde::Serialize;
use tokio::net::TcpListener;
use uuid::Uuid;

use crate::wire::{Answer, exchange, request};

pub(crate) const KEY_ID: &str = "AKIDEXAMPLE00000";
pub(crate) const SECRET: &str = "correct horse battery staple";
pub(crate) const THING: &str = "/things/01890a5d-ac96-774b-bcce-b302099a8057";

/// The one key that there is.
struct OneKey;

#[async_trait]
impl Keys for OneKey {
    async fn find(&self, key_id: &KeyId) -> Result<Option<(Secret, Caller)>, Rejection> {
        let caller = Caller::anonymous();
        Ok((key_id.as_str() == KEY_ID).then(|| (Secret::new(SECRET.to_owned()), caller)))
    }
}

/// A dependency that works, or does not.
pub(crate) struct Dependency {
    pub(crate) works: bool,
}

#[async_trait]
impl Ready for Dependency {
    async fn ready(&self) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
        if self.works {
            Ok(())
        } else {
            Err("the disk is full".into())
        }
    }
}

pub(crate) fn gate(limits: Limits, cors: Option<Cors>) -> Gate {
    gate_with_secret("a secret of the service", limits, cors)
}

pub(crate) fn gate_with_secret(secret: &str, limits: Limits, cors: Option<Cors>) -> Gate {
    Gate::new(GateOptions {
        region: "local".to_owned(),
        service: "things".to_owned(),
        keys: Arc::new(OneKey),
        secret: Secret::new(secret.to_owned()),
        clock_skew: jiff::SignedDuration::from_mins(15),
        limits,
        cors,
    })
}

/// Serves the routes of this file within these limits; the answer to one request.
pub(crate) async fn ask_within(limits: Limits, bytes: &str) -> Answer {
    ask(&gate(limits, None), bytes).await
}

/// The answer to one request.
pub(crate) async fn ask(gate: &Gate, bytes: &str) -> Answer {
    exchange(start(gate).await, bytes).await
}

/// The answer to one request without a body.
pub(crate) async fn get_with(target: &str, headers: &str) -> Answer {
    ask_within(
        Limits::default(),
        &request(&format!("GET {target}"), headers, ""),
    )
    .await
}

/// The answer to one request with JSON.
pub(crate) async fn send_json(method_and_target: &str, headers: &str, body: &str) -> Answer {
    let headers = format!("content-type: application/json\r\n{headers}");
    ask_within(
        Limits::default(),
        &request(method_and_target, &headers, body),
    )
    .await
}

/// Starts a server that runs as long as the test.
pub(crate) async fn start(gate: &Gate) -> SocketAddr {
    let health = Health::new(Arc::new(Dependency { works: true }));
    let router = ground(routes(), gate)
        .with_state(gate.clone())
        .merge(operations(gate, &health));
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("the socket is bound");
    tokio::spawn(serve(
        listener,
        router,
        std::future::pending(),
        ServeOptions::new(health),
    ));
    address
}

fn routes() -> Router<Gate> {
    let things = Router::new()
        .route("/", get(action(list)).post(create))
        .route("/{id}", get(show).patch(update).delete(delete));
    Router::new()
        .nest("/things", things)
        .route(
            "/secret",
            get(async |incoming: Incoming| incoming.signed().map(drop)),
        )
        .route(
            "/fault",
            get(async || Reply::Err(Rejection::internal("disk on fire"))),
        )
        .route("/panic", get(panic))
        .route(
            "/never",
            get(async |_: Incoming| std::future::pending::<()>().await),
        )
        .route(
            "/unwritten",
            get(async || Reply::Err(Rejection::not_implemented())),
        )
}

async fn panic() -> StatusCode {
    panic!("a bug")
}

#[derive(Clone, Debug, Serialize)]
struct Thing {
    id: Uuid,
    name: String,
}

impl Representation for Thing {
    const MEDIA_TYPE: Option<&'static str> = Some("application/vnd.test.thing+json");
}

struct ThingPayload {
    name: String,
}

impl Decode for ThingPayload {
    fn decode(fields: &mut Fields) -> Option<Self> {
        let name = fields.required::<String>("name", &[Rule::MinLength(1), Rule::MaxLength(20)]);
        fields.finish()?;
        Some(Self { name: name? })
    }
}

const VIEWS: Views<&str> = Views {
    default: "plain",
    offered: &[("plain", "plain"), ("loud", "LOUD")],
    also: &[("noisy", "LOUD")],
};

/// Every thing has version 3.
async fn show(incoming: Incoming) -> Reply {
    let id = incoming.id::<Uuid>("id")?;
    let name = incoming.view(&VIEWS)?.to_owned();
    incoming.found(&Thing { id, name }, 3)
}

async fn update(incoming: Incoming) -> Reply {
    let id = incoming.id::<Uuid>("id")?;
    let payload = incoming.payload::<ThingPayload>()?;
    if !incoming.if_match()?.admits(3) {
        return Err(Rejection::precondition_failed());
    }
    incoming.found(
        &Thing {
            id,
            name: payload.name,
        },
        4,
    )
}

async fn create(incoming: Incoming) -> Reply {
    let payload = incoming.payload::<ThingPayload>()?;
    if payload.name == "taken" {
        return Err(Rejection::conflict(
            "name_taken",
            "a thing of this name exists",
        ));
    }
    let id = Uuid::from_u128(1);
    incoming.created(
        &format!("/things/{id}"),
        &Thing {
            id,
            name: payload.name,
        },
        1,
    )
}

async fn delete(incoming: Incoming) -> Reply {
    incoming.id::<Uuid>("id")?;
    incoming.no_content()
}

/// Ten things, called `0` to `9` and sorted by name.
async fn list(_: Gate, incoming: Incoming) -> Reply {
    let mut query = incoming.query();
    let prefix = query
        .optional::<String>("prefix", &[Rule::MaxLength(3)])
        .unwrap_or_default();
    let view = query.view(&VIEWS);
    let window = query.window(4, 5, Total::Offered);
    query.finish()?;
    let first = match window.after.and_then(|position| position.key) {
        Some(SortKey::Integer(last)) => last + 1,
        _ => 0,
    };
    let last = (first + i64::from(window.limit)).min(10);
    let things = (first..last).map(|number| Thing {
        id: Uuid::from_u128(7),
        name: format!("{prefix}{number}{view}"),
    });
    let next = (last < 10).then(|| Position {
        key: Some(SortKey::Integer(last - 1)),
        id: Uuid::from_u128(7),
    });
    incoming.page(things.collect(), next, window.total.then_some(10))
}
