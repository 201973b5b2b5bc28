//! The `moguera` command: arguments go in, text and an exit code come out. Nothing else prints.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where the environment is read"
)]

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use moguera::cli::{Cli, Exit};
use moguera::commands::{self, Place, Printed, Stages};
use moguera::diagnostic::{Code, Colour};
use moguera::ir::Service;
use moguera::write::LocalDisk;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const STAGES: Stages<Service> = Stages {
    read: moguera::read,
    digest: Service::digest,
    generate: moguera::generate,
    unwritten: moguera::lower::unwritten,
    new_service: moguera::new_service,
    explain: moguera::explain::explain,
    codes: || moguera::explain::codes().map(Code::id).collect(),
    scaffolds: moguera::scaffold::NAMES,
};

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let exit = if error.use_stderr() {
                Exit::Wrong
            } else {
                Exit::Fine
            };
            return code(exit, error.print());
        }
    };
    let current = match std::env::current_dir() {
        Ok(current) => current,
        Err(error) => {
            let err = format!("error: cannot tell the current folder: {error}\n");
            return code(
                Exit::Disk,
                show(&Printed {
                    err,
                    ..Printed::default()
                }),
            );
        }
    };
    let report = commands::run(
        &cli,
        Place {
            disk: &LocalDisk,
            current: &current,
        },
        &STAGES,
    );
    code(
        report.exit,
        show(&commands::print(&report, cli.telling, colour())),
    )
}

/// Escape sequences only where both streams are terminals that know them and nobody asks for none
/// (no-color.org).
fn colour() -> Colour {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    if io::stdout().is_terminal() && io::stderr().is_terminal() && !is_set("NO_COLOR") && !is_dumb {
        Colour::Ansi
    } else {
        Colour::Never
    }
}

fn show(printed: &Printed) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let told = out
        .write_all(printed.out.as_bytes())
        .and_then(|()| out.flush());
    // What went wrong is told even if nobody reads the rest.
    io::stderr()
        .lock()
        .write_all(printed.err.as_bytes())
        .and(told)
}

/// A reader that has gone away, as in `moguera generate --check | head`, changes nothing about the
/// outcome.
fn code(exit: Exit, shown: io::Result<()>) -> ExitCode {
    match shown {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::from(Exit::Disk as u8),
        _ => ExitCode::from(exit as u8),
    }
}
