//! AWS Signature Version 4 in the header form: in goes the head of a request and the hash of its
//! body, out come the headers that sign it, or the verdict on the ones that came with it.
//!
//! Nothing here reads a clock, a socket or a key store, so verification has two steps and the
//! caller looks the key up between them:
//!
//! ```
//! use authentication::{BodyHash, KeyId, RequestHead, Secret, Signer, Verifier};
//! use http::{HeaderMap, Method, Uri};
//! use jiff::Timestamp;
//!
//! let key_id = KeyId::parse("AKIDEXAMPLE00000").expect("sixteen capitals and digits");
//! let secret = Secret::new(String::from("not a very good secret"));
//! let now: Timestamp = "2026-01-31T09:30:00Z".parse()?;
//! let uri: Uri = "https://api.example.com/v1/items?limit=20".parse()?;
//! let mut headers = HeaderMap::new();
//! let body = BodyHash::of(b"");
//!
//! // The client signs …
//! let signer = Signer::new(key_id, secret.clone(), "us-east-1", "demo");
//! let head = RequestHead { method: &Method::GET, uri: &uri, headers: &headers };
//! for (name, value) in signer.sign(&head, &body, now)? {
//!     headers.insert(name, value);
//! }
//!
//! // … and the server reads the claim, looks its key up and verifies.
//! let head = RequestHead { method: &Method::GET, uri: &uri, headers: &headers };
//! let claim = Verifier::new("us-east-1", "demo").read(&head, now)?;
//! assert_eq!(claim.key_id().as_str(), "AKIDEXAMPLE00000");
//! claim.verify(Some(&secret), &body)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A signature binds method, path, query, host, date, scope, body and the headers it lists. It does
//! not stop a replay within the permitted skew, and it does not bind the order of query parameters
//! with different values (the canonical form sorts them): a service should refuse a repeated
//! parameter where one value is expected.
//!
//! The rules come from the AWS IAM User Guide, *Create a signed AWS API request* (called "AWS"
//! below, with the number of its step), RFC 9110 (HTTP semantics) and RFC 3986 (URI syntax).

#![warn(missing_docs)]

// What a signature is made of.
mod key_id;
mod secret;

mod scope;
mod signing_date;

mod body_hash;
mod hex;
mod signature;
mod signing_key;

// The form in which both sides see a request.
mod canonical;
mod headers;
mod path;
mod percent;
mod query;
mod request_head;

// The two sides.
mod authorization;
mod sign;

mod refusal;
mod verify;

pub use body_hash::BodyHash;
pub use canonical::{ALGORITHM, CanonicalRequest, string_to_sign};
pub use headers::{CanonicalHeaders, HeaderFault};
pub use key_id::KeyId;
pub use path::{AmbiguousPath, accepted_paths, canonical_path};
pub use percent::encode;
pub use query::{MalformedQuery, accepted_queries, canonical_query, query_of};
pub use refusal::Refusal;
pub use request_head::RequestHead;
pub use scope::Scope;
pub use secret::Secret;
pub use sign::{Signer, Unsignable};
pub use signature::Signature;
pub use signing_date::SigningDate;
pub use signing_key::SigningKey;
pub use verify::{Claim, Verifier};
