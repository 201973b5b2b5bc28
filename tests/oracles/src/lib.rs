//! The signer of the AWS SDK for Rust behind one function: in goes a request, out comes the same
//! request signed, for the tests to hold against our own signer and verifier.

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{
    PayloadChecksumKind, SignableBody, SignableRequest, SigningSettings,
};
use aws_sigv4::sign::v4;
use http::Request;
use jiff::Timestamp;

/// The access key, and the service that it is used with.
#[derive(Clone, Copy, Debug)]
pub struct Account<'a> {
    /// The access key's id.
    pub key_id: &'a str,
    /// Its secret.
    pub secret: &'a str,
    /// The region in the credential scope.
    pub region: &'a str,
    /// The service in the credential scope.
    pub service: &'a str,
}

/// Whether the hash of the body is sent in `x-amz-content-sha256` or only signed.
pub type BodyHashIsSent = PayloadChecksumKind;

/// Signs a request in place.
///
/// # Panics
///
/// When the URI is not absolute or a header's value not ASCII.
pub fn sign_with_aws(
    request: &mut Request<String>,
    account: Account<'_>,
    now: Timestamp,
    body_hash: BodyHashIsSent,
) {
    let identity = Credentials::from_keys(account.key_id, account.secret, None).into();
    let mut settings = SigningSettings::default();
    settings.payload_checksum_kind = body_hash;
    let parameters = v4::SigningParams::builder()
        .identity(&identity)
        .region(account.region)
        .name(account.service)
        .time(SystemTime::from(now))
        .settings(settings)
        .build()
        .expect("every parameter is given")
        .into();
    let headers = request.headers().iter();
    let signable = SignableRequest::new(
        request.method().as_str(),
        request.uri().to_string(),
        headers.map(|(name, value)| (name.as_str(), value.to_str().expect("values are ASCII"))),
        SignableBody::Bytes(request.body().as_bytes()),
    )
    .expect("the URI is absolute");
    let (instructions, _) = aws_sigv4::http_request::sign(signable, &parameters)
        .expect("the credentials are of the right kind")
        .into_parts();
    instructions.apply_to_request_http1x(request);
}
