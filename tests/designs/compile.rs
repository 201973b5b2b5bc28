//! What is generated for a design, held against the compiler, clippy, rustdoc and rustfmt.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A generated service in a folder of its own.
pub(crate) struct Service {
    folder: PathBuf,
}

impl Service {
    /// Generates the service of a design, given file by file, below a folder.
    pub(crate) fn of(design: &[(&str, &str)], name: &str, below: &Path) -> Self {
        let service = Service {
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
        let cargo = env!("CARGO");
        self.run(cargo, &["fmt", "--check"]);
        let clippy = [
            "clippy",
            "--quiet",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ];
        self.run(cargo, &clippy);
        self.run(cargo, &["doc", "--quiet", "--workspace", "--no-deps"]);
    }

    /// Its own tests are green.
    pub(crate) fn passes_its_tests(&self) {
        self.run(env!("CARGO"), &["test", "--quiet", "--workspace"]);
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
