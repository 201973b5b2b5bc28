//! The command `keys`, beside a server that runs on the same database.

use server::testing::EXAMPLE;

use crate::program::{Folder, client, complaint, is_believed, is_refused, labelled, printed};

#[tokio::test]
async fn a_key_signs_until_it_is_disabled_and_again_when_it_is_enabled() {
    let folder = Folder::new();
    let server = folder.start(&[("KEY_CACHE", "0")]);
    let created = printed(&folder.run(&["keys", "create", "--admin", "--label", "robot"]));
    let (id, secret) = (labelled(&created, "id"), labelled(&created, "secret"));
    let client = client(&server.endpoint, id, secret);
    assert!(is_believed(&client).await);

    let disabled = printed(&folder.run(&["keys", "disable", id]));
    assert!(disabled.contains(id), "{disabled}");
    assert!(is_refused(&client).await);

    printed(&folder.run(&["keys", "enable", id]));
    assert!(is_believed(&client).await);
}

#[test]
fn a_list_shows_everything_but_secrets() {
    let folder = Folder::new();
    let created = printed(&folder.run(&["keys", "create", "--role", "admin", "--label", "robot"]));
    let (id, secret) = (labelled(&created, "id"), labelled(&created, "secret"));
    let listed = printed(&folder.run(&["keys", "list"]));
    let line = listed.lines().find(|line| line.starts_with(id)).unwrap();
    for word in ["enabled", "role admin", "robot"] {
        assert!(line.contains(word), "{listed}");
    }
    assert!(!listed.contains(secret), "{listed}");
}

#[test]
fn a_new_key_comes_with_a_line_to_paste_if_anything_can_be_got() {
    let created = printed(&Folder::new().run(&["keys", "create", "--admin"]));
    let (id, secret) = (labelled(&created, "id"), labelled(&created, "secret"));
    let (region, service) = (driver::service::REGION, driver::service::NAME);
    for part in [
        format!("--aws-sigv4 aws:amz:{region}:{service} "),
        format!("--user {id}:{secret} "),
    ] {
        let can_be_got = matches!(EXAMPLE, Some(("GET", _)));
        assert_eq!(created.contains(&part), can_be_got, "{created}");
    }
}

#[test]
fn a_key_has_exactly_one_holder() {
    let folder = Folder::new();
    for holder in [
        &[][..],
        &["--admin", "--role", "admin"],
        &["--role", "emperor"],
    ] {
        let output = folder.run(&[&["keys", "create"], holder].concat());
        assert_eq!(
            output.status.code(),
            Some(2),
            "{holder:?}: {}",
            complaint(&output)
        );
    }
}

#[test]
fn what_does_not_exist_is_told_so() {
    let folder = Folder::new();
    let account = "01890a5d-ac96-774b-bcce-b302099a80ff";
    for (arguments, expected) in [
        (["keys", "create", "--account", account].as_slice(), account),
        (
            &["keys", "disable", "AKEYAAAAAAAAAAAAAAAA"],
            "AKEYAAAAAAAAAAAAAAAA",
        ),
        (
            &["keys", "enable", "AKEYAAAAAAAAAAAAAAAA"],
            "AKEYAAAAAAAAAAAAAAAA",
        ),
    ] {
        let output = folder.run(arguments);
        let complaint = complaint(&output);
        assert_eq!(output.status.code(), Some(1), "{complaint}");
        assert!(complaint.contains(expected), "{complaint}");
    }
}
