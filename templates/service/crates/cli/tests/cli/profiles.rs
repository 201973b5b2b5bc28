//! `profile …` from the first profile on.

use crate::program::Program;

const KEY_ID: &str = "AKIDEXAMPLE00000";
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

fn set_up(test: &str) -> Program {
    let program = Program::new(test);
    let local = [
        "profile",
        "set",
        "local",
        "--endpoint",
        "http://127.0.0.1:8080",
    ];
    let signed = [&local[..], &["--access-key-id", KEY_ID]].concat();
    let ended = program.run_with(&signed, &[], &format!("{SECRET}\n"));
    assert_eq!(ended.code, 0, "{}", ended.errors);
    assert!(!ended.output.contains(SECRET) && !ended.errors.contains(SECRET));
    let public = [
        "profile",
        "set",
        "public",
        "--endpoint",
        "https://api.example.com",
    ];
    assert_eq!(program.run(&public).code, 0);
    program
}

#[test]
fn lists_what_was_set() {
    let ended = set_up("list").run(&["profile", "list"]);
    let expected = "\
NAME    CURRENT  ENDPOINT                 ACCESS_KEY_ID
local   true     http://127.0.0.1:8080    AKIDEXAMPLE00000
public  false    https://api.example.com
";
    assert_eq!(ended.output, expected);
}

#[test]
fn shows_and_uses_but_tells_no_secret() {
    let program = set_up("show");
    for output in ["table", "json", "yaml"] {
        let ended = program.run(&["profile", "show", "--output", output]);
        assert_eq!(ended.code, 0, "{}", ended.errors);
        assert!(ended.output.contains(KEY_ID) && !ended.output.contains(SECRET));
    }
    assert_eq!(program.run(&["profile", "use", "public"]).code, 0);
    let ended = program.run(&["profile", "show", "-o", "yaml"]);
    let expected = "name: public\ncurrent: true\nendpoint: https://api.example.com\n";
    assert_eq!(ended.output, expected);
}

#[test]
fn changes_only_what_is_given() {
    let program = set_up("change");
    let moved = [
        "profile",
        "set",
        "local",
        "--endpoint",
        "http://127.0.0.1:9090",
    ];
    assert_eq!(program.run(&moved).code, 0);
    let ended = program.run(&["profile", "show", "local"]);
    assert!(ended.output.contains(":9090") && ended.output.contains(KEY_ID));
}

#[test]
fn keeps_no_profile_that_does_not_work() {
    let program = Program::new("broken");
    let cases: [&[&str]; 4] = [
        &["profile", "set", "a"],
        &["profile", "set", "a", "--endpoint", "example.com"],
        &[
            "profile",
            "set",
            "a",
            "--endpoint",
            "https://example.com",
            "--access-key-id",
            "short",
        ],
        &["profile", "use", "a"],
    ];
    for arguments in cases {
        let ended = program.run_with(arguments, &[], SECRET);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.errors);
        assert!(!ended.errors.contains(SECRET));
    }
    assert_eq!(program.run(&["profile", "list"]).output, "");
}

#[test]
fn needs_the_secret_on_standard_input() {
    let program = Program::new("no_secret");
    let arguments = [
        "profile",
        "set",
        "a",
        "--endpoint",
        "https://example.com",
        "--access-key-id",
        KEY_ID,
    ];
    let ended = program.run(&arguments);
    assert_eq!(ended.code, 1);
    assert!(
        ended.errors.contains("secret access key"),
        "{}",
        ended.errors
    );
}
