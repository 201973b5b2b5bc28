//! The terminal: in go answers and failures, out come texts on standard output and error.

use std::fmt;
use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;
use contract::page::PageBody;
use serde::Serialize;

use crate::answer::Answer;
use crate::commands::PROGRAM;
use crate::exit::Exit;
use crate::failure::{Failure, Outcome};

/// The form of printed answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Output {
    /// Columns for people; long cells are cut to the width of the terminal
    #[default]
    Table,
    /// JSON as the service sent it, indented
    Json,
    /// YAML
    Yaml,
}

/// Where answers and failures are printed.
pub struct Console {
    output: Output,
    width: Option<usize>,
    answers: Box<dyn Write>,
    failures: Box<dyn Write>,
}

impl fmt::Debug for Console {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Console")
            .field("output", &self.output)
            .field("width", &self.width)
            .finish_non_exhaustive()
    }
}

impl Console {
    /// Standard output and standard error.
    #[must_use]
    pub fn standard() -> Self {
        let answers = io::stdout();
        Self {
            output: Output::default(),
            width: terminal_width(&answers),
            answers: Box::new(answers),
            failures: Box::new(io::stderr()),
        }
    }

    /// Any other places to write to, of unlimited width.
    pub fn new(answers: impl Write + 'static, failures: impl Write + 'static) -> Self {
        Self {
            output: Output::default(),
            width: None,
            answers: Box::new(answers),
            failures: Box::new(failures),
        }
    }

    /// Chooses the form of answers.
    pub fn set_output(&mut self, output: Output) {
        self.output = output;
    }

    /// Prints one thing.
    ///
    /// # Errors
    ///
    /// [`Failure::Output`].
    pub fn show(&mut self, thing: &impl Serialize) -> Outcome {
        if self.output != Output::Table {
            return self.structure(thing);
        }
        let answer = Answer::of(thing).map_err(io::Error::other)?;
        self.table(&answer)
    }

    /// Prints a page of a list. Where it continues and its total are hints to people, so a table
    /// has them on standard error.
    ///
    /// # Errors
    ///
    /// [`Failure::Output`].
    pub fn list<T: Serialize>(&mut self, page: &PageBody<T>) -> Outcome {
        if self.output != Output::Table {
            return self.structure(page);
        }
        self.show(&page.items)?;
        if let Some(total) = page.total {
            writeln!(self.failures, "{total} in all")?;
        }
        if let Some(cursor) = &page.next {
            writeln!(self.failures, "more with --cursor {cursor}, or --all")?;
        }
        Ok(())
    }

    /// Prints bytes as they are.
    ///
    /// # Errors
    ///
    /// [`Failure::Output`].
    pub fn write(&mut self, bytes: &[u8]) -> Outcome {
        self.answers.write_all(bytes)?;
        Ok(self.answers.flush()?)
    }

    /// Says why a command failed and with which exit code the program ends.
    pub fn report(&mut self, failure: &Failure) -> Exit {
        let exit = failure.exit();
        if exit != Exit::Success {
            // Nobody is left to tell when standard error is closed, too.
            let _ = writeln!(self.failures, "{PROGRAM}: {}", failure.explanation());
        }
        exit
    }

    /// Prints what clap has to say: help and version, or what is wrong with the command line.
    pub(crate) fn explain(&mut self, error: &clap::Error) -> Exit {
        let text = error.render();
        let written = if error.use_stderr() {
            write!(self.failures, "{text}").map(|()| Exit::Usage)
        } else {
            write!(self.answers, "{text}").map(|()| Exit::Success)
        };
        written.unwrap_or_else(|error| Failure::Output(error).exit())
    }

    fn table(&mut self, answer: &Answer) -> Outcome {
        self.write(answer.table().render(self.width).as_bytes())
    }

    fn structure(&mut self, value: &impl Serialize) -> Outcome {
        let text = match self.output {
            Output::Yaml => serde_yaml::to_string(value).map_err(io::Error::other)?,
            Output::Json | Output::Table => serde_json::to_string_pretty(value)
                .map(|text| text + "\n")
                .map_err(io::Error::other)?,
        };
        self.write(text.as_bytes())
    }
}

/// The columns of the terminal behind standard output; `None` when it is something else.
#[cfg(unix)]
fn terminal_width(output: &io::Stdout) -> Option<usize> {
    let size = output
        .is_terminal()
        .then(|| rustix::termios::tcgetwinsize(output))?;
    let columns = usize::from(size.ok()?.ws_col);
    (columns > 0).then_some(columns)
}

/// The columns that every terminal has; `None` when standard output is something else.
#[cfg(not(unix))]
fn terminal_width(output: &io::Stdout) -> Option<usize> {
    output.is_terminal().then_some(80)
}
