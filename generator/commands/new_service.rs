//! `moguera generate new-service NAME`: a name and a scaffold go in, a service's folder is there
//! afterwards, or nothing.

use std::path::{Path, PathBuf};

use super::findings::{note, unwritten};
use super::generate::warned;
use super::report::{Event, Report};
use super::stages::Stages;
use super::stop::Stop;
use super::{Place, VERSION, shown};
use crate::cli::{Exit, NewService};
use crate::diagnostic::{did_you_mean, quoted};
use crate::lock::Lock;
use crate::names::{Grammar, MAX_LENGTH, Named, Refusal, kebab, refusal, snake};
use crate::output;
use crate::write::{
    Before, Failure, Outcome, Plan, Run, Seen, Site, around, compare, is_bare, is_vacant,
};

pub(super) fn run<Design>(
    options: &NewService,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    check_name(&options.name)?;
    let scaffold = scaffold(options, stages.scaffolds)?;
    let given = options
        .path
        .clone()
        .unwrap_or_else(|| PathBuf::from(&options.name));
    let folder = place.current.join(&given);
    let site = Site::new(place.disk, &folder);
    check_folder(site, &given)?;
    let (new, warnings) = (stages.new_service)(&options.name, scaffold)?;
    let run = Run::begin(site)?;
    if !is_bare(site)? {
        // Another run was faster, or it was none of a new service that was killed here.
        return Err(occupied(&given));
    }
    let plan = plan(site, &new)?;
    let outcome = run.commit(&plan)?;
    let created = plan.entries.iter().map(|entry| Event::Changed {
        action: "create",
        note: note(entry, None),
    });
    let mut events: Vec<_> = created.chain(warned(warnings)).collect();
    events.extend(nested(around(site)));
    if let Outcome::WrittenWithLeftovers(failure) = outcome {
        events.push(Event::Remark(format!("{failure}; the next run cleans up")));
    }
    events.push(Event::Summary(format!(
        "{} files in {}",
        plan.entries.len(),
        shown(&given)
    )));
    events.extend(unwritten(&new.unwritten, &plan.pristine));
    events.push(Event::Next(next(&options.name, &given)));
    Ok(Report {
        exit: Exit::Fine,
        events,
    })
}

/// All that a new service has, where nothing is.
fn plan<'a>(site: Site<'_>, new: &'a output::NewService) -> Result<Plan<'a>, Stop> {
    let nothing = Before {
        lock: &Lock::default(),
        seen: &Seen::default(),
    };
    let mut plan = compare(site, &new.output, nothing, VERSION)?;
    plan.hand_over(&new.output, &new.own)?;
    Ok(plan)
}

/// A service inside of another one is not a part of that one. By now it is there, also if that cannot be told.
fn nested(around: Result<Option<PathBuf>, Failure>) -> Option<Event> {
    let remark = match around {
        Ok(None) => return None,
        Ok(Some(outer)) => format!(
            "it is inside of the service in {}, and a service of its own: nothing that is done there reaches it; \
             what belongs to that service goes into its `design/`",
            shown(&outer)
        ),
        Err(failure) => format!("whether it is inside of another service is not known: {failure}"),
    };
    Some(Event::Remark(remark))
}

/// Whether a service can be begun there.
fn check_folder(site: Site<'_>, given: &Path) -> Result<(), Stop> {
    if site.root().to_str().is_none() {
        return Err(unbuildable(site.root()));
    }
    if !is_vacant(site)? {
        return Err(occupied(given));
    }
    Ok(())
}

/// The name of a service is the name of its engine too, unless the design has others, and the
/// beginning of the names of its crates.
fn check_name(name: &str) -> Result<(), Stop> {
    if name.len() > MAX_LENGTH && name.is_ascii() {
        let message = format!(
            "the name of a service has at most {MAX_LENGTH} characters, not {}",
            name.len()
        );
        return Err(Stop::usage(message));
    }
    if !Grammar::Kebab.accepts(name) {
        let message = format!(
            "a service cannot be called {}: its name must be {}",
            quoted(name),
            Grammar::Kebab.describe()
        );
        let stop = Stop::usage(message);
        let nearest = Grammar::Kebab.nearest(name);
        return Err(
            match nearest.filter(|nearest| why_refused(nearest).is_none()) {
                Some(nearest) => stop.help(format!("did you mean {}?", quoted(&nearest))),
                None => stop,
            },
        );
    }
    let Some(refusal) = why_refused(name) else {
        return Ok(());
    };
    let stop = Stop::usage(format!(
        "a service cannot be called {}: it is {}",
        quoted(name),
        refusal.because
    ));
    Err(match refusal.instead {
        Some(instead) => stop.help(format!("use {} instead", quoted(&kebab(&instead)))),
        None => stop,
    })
}

fn why_refused(name: &str) -> Option<Refusal> {
    refusal(Named::Engine, &snake(name))
}

fn scaffold(
    options: &NewService,
    scaffolds: &'static [&'static str],
) -> Result<&'static str, Stop> {
    let (Some(smallest), wanted) = (scaffolds.first(), &options.scaffold) else {
        return Err(Stop::usage("this build of moguera has no scaffold"));
    };
    let Some(wanted) = wanted else {
        return Ok(smallest);
    };
    if let Some(scaffold) = scaffolds.iter().find(|scaffold| *scaffold == wanted) {
        return Ok(scaffold);
    }
    let stop = Stop::usage(format!("there is no scaffold {}", quoted(wanted)));
    let stop = match did_you_mean(wanted, scaffolds.iter().copied()) {
        Some(near) => stop.help(format!("did you mean {}?", quoted(near))),
        None => stop,
    };
    Err(stop.help(format!("the scaffolds are {}", scaffolds.join(", "))))
}

fn occupied(folder: &Path) -> Stop {
    Stop::usage(format!(
        "{} is there already and is not an empty folder",
        shown(folder)
    ))
    .help(
        "choose another folder with `--path`, or `moguera generate` to bring a service up to date",
    )
}

/// Cargo looks for the members of a workspace by a pattern, which is text.
fn unbuildable(folder: &Path) -> Stop {
    Stop::usage(format!(
        "the path {} is not UTF-8: cargo could not build a service in it",
        shown(folder)
    ))
    .help("choose another folder with `--path`, or give the one that it is in another name")
}

fn next(name: &str, folder: &Path) -> Vec<(String, &'static str)> {
    let mut next = Vec::new();
    if folder != Path::new(".") {
        next.push((format!("cd {}", folder.display()), ""));
    }
    next.push((format!("cargo run -p {name}-server"), "starts it"));
    next.push((format!("cargo run -p {name}-cli -- --help"), "talks to it"));
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_new_service_is_no_reason_to_fail() {
        let failure = Failure {
            tried: "cannot look at",
            path: String::from("moguera.lock"),
            error: std::io::ErrorKind::PermissionDenied.into(),
            unrestored: Vec::new(),
            help: None,
        };
        let Some(Event::Remark(told)) = nested(Err(failure)) else {
            panic!("it is worth a line");
        };
        let expected =
            "whether it is inside of another service is not known: cannot look at `moguera.lock`: ";
        assert!(told.starts_with(expected), "{told}");
        assert!(nested(Ok(None)).is_none());
    }
}
