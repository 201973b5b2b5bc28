//! Where the server will listen, and the secret key that it keeps. Variables are named as the server reads them.

use std::path::Path;

use super::super::Place;
use super::super::report::{Check, State};
use super::{fault, fine};
use crate::diagnostic::quoted;
use crate::machine::Machine;

const HOST: &str = "127.0.0.1";
const PORT: u16 = 8080;

/// Where an embedded database has its secret key.
const SECRET_KEY: &str = "var/secret.key";

/// What others than its owner may do with a file.
const OTHERS: u32 = 0o077;

pub(super) fn checks(place: Place<'_>, folder: &Path) -> Vec<Check> {
    vec![port(place.machine), secret_key(place.machine, folder)]
}

/// As the server reads it: a value that is no text is none that it accepts.
fn variable(machine: &dyn Machine, name: &str) -> Option<String> {
    let value = machine.variable(name)?;
    Some(value.to_string_lossy().into_owned())
}

fn port(machine: &dyn Machine) -> Check {
    let host = variable(machine, "HOST").unwrap_or_else(|| HOST.to_owned());
    let given = variable(machine, "PORT");
    let Ok(port) = given.as_ref().map_or(Ok(PORT), |given| given.parse()) else {
        let found = "PORT is no number up to 65535";
        return fault("port", State::Wrong, found, "unset PORT");
    };
    let address = quoted(&format!("{host}:{port}"));
    match machine.can_listen(&host, port) {
        Ok(()) => fine("port", format!("{address} is free")),
        Err(error) => {
            let found = format!("{address}: {error}");
            let fix = "end what listens there, unless it is this service, or set PORT";
            fault("port", State::Wrong, found, fix)
        }
    }
}

fn secret_key(machine: &dyn Machine, folder: &Path) -> Check {
    let subject = "secret key";
    match machine.mode(&folder.join(SECRET_KEY)) {
        Ok(None) => fine(subject, "none here; the first start makes one"),
        Ok(Some(mode)) if mode & OTHERS == 0 => fine(subject, "readable by its owner only"),
        Ok(Some(mode)) => {
            let found = format!(
                "others may use {SECRET_KEY}, its mode is {:03o}",
                mode & 0o777
            );
            fault(
                subject,
                State::Wrong,
                found,
                format!("chmod 600 {SECRET_KEY}"),
            )
        }
        Err(error) => {
            let fix = "let the user that runs the server own `var/`";
            fault(subject, State::Wrong, format!("{SECRET_KEY}: {error}"), fix)
        }
    }
}
