//! `moguera completions`: a shell's name goes in, what lets it complete the command line comes out.

use clap::CommandFactory;
use clap_complete::generate;

use super::report::{Event, Report};
use crate::cli::{Cli, Completions, Exit};

pub(super) fn run(options: &Completions) -> Report {
    let mut script = Vec::new();
    generate(options.shell, &mut Cli::command(), "moguera", &mut script);
    let script = String::from_utf8_lossy(&script).into_owned();
    Report {
        exit: Exit::Fine,
        events: vec![Event::Text(script)],
    }
}
