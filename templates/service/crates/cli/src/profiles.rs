//! `profile …`: in go names, URLs and keys, out come the file of profiles and what it says, except
//! for secrets.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use contract::page::PageBody;
use driver::profile::{Profile, Profiles};
use serde::Serialize;

use crate::arguments::Options;
use crate::console::Console;
use crate::environment::Environment;
use crate::failure::{Failure, Outcome};
use crate::secret_prompt;

/// What is done with profiles.
#[derive(Debug, Subcommand)]
pub(crate) enum ProfileCommand {
    /// Adds a profile, or changes what is given of it
    Set(Set),
    /// Lists profiles
    List,
    /// Makes a profile the one that is used unless another one is named
    Use {
        /// Which profile
        name: String,
    },
    /// Shows a profile, but not its secret
    Show {
        /// Which profile; the current one unless given
        name: Option<String>,
    },
}

/// Adds or changes a profile. Its URL is the common option `--endpoint`.
#[derive(Debug, Args)]
pub(crate) struct Set {
    /// Which profile
    name: String,
    /// Signs with this access key; its secret is read from standard input
    #[arg(long, value_name = "ID")]
    access_key_id: Option<String>,
    /// Trusts the certificate authorities in this PEM file, in place of the system's
    #[arg(long, value_name = "FILE")]
    certificate_authorities: Option<PathBuf>,
}

/// A profile as it is shown.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    name: &'a str,
    current: bool,
    endpoint: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_key_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate_authorities: Option<&'a Path>,
}

impl ProfileCommand {
    /// Does it.
    pub(crate) fn run(
        self,
        options: &Options,
        environment: &Environment,
        console: &mut Console,
    ) -> Outcome {
        let path = environment.profiles.as_deref().ok_or_else(|| {
            Failure::Usage("there is no home directory to keep profiles in".to_owned())
        })?;
        let mut profiles = Profiles::read(path)?;
        match self {
            Self::Set(set) => {
                let (name, profile) = set.applied_to(&profiles, options.endpoint.clone())?;
                profiles.set(&name, profile);
                Ok(profiles.write(path)?)
            }
            Self::List => {
                let names = profiles.profiles.keys();
                let items = names.map(|name| shown(&profiles, name));
                console.list(&PageBody {
                    items: items.collect::<Outcome<Vec<_>>>()?,
                    next: None,
                    total: None,
                })
            }
            Self::Use { name } => {
                shown(&profiles, &name)?;
                profiles.current = Some(name);
                Ok(profiles.write(path)?)
            }
            Self::Show { name } => {
                let name = name.or(profiles.current.clone());
                let name = name.ok_or_else(|| Failure::Usage("which profile?".to_owned()))?;
                console.show(&shown(&profiles, &name)?)
            }
        }
    }
}

impl Set {
    /// The profile as it will be. It must make a client, so that no broken one is kept.
    fn applied_to(
        self,
        profiles: &Profiles,
        endpoint: Option<String>,
    ) -> Outcome<(String, Profile)> {
        let known = profiles.profiles.get(&self.name).cloned();
        let mut profile = match (known, endpoint) {
            (Some(known), None) => known,
            (Some(known), Some(endpoint)) => Profile { endpoint, ..known },
            (None, Some(endpoint)) => Profile::new(endpoint),
            (None, None) => {
                return Err(Failure::Usage("a new profile needs --endpoint".to_owned()));
            }
        };
        if let Some(id) = self.access_key_id {
            let secret =
                secret_prompt::read("Secret access key").map_err(|source| Failure::Input {
                    what: "the secret access key from standard input".to_owned(),
                    source,
                })?;
            profile = profile.with_access_key(id, secret);
        }
        if self.certificate_authorities.is_some() {
            profile.certificate_authorities = self.certificate_authorities;
        }
        profile.client()?.build()?;
        Ok((self.name, profile))
    }
}

fn shown<'a>(profiles: &'a Profiles, name: &str) -> Outcome<Shown<'a>> {
    let (name, profile) = profiles
        .profiles
        .get_key_value(name)
        .ok_or_else(|| Failure::Usage(format!("there is no profile `{name}`")))?;
    Ok(Shown {
        name,
        current: profiles.current.as_deref() == Some(name),
        endpoint: &profile.endpoint,
        access_key_id: profile.access_key_id.as_deref(),
        certificate_authorities: profile.certificate_authorities.as_deref(),
    })
}
