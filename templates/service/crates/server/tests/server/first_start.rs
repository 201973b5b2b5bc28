//! What the first start of an embedded database makes, and later ones do not.

use std::fs;
use std::io::Read;

use access_keys::SecretKey;

use crate::program::{Folder, client, complaint, is_believed, is_refused, printed};

#[test]
fn the_secret_key_is_its_owners_only_and_not_gits() {
    let folder = Folder::new();
    folder.start(&[]);
    let path = folder.path("var/secret.key");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.parse::<SecretKey>().is_ok());
    assert_eq!(
        fs::read_to_string(folder.path("var/.gitignore")).unwrap(),
        "*\n"
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(path), 0o600);
        assert_eq!(mode(folder.path("var")), 0o700);
    }
}

#[tokio::test]
async fn the_first_key_is_in_the_profile_and_signs() {
    let folder = Folder::new();
    let server = folder.start(&[]);
    let profile = folder.profiles().profiles["default"].clone();
    assert_eq!(profile.endpoint, server.endpoint);
    assert!(is_believed(&profile.client().unwrap().build().unwrap()).await);
    let id = profile.access_key_id.unwrap();
    assert!(is_refused(&client(&server.endpoint, &id, "another secret")).await);
}

/// Behind another server clients are given its address.
#[test]
fn the_profile_leads_to_where_clients_find_the_server() {
    let folder = Folder::new();
    folder.start(&[("PUBLIC_URL", "https://notes.example/")]);
    let profile = folder.profiles().profiles["default"].clone();
    assert_eq!(profile.endpoint, "https://notes.example");
}

#[test]
fn nobody_watches_so_no_secret_is_printed() {
    let folder = Folder::new();
    let mut server = folder.start(&[]);
    let secret = folder.profiles().profiles["default"]
        .secret_access_key
        .clone();
    let secret = secret.unwrap();
    server.kill();
    let mut printed = String::new();
    let mut stdout = server.process.0.stdout.take().unwrap();
    stdout.read_to_string(&mut printed).unwrap();
    assert_eq!(printed, "");
    let log = server.log();
    assert!(
        !log.contains(secret.expose()) && log.contains("first access key"),
        "{log}"
    );
}

#[test]
fn later_starts_make_no_key() {
    let folder = Folder::new();
    folder.start(&[]);
    let first = folder.profiles().profiles["default"].access_key_id.clone();
    let secret_key = fs::read(folder.path("var/secret.key")).unwrap();
    let mut server = folder.start(&[]);
    let later = folder.profiles().profiles["default"].access_key_id.clone();
    assert_eq!(first, later);
    assert_eq!(fs::read(folder.path("var/secret.key")).unwrap(), secret_key);
    server.kill();
    assert!(
        !server.log().contains("first access key"),
        "{}",
        server.log()
    );
    let listed = printed(&folder.run(&["keys", "list"]));
    assert_eq!(listed.lines().count(), 2, "{listed}");
}

#[test]
fn no_command_goes_on_with_another_secret_key() {
    let folder = Folder::new();
    folder.start(&[]);
    fs::remove_file(folder.path("var/secret.key")).unwrap();
    for arguments in [[].as_slice(), &["keys", "create", "--admin"], &["migrate"]] {
        let output = folder.run(arguments);
        let complaint = complaint(&output);
        assert_eq!(output.status.code(), Some(2), "{complaint}");
        assert!(complaint.contains("another secret key"), "{complaint}");
    }
}

#[test]
fn a_broken_file_of_the_secret_key_is_not_replaced() {
    let folder = Folder::new();
    fs::create_dir(folder.path("var")).unwrap();
    fs::write(folder.path("var/secret.key"), "broken").unwrap();
    let output = folder.run(&[]);
    assert_eq!(output.status.code(), Some(2), "{}", complaint(&output));
    assert_eq!(fs::read(folder.path("var/secret.key")).unwrap(), b"broken");
}
