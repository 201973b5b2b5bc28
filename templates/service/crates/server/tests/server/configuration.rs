//! Configurations that are refused, and that nothing has been touched then.

use std::net::TcpListener;

use crate::program::{Folder, complaint};

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let folder = Folder::new();
    let mut command = folder.command(&["serve"]);
    command
        .env("PORT", "much")
        .env("LOG_FORMAT", "xml")
        .env("POOL_SIZE", "0");
    let output = command.output().unwrap();
    let complaint = complaint(&output);
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    for name in ["PORT: ", "LOG_FORMAT: ", "POOL_SIZE: "] {
        assert!(complaint.contains(name), "{complaint}");
    }
    assert!(!folder.path("var").exists());
}

#[test]
fn a_database_without_a_secret_key_is_refused_with_the_line_that_makes_one() {
    let folder = Folder::new();
    let mut command = folder.command(&[]);
    command.env("DATABASE_URL", "postgres://user:hunter2@localhost/none");
    let output = command.output().unwrap();
    let complaint = complaint(&output);
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    let line = concat!(env!("CARGO_PKG_NAME"), " secret");
    assert!(
        complaint.contains(line) && !complaint.contains("hunter2"),
        "{complaint}"
    );
}

#[test]
fn a_port_in_use_ends_in_3() {
    let folder = Folder::new();
    let other = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = other.local_addr().unwrap().port().to_string();
    let output = folder.command(&[]).env("PORT", &port).output().unwrap();
    let complaint = complaint(&output);
    assert_eq!(output.status.code(), Some(3), "{complaint}");
    assert!(
        complaint.contains(&format!("127.0.0.1:{port}")),
        "{complaint}"
    );
    assert!(!folder.path("var").exists());
}

#[test]
fn a_database_elsewhere_needs_no_folder_and_makes_no_first_key() {
    let folder = Folder::new();
    let url = format!("sqlite:{}", folder.path("data.db").display());
    let key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    folder.start(&[("DATABASE_URL", &url), ("SECRET_KEY", key)]);
    assert!(folder.path("data.db").exists());
    assert!(!folder.path("var").exists());
    assert!(folder.profiles().profiles.is_empty());
}
