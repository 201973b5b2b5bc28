//! Whom a client trusts: in go certificates in PEM form, or none for those of the operating
//! system, out comes the configuration of TLS.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};

use crate::error::BuildFault;

/// TLS 1.2 and 1.3 with the certificate authorities to trust.
pub(crate) fn configuration(authorities: RootCertStore) -> ClientConfig {
    ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("ring supports TLS 1.2 and 1.3")
        .with_root_certificates(authorities)
        .with_no_client_auth()
}

/// The certificates of a PEM text, at least one.
pub(crate) fn authorities_of(pem: &[u8]) -> Result<RootCertStore, BuildFault> {
    let mut authorities = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        let certificate = certificate.map_err(|error| BuildFault::Certificate(error.into()))?;
        authorities
            .add(certificate)
            .map_err(|error| BuildFault::Certificate(error.into()))?;
    }
    if authorities.is_empty() {
        return Err(BuildFault::Certificate("it holds no certificate".into()));
    }
    Ok(authorities)
}

/// The certificates that the operating system trusts. Those that cannot be read are passed over:
/// there are dozens, and where the right one is missing, connecting fails and says so.
pub(crate) fn authorities_of_the_system() -> RootCertStore {
    let mut authorities = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    authorities.add_parsable_certificates(found.certs);
    authorities
}
