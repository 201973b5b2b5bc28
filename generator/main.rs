//! The `moguera` command: arguments go in, text and an exit code come out. Nothing else prints.

#![expect(
    clippy::disallowed_methods,
    reason = "this is where the environment and the clock are read"
)]

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Parser;
use moguera::cli::{Cli, Exit, Format};
use moguera::commands::{self, Asker, Place, Printed, Terminal};
use moguera::diagnostic::Colour;
use moguera::ir::Moment;
use moguera::machine::LocalMachine;
use moguera::write::LocalDisk;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
            machine: &LocalMachine,
            terminal: &Console,
            current: &current,
            asker: is_conversation(&cli).then_some(&Somebody as &dyn Asker),
        },
        &moguera::stages(today),
    );
    code(
        report.exit,
        show(&commands::print(&report, cli.telling, colour())),
    )
}

/// Whether somebody sits at a terminal and reads what is printed.
fn is_conversation(cli: &Cli) -> bool {
    let is_read = cli.telling.message_format == Format::Text && !cli.telling.quiet;
    is_read && io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Whoever sits at the terminal.
#[derive(Debug)]
struct Somebody;

impl Asker for Somebody {
    fn is_so(&self, question: &str) -> io::Result<bool> {
        write!(io::stderr(), "{question} [y/N] ")?;
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
    }
}

/// The day in UTC.
fn today() -> String {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(i64::try_from(since.as_micros()).unwrap_or(i64::MAX)).date()
}

/// The two streams of this process.
#[derive(Debug)]
struct Console;

impl Terminal for Console {
    fn tell(&self, printed: &Printed) {
        // A reader that has gone away changes nothing about what is going on.
        let _ = show(printed);
    }

    fn pass(&self, said: &[u8]) {
        let _ = io::stderr().lock().write_all(said);
    }

    fn colour(&self) -> Colour {
        colour()
    }
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
