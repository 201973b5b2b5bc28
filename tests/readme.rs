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

#[test]
fn every_command_of_the_readme_works() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"))
        .expect("there is a README");
    let root = tempfile::tempdir().expect("there is room for a temporary folder");
    let service = root.path().join("blog");
    for command in commands(&readme) {
        if command == "cd blog" || RUN_BY_SERVICES.contains(&command) {
            continue;
        }
        if command == "cargo install --path ." {
            install(root.path());
            continue;
        }
        let arguments = command
            .strip_prefix("cargo run --release -- ")
            .or_else(|| command.strip_prefix("moguera "))
            .unwrap_or_else(|| panic!("nobody runs `{command}` of the README"));
        let within = if arguments.starts_with("generate new-service") {
            root.path()
        } else {
            service.as_path()
        };
        if arguments == "generate" {
            add_the_field(&readme, &service);
        }
        let told = moguera(arguments, within);
        if arguments == "generate" {
            assert!(told.contains("0002_add_articles_summary.sql"), "{told}");
        }
    }
    let payload = service.join("crates/contract/src/payloads/articles.rs");
    let payload = fs::read_to_string(payload).expect("payloads are generated");
    assert!(
        payload.contains("pub summary: Option<String>"),
        "the line has reached the payloads"
    );
}

/// Puts the program below a folder of its own, in the form in which it has been built for the tests.
fn install(root: &Path) {
    let installed = Command::new(env!("CARGO"))
        .args(["install", "--path", ".", "--debug", "--locked", "--root"])
        .arg(root.join("installed"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo is there");
    let told = String::from_utf8_lossy(&installed.stderr);
    assert!(installed.status.success(), "{told}");
    assert!(root.join("installed/bin/moguera").exists(), "{told}");
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

/// Makes the one-line change that the README shows.
fn add_the_field(readme: &str, service: &Path) {
    let block = readme
        .split("```yaml\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let line = block.expect("the README shows a line of YAML");
    let path = service.join("design/articles.yaml");
    let design = fs::read_to_string(&path).expect("the scaffold has articles");
    let below = design
        .find("      slug:")
        .expect("the scaffold's article has a slug below its subtitle");
    let (before, after) = design.split_at(below);
    fs::write(&path, format!("{before}{line}{after}")).expect("the design can be written");
}

fn moguera(arguments: &str, within: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_moguera"))
        .args(arguments.split(' '))
        .current_dir(within)
        .output()
        .expect("moguera has been built");
    let printed = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.status.success(), "moguera {arguments}:\n{printed}");
    printed
}
