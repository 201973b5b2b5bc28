//! What the program says of itself.

use crate::program::Program;

#[test]
fn documents_exit_codes_and_environment() {
    let ended = Program::new("help").run(&["--help"]);
    assert_eq!(ended.code, 0);
    for line in [
        "  0  done",
        "  3  refused: not signed in, or not permitted (401, 403)",
        "  8  timed out",
        "_SECRET_ACCESS_KEY",
        "--output",
        "`migrate` ends as the server's program does",
    ] {
        assert!(ended.output.contains(line), "{line}: {}", ended.output);
    }
}

#[test]
fn rejects_what_it_does_not_know() {
    let ended = Program::new("unknown").run(&["profile", "lost"]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("list"), "{}", ended.errors);
    assert!(ended.output.is_empty());
}

#[test]
fn gives_no_hint_that_leads_nowhere() {
    let ended = Program::new("hints").run(&["profile", "use", "name", "--lost"]);
    assert_eq!(ended.code, 2);
    assert!(ended.errors.contains("--lost"), "{}", ended.errors);
    assert!(!ended.errors.contains("-- --lost"), "{}", ended.errors);
}

#[test]
fn writes_completions_for_each_shell() {
    let program = Program::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ended = program.run(&["completions", shell]);
        assert_eq!(ended.code, 0, "{shell}: {}", ended.errors);
        assert!(ended.output.contains("completions"), "{shell}");
    }
}
