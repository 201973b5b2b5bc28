//! The file of profiles: what is written is read again, and by its owner only.

use std::fs;
use std::path::PathBuf;

use driver::profile::{Profile, ProfileFault, Profiles};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// A path in an empty folder that belongs to one test.
fn path(test: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("profiles")
        .join(test);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    folder.join("config").join("profiles.yaml")
}

fn two_profiles() -> Profiles {
    let mut profiles = Profiles::default();
    let local = Profile::new("http://127.0.0.1:8080").with_access_key("AKIDEXAMPLE00000", SECRET);
    profiles.set("local", local);
    profiles.set("public", Profile::new("https://api.example.com"));
    profiles
}

#[test]
fn is_read_as_it_was_written() {
    let path = path("round_trip");
    two_profiles().write(&path).unwrap();
    let read = Profiles::read(&path).unwrap();
    assert_eq!(read.current.as_deref(), Some("local"));
    let local = &read.profiles["local"];
    assert_eq!(local.endpoint, "http://127.0.0.1:8080");
    assert_eq!(local.access_key_id.as_deref(), Some("AKIDEXAMPLE00000"));
    assert_eq!(local.secret_access_key.as_ref().unwrap().expose(), SECRET);
    assert!(read.profiles["public"].access_key_id.is_none());
    for profile in read.profiles.values() {
        profile.client().unwrap().build().unwrap();
    }
}

#[test]
fn is_the_documented_yaml() {
    let path = path("format");
    two_profiles().write(&path).unwrap();
    let expected = format!(
        "current: local\n\
         profiles:\n\
        \x20 local:\n\
        \x20   endpoint: http://127.0.0.1:8080\n\
        \x20   access_key_id: AKIDEXAMPLE00000\n\
        \x20   secret_access_key: {SECRET}\n\
        \x20 public:\n\
        \x20   endpoint: https://api.example.com\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn belongs_to_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let path = path("mode");
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    two_profiles().write(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.parent().unwrap().to_owned()), 0o700);

    // Also where somebody opened it up.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    two_profiles().write(&path).unwrap();
    assert_eq!(mode(&path), 0o600);
}

#[test]
fn leaves_nothing_else_behind() {
    let path = path("atomic");
    two_profiles().write(&path).unwrap();
    two_profiles().write(&path).unwrap();
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);

    // A folder stands where the file should be: the write fails and cleans up.
    fs::remove_file(&path).unwrap();
    fs::create_dir_all(path.join("inside")).unwrap();
    let fault = two_profiles().write(&path).unwrap_err();
    assert!(matches!(fault, ProfileFault::Write { .. }), "{fault:?}");
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn may_be_absent() {
    let profiles = Profiles::read(&path("absent")).unwrap();
    assert!(profiles.profiles.is_empty() && profiles.current.is_none());
}

#[test]
fn faults_show_a_place_and_no_secret() {
    let path = path("faults");
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("profiles:\n  local: {SECRET}\n")).unwrap();
    let fault = Profiles::read(&path).unwrap_err();
    assert!(
        matches!(fault, ProfileFault::Format { line: 2, .. }),
        "{fault:?}"
    );
    assert!(!format!("{fault} {fault:?}").contains(SECRET));
    assert!(!format!("{:?}", two_profiles()).contains(SECRET));
}

#[test]
fn half_a_key_is_refused() {
    let mut profile = Profile::new("http://127.0.0.1:8080");
    profile.access_key_id = Some("AKIDEXAMPLE00000".to_owned());
    let fault = profile.client().unwrap_err();
    assert!(matches!(fault, ProfileFault::HalfAKey), "{fault:?}");
}
