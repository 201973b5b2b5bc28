//! What the README says works: every command in it is run, here or by the end-to-end test.

#![expect(
    clippy::disallowed_methods,
    reason = "tests run programs and look at what they leave behind"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// Commands that `tests/services` runs on a service that it has started.
const RUN_BY_SERVICES: &[&str] = &[
    "cargo run -p blog-server",
    "cargo run -p blog-cli -- articles create --title Hello --body World",
    "cargo run -p blog-cli -- articles list",
    "cargo test",
    // The suite itself.
    "tests/run",
];

/// The program as a newcomer builds it, in less time: how fast it is does not matter here.
const BUILT_QUICKLY: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
];

#[test]
fn every_command_of_the_readme_works() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("there is a README");
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    check_out(root.path());
    let service = root.path().join("blog");
    for command in commands(&readme) {
        if command == "cd blog" || RUN_BY_SERVICES.contains(&command) {
            continue;
        }
        let is_in_service = command.starts_with("moguera ");
        let within = if is_in_service { &service } else { root.path() };
        run(command, within, root.path());
        if command == "cargo install --locked --path ." {
            is_as_recorded(&readme, &service, root.path());
        }
    }
    let payload = service.join("crates/contract/src/payloads/articles.rs");
    let payload = fs::read_to_string(payload).expect("payloads are generated");
    assert!(
        payload.contains("pub summary: Option<String>"),
        "the line has reached the payloads"
    );
}

/// Copies what the program is built of, so that nothing is left beside it.
fn check_out(root: &Path) {
    let copied = Command::new("cp")
        .args(["-R", "Cargo.toml", "Cargo.lock", "generator"])
        .args(["scaffolds", "snapshots", "templates"])
        .arg(root)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status();
    assert!(copied.expect("cp is there").success());
}

/// Runs a command as it is written; what it builds and installs goes below the root.
fn run(command: &str, within: &Path, root: &Path) -> String {
    let installed = root.join("installed");
    let path = std::env::var("PATH").expect("cargo was found on a path");
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(within)
        .env("PATH", format!("{}/bin:{path}", installed.display()))
        .env("CARGO_INSTALL_ROOT", &installed)
        .env("CARGO_TARGET_DIR", root.join("target"))
        .envs(BUILT_QUICKLY)
        .output()
        .expect("there is a shell");
    let printed = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "{command}:\n{printed}");
    printed
}

/// Lines of the README's shell blocks.
fn commands(readme: &str) -> Vec<&str> {
    readme
        .split("```sh\n")
        .skip(1)
        .filter_map(|block| block.split("```").next())
        .flat_map(str::lines)
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// What the README shows of a terminal is what there is to be seen.
fn is_as_recorded(readme: &str, service: &Path, root: &Path) {
    let transcript = readme
        .split("```console\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let transcript = transcript.expect("the README shows a terminal");
    let mut seen = String::new();
    for command in transcript
        .lines()
        .filter_map(|line| line.strip_prefix("$ "))
    {
        let told = run(command, service, root);
        seen.push_str(&format!("$ {command}\n{}\n", told.trim_end()));
    }
    assert_eq!(seen, transcript);
}
