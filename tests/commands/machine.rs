//! A machine as a test wants it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::Path;

use moguera::commands::{Printed, Terminal};
use moguera::diagnostic::Colour;
use moguera::machine::{Finished, Machine, Program};

/// Programs and variables by name; one that is not listed is not there.
#[derive(Debug, Clone)]
pub(crate) struct Pretended {
    pub(crate) variables: BTreeMap<&'static str, &'static str>,
    /// A command line and what it prints; it fails if that is empty.
    pub(crate) programs: BTreeMap<&'static str, &'static str>,
    pub(crate) taken: Option<u16>,
    pub(crate) silent: Option<u16>,
    pub(crate) mode: Option<u32>,
}

impl Pretended {
    /// A machine with everything, in a repository with all rules.
    pub(crate) fn fine() -> Self {
        Pretended {
            variables: BTreeMap::new(),
            programs: [
                ("cargo --version", "cargo 1.95.0 (abc 2026-01-01)\n"),
                ("rustc --version", "rustc 1.95.0 (abc 2026-01-01)\n"),
                ("git --version", "git version 2.50.0\n"),
                ("cc --version", "cc (Debian 14.2.0) 14.2.0\nCopyright\n"),
                ("git rev-parse", "true\n"),
                (
                    "git check-ignore",
                    "target/debug\nvar/secret.key\n.moguera/run.lock\n.a.moguera-new\n.a.moguera-old\n",
                ),
                ("git check-attr", "moguera.lock: merge: union\n"),
            ]
            .into(),
            taken: None,
            silent: None,
            mode: None,
        }
    }
}

fn unless(at: Option<u16>, port: u16, told: &str) -> io::Result<()> {
    match at {
        Some(at) if at == port => Err(io::Error::other(told.to_owned())),
        _ => Ok(()),
    }
}

impl Machine for Pretended {
    fn variable(&self, name: &str) -> Option<OsString> {
        self.variables.get(name).map(OsString::from)
    }

    fn run(&self, program: Program<'_>) -> io::Result<Finished> {
        let first = program.arguments.first().expect("there is one");
        let line = format!("{} {first}", program.name.to_str().expect("UTF-8"));
        let Some(out) = self.programs.get(line.as_str()) else {
            return Err(io::Error::new(io::ErrorKind::NotFound, "not there"));
        };
        Ok(Finished {
            code: Some(if out.is_empty() { 1 } else { 0 }),
            out: (*out).to_owned(),
        })
    }

    fn can_listen(&self, _: &str, port: u16) -> io::Result<()> {
        unless(self.taken, port, "taken")
    }

    fn can_connect(&self, _: &str, port: u16) -> io::Result<()> {
        unless(self.silent, port, "silent")
    }

    fn on_interrupt(&self, _: Box<dyn FnMut() + Send>) -> io::Result<()> {
        Ok(())
    }

    fn mode(&self, path: &Path) -> io::Result<Option<u32>> {
        assert!(path.ends_with("var/secret.key"), "{}", path.display());
        Ok(self.mode)
    }
}

/// Nobody reads.
#[derive(Debug)]
pub(crate) struct Nobody;

impl Terminal for Nobody {
    fn tell(&self, _: &Printed) {}

    fn pass(&self, _: &[u8]) {}

    fn colour(&self) -> Colour {
        Colour::Never
    }
}
