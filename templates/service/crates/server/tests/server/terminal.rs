//! What a person sees who starts the server at a terminal.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

use crate::program::{Folder, Process, client, is_believed, labelled};

/// Both ends of a terminal: that of the person, and that of the program.
fn terminal() -> (File, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&person).unwrap();
    unlockpt(&person).unwrap();
    let name = ptsname(&person, Vec::new()).unwrap();
    let program = OpenOptions::new()
        .write(true)
        .open(name.to_str().unwrap())
        .unwrap();
    (person.into(), program)
}

#[tokio::test]
async fn the_first_start_shows_an_access_key_that_signs() {
    let folder = Folder::new();
    let (person, program) = terminal();
    let mut command = folder.command(&[]);
    command.stdout(program).stderr(Stdio::null());
    let _process = Process(command.spawn().unwrap());
    let mut shown = String::new();
    for line in BufReader::new(person).lines() {
        let line = line.unwrap();
        shown += &format!("{line}\n");
        if line.contains("profiles.yaml") {
            break;
        }
    }
    let (id, secret) = (labelled(&shown, "id"), labelled(&shown, "secret"));
    let endpoint = folder.profiles().profiles["default"].endpoint.clone();
    assert!(
        shown.contains(&format!("is listening on {endpoint}")),
        "{shown}"
    );
    assert!(is_believed(&client(&endpoint, id, secret)).await);
}
