//! `moguera man`: the words of a command go in, its manual page comes out; or a folder, which holds the pages of all
//! commands afterwards.

use std::collections::BTreeMap;
use std::path::Path;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::report::{Event, Note, Report};
use super::stop::Stop;
use super::{Place, shown};
use crate::cli::{Cli, Exit, Man};
use crate::diagnostic::{did_you_mean, quoted};
use crate::write::{Failure, Site, put};

/// What stands in the foot of every page.
const SOURCE: &str = concat!("moguera ", env!("CARGO_PKG_VERSION"));

pub(super) fn run(options: &Man, place: Place<'_>) -> Result<Report, Stop> {
    let command = whole();
    let events = match &options.path {
        Some(path) => written(place, path, &command)?,
        None => vec![Event::Text(render(find(&command, &options.command)?))],
    };
    Ok(Report {
        exit: Exit::Fine,
        events,
    })
}

/// The command line with every name as it is typed. `help` has no page: it shows those of the others.
fn whole() -> clap::Command {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    command
}

/// The command that is called by these words, below another one.
fn find<'c>(command: &'c clap::Command, words: &[String]) -> Result<&'c clap::Command, Stop> {
    let mut found = command;
    for word in words {
        let known = found.get_subcommands().map(clap::Command::get_name);
        found = found.find_subcommand(word).ok_or_else(|| {
            let of = found.get_display_name().unwrap_or(found.get_name());
            let stop = Stop::usage(format!("{} has no command {}", quoted(of), quoted(word)));
            match did_you_mean(word, known) {
                Some(near) => stop.help(format!("did you mean {}?", quoted(near))),
                None => stop.help("`moguera help` lists all commands"),
            }
        })?;
    }
    Ok(found)
}

fn render(command: &clap::Command) -> String {
    let mut text = Vec::new();
    let page = Page::new(command.clone()).source(SOURCE).manual("Moguera");
    page.render(&mut text)
        .expect("writing to memory cannot fail");
    String::from_utf8_lossy(&text).into_owned()
}

/// The pages of a command and all below it, by the names of their files.
fn pages(command: &clap::Command) -> BTreeMap<String, String> {
    let below = command.get_subcommands().filter(|one| !one.is_hide_set());
    let mut pages: BTreeMap<_, _> = below.flat_map(pages).collect();
    let name = Page::new(command.clone()).get_filename();
    pages.insert(name, render(command));
    pages
}

fn written(place: Place<'_>, path: &Path, command: &clap::Command) -> Result<Vec<Event>, Failure> {
    let folder = place.current.join(path);
    let pages = pages(command);
    let changed = put(Site::new(place.disk, &folder), &pages)?;
    let mut events: Vec<_> = changed
        .into_iter()
        .map(|(action, path)| Event::Changed {
            action,
            note: Note {
                path,
                because: None,
                diff: None,
            },
        })
        .collect();
    let summary = format!("{} pages in {}", pages.len(), shown(path));
    events.push(Event::Summary(summary));
    Ok(events)
}
