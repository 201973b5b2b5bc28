//! Profiles: which service to talk to, and as whom. In goes the file that the command line and the
//! server share, out come clients; and the other way round.
//!
//! The file is YAML, by default `~/.config/<service>/profiles.yaml`, readable by its owner only:
//!
//! ```yaml
//! current: default                # the profile that is used unless another one is named
//! profiles:
//!   default:
//!     endpoint: http://127.0.0.1:8080
//!     access_key_id: AKIDEXAMPLE00000
//!     secret_access_key: the secret of this key
//!   public:                       # without a key: requests are not signed
//!     endpoint: https://api.example.com
//!     certificate_authorities: /etc/ssl/example.pem   # in place of the system's
//! ```
//!
//! On its first start a server adds the first key of an administrator:
//!
//! ```no_run
//! use driver::profile::{Profile, Profiles};
//!
//! # fn first_start(id: &str, secret: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let path = driver::profile::default_path().ok_or("there is no home directory")?;
//! let mut profiles = Profiles::read(&path)?;
//! profiles.set("default", Profile::new("http://127.0.0.1:8080").with_access_key(id, secret));
//! profiles.write(&path)?;
//! # Ok(())
//! # }
//! ```

mod file;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use authentication::Secret;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

use crate::client::{Client, ClientBuilder};
use crate::credentials::Credentials;
use crate::service;

/// Where profiles are kept unless said otherwise: below `XDG_CONFIG_HOME`, else below `.config` in
/// the home directory (XDG Base Directory Specification); `None` when there is neither.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    let given = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from);
    let base = given
        .filter(|path| path.is_absolute())
        .or_else(|| Some(env::home_dir()?.join(".config")))?;
    Some(base.join(service::NAME).join("profiles.yaml"))
}

/// All profiles of a user.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profiles {
    /// The name of the profile that is used unless another one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// The profiles by their names.
    #[serde(default)]
    pub profiles: BTreeMap<String, Profile>,
}

/// One service and one identity.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The base URL of the service.
    pub endpoint: String,
    /// The public half of the access key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// The secret half of the access key.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "serialize_secret",
        deserialize_with = "deserialize_secret"
    )]
    pub secret_access_key: Option<Secret>,
    /// A PEM file of the certificate authorities to trust, in place of those of the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate_authorities: Option<PathBuf>,
}

/// Why profiles cannot be read, written or used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ProfileFault {
    /// A file cannot be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file cannot be written. What was there before is still there.
    #[error("cannot write {}", path.display())]
    Write {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not what this module describes. Says where but not what, which may be secret.
    #[error("{}:{line}:{column}: not a file of profiles", path.display())]
    Format {
        /// Which file.
        path: PathBuf,
        /// The line, from 1; 0 when it is not known.
        line: usize,
        /// The column, from 1; 0 when it is not known.
        column: usize,
    },
    /// An access key has one half only.
    #[error("the access key needs both an id and a secret")]
    HalfAKey,
    /// The profile makes no client.
    #[error(transparent)]
    Client(#[from] crate::error::Error),
}

impl Profiles {
    /// Reads a file; no profiles when there is no file.
    ///
    /// # Errors
    ///
    /// [`ProfileFault::Read`] and [`ProfileFault::Format`].
    pub fn read(path: &Path) -> Result<Self, ProfileFault> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unreadable(path, error)),
        };
        serde_yaml::from_str(&text).map_err(|error| {
            let place = error.location();
            ProfileFault::Format {
                path: path.to_owned(),
                line: place.as_ref().map_or(0, serde_yaml::Location::line),
                column: place.as_ref().map_or(0, serde_yaml::Location::column),
            }
        })
    }

    /// Writes a file that only its owner can read, and its folder if need be. A reader sees the
    /// whole old file or the whole new one.
    ///
    /// # Errors
    ///
    /// [`ProfileFault::Write`].
    pub fn write(&self, path: &Path) -> Result<(), ProfileFault> {
        let text = serde_yaml::to_string(self).map_err(io::Error::other);
        text.and_then(|text| file::replace(path, &text))
            .map_err(|source| {
                let path = path.to_owned();
                ProfileFault::Write { path, source }
            })
    }

    /// Adds or replaces a profile. The first one becomes the current one.
    pub fn set(&mut self, name: &str, profile: Profile) {
        self.profiles.insert(name.to_owned(), profile);
        self.current.get_or_insert_with(|| name.to_owned());
    }
}

impl Profile {
    /// A profile without a key.
    #[must_use]
    pub fn new(endpoint: impl Into<String>) -> Self {
        Self {
            endpoint: endpoint.into(),
            access_key_id: None,
            secret_access_key: None,
            certificate_authorities: None,
        }
    }

    /// The same profile with an access key.
    #[must_use]
    pub fn with_access_key(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.access_key_id = Some(id.into());
        self.secret_access_key = Some(Secret::new(secret.into()));
        self
    }

    /// Begins a client of the profile's service, with its identity.
    ///
    /// # Errors
    ///
    /// [`ProfileFault::HalfAKey`], [`ProfileFault::Read`] for the certificates, and
    /// [`ProfileFault::Client`] for an access key's id that cannot be one.
    pub fn client(&self) -> Result<ClientBuilder, ProfileFault> {
        let credentials = match (&self.access_key_id, &self.secret_access_key) {
            (None, None) => Credentials::Anonymous,
            (Some(id), Some(secret)) => Credentials::access_key(id, secret.expose())?,
            _ => return Err(ProfileFault::HalfAKey),
        };
        let builder = Client::builder(&self.endpoint).credentials(credentials);
        match &self.certificate_authorities {
            Some(path) => {
                let pem = fs::read(path).map_err(|error| unreadable(path, error))?;
                Ok(builder.certificate_authorities(pem))
            }
            None => Ok(builder),
        }
    }
}

fn unreadable(path: &Path, source: io::Error) -> ProfileFault {
    let path = path.to_owned();
    ProfileFault::Read { path, source }
}

fn serialize_secret<S: Serializer>(
    secret: &Option<Secret>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    secret.as_ref().map(Secret::expose).serialize(serializer)
}

fn deserialize_secret<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Secret>, D::Error> {
    Ok(Option::deserialize(deserializer)?.map(Secret::new))
}
