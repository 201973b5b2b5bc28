//! One run of `moguera dev`: what happens comes in over one channel, and what follows is done, one thing after another.

use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use super::build;
use super::course::{Course, Edited, Happening, Step, Written};
use super::front::{Front, Upstream};
use super::process::{Process, seconds};
use super::server::{Server, Start};
use super::watch::Watch;
use crate::cli::{Exit, Format, Generate, Telling};
use crate::commands::report::Event;
use crate::commands::stages::Stages;
use crate::commands::stop::Stop;
use crate::commands::{Place, generate, print_part};
use crate::diagnostic::Colour;

/// How long a build may take to end that nobody waits for any more, in seconds.
const BUILD_END: u32 = 5;

/// What comes over the channel.
#[derive(Debug)]
pub(super) enum Told {
    /// Something has happened.
    Happened(Happening),
    /// Something has happened to the server of this number.
    Server(u64, Happening),
}

/// Everything that goes on.
#[derive(Debug)]
pub(super) struct Session<'a, Design> {
    pub(super) place: Place<'a>,
    pub(super) stages: &'a Stages<Design>,
    pub(super) telling: Telling,
    pub(super) folder: &'a Path,
    /// Where clients find the server.
    pub(super) public: String,
    pub(super) front: Arc<Front>,
    pub(super) watch: Arc<Watch>,
    pub(super) sender: Sender<Told>,
    pub(super) building: Option<Process>,
    pub(super) server: Option<Server>,
    /// How many servers were started.
    pub(super) started: u64,
}

impl<Design: Send> Session<'_, Design> {
    /// Goes on until somebody wants it to end, and ends what it has started.
    pub(super) fn last(mut self, receiver: &Receiver<Told>) -> Result<(), Stop> {
        let mut course = Course::default();
        let everything = Edited {
            design: true,
            code: true,
        };
        let mut waiting = VecDeque::from([Happening::Edited(everything)]);
        loop {
            let happening = match waiting.pop_front() {
                Some(happening) => happening,
                None => match self.heard(receiver) {
                    Some(happening) => happening,
                    None => continue,
                },
            };
            for step in course.next(happening) {
                match step {
                    Step::Generate => waiting.push_back(Happening::Generated(self.generate())),
                    Step::Build => waiting.extend(self.build()),
                    Step::Serve(executable) => {
                        self.front.set(Upstream::Starting, course.trouble());
                        waiting.extend(self.serve(&executable)?);
                    }
                    Step::Leave => return self.leave(),
                }
            }
            let upstream = self.upstream(&course);
            self.front.set(upstream, course.trouble());
        }
    }

    /// What has happened, unless to a server that was replaced since. A channel that is closed is the end.
    fn heard(&mut self, receiver: &Receiver<Told>) -> Option<Happening> {
        let (number, happening) = match receiver.recv() {
            Ok(Told::Server(number, happening)) => (number, happening),
            Ok(Told::Happened(happening)) => return Some(happening),
            Err(_) => return Some(Happening::Stop),
        };
        if self
            .server
            .as_ref()
            .is_none_or(|server| server.number != number)
        {
            return None;
        }
        match &happening {
            Happening::Answering => {
                self.tell(Event::Summary(format!("ready at {}", self.public)));
            }
            Happening::Ended(_) => {
                self.server = None;
                self.tell(Event::Error {
                    message: String::from("the server has ended"),
                    help: vec![String::from("it is started again with the next change")],
                });
            }
            _ => {}
        }
        Some(happening)
    }

    fn upstream(&self, course: &Course) -> Upstream {
        match &self.server {
            Some(server) if course.answers() => Upstream::At(server.address),
            Some(_) => Upstream::Starting,
            None => Upstream::Nobody,
        }
    }

    /// As `moguera generate`: all of it or nothing.
    fn generate(&self) -> Result<Written, String> {
        let options = Generate {
            path: Some(self.folder.to_path_buf()),
            ..Generate::default()
        };
        let mut paused = self.watch.pause();
        let report = generate::run(&options, self.place, self.stages);
        let report = report.unwrap_or_else(Stop::into_report);
        let written: Vec<&str> = report
            .events
            .iter()
            .filter_map(|event| match event {
                Event::Changed { note, .. } => Some(note.path.as_str()),
                _ => None,
            })
            .collect();
        paused.tell(written.iter().copied());
        drop(paused);
        self.tell_all(&report.events);
        if report.exit != Exit::Fine {
            return Err(errors(&report.events));
        }
        Ok(if written.is_empty() {
            Written::Nothing
        } else {
            Written::Something
        })
    }

    fn build(&mut self) -> Option<Happening> {
        self.tell(Event::Remark(String::from("building the server")));
        let terminal = self.place.terminal;
        let cargo = self.place.machine.variable("CARGO");
        let cargo = cargo.unwrap_or_else(|| OsString::from("cargo"));
        let process = match build::start(&cargo, self.folder, terminal) {
            Ok(process) => process,
            Err(error) => {
                let said = format!("cannot start `{}`: {error}\n", cargo.display());
                terminal.pass(said.as_bytes());
                return Some(Happening::Built(Err(said)));
            }
        };
        self.building = Some(process.clone());
        let sender = self.sender.clone();
        thread::spawn(move || {
            let built = Happening::Built(build::finish(&process, terminal));
            // Nobody listens once everything ends.
            let _ = sender.send(Told::Happened(built));
        });
        None
    }

    /// The old server has to end first: both would write to the same embedded database.
    fn serve(&mut self, executable: &Path) -> Result<Option<Happening>, Stop> {
        if let Some(server) = self.server.take() {
            let ended = server.end();
            ended.map_err(|error| Stop::environment(format!("cannot end the server: {error}")))?;
        }
        self.started += 1;
        let start = Start {
            number: self.started,
            executable,
            folder: self.folder,
            public: &self.public,
        };
        let (number, sender) = (self.started, self.sender.clone());
        let tell = move |happening| {
            // Nobody listens once everything ends.
            let _ = sender.send(Told::Server(number, happening));
        };
        match Server::start(start, self.place.terminal, tell) {
            Ok(server) => self.server = Some(server),
            Err(error) => {
                let said = format!("cannot start `{}`: {error}\n", executable.display());
                self.place.terminal.pass(said.as_bytes());
                return Ok(Some(Happening::Ended(said)));
            }
        }
        Ok(None)
    }

    fn leave(mut self) -> Result<(), Stop> {
        let build = self.building.take().map(|it| it.end(seconds(BUILD_END)));
        let server = self.server.take().map(Server::end);
        let failed = |error| Stop::environment(format!("cannot end what was started: {error}"));
        build
            .into_iter()
            .chain(server)
            .try_for_each(|it| it.map_err(failed))
    }

    /// Tells what is not the outcome of a command of its own.
    pub(super) fn tell(&self, event: Event) {
        self.tell_all(&[event]);
    }

    fn tell_all(&self, events: &[Event]) {
        let terminal = self.place.terminal;
        terminal.tell(&print_part(events, self.telling, terminal.colour()));
    }
}

/// What went wrong, for a page.
fn errors(events: &[Event]) -> String {
    let telling = Telling {
        message_format: Format::Text,
        quiet: true,
    };
    print_part(events, telling, Colour::Never).err
}
