//! Programs that have to succeed, and cargo in a folder.

use std::path::Path;
use std::process::{Command, Stdio};

/// cargo in this folder, without what the cargo that runs this bench has set.
pub(crate) fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).stdin(Stdio::null());
    for inherited in ["RUSTFLAGS", "CARGO_MANIFEST_DIR", "DATABASE_URL"] {
        command.env_remove(inherited);
    }
    command
}

pub(crate) fn succeed(command: &mut Command) {
    let status = command.status().expect("the program is there");
    assert!(status.success(), "{command:?} ends with {status}");
}
