//! The secret key of an embedded database: a file beside it, made on the first start, that only its
//! owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use access_keys::SecretKey;

use super::failure::Failure;

/// Reads the secret key in this file, and makes both if there is no file yet.
pub(crate) fn read_or_create(path: &Path) -> Result<SecretKey, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let secret_key = text.parse();
            secret_key.map_err(|_| Failure::SecretFile(path.to_owned()))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let secret_key = SecretKey::generate()?;
            create(path, &secret_key).map_err(|error| Failure::file(path, error))?;
            tracing::info!(path = %path.display(), "secret key made: a backup needs it too");
            Ok(secret_key)
        }
        Err(error) => Err(Failure::file(path, error)),
    }
}

fn create(path: &Path, secret_key: &SecretKey) -> io::Result<()> {
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
