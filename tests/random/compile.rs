//! What is generated for a design, held against the compiler, clippy, rustdoc and rustfmt.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A generated service in a folder of its own.
pub(crate) struct Service {
    folder: PathBuf,
    seed: u64,
}

impl Service {
    /// Generates the service of a design below a folder.
    pub(crate) fn of(design: &str, seed: u64, name: &str, below: &Path) -> Self {
        let folder = below.join(name);
        fs::create_dir_all(folder.join("design")).expect("a temporary folder can be written to");
        fs::write(folder.join("design/design.yaml"), design)
            .expect("a temporary folder can be written to");
        let service = Service { folder, seed };
        service.run(env!("CARGO_BIN_EXE_moguera"), &["generate"]);
        service
    }

    /// Nothing is to be said against what was generated.
    pub(crate) fn compiles(&self) {
        let cargo = env!("CARGO");
        self.run(cargo, &["fmt", "--check"]);
        let clippy = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
        self.run(cargo, &clippy);
        self.run(cargo, &["doc", "--quiet", "--workspace", "--no-deps"]);
    }

    /// A program that succeeds.
    fn run(&self, program: &str, arguments: &[&str]) {
        let output = Command::new(program)
            .args(arguments)
            .current_dir(&self.folder)
            // One folder for all services, so that what they depend on is built once.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("services"))
            .env("RUSTDOCFLAGS", "-D warnings")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("the program is there");
        let told = [output.stdout, output.stderr].concat();
        assert!(
            output.status.success(),
            "MOGUERA_RANDOM_SEED={}: {} in {}\n{}",
            self.seed,
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
