//! TLS, connections that fail, and transports of one's own.

use std::sync::Arc;

use bytes::Bytes;
use driver::{BuildFault, Client, Credentials, Error, Exchange, Transport};
use http::{Request, Response};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::certificates::{AUTHORITY, SERVER, SERVER_KEY};
use crate::server::{Server, answer};

fn acceptor() -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_slice(SERVER.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(SERVER_KEY.as_bytes()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

#[tokio::test]
async fn trusts_the_given_authority() {
    let server = Server::start_secure(acceptor(), |_, _| answer(204, &[], "")).await;
    let client = server
        .signed()
        .certificate_authorities(AUTHORITY)
        .build()
        .unwrap();
    client.get("/v1/things").await.unwrap();
    let host = server.endpoint().trim_start_matches("https://").to_owned();
    assert_eq!(server.received()[0].header("host"), host);
}

#[tokio::test]
async fn does_not_trust_an_unknown_authority() {
    let server = Server::start_secure(acceptor(), |_, _| answer(204, &[], "")).await;
    let error = server.client().build().unwrap().get("/").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
    assert_eq!(server.received().len(), 0);
}

#[test]
fn refuses_what_is_no_certificate() {
    for pem in ["", "not PEM", SERVER_KEY] {
        let builder = Client::builder("https://127.0.0.1").certificate_authorities(pem);
        let error = builder.build().unwrap_err();
        assert!(
            matches!(error, Error::Build(BuildFault::Certificate(_))),
            "{error:?}"
        );
    }
}

#[test]
fn refuses_what_is_no_endpoint() {
    let endpoints = [
        "",
        "api.example.com",
        "/v1",
        "ftp://api.example.com",
        "https://",
        "https://a b",
        "https://a?b=c",
        "https://a#b",
        "https://user@a",
    ];
    for endpoint in endpoints {
        let error = Client::new(endpoint, Credentials::Anonymous).unwrap_err();
        assert!(
            matches!(error, Error::Build(BuildFault::Endpoint(_))),
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn reports_that_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::new(&endpoint, Credentials::Anonymous).unwrap();
    let error = client.get("/").await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}

#[tokio::test]
async fn sends_by_other_means() {
    struct Echo;
    impl Transport for Echo {
        fn exchange(&self, request: Request<Bytes>) -> Exchange<'_> {
            let text = format!("{:?}", request.uri().path());
            Box::pin(async move { Ok(Response::new(Bytes::from(text))) })
        }
    }
    let builder = Client::builder("http://in-process").transport(Echo);
    let text: String = builder
        .build()
        .unwrap()
        .get("/v1/things")
        .returning()
        .await
        .unwrap();
    assert_eq!(text, "/v1/things");
}
