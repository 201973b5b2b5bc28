//! The server's side: in goes the head of a request, out comes a claim; in go the claim's secret
//! and the body's hash, out comes the verdict.

use std::borrow::Cow;
use std::fmt;

use http::header::{self, AUTHORIZATION, DATE, HOST};
use http::{HeaderMap, HeaderName, Method, Uri};
use jiff::{SignedDuration, Timestamp};
use subtle::{Choice, ConstantTimeEq};

use crate::authorization::Authorization;
use crate::body_hash::BodyHash;
use crate::canonical::{CanonicalRequest, string_to_sign};
use crate::headers::{CanonicalHeaders, HeaderFault, sole_value};
use crate::key_id::KeyId;
use crate::path::accepted_paths;
use crate::query::accepted_queries;
use crate::refusal::Refusal;
use crate::request_head::RequestHead;
use crate::scope::Scope;
use crate::secret::Secret;
use crate::sign::{X_AMZ_CONTENT_SHA256, X_AMZ_DATE};
use crate::signature::Signature;
use crate::signing_date::SigningDate;
use crate::signing_key::SigningKey;

/// What a service demands of the requests that are signed for it.
#[derive(Clone, Debug)]
pub struct Verifier {
    region: String,
    service: String,
    skew: SignedDuration,
    bound: Vec<HeaderName>,
}

impl Verifier {
    /// A verifier that tolerates 15 minutes between the clocks, as S3 does, and binds
    /// `content-type`, `content-encoding`, `if-match`, `if-none-match` and `idempotency-key`.
    #[must_use]
    pub fn new(region: impl Into<String>, service: impl Into<String>) -> Self {
        Self {
            region: region.into(),
            service: service.into(),
            skew: SignedDuration::from_mins(15),
            bound: vec![
                header::CONTENT_TYPE,
                header::CONTENT_ENCODING,
                header::IF_MATCH,
                header::IF_NONE_MATCH,
                HeaderName::from_static("idempotency-key"),
            ],
        }
    }

    /// Tolerates another distance between the clocks.
    #[must_use]
    pub fn with_skew(self, skew: SignedDuration) -> Self {
        Self { skew, ..self }
    }

    /// Demands that a header be signed whenever it is present, because it changes what a request
    /// means. Proxies must leave such a header alone.
    #[must_use]
    pub fn binding(mut self, name: HeaderName) -> Self {
        self.bound.push(name);
        self
    }

    /// Reads who claims to have signed a request and checks all that needs no secret, cheap things
    /// first. `now` is the server's time.
    ///
    /// # Errors
    ///
    /// Any [`Refusal`] but [`Refusal::Mismatch`] and [`Refusal::Body`].
    pub fn read(&self, head: &RequestHead<'_>, now: Timestamp) -> Result<Claim, Refusal> {
        let target = Target::read(head.uri)?;
        let authorization = sole_value(head.headers, &AUTHORIZATION)?.ok_or(Refusal::Missing)?;
        let authorization = Authorization::parse(authorization)?;
        let (date, date_header) = signing_date(head.headers)?;
        if authorization.scope != Scope::new(&date, &self.region, &self.service) {
            return Err(Refusal::Scope);
        }
        if date.distance(now) > self.skew {
            return Err(Refusal::Skew);
        }
        let signed = &authorization.signed_headers;
        self.demand_signed(head.headers, signed, date_header)?;
        Ok(Claim {
            key_id: authorization.key_id,
            method: head.method.clone(),
            target,
            headers: CanonicalHeaders::collect(head.headers, &head.received_host()?, signed)?,
            declared_body: declared_body(head.headers)?,
            date,
            scope: authorization.scope,
            signature: authorization.signature,
        })
    }

    /// Checks that the signature lists the host, the date, every `x-amz-` header and every bound
    /// one. An unsigned header that means something would be a way to inject meaning.
    fn demand_signed(
        &self,
        headers: &HeaderMap,
        signed: &[HeaderName],
        date_header: HeaderName,
    ) -> Result<(), HeaderFault> {
        for name in headers.keys() {
            let is_amz = name.as_str().starts_with("x-amz-");
            if is_amz {
                sole_value(headers, name)?;
            }
            if (is_amz || self.bound.contains(name)) && !signed.contains(name) {
                return Err(HeaderFault::Unsigned(name.clone()));
            }
        }
        let mandatory = [HOST, date_header];
        let unsigned = mandatory.into_iter().find(|name| !signed.contains(name));
        unsigned.map_or(Ok(()), |name| Err(HeaderFault::Unsigned(name)))
    }
}

/// The date of a signature and the header that it came from, which must be signed.
fn signing_date(headers: &HeaderMap) -> Result<(SigningDate, HeaderName), Refusal> {
    let (date, name) = if let Some(value) = sole_value(headers, &X_AMZ_DATE)? {
        (SigningDate::parse(value), X_AMZ_DATE)
    } else {
        let value = sole_value(headers, &DATE)?.ok_or(Refusal::Date)?;
        (SigningDate::parse_http_date(value), DATE)
    };
    Ok((date.ok_or(Refusal::Date)?, name))
}

/// The hash of the body that the client declares; most clients declare none for services other
/// than S3 and sign the hash all the same.
fn declared_body(headers: &HeaderMap) -> Result<Option<BodyHash>, Refusal> {
    sole_value(headers, &X_AMZ_CONTENT_SHA256)?
        .map(|value| BodyHash::parse(value).ok_or(Refusal::Payload))
        .transpose()
}

/// The forms of path and query that a client may have signed.
struct Target {
    paths: Vec<String>,
    queries: Vec<String>,
}

impl Target {
    fn read(uri: &Uri) -> Result<Self, Refusal> {
        let owned = |forms: Vec<Cow<'_, str>>| forms.into_iter().map(Cow::into_owned).collect();
        let target = Self {
            paths: owned(accepted_paths(uri.path())?),
            queries: owned(accepted_queries(uri.query().unwrap_or_default())?),
        };
        let is_amz = |parameter: &str| {
            let prefix = parameter.get(..6);
            prefix.is_some_and(|prefix| prefix.eq_ignore_ascii_case("x-amz-"))
        };
        // The canonical form comes first, and there no escape can hide a name.
        if target.queries[0].split('&').any(is_amz) {
            return Err(Refusal::QuerySignature);
        }
        Ok(target)
    }

    fn forms(&self) -> impl Iterator<Item = (&str, &str)> {
        let queries = || self.queries.iter().map(String::as_str);
        self.paths
            .iter()
            .flat_map(move |path| queries().map(move |query| (path.as_str(), query)))
    }
}

/// A request that says whose it is and has yet to prove it.
#[must_use = "a claim proves nothing until it is verified"]
pub struct Claim {
    key_id: KeyId,
    method: Method,
    target: Target,
    headers: CanonicalHeaders,
    declared_body: Option<BodyHash>,
    date: SigningDate,
    scope: Scope,
    signature: Signature,
}

impl Claim {
    /// The access key to look up.
    #[must_use]
    pub fn key_id(&self) -> &KeyId {
        &self.key_id
    }

    /// Verifies the signature and the body. `secret` is that of [`Claim::key_id`], `None` if there
    /// is no such key or it may not be used; `body` is the hash of the body as received.
    ///
    /// An unknown key takes the same path through the code as a known one, and every accepted form
    /// of the target is tried, whatever the outcome of the others; an ordinary request has one.
    ///
    /// # Errors
    ///
    /// [`Refusal::Mismatch`] for an unknown key or another signature, [`Refusal::Body`] when the
    /// signature holds but the declared hash is not that of the body.
    pub fn verify(&self, secret: Option<&Secret>, body: &BodyHash) -> Result<(), Refusal> {
        let decoy = Secret::new(String::from(
            "no access key has this secret, nor would it help",
        ));
        let key = SigningKey::derive(secret.unwrap_or(&decoy), &self.scope);
        let signed_body = self.declared_body.as_ref().unwrap_or(body);
        let mut matches = Choice::from(0);
        for (path, query) in self.target.forms() {
            let canonical = CanonicalRequest {
                method: &self.method,
                path,
                query,
                headers: &self.headers,
                body: signed_body,
            };
            let text = string_to_sign(&self.date, &self.scope, &canonical);
            matches |= key.sign(&text).ct_eq(&self.signature);
        }
        let is_known = Choice::from(u8::from(secret.is_some()));
        if !bool::from(matches & is_known) {
            return Err(Refusal::Mismatch);
        }
        if signed_body != body {
            return Err(Refusal::Body);
        }
        Ok(())
    }
}

/// Shows the key's id only; the headers may hold session tokens.
impl fmt::Debug for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim")
            .field("key_id", &self.key_id)
            .finish_non_exhaustive()
    }
}
