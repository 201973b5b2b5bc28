//! The service inside a test: its own database and its own port go in, clients that talk to it over
//! HTTP come out.
//!
//! ```no_run
//! use server::testing::{Holder, Service};
//!
//! # async fn example() -> Result<(), driver::Error> {
//! let service = Service::start().await;
//! let admin = service.signed(Holder::Role("admin".to_owned())).await;
//! admin.get("/").await?;
//! # Ok(())
//! # }
//! ```
//!
//! The database is SQLite in a temporary file or, if `TEST_DATABASE_URL` is set, a schema of its
//! own in that PostgreSQL database, whose name must end in `_test`.

mod answer;
mod caller;
mod database;
mod json;
mod kept;
mod pages;
mod row;

use std::fmt;
use std::time::Duration;

use access_keys::{AccessKeys, SecretKey};
use authentication::{KeyId, Secret};
use driver::{Client, Credentials, Retries};
use http_ground::{Limits, ServeOptions};
use jiff::SignedDuration;
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use access_keys::Holder;
pub use answer::Answer;
pub use caller::{Caller, Request};
pub use json::{fields, merged, with, without};
pub use kept::Kept;
pub use pages::{walk, walk_among};
pub use row::{Row, day, instant, number, parsed};

use super::application::Application;
use super::config::RequestConfig;
use super::database::migrate;
use database::Database;

/// An action to try an access key on, if there is any: its method and a path.
pub const EXAMPLE: Option<(&str, &str)> = engines::EXAMPLE;

/// A running service, which ends with the test. Its database is empty but for the schema.
///
/// Everything it is asked panics when it fails, with what was expected, as a test wants it.
pub struct Service {
    endpoint: String,
    store: Store,
    access_keys: AccessKeys,
    serving: JoinHandle<()>,
    // Dropped last: it removes what the others use.
    _database: Database,
}

impl Service {
    /// Starts the service on a port of this machine that is free.
    pub async fn start() -> Self {
        let database = Database::create().await;
        let store = database.open();
        migrate(&store)
            .await
            .expect("the migrations apply to an empty database");
        let secret_key = SecretKey::generate().expect("the system has random numbers");
        let application = Application::new(&store, &secret_key, &requests());
        let listener = TcpListener::bind(("127.0.0.1", 0)).await;
        let listener = listener.expect("some port is free");
        let address = listener.local_addr().expect("a listener has an address");
        let options = ServeOptions::new(application.health);
        let never = std::future::pending();
        let serving = http_ground::serve(listener, application.router, never, options);
        Self {
            endpoint: format!("http://{address}"),
            store,
            access_keys: application.access_keys,
            serving: tokio::spawn(serving),
            _database: database,
        }
    }

    /// The base URL.
    #[must_use]
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The database, for what a test prepares or checks behind the back of the service.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How many statements the database was asked so far. Looking up the key of a client that
    /// [`Service::signed`] made takes none.
    #[must_use]
    pub fn statements(&self) -> u64 {
        self.store.statements()
    }

    /// How many statements a request takes that succeeds.
    pub async fn statements_of(&self, request: Request<'_>) -> u64 {
        let before = self.statements();
        request.await.is(200);
        self.statements() - before
    }

    /// A client that does not sign.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        self.client(Credentials::Anonymous)
    }

    /// A client with a new access key.
    pub async fn signed(&self, holder: Holder) -> Client {
        let (key_id, secret) = self.key(holder).await;
        self.client(Credentials::AccessKey { key_id, secret })
    }

    /// Somebody who does not sign, for requests that no client would send.
    #[must_use]
    pub fn nobody(&self) -> Caller {
        Caller::new(&self.endpoint, None, None)
    }

    /// Somebody with a new access key that has a role.
    pub async fn with_role(&self, role: &str) -> Caller {
        let key = self.key(Holder::Role(role.to_owned())).await;
        Caller::new(&self.endpoint, Some(key), None)
    }

    /// Somebody with a new access key of this account, which is stored.
    pub async fn with_account(&self, account: Row) -> Caller {
        let account = account.store(self).await;
        let key = self.key(Holder::Account(account.id())).await;
        Caller::new(&self.endpoint, Some(key), Some(account))
    }

    /// A new access key, which the service remembers from now on.
    async fn key(&self, holder: Holder) -> (KeyId, Secret) {
        let created = self.access_keys.create(&holder, "test").await;
        let key = created.expect("the holder exists");
        let found = self.access_keys.find(&key.id).await;
        found
            .expect("the key can be looked up")
            .expect("the key was made");
        (key.id, key.secret)
    }

    /// A client that shows each answer as it is: nothing is tried twice.
    fn client(&self, credentials: Credentials) -> Client {
        let once = Retries {
            attempts: 1,
            ..Retries::default()
        };
        let client = Client::builder(&self.endpoint).credentials(credentials);
        client
            .retries(once)
            .build()
            .expect("the endpoint is a base URL")
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service")
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

/// As in production, but keys are remembered for as long as any test takes.
fn requests() -> RequestConfig {
    RequestConfig {
        limits: Limits::default(),
        clock_skew: SignedDuration::from_mins(15),
        key_cache: Duration::from_secs(3600),
    }
}
