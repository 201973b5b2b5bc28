//! `moguera dev`: a service goes in and stays current while somebody works on it: generated, built, running, and what
//! is wrong with it shown where it is looked at.

mod build;
mod course;
mod front;
mod guard;
mod process;
mod said;
mod server;
mod session;
mod watch;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

use super::generate::service_folder;
use super::report::{Event, Report};
use super::stages::Stages;
use super::stop::Stop;
use super::{Place, shown};
use crate::cli::{Dev, Exit, Telling};
use course::Happening;
use front::Front;
use session::{Session, Told};
use watch::Watch;

/// Where servers listen unless they are told otherwise.
const PORT: u16 = 8080;

pub(super) fn run<Design: Send>(
    (options, telling): (&Dev, Telling),
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let folder = service_folder(options.path.as_deref(), place)?;
    let front = Arc::new(Front::new());
    let address = listen(port(options, place)?, &front)?;
    let (sender, receiver) = channel();
    let stop = sender.clone();
    let stopping = move || {
        // Nobody listens once everything ends.
        let _ = stop.send(Told::Happened(Happening::Stop));
    };
    let heard = place.machine.on_interrupt(Box::new(stopping));
    heard.map_err(|error| Stop::environment(format!("cannot listen to signals: {error}")))?;
    let watch = Arc::new(Watch::new(&folder));
    let session = Session {
        place,
        stages,
        telling,
        folder: &folder,
        public: format!("http://{address}"),
        front,
        watch: Arc::clone(&watch),
        sender: sender.clone(),
        building: None,
        server: None,
        started: 0,
    };
    thread::spawn(move || {
        while sender
            .send(Told::Happened(Happening::Edited(watch.next())))
            .is_ok()
        {}
    });
    session.tell(Event::Remark(begun(&folder, address)));
    session.last(&receiver)?;
    Ok(Report {
        exit: Exit::Fine,
        events: vec![Event::Summary(String::from("stopped"))],
    })
}

fn begun(folder: &Path, address: SocketAddr) -> String {
    format!(
        "watching {}; it will answer at http://{address}",
        shown(folder)
    )
}

/// The port that was asked for, or that a server would take.
fn port(options: &Dev, place: Place<'_>) -> Result<u16, Stop> {
    if let Some(port) = options.port {
        return Ok(port);
    }
    let Some(given) = place.machine.variable("PORT") else {
        return Ok(PORT);
    };
    let number = given.to_str().and_then(|given| given.parse().ok());
    number.ok_or_else(|| Stop::usage("PORT is no number up to 65535"))
}

fn listen(port: u16, front: &Arc<Front>) -> Result<SocketAddr, Stop> {
    front::listen(port, Arc::clone(front)).map_err(|error| {
        Stop::environment(format!("cannot listen on `127.0.0.1:{port}`: {error}"))
            .help("end what listens there, or choose another one with `--port`")
    })
}
