//! The program `tests/migrator` with the store of a generated service: jobs go in, outcomes come out.

use super::rows::Dialect;
use crate::compile::{Design, generated, run};
use serde::Serialize;
use serde_json::Value;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A service with next to nothing in it, whose store is used.
const DESIGN: &str = "moguera: \"0.1\"\napi: {name: migrated, version: 1.0.0}\nentities:\n  Thing: {attributes: {name: string}}\n";

/// A migration as the program takes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) sqlite: String,
    pub(super) postgres: String,
}

/// What is to be done with an empty database.
#[derive(Serialize, Default)]
pub(super) struct Job {
    address: String,
    schema: String,
    steps: Vec<Step>,
}

/// Tables with the columns that are read of them.
pub(super) type Reads = Vec<(String, Vec<String>)>;

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Step {
    Migrate(Vec<File>),
    Read(Reads),
    Schema,
}

impl Job {
    pub(super) fn new() -> Self {
        Job::default()
    }

    pub(super) fn migrate(self, files: &[File]) -> Self {
        self.with(Step::Migrate(files.to_vec()))
    }

    /// Rows come as a migration of their own.
    pub(super) fn insert(self, text: &str) -> Self {
        let file = File {
            name: "rows".to_owned(),
            sqlite: text.to_owned(),
            postgres: text.to_owned(),
        };
        self.migrate(&[file])
    }

    pub(super) fn read(self, reads: Reads) -> Self {
        self.with(Step::Read(reads))
    }

    pub(super) fn schema(self) -> Self {
        self.with(Step::Schema)
    }

    fn with(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }
}

/// What came of a job.
pub(super) struct Outcome(Value);

impl Outcome {
    /// What each step found, or what went wrong.
    pub(super) fn found(&self) -> Result<&[Value], String> {
        match self.0["found"].as_array() {
            Some(found) => Ok(found),
            None => Err(self.0.to_string()),
        }
    }
}

/// How many there are: tests run side by side on one PostgreSQL.
static BUILT: AtomicUsize = AtomicUsize::new(0);

/// The program, built.
pub(super) struct Migrator {
    program: PathBuf,
    /// Tells its schemas from those of another one in this process.
    number: usize,
    folder: tempfile::TempDir,
}

impl Migrator {
    /// The program is built once, for all tests.
    pub(super) fn build() -> Self {
        static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
        Migrator {
            program: PROGRAM.get_or_init(program).clone(),
            number: BUILT.fetch_add(1, Ordering::Relaxed),
            folder: tempfile::tempdir().expect("there is room for a temporary folder"),
        }
    }

    /// Those that are at hand.
    pub(super) fn dialects(&self) -> Vec<Dialect> {
        match env::var("MOGUERA_TEST_DATABASE_URL") {
            Ok(_) => vec![Dialect::Sqlite, Dialect::Postgres],
            Err(_) => {
                println!(
                    "skipped: MOGUERA_TEST_DATABASE_URL names no PostgreSQL; `tests/run` starts one"
                );
                vec![Dialect::Sqlite]
            }
        }
    }

    /// Every job in a database of its own.
    pub(super) fn run(&self, dialect: Dialect, jobs: &[Job]) -> Vec<Outcome> {
        let mut program = Command::new(&self.program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program was built");
        let mut input = program.stdin.take().expect("it has an input");
        let lines: Vec<String> = jobs
            .iter()
            .enumerate()
            .map(|(number, job)| self.placed(dialect, number, job))
            .collect();
        // What it prints is read meanwhile: neither waits for the other.
        let writer = std::thread::spawn(move || input.write_all(lines.join("").as_bytes()));
        let output = program.wait_with_output().expect("it ends by itself");
        let written = writer.join().expect("the writer does not panic");
        written.expect("the program reads its jobs");
        assert!(output.status.success(), "the program ends well");
        let text = String::from_utf8(output.stdout).expect("it prints JSON");
        let outcomes: Vec<Outcome> = text
            .lines()
            .map(|line| Outcome(serde_json::from_str(line).expect("it prints JSON")))
            .collect();
        assert_eq!(outcomes.len(), jobs.len());
        outcomes
    }

    /// The job with its database, as a line.
    fn placed(&self, dialect: Dialect, number: usize, job: &Job) -> String {
        let mut line = serde_json::to_value(job).expect("jobs are lists and texts");
        let (address, schema) = match dialect {
            Dialect::Sqlite => {
                let path = self.folder.path().join(format!("{number}.db"));
                for end in ["", "-wal", "-shm"] {
                    let file = format!("{}{end}", path.display());
                    drop(fs::remove_file(file));
                }
                (path.display().to_string(), String::new())
            }
            Dialect::Postgres => {
                let url = env::var("MOGUERA_TEST_DATABASE_URL");
                let own = self.number;
                let schema = format!("migrated_{}_{own}_{number}", std::process::id());
                (url.expect("it is only asked for where it is"), schema)
            }
        };
        line["address"] = Value::from(address);
        line["schema"] = Value::from(schema);
        format!("{line}\n")
    }
}

/// Builds the program, and says where it is.
fn program() -> PathBuf {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let design = Design {
        name: "migrated".to_owned(),
        text: DESIGN.to_owned(),
    };
    generated(
        &[("design.yaml", &design.text)],
        &design.name,
        folder.path(),
    );
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrator");
    let copy = folder.path().join("migrator");
    fs::create_dir_all(copy.join("src")).expect("a temporary folder can be written to");
    for file in ["Cargo.toml", "src/main.rs"] {
        fs::copy(own.join(file), copy.join(file)).expect("the program is there");
    }
    run(env!("CARGO"), &["build", "--quiet"], &copy);
    crate::compile::target().join("debug/migrator")
}
