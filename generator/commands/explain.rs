//! `moguera explain CODE`: the code of a finding goes in, what there is to know about it comes out.

use super::report::{Event, Report};
use super::stages::Stages;
use super::stop::Stop;
use crate::cli::{Exit, Explain};
use crate::diagnostic::{did_you_mean, quoted};

pub(super) fn run<Design>(options: &Explain, stages: &Stages<Design>) -> Result<Report, Stop> {
    if let Some(explanation) = (stages.explain)(&options.code) {
        return Ok(Report {
            exit: Exit::Fine,
            events: vec![Event::Explained(explanation)],
        });
    }
    let stop = Stop::usage(format!("there is no code {}", quoted(&options.code)));
    let wanted = options.code.to_ascii_uppercase();
    Err(match did_you_mean(&wanted, (stages.ids)()) {
        Some(near) => stop.help(format!("did you mean {}?", quoted(near))),
        None => stop.help("codes are a letter and four digits, such as `E0302`; rules about changes are as `RSP10`"),
    })
}
