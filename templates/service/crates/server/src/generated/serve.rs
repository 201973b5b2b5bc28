//! The command `serve`: listens, answers until a signal says stop, and closes the database.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;

use access_keys::AccessKeys;
use driver::service::NAME;
use http_ground::ServeOptions;
use store::Store;
use tokio::net::TcpListener;

use super::announcement::{FirstKey, write_first_key, write_links};
use super::application::Application;
use super::config::{Config, DatabaseConfig};
use super::failure::Failure;
use super::stop::Stop;
use super::{database, endpoint, first_start, profile};

/// Serves until a signal says stop.
pub(crate) async fn serve(config: &Config) -> Result<(), Failure> {
    // First of all: if another server runs already, nothing should have been touched.
    let (listener, address) = listen(config).await?;
    let listening = endpoint::of_address(address);
    let endpoint = config.public_url.as_deref().unwrap_or(&listening);
    let database = database::open(config).await?;
    let store = database.store;
    let application = Application::new(&store, &database.secret_key, &config.requests);
    let first = match config.database {
        DatabaseConfig::Embedded(_) => {
            first_key(&store, &application.access_keys, (endpoint, address.port())).await?
        }
        DatabaseConfig::Given(..) => None,
    };
    // Until here a signal ends the process at once, as it is without our asking.
    let stop = Stop::listen().map_err(Failure::System)?;
    announce(endpoint, first.as_ref()).map_err(Failure::System)?;
    let options = ServeOptions {
        header_time: config.header_time,
        header_bytes: config.requests.limits.header_bytes,
        notice: config.notice,
        grace: config.grace,
        ..ServeOptions::new(application.health)
    };
    http_ground::serve(listener, application.router, stop.asked(), options).await;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
}

async fn listen(config: &Config) -> Result<(TcpListener, SocketAddr), Failure> {
    let (host, port) = (config.host.as_str(), config.port);
    let listening = async {
        let listener = TcpListener::bind((host, port)).await?;
        let address = listener.local_addr()?;
        Ok((listener, address))
    };
    listening.await.map_err(|source| {
        let address = format!("{host}:{port}");
        Failure::Address { address, source }
    })
}

async fn first_key(
    store: &Store,
    access_keys: &AccessKeys,
    (endpoint, port): (&str, u16),
) -> Result<Option<FirstKey>, Failure> {
    let key = first_start::first_key(store, access_keys).await?;
    Ok(key.map(|key| {
        let profile = profile::store(endpoint, port, &key);
        FirstKey { key, profile }
    }))
}

/// Tells a person at the terminal where to look; otherwise the log, where secrets must not be.
fn announce(endpoint: &str, first: Option<&FirstKey>) -> io::Result<()> {
    let mut out = io::stdout();
    if out.is_terminal() {
        write_links(&mut out, endpoint)?;
        if let Some(first) = first {
            write_first_key(&mut out, endpoint, first)?;
        }
        return writeln!(out);
    }
    if let Some(FirstKey { key, profile }) = first {
        let path = profile.as_ref().map(|profile| profile.path.display());
        let path = path.map(tracing::field::display);
        tracing::info!(id = %key.id, path, "first access key made; its secret is not logged");
    }
    tracing::info!("{NAME} is listening on {endpoint}");
    Ok(())
}
