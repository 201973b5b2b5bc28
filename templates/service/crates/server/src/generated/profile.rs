//! The profile of the first access key, so that the command line works at once: a key goes in, its
//! place in the file that command line and server share comes out.

use std::path::{Path, PathBuf};

use access_keys::CreatedKey;
use driver::profile::{Profile, ProfileFault, Profiles, default_path};

/// Where the key was stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredProfile {
    /// The name of the profile.
    pub(crate) name: String,
    /// The file that it is in.
    pub(crate) path: PathBuf,
}

/// Stores the key; `None`, and a warning, if that cannot be done: the server works without.
pub(crate) fn store(endpoint: &str, port: u16, key: &CreatedKey) -> Option<StoredProfile> {
    let Some(path) = default_path() else {
        tracing::warn!("the first access key is in no profile: there is no home directory");
        return None;
    };
    let profile = Profile::new(endpoint).with_access_key(key.id.as_str(), key.secret.expose());
    match store_at(&path, port, profile) {
        Ok(Some(name)) => Some(StoredProfile { name, path }),
        Ok(None) => {
            let path = path.display();
            tracing::warn!(%path, "the first access key is in no profile: all names are taken");
            None
        }
        Err(fault) => {
            tracing::warn!(cause = %fault, "the first access key is in no profile");
            None
        }
    }
}

/// Stores a profile under a name that is free, or that another start of this server has used.
fn store_at(path: &Path, port: u16, profile: Profile) -> Result<Option<String>, ProfileFault> {
    let mut profiles = Profiles::read(path)?;
    let names = ["default".to_owned(), format!("local-{port}")];
    let is_ours = |name: &String| {
        let found = profiles.profiles.get(name);
        found.is_none_or(|found| found.endpoint == profile.endpoint)
    };
    let Some(name) = names.into_iter().find(is_ours) else {
        return Ok(None);
    };
    profiles.set(&name, profile);
    profiles.write(path)?;
    Ok(Some(name))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use driver::profile::{Profile, Profiles};

    use super::store_at;

    fn store_for(path: &Path, endpoint: &str) -> Option<String> {
        store_at(path, 8080, Profile::new(endpoint)).unwrap()
    }

    #[test]
    fn profiles_of_other_servers_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("profiles.yaml");
        let stored = |endpoint| store_for(&path, endpoint);
        assert_eq!(stored("http://127.0.0.1:8080").as_deref(), Some("default"));
        assert_eq!(stored("http://127.0.0.1:8080").as_deref(), Some("default"));
        assert_eq!(stored("http://[::1]:8080").as_deref(), Some("local-8080"));
        assert_eq!(stored("http://10.0.0.1:8080"), None);
        let profiles = Profiles::read(&path).unwrap();
        assert_eq!(profiles.current.as_deref(), Some("default"));
        assert_eq!(
            profiles.profiles["default"].endpoint,
            "http://127.0.0.1:8080"
        );
    }
}
