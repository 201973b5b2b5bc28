//! `moguera upgrade`: a service that an older version of moguera generated goes in; what this version generates and
//! scaffolds is there afterwards, merged into what the team made of it.

use super::Place;
use super::generate;
use super::report::Report;
use super::stages::Stages;
use super::stop::Stop;
use crate::cli::{Generate, Upgrade};
use crate::lock::Step;

/// A run as that of `generate`, but that scaffolded files move on too.
pub(super) fn run<Design: Send>(
    options: &Upgrade,
    place: Place<'_>,
    stages: &Stages<Design>,
) -> Result<Report, Stop> {
    let options = Generate {
        start: None,
        path: options.path.clone(),
        check: false,
        dry_run: options.dry_run,
        force: options.force,
        allow_data_loss: options.allow_data_loss,
        diff: options.diff,
    };
    generate::step(&options, Step::Upgrade, place, stages)
}
