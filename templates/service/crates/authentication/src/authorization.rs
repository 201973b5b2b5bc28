//! The `Authorization` header: in goes its value, out come its parts, or nothing if one of them is
//! not as it must be.

use std::fmt;

use http::HeaderName;

use crate::canonical::ALGORITHM;
use crate::key_id::KeyId;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::signature::Signature;

/// `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` (AWS, step 6).
pub(crate) struct Authorization {
    pub key_id: KeyId,
    pub scope: Scope,
    /// Lower-case, sorted and without duplicates.
    pub signed_headers: Vec<HeaderName>,
    pub signature: Signature,
}

impl Authorization {
    /// Reads the header: the three parameters in any order, with or without spaces around the
    /// commas, each exactly once and nothing else.
    pub(crate) fn parse(value: &str) -> Result<Self, Refusal> {
        let (algorithm, parameters) = value.split_once(' ').unwrap_or((value, ""));
        if algorithm != ALGORITHM {
            return Err(Refusal::Algorithm);
        }
        Self::from_parameters(parameters).ok_or(Refusal::Authorization)
    }

    fn from_parameters(parameters: &str) -> Option<Self> {
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for parameter in parameters.split(',') {
            let (name, value) = parameter.trim_matches(' ').split_once('=')?;
            let place = match name {
                "Credential" => &mut credential,
                "SignedHeaders" => &mut signed_headers,
                "Signature" => &mut signature,
                _ => return None,
            };
            if place.replace(value).is_some() {
                return None;
            }
        }
        let (key_id, scope) = credential?.split_once('/')?;
        Some(Self {
            key_id: KeyId::parse(key_id)?,
            scope: Scope::parse(scope)?,
            signed_headers: header_names(signed_headers?)?,
            signature: Signature::parse(signature?)?,
        })
    }
}

/// Reads `host;x-amz-date`; `None` unless the names are lower-case, sorted and unique.
fn header_names(list: &str) -> Option<Vec<HeaderName>> {
    let lower_case = |name: &str| !name.bytes().any(|byte| byte.is_ascii_uppercase());
    let names = list
        .split(';')
        .map(|name| lower_case(name).then(|| HeaderName::try_from(name).ok())?)
        .collect::<Option<Vec<_>>>()?;
    let ascending = names
        .windows(2)
        .all(|pair| pair[0].as_str() < pair[1].as_str());
    ascending.then_some(names)
}

/// Writes the value of the header.
impl fmt::Display for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            key_id,
            scope,
            signed_headers,
            signature,
        } = self;
        write!(f, "{ALGORITHM} Credential={key_id}/{scope}, SignedHeaders=")?;
        for (position, name) in signed_headers.iter().enumerate() {
            write!(f, "{}{name}", if position > 0 { ";" } else { "" })?;
        }
        write!(f, ", Signature={signature}")
    }
}
