//! What is said of steps that cannot be so: at the place in the design that they are about.

use super::findings::column_span;
use super::history::{Doubt, Step, Twice};
use super::subject::Subject;
use super::{CONTRADICTED, NO_FACT, TWICE};
use crate::diagnostic::{Diagnostic, quoted};
use crate::ir;
use crate::source::Span;

pub(super) fn finding(service: &ir::Service, doubt: &Doubt) -> Diagnostic {
    match doubt {
        Doubt::Unknown(line) => unknown(service, line),
        Doubt::Contradicted { subject, step } => contradicted(service, subject, step),
        Doubt::NeverThere { subject, step } => never_there(service, subject, step),
        Doubt::Twice {
            subject,
            what,
            steps,
        } => {
            let subject_told = subject.told();
            let message = match what {
                Twice::Added => format!("two branches have added {subject_told}"),
                Twice::AddedOtherwise => {
                    format!("two branches have added {subject_told}, each in its own way")
                }
                Twice::Changed => format!("two branches have changed or removed {subject_told}"),
            };
            let [one, other] = steps.each_ref().map(told);
            together(service, (subject, steps), message).label(format!("by {one} and by {other}"))
        }
        Doubt::Gone {
            subject,
            gone,
            steps,
        } => {
            let message = format!(
                "one branch has removed or renamed what another one builds on: {}",
                gone.told()
            );
            let [one, other] = steps.each_ref().map(told);
            let label = format!("needed by {one}, removed by {other}");
            together(service, (subject, steps), message).label(label)
        }
    }
}

fn contradicted(service: &ir::Service, subject: &Subject, step: &Step) -> Diagnostic {
    let message = format!("`moguera.lock` says two things of {}", subject.told());
    let instead = "if databases have gone through one of the two: take `moguera.lock` and `migrations/` from that branch instead";
    Diagnostic::new(CONTRADICTED, span(service, subject), message)
        .label(format!("both by {}", told(step)))
        .help("two branches have each written a step of this name")
        .help(remove(&format!("for {}:", told(step)), step))
        .help(instead)
}

fn never_there(service: &ir::Service, subject: &Subject, step: &Step) -> Diagnostic {
    let message = format!(
        "{} removes {}, which was never there",
        told(step),
        subject.told()
    );
    let restore = "the migration that added it is gone from `moguera.lock`: take that file from version control again";
    Diagnostic::new(CONTRADICTED, span(service, subject), message)
        .help(restore)
        .help(remove(&format!("or for {}:", told(step)), step))
}

/// A line that is none.
pub(super) fn unknown(service: &ir::Service, line: &str) -> Diagnostic {
    let message = format!(
        "`moguera.lock` says of the schema what moguera never writes: {}",
        quoted(line)
    );
    Diagnostic::new(NO_FACT, service.api.span, message)
        .help("take the file from version control again")
}

/// Of two steps one has to be made again.
fn together(
    service: &ir::Service,
    (subject, steps): (&Subject, &[Step; 2]),
    message: String,
) -> Diagnostic {
    let [one, other] = steps;
    Diagnostic::new(TWICE, span(service, subject), message)
        .help("keep the one that databases have gone through; the other one is written anew:")
        .help(remove(&format!("either for {}:", told(one)), one))
        .help(remove(&format!("or for {}:", told(other)), other))
        .help("then `moguera generate` writes what is left of it to do")
}

/// What to delete so that a step was never made.
fn remove(of: &str, step: &Step) -> String {
    let lines = format!("every line of `moguera.lock` that names `{step}`");
    match step.behind {
        Some(_) => format!("{of} delete {lines}"),
        None => format!("{of} delete `migrations/*/{step}.sql` and {lines}"),
    }
}

fn told(step: &Step) -> String {
    match step.behind {
        Some(_) => format!("the step `{step}`"),
        None => format!("the migration `{step}`"),
    }
}

/// Where the design has it, or had it.
fn span(service: &ir::Service, subject: &Subject) -> Span {
    let mut entities = service.entities.iter();
    let entity = entities.find(|entity| entity.plural == subject.table);
    match (entity, subject.of_column()) {
        (Some(entity), Some(column)) => column_span(entity, column),
        (Some(entity), None) => entity.span,
        (None, _) => service.api.span,
    }
}
