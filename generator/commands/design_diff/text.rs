//! Changes for a terminal: what breaks first, by whom it breaks.

use std::fmt::Write;

use super::super::text::{CYAN, GREEN, RED, YELLOW, paint};
use super::words::{group, heading, place, summary, verdicts, version, witness};
use super::{Changes, Style, markdown};
use crate::breaking::{Finding, Verdict};
use crate::diagnostic::Colour;
use crate::schema::Approval;

/// Everything, in the form that was asked for.
pub(in crate::commands) fn print(changes: &Changes, colour: Colour) -> String {
    if changes.style == Style::Markdown {
        return markdown::print(changes);
    }
    let mut out = String::new();
    let mut sorted: Vec<_> = changes.changes.iter().collect();
    sorted.sort_by_key(|(change, _)| {
        let (verdict, whom) = group(change);
        (std::cmp::Reverse(verdict), whom)
    });
    for chunk in sorted.chunk_by(|(a, _), (b, _)| group(a) == group(b)) {
        let Some((first, _)) = chunk.first() else {
            continue;
        };
        let group = group(first);
        let style = match group.0 {
            Verdict::Breaks => RED,
            Verdict::MayBreak => YELLOW,
            Verdict::Safe | Verdict::None => GREEN,
        };
        let title = paint(&heading(group), style, colour);
        writeln!(out, "{title} ({})", chunk.len()).expect("a string takes it");
        for (change, approval) in chunk {
            tell(&mut out, changes, (change, approval.as_ref()), colour)
                .expect("a string takes it");
        }
        out.push('\n');
    }
    writeln!(out, "{}\n{}", summary(changes), version(changes)).expect("a string takes it");
    out
}

fn tell(
    out: &mut String,
    changes: &Changes,
    (change, approval): (&Finding, Option<&Approval>),
    colour: Colour,
) -> std::fmt::Result {
    let rule = paint(change.rule.id, CYAN, colour);
    writeln!(out, "  {rule}  {}: {}", change.element, change.message)?;
    writeln!(out, "      {}", place(changes, change))?;
    if change.rule.worst() > Verdict::Safe {
        writeln!(out, "      {}", change.rule.sentence())?;
    }
    let verdicts = verdicts(change);
    if !verdicts.is_empty() {
        writeln!(out, "      {verdicts}")?;
    }
    if let Some([message, outcome]) = change.witness.as_ref().map(witness) {
        writeln!(out, "      > {message}\n        {outcome}")?;
    }
    approval.map_or(Ok(()), |approval| {
        let (until, reason) = (&approval.until.value, approval.reason.value.escape_debug());
        let approved = paint("approved", GREEN, colour);
        writeln!(out, "      {approved} until {until}: {reason}")
    })
}
