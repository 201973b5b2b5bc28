//! What the program says about itself, whatever its configuration.

use access_keys::SecretKey;

use crate::program::{Folder, complaint, printed};

#[test]
fn help_names_commands_variables_and_exit_codes() {
    let help = printed(&Folder::new().run(&["--help"]));
    for word in [
        "keys",
        "migrate",
        "DATABASE_URL",
        "MIGRATE ",
        "SECRET_KEY",
        "Exit codes:",
    ] {
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = printed(&Folder::new().run(&["--version"]));
    let expected = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    assert_eq!(version.trim(), expected);
}

#[test]
fn a_new_secret_key_is_printed_and_is_another_one_each_time() {
    let folder = Folder::new();
    let keys = ["", ""].map(|_| {
        let mut command = folder.command(&["secret"]);
        printed(&command.env("PORT", "wrong").output().unwrap())
    });
    assert!(keys.iter().all(|key| key.parse::<SecretKey>().is_ok()));
    assert_ne!(keys[0], keys[1]);
}

#[test]
fn wrong_arguments_end_in_2() {
    let output = Folder::new().run(&["surf"]);
    assert_eq!(output.status.code(), Some(2), "{}", complaint(&output));
}
