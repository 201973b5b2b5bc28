//! A folder in which commands run, with stages that read a list of files instead of a design.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::machine::Nobody;
use clap::Parser;
use moguera::cli::{Cli, Exit};
use moguera::commands::{self, Diagnosed, Place, Printed, Stages, Started};
use moguera::diagnostic::{Code, Colour, Diagnostic, Diagnostics};
use moguera::digest::Digest;
use moguera::evolve::{DataLoss, Evolution};
use moguera::machine::{LocalMachine, Machine};
use moguera::output::{File, NewService, Output, Owner};
use moguera::source::{Source, SourceFile, Span};
use moguera::write::LocalDisk;
use tempfile::TempDir;

pub(crate) const STAGES: Stages<Output> = Stages {
    read,
    digest: |output| output.design,
    generate,
    migrate,
    names: |_, _| Vec::new(),
    not_renamed: |_, _| Ok(()),
    likely: |_, _| Vec::new(),
    unwritten,
    explain: moguera::explain::explain,
    ids: moguera::explain::ids,
    compare: |_, _, _| Vec::new(),
    version: |_| "1.0.0",
    today: || "2026-11-21".to_owned(),
    new_service,
    scaffolds: &["minimal", "shop", "odd"],
};

/// Each line of a design is an owner, a path and a text; `wrong` is an error and `odd` a warning.
fn read(design: &Source) -> Result<(Output, Diagnostics), Diagnostics> {
    let mut output = Output::new();
    let text: String = design
        .files()
        .iter()
        .map(|file| file.text.as_str())
        .collect();
    output.design = Digest::of(text.as_bytes());
    let mut found = Diagnostics::new();
    for line in design.files().iter().flat_map(|file| file.text.lines()) {
        let mut words = line.splitn(3, ' ');
        let owner = match words.next() {
            Some("generated") => Owner::Generated,
            Some("wired") => Owner::Scaffolded { wired: true },
            Some("odd") => {
                found.push(finding("W0001", "this is odd"));
                continue;
            }
            _ => {
                found.push(finding("E0001", "this is wrong"));
                continue;
            }
        };
        let path = words.next().expect("a path");
        let text = words.next().unwrap_or_default().replace("\\n", "\n");
        let text = text.into();
        let inserted = output.insert(path, File { owner, text });
        inserted.expect("the paths of these tests are fine");
    }
    found.gate()?;
    Ok((output, found))
}

fn generate(
    design: &Output,
    schema: &BTreeSet<String>,
    _: DataLoss,
) -> Result<Output, Diagnostics> {
    let mut output = design.clone();
    output.schema = schema
        .iter()
        .cloned()
        .chain(["table x".to_owned()])
        .collect();
    Ok(output)
}

/// Nothing has ever to be migrated.
fn migrate(_: &Output, schema: &BTreeSet<String>, _: DataLoss) -> Result<Evolution, Diagnostics> {
    Ok(Evolution {
        names: vec!["0001_initial".to_owned()],
        next: None,
        facts: schema.clone(),
        warnings: Diagnostics::new(),
    })
}

/// `b.rs` is a part of the team's that answers 501 until it is written, and so is `a.rs`.
fn unwritten(_: &Output) -> BTreeMap<String, String> {
    ["a.rs", "b.rs"]
        .map(|path| (path.to_owned(), format!("GET /{path}")))
        .into()
}

fn finding(id: &'static str, message: &str) -> Diagnostic {
    Diagnostic::new(Code::new(id, ""), Span::default(), message)
}

fn new_service(name: &str, scaffold: &str) -> Started {
    let odd = if scaffold == "odd" { "odd\n" } else { "" };
    let design = format!("generated crates/server.rs {name}\nwired main.rs {scaffold}\n{odd}");
    let source = Source::new(vec![SourceFile::new("design/all.yaml", design.as_str())]);
    let (read, diagnostics) = read(&source).expect("the design is right");
    let output =
        generate(&read, &BTreeSet::new(), DataLoss::Refused).expect("nothing was there before");
    let new = NewService {
        output,
        unwritten: unwritten(&read),
        own: [("design/all.yaml".to_owned(), design.into())].into(),
    };
    Ok((
        new,
        Diagnosed {
            source,
            diagnostics,
        },
    ))
}

/// A folder for one test, and commands in it.
pub(crate) struct Workshop {
    folder: TempDir,
}

impl Workshop {
    pub(crate) fn new() -> Self {
        Workshop {
            folder: TempDir::new().expect("a temporary folder"),
        }
    }

    pub(crate) fn with_design(design: &str) -> Self {
        let workshop = Workshop::new();
        workshop.put("design/all.yaml", design);
        workshop
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    pub(crate) fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path().join(path)).ok()
    }

    pub(crate) fn run(&self, arguments: &str) -> (Exit, Printed) {
        self.run_in("", arguments)
    }

    pub(crate) fn run_in(&self, below: &str, arguments: &str) -> (Exit, Printed) {
        self.run_on(&LocalMachine, below, arguments)
    }

    pub(crate) fn run_on(
        &self,
        machine: &dyn Machine,
        below: &str,
        arguments: &str,
    ) -> (Exit, Printed) {
        let words = ["moguera"].into_iter().chain(arguments.split_whitespace());
        let cli = Cli::try_parse_from(words).expect("the arguments are right");
        let current = if below.is_empty() {
            self.path().to_path_buf()
        } else {
            self.path().join(below)
        };
        let report = commands::run(
            &cli,
            Place {
                disk: &LocalDisk,
                machine,
                terminal: &Nobody,
                current: &current,
                asker: None,
            },
            &STAGES,
        );
        let mut printed = commands::print(&report, cli.telling, Colour::Never);
        let folder = self.path().to_str().expect("UTF-8");
        printed.err = printed.err.replace(folder, "<folder>");
        (report.exit, printed)
    }

    /// Runs, holds the exit code to what is expected and joins both streams.
    pub(crate) fn told(&self, arguments: &str, expected: Exit) -> String {
        let (exit, printed) = self.run(arguments);
        assert_eq!(exit, expected, "{printed:?}");
        printed.out + &printed.err
    }
}
