//! What the process's environment says: in go variables, out come the settings that take
//! precedence over profiles.

use std::env;
use std::fmt;
use std::path::{Path, PathBuf};

use driver::profile;
use driver::service::ENVIRONMENT_PREFIX;

/// Settings from the environment. `Debug` does not show the access key.
#[derive(Clone, Default)]
pub struct Environment {
    /// `<SERVICE>_PROFILE`: the profile to use.
    pub profile: Option<String>,
    /// `<SERVICE>_ENDPOINT`: the base URL of the service.
    pub endpoint: Option<String>,
    /// `<SERVICE>_ACCESS_KEY_ID`: the public half of the access key.
    pub access_key_id: Option<String>,
    /// `<SERVICE>_SECRET_ACCESS_KEY`: the secret half of the access key.
    pub secret_access_key: Option<String>,
    /// The file of profiles; `None` when there is no home directory.
    pub profiles: Option<PathBuf>,
    /// The folder of this program; `None` when the system does not tell.
    pub programs: Option<PathBuf>,
}

impl Environment {
    /// The environment of this process. Empty variables count as absent.
    #[must_use]
    pub fn of_process() -> Self {
        let variable = |name: &str| {
            let value = env::var(format!("{ENVIRONMENT_PREFIX}_{name}")).ok();
            value.filter(|value| !value.is_empty())
        };
        let program = env::current_exe().unwrap_or_default();
        Self {
            profile: variable("PROFILE"),
            endpoint: variable("ENDPOINT"),
            access_key_id: variable("ACCESS_KEY_ID"),
            secret_access_key: variable("SECRET_ACCESS_KEY"),
            profiles: profile::default_path(),
            programs: program.parent().map(Path::to_owned),
        }
    }
}

impl fmt::Debug for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment")
            .field("profile", &self.profile)
            .field("endpoint", &self.endpoint)
            .field("profiles", &self.profiles)
            .field("programs", &self.programs)
            .finish_non_exhaustive()
    }
}

/// What `--help` says of the environment.
pub(crate) fn help() -> String {
    format!(
        "Environment:
  {ENVIRONMENT_PREFIX}_PROFILE             the profile to use, unless --profile is given
  {ENVIRONMENT_PREFIX}_ENDPOINT            the base URL, in place of the profile's
  {ENVIRONMENT_PREFIX}_ACCESS_KEY_ID       the access key, in place of the profile's;
  {ENVIRONMENT_PREFIX}_SECRET_ACCESS_KEY   both halves must be set"
    )
}
