//! Which service is called, and as whom: options before the environment before profiles.

use std::path::PathBuf;

use cli::{Environment, Exit, Options};
use driver::profile::{Profile, Profiles};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn environment(test: &str) -> Environment {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join("options")
        .join(test);
    let mut profiles = Profiles::default();
    profiles.set(
        "local",
        Profile::new("http://local").with_access_key("AKIDLOCAL0000000", SECRET),
    );
    profiles.set("public", Profile::new("http://public"));
    profiles.write(&path).unwrap();
    Environment {
        profiles: Some(path),
        ..Environment::default()
    }
}

/// The client that would be used, as its `Debug` shows it.
fn client(options: &Options, environment: &Environment) -> String {
    format!("{:?}", options.client(environment).unwrap())
}

#[test]
fn the_current_profile_is_the_last_resort() {
    let environment = environment("current");
    let chosen = client(&Options::default(), &environment);
    assert!(
        chosen.contains("http://local") && chosen.contains("AKIDLOCAL0000000"),
        "{chosen}"
    );
    assert!(!chosen.contains(SECRET));
}

#[test]
fn options_come_before_the_environment() {
    let mut environment = environment("order");
    environment.profile = Some("public".to_owned());
    let mut options = Options::default();
    assert!(client(&options, &environment).contains("http://public"));
    options.profile = Some("local".to_owned());
    assert!(client(&options, &environment).contains("http://local"));
    environment.endpoint = Some("http://variable".to_owned());
    assert!(client(&options, &environment).contains("http://variable"));
    options.endpoint = Some("http://option".to_owned());
    assert!(client(&options, &environment).contains("http://option"));
}

#[test]
fn a_key_in_the_environment_needs_no_profile() {
    let mut environment = Environment {
        endpoint: Some("http://variable".to_owned()),
        access_key_id: Some("AKIDVARIABLE0000".to_owned()),
        ..Environment::default()
    };
    let failure = Options::default().client(&environment).unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage, "{failure}");
    environment.secret_access_key = Some(SECRET.to_owned());
    assert!(client(&Options::default(), &environment).contains("AKIDVARIABLE0000"));
    assert!(!format!("{environment:?}").contains(SECRET));
}

#[test]
fn without_any_service_there_is_a_hint() {
    let failure = Options::default()
        .client(&Environment::default())
        .unwrap_err();
    assert_eq!(failure.exit(), Exit::Usage);
    assert!(failure.to_string().contains("profile set"), "{failure}");
}
