//! A request that tests build, sign, change and verify.

use authentication::{
    ALGORITHM, BodyHash, CanonicalHeaders, CanonicalRequest, KeyId, Refusal, RequestHead, Scope,
    Secret, Signer, SigningDate, SigningKey, Verifier, string_to_sign,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri};
use jiff::Timestamp;

pub(crate) const HOST: &str = "api.example.com:8080";
pub(crate) const REGION: &str = "us-east-1";
pub(crate) const SERVICE: &str = "demo";
pub(crate) const NOW: &str = "20260131T093000Z";

pub(crate) fn now() -> Timestamp {
    "2026-01-31T09:30:00Z".parse().unwrap()
}

pub(crate) fn key_id() -> KeyId {
    KeyId::parse("AKIDEXAMPLE00000").unwrap()
}

pub(crate) fn secret() -> Secret {
    Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into())
}

pub(crate) fn signer() -> Signer {
    Signer::new(key_id(), secret(), REGION, SERVICE)
}

pub(crate) fn verifier() -> Verifier {
    Verifier::new(REGION, SERVICE)
}

/// A request as it arrives: the target in origin form and a `Host` header.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(method: Method, target: &str) -> Self {
        let request = Self {
            method,
            uri: target.parse().unwrap(),
            headers: HeaderMap::new(),
            body: Vec::new(),
        };
        request.with("host", HOST)
    }

    pub(crate) fn get(target: &str) -> Self {
        Self::new(Method::GET, target)
    }

    /// A request with a bit of everything that a signature binds.
    pub(crate) fn patch() -> Self {
        Self::new(Method::PATCH, "/v1/items/7?view=tiny&limit=20")
            .with("content-type", "application/json")
            .with("if-match", "\"3\"")
            .with("x-amz-meta-note", "first")
            .body(r#"{"name":"日本"}"#)
    }

    pub(crate) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.append(name, value.parse().unwrap());
        self
    }

    pub(crate) fn body(mut self, text: &str) -> Self {
        self.body = text.into();
        self
    }

    pub(crate) fn target(&mut self, target: &str) {
        self.uri = target.parse().unwrap();
    }

    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.headers.insert(name, value.parse().unwrap());
    }

    /// Replaces text inside a header, which must be there.
    pub(crate) fn edit(&mut self, name: &'static str, old: &str, new: &str) {
        let value = self.headers[name].to_str().unwrap();
        assert!(value.contains(old), "`{name}: {value}` lacks `{old}`");
        self.set(name, &value.replace(old, new));
    }

    pub(crate) fn head(&self) -> RequestHead<'_> {
        RequestHead {
            method: &self.method,
            uri: &self.uri,
            headers: &self.headers,
        }
    }

    /// Signs with the crate's own signer.
    pub(crate) fn signed(mut self) -> Self {
        let body = BodyHash::of(&self.body);
        for (name, value) in signer().sign(&self.head(), &body, now()).unwrap() {
            self.headers.insert(name, value);
        }
        self
    }

    /// Signs as another client might: `path` and `query` are signed exactly as given here, and the
    /// body's hash is signed but not declared.
    pub(crate) fn signed_as(mut self, path: &str, query: &str) -> Self {
        self.set("x-amz-date", NOW);
        self.signed_with(path, query, &SigningDate::at(now()))
    }

    pub(crate) fn signed_with(mut self, path: &str, query: &str, date: &SigningDate) -> Self {
        let mut names: Vec<HeaderName> = self.headers.keys().cloned().collect();
        names.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        let scope = Scope::new(date, REGION, SERVICE);
        let canonical = CanonicalRequest {
            method: &self.method,
            path,
            query,
            headers: &CanonicalHeaders::collect(&self.headers, HOST, &names).unwrap(),
            body: &BodyHash::of(&self.body),
        };
        let signature =
            SigningKey::derive(&secret(), &scope).sign(&string_to_sign(date, &scope, &canonical));
        let names: Vec<&str> = names.iter().map(HeaderName::as_str).collect();
        let (id, names) = (key_id(), names.join(";"));
        let value = format!(
            "{ALGORITHM} Credential={id}/{scope}, SignedHeaders={names}, Signature={signature}"
        );
        self.headers
            .insert("authorization", HeaderValue::try_from(value).unwrap());
        self
    }

    /// Verifies as the server does.
    pub(crate) fn verify(&self) -> Result<(), Refusal> {
        self.verify_at(now())
    }

    pub(crate) fn verify_at(&self, now: Timestamp) -> Result<(), Refusal> {
        let claim = verifier().read(&self.head(), now)?;
        let secret = (*claim.key_id() == key_id()).then(secret);
        claim.verify(secret.as_ref(), &BodyHash::of(&self.body))
    }
}
