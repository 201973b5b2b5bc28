//! What is generated for a design, held against the compiler, clippy, rustdoc and rustfmt.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Crates that are the same in every service: `tests/services` lints, documents and tests them.
const FIXED: &[&str] = &["access-keys", "authentication", "http", "store"];

/// A generated service in a folder of its own.
pub(crate) struct Service {
    name: String,
    folder: PathBuf,
}

impl Service {
    /// Generates the service of a design, given file by file, below a folder.
    pub(crate) fn of(design: &[(&str, &str)], name: &str, below: &Path) -> Self {
        let service = Service {
            name: name.to_owned(),
            folder: below.join(name),
        };
        for (file, text) in design {
            let path = service.folder.join("design").join(file);
            let parent = path.parent().expect("the file is in a folder");
            fs::create_dir_all(parent).expect("a temporary folder can be written to");
            fs::write(path, text).expect("a temporary folder can be written to");
        }
        service.run(env!("CARGO_BIN_EXE_moguera"), &["generate"]);
        service
    }

    /// Nothing is to be said against what was generated.
    pub(crate) fn compiles(&self) {
        self.run(env!("CARGO"), &["fmt", "--check"]);
        self.cargo(&["clippy", "--all-targets"], &["--", "-D", "warnings"]);
        self.cargo(&["doc", "--no-deps"], &[]);
        self.is_set_in_paragraphs(&self.folder.join("crates"));
    }

    /// One empty line parts two items, which rustfmt does not see to where a template breaks the lines.
    fn is_set_in_paragraphs(&self, folder: &Path) {
        for entry in fs::read_dir(folder).expect("the service can be read") {
            let path = entry.expect("the service can be read").path();
            if path.is_dir() {
                self.is_set_in_paragraphs(&path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("the service can be read");
                let gap = ["\n\n\n", "\n}\n///", "\n}\nfn", "\n}\npub", "\n}\nimpl"]
                    .iter()
                    .find(|gap| text.contains(**gap));
                assert!(gap.is_none(), "{}: {gap:?}\n{text}", path.display());
            }
        }
    }

    /// Its own tests are green.
    pub(crate) fn passes_its_tests(&self) {
        self.cargo(&["test"], &[]);
    }

    /// Cargo over all crates but those that are the same everywhere.
    fn cargo(&self, command: &[&str], tail: &[&str]) {
        let fixed = FIXED
            .iter()
            .map(|part| format!("--exclude={}-{part}", self.name));
        let fixed: Vec<String> = fixed.collect();
        let fixed: Vec<&str> = fixed.iter().map(String::as_str).collect();
        let all = [command, &["--quiet", "--workspace"], &fixed, tail].concat();
        self.run(env!("CARGO"), &all);
    }

    /// A program that succeeds.
    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.folder)
            // One folder for all services, so that what they depend on is built once.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("services"),
            )
            // Nothing is built twice.
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_MANIFEST_DIR")
            .env_remove("DATABASE_URL")
            .env_remove("TEST_DATABASE_URL")
            .output()
            .expect("the program is there");
        let told = [output.stdout, output.stderr].concat();
        assert!(
            output.status.success(),
            "{} in {}\n{}",
            arguments.join(" "),
            self.folder.display(),
            String::from_utf8_lossy(&told)
        );
    }
}

/// A number from the environment.
pub(crate) fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().expect("the variable is a number"))
}
