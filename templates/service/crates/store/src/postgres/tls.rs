//! Encrypted connections: a configuration in, a connector that verifies the server out.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::configuration;
use crate::Error;

/// Whether TLS is to be offered. `prefer`, which promises nothing, does without on connections that
/// do not leave the machine: local servers have certificates that nobody can verify, or none.
pub(super) fn is_used(config: &Config) -> bool {
    match config.get_ssl_mode() {
        SslMode::Disable => false,
        SslMode::Prefer => !is_local(config),
        _ => true,
    }
}

/// A connector that trusts the authorities in this PEM file, or else those of the system.
pub(super) fn connector(roots: Option<&Path>) -> Result<MakeRustlsConnect, Error> {
    let roots = match roots {
        Some(path) => file_roots(path)?,
        None => system_roots()?,
    };
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| configuration(&error))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(MakeRustlsConnect::new(config))
}

fn is_local(config: &Config) -> bool {
    let local_host = |host: &Host| match host {
        Host::Tcp(name) => {
            let address = name.parse::<IpAddr>();
            name == "localhost" || address.is_ok_and(|address| address.is_loopback())
        }
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(local_host)
        && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

fn file_roots(path: &Path) -> Result<RootCertStore, Error> {
    let unusable = |error: &dyn std::fmt::Display| Error::Configuration {
        reason: format!("root certificates in {}: {error}", path.display()),
    };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unusable(&error))? {
        let certificate = certificate.map_err(|error| unusable(&error))?;
        roots.add(certificate).map_err(|error| unusable(&error))?;
    }
    if roots.is_empty() {
        return Err(unusable(&"there are none"));
    }
    Ok(roots)
}

fn system_roots() -> Result<RootCertStore, Error> {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "some of the system's root certificates cannot be read");
    }
    let mut roots = RootCertStore::empty();
    let (usable, _) = roots.add_parsable_certificates(found.certs);
    if usable == 0 {
        return Err(Error::Configuration {
            reason: "the system has no root certificates: name a file of them, or connect with \
                     `sslmode=disable`"
                .to_owned(),
        });
    }
    Ok(roots)
}

#[cfg(test)]
mod tests {
    use super::is_used;

    #[test]
    fn tls_is_used_as_the_url_says() {
        let cases = [
            ("postgres://db.example/blog", true),
            ("postgres://db.example/blog?sslmode=disable", false),
            ("postgres://db.example/blog?sslmode=require", true),
            ("postgres://localhost/blog", false),
            ("postgres://127.0.0.1:5433/blog", false),
            ("postgres://[::1]/blog", false),
            ("postgres://localhost/blog?sslmode=require", true),
            ("postgres://localhost,db.example/blog", true),
            ("postgres://localhost/blog?hostaddr=192.0.2.1", true),
            ("postgres:///blog?host=/run/postgresql", false),
        ];
        for (url, expected) in cases {
            assert_eq!(is_used(&url.parse().unwrap()), expected, "{url}");
        }
    }
}
