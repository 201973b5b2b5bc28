//! What is generated for a design, held against the compiler, clippy, rustdoc and rustfmt.

use super::batch;
use super::fixed::FIXED;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// Crates that are not the same in every service.
const DESIGNED: &[&str] = &["cli", "contract", "driver", "engine-*", "engines", "server"];

/// A design in one file, and the name of its service.
pub(crate) struct Design {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// Generated services that cargo sees as one workspace.
pub(crate) struct Workspace {
    folder: PathBuf,
    services: Vec<String>,
}

impl Workspace {
    /// The service of a design, given file by file, in a folder of its own below another one.
    pub(crate) fn of(design: &[(&str, &str)], name: &str, below: &Path) -> Self {
        Workspace {
            folder: generated(design, name, below),
            services: vec![name.to_owned()],
        }
    }

    /// The services of designs, each in one file, together: what they depend on is resolved once, and crates of one are
    /// built beside those of another.
    pub(crate) fn together(designs: &[Design], below: &Path) -> Self {
        for design in designs {
            generated(&[("design.yaml", &design.text)], &design.name, below);
        }
        let services: Vec<String> = designs.iter().map(|design| design.name.clone()).collect();
        batch::join(&services, below);
        Workspace {
            folder: below.to_owned(),
            services,
        }
    }

    /// Nothing is to be said against what was generated.
    pub(crate) fn compiles(&self) {
        self.run(&["fmt", "--check"]);
        self.cargo(
            &["clippy", "--all-targets", "--keep-going"],
            &["--", "-D", "warnings"],
        );
        // Crates of the same role have the same name, and their pages the same place.
        for name in &self.services {
            let packages = DESIGNED
                .iter()
                .map(|part| format!("--package={name}-{part}"));
            let packages: Vec<String> = packages.collect();
            let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
            self.documents(&[&["doc", "--no-deps", "--quiet"], &packages[..]].concat());
        }
        is_set_in_paragraphs(&self.folder);
    }

    /// What clippy has looked at is not checked once more: cargo tells builds apart by these two variables.
    fn documents(&self, arguments: &[&str]) {
        let clippy = Path::new(env!("CARGO")).with_file_name("clippy-driver");
        let mut cargo = program(env!("CARGO"), arguments, &self.folder);
        cargo.env("RUSTC_WORKSPACE_WRAPPER", clippy).env(
            "CLIPPY_ARGS",
            "-D__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__",
        );
        succeeds(cargo);
    }

    /// Their own tests are green.
    pub(crate) fn passes_its_tests(&self) {
        self.cargo(&["test", "--no-fail-fast"], &[]);
    }

    /// Makes room: only what the services depend on stays built.
    pub(crate) fn clean(&self) {
        self.run(&["clean", "--quiet", "--workspace"]);
    }

    /// Cargo over all crates but those that are the same everywhere: `tests/services` lints, documents and tests them.
    fn cargo(&self, command: &[&str], tail: &[&str]) {
        let services = self.services.iter();
        let fixed: Vec<String> = services
            .flat_map(|name| {
                let exclude = move |part| format!("--exclude={name}-{part}");
                FIXED.iter().map(exclude)
            })
            .collect();
        let fixed: Vec<&str> = fixed.iter().map(String::as_str).collect();
        self.run(&[command, &["--quiet", "--workspace"], &fixed, tail].concat());
    }

    fn run(&self, arguments: &[&str]) {
        run(env!("CARGO"), arguments, &self.folder);
    }
}

/// Generates the service of a design, and gives its folder.
pub(crate) fn generated(design: &[(&str, &str)], name: &str, below: &Path) -> PathBuf {
    let folder = below.join(name);
    for (file, text) in design {
        let path = folder.join("design").join(file);
        let parent = path.parent().expect("the file is in a folder");
        fs::create_dir_all(parent).expect("a temporary folder can be written to");
        fs::write(path, text).expect("a temporary folder can be written to");
    }
    run(env!("CARGO_BIN_EXE_moguera"), &["generate"], &folder);
    folder
}

/// One empty line parts two items, which rustfmt does not see to where a template breaks the lines.
fn is_set_in_paragraphs(folder: &Path) {
    for entry in fs::read_dir(folder).expect("the service can be read") {
        let path = entry.expect("the service can be read").path();
        if path.is_dir() {
            is_set_in_paragraphs(&path);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("the service can be read");
            let gap = ["\n\n\n", "\n}\n///", "\n}\nfn", "\n}\npub", "\n}\nimpl"]
                .iter()
                .find(|gap| text.contains(**gap));
            assert!(gap.is_none(), "{}: {gap:?}\n{text}", path.display());
        }
    }
}

/// Where services are built.
pub(crate) fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("services")
}

/// Held while a program runs: what one of them removes from the shared folder, another one may be about to start.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

/// A program that succeeds.
pub(crate) fn run(name: &str, arguments: &[&str], folder: &Path) {
    succeeds(program(name, arguments, folder));
}

/// A program in a folder, which builds what it builds beside all others.
fn program(name: &str, arguments: &[&str], folder: &Path) -> Command {
    let mut program = Command::new(name);
    program
        .args(arguments)
        .current_dir(folder)
        // One folder for all services, so that what they depend on is built once.
        .env("CARGO_TARGET_DIR", target())
        // Nothing is built twice.
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_MANIFEST_DIR")
        .env_remove("DATABASE_URL")
        .env_remove("TEST_DATABASE_URL");
    program
}

/// The program succeeds.
fn succeeds(mut program: Command) {
    let turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let output = program.output().expect("the program is there");
    drop(turn);
    let told = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "{program:?}\n{}",
        String::from_utf8_lossy(&told)
    );
}

/// A number from the environment.
pub(crate) fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().expect("the variable is a number"))
}
