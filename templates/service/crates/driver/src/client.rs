//! The client: in go an endpoint, credentials and how patient to be, out come calls.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use authentication::Signer;
use http::Method;
use rustls::RootCertStore;

use crate::call::Call;
use crate::clock::Clock;
use crate::credentials::Credentials;
use crate::endpoint::Endpoint;
use crate::error::Result;
use crate::hook::Hook;
use crate::retry::{Budget, Retries};
use crate::service;
use crate::tls;
use crate::transport::{HttpTransport, Transport};

/// A client of one service with one identity. Clones are cheap and share connections, the budget of
/// retries and what is known of the server's clock.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones of a client share.
pub(crate) struct Inner {
    pub(crate) endpoint: Endpoint,
    pub(crate) signer: Option<Signer>,
    pub(crate) transport: Box<dyn Transport>,
    pub(crate) hooks: Vec<Box<dyn Hook>>,
    pub(crate) retries: Retries,
    pub(crate) budget: Budget,
    pub(crate) clock: Clock,
    pub(crate) limits: Limits,
}

/// How long to wait for an answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) attempt: Duration,
    pub(crate) call: Duration,
}

impl Client {
    /// A client with default settings.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`].
    pub fn new(endpoint: &str, credentials: Credentials) -> Result<Self> {
        Self::builder(endpoint).credentials(credentials).build()
    }

    /// Begins a client for a base URL such as `https://api.example.com`.
    pub fn builder(endpoint: &str) -> ClientBuilder {
        ClientBuilder {
            endpoint: endpoint.to_owned(),
            credentials: Credentials::Anonymous,
            region: service::REGION.to_owned(),
            connect: Duration::from_secs(5),
            limits: Limits {
                attempt: Duration::from_secs(30),
                call: Duration::from_secs(60),
            },
            retries: Retries::default(),
            hooks: Vec::new(),
            transport: None,
            authorities: None,
        }
    }

    /// Calls GET on a path; like its siblings for what the design does not know.
    pub fn get(&self, path: impl Into<String>) -> Call<()> {
        self.request(Method::GET, path)
    }

    /// Calls POST on a path.
    pub fn post(&self, path: impl Into<String>) -> Call<()> {
        self.request(Method::POST, path)
    }

    /// Calls PUT on a path.
    pub fn put(&self, path: impl Into<String>) -> Call<()> {
        self.request(Method::PUT, path)
    }

    /// Calls PATCH on a path.
    pub fn patch(&self, path: impl Into<String>) -> Call<()> {
        self.request(Method::PATCH, path)
    }

    /// Calls DELETE on a path.
    pub fn delete(&self, path: impl Into<String>) -> Call<()> {
        self.request(Method::DELETE, path)
    }

    /// Calls any method on a path.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<()> {
        Call::new(self.clone(), method, path.into())
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("endpoint", &self.inner.endpoint)
            .field("signer", &self.inner.signer)
            .finish_non_exhaustive()
    }
}

/// A client that is being set up.
#[must_use = "call `build` for the client"]
pub struct ClientBuilder {
    endpoint: String,
    credentials: Credentials,
    region: String,
    connect: Duration,
    limits: Limits,
    retries: Retries,
    hooks: Vec<Box<dyn Hook>>,
    transport: Option<Box<dyn Transport>>,
    authorities: Option<Vec<u8>>,
}

impl ClientBuilder {
    /// Who the client is. Default: nobody.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = credentials;
        self
    }

    /// The region of the credential scope, where a service was configured with another one than
    /// its design says.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// Limits connecting to one address. Default: 5 seconds.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Limits each attempt, from connecting to the last byte. Default: 30 seconds.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.limits.attempt = limit;
        self
    }

    /// Limits a call with all its attempts and the waits between them. Default: 60 seconds.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.call = limit;
        self
    }

    /// How often failed attempts are repeated. Default: see [`Retries`].
    pub fn retries(mut self, retries: Retries) -> Self {
        self.retries = retries;
        self
    }

    /// Adds methods that are called around each attempt.
    pub fn hook(mut self, hook: impl Hook) -> Self {
        self.hooks.push(Box::new(hook));
        self
    }

    /// Trusts the certificate authorities of a PEM text, in place of those of the operating system.
    pub fn certificate_authorities(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.authorities = Some(pem.into());
        self
    }

    /// Sends requests by other means than HTTP/1.1. Connecting and certificates are its business.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Box::new(transport));
        self
    }

    /// The client. Nothing is connected yet.
    ///
    /// # Errors
    ///
    /// [`Error::Build`](crate::Error::Build) when the endpoint is no base URL or a certificate
    /// cannot be read.
    pub fn build(self) -> Result<Client> {
        let endpoint = Endpoint::parse(&self.endpoint)?;
        let signer = match self.credentials {
            Credentials::Anonymous => None,
            Credentials::AccessKey { key_id, secret } => {
                Some(Signer::new(key_id, secret, self.region, service::NAME))
            }
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => {
                let roots = trusted(&endpoint, self.authorities.as_deref())?;
                Box::new(HttpTransport::new(self.connect, tls::configuration(roots)))
            }
        };
        let inner = Inner {
            endpoint,
            signer,
            transport,
            hooks: self.hooks,
            retries: self.retries,
            budget: Budget::full(),
            clock: Clock::default(),
            limits: self.limits,
        };
        Ok(Client {
            inner: Arc::new(inner),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .field("retries", &self.retries)
            .finish_non_exhaustive()
    }
}

/// Whom to trust: nobody over plain HTTP, which spares reading the system's certificates.
fn trusted(endpoint: &Endpoint, authorities: Option<&[u8]>) -> Result<RootCertStore> {
    match authorities {
        Some(pem) => Ok(tls::authorities_of(pem)?),
        None if endpoint.is_secure() => Ok(tls::authorities_of_the_system()),
        None => Ok(RootCertStore::empty()),
    }
}
