//! The secret key of an embedded database: a file beside it, made on the first start, that only its
//! owner can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use access_keys::SecretKey;

use super::failure::Failure;

/// Reads the secret key in this folder, and makes folder and key if there is none yet.
pub(crate) fn read_or_create(folder: &Path) -> Result<SecretKey, Failure> {
    let path = folder.join("secret.key");
    let unusable = |source| Failure::File {
        path: path.clone(),
        source,
    };
    match fs::read_to_string(&path) {
        Ok(text) => text.parse().map_err(|_| Failure::SecretFile(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret_key = SecretKey::generate()?;
            create(folder, &path, &secret_key).map_err(unusable)?;
            tracing::info!(path = %path.display(), "secret key made: a backup needs it too");
            Ok(secret_key)
        }
        Err(error) => Err(unusable(error)),
    }
}

fn create(folder: &Path, path: &Path, secret_key: &SecretKey) -> io::Result<()> {
    create_folder(folder)?;
    // Nothing in the folder is for git, whatever the project's own rules say.
    fs::write(folder.join(".gitignore"), "*\n")?;
    let mut file = create_private(path)?;
    writeln!(file, "{}", secret_key.to_secret().expose())?;
    file.sync_all()
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(unix)]
fn create_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}
