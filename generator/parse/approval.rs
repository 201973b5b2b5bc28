//! `approvals.yaml`: breaks that a team has approved of. The text goes in, they come out as written.

use super::build;
use super::decode::Decoder;
use super::limit::Budget;
use super::section::{Section, row};
use crate::diagnostic::Diagnostics;
use crate::schema::Approval;
use crate::source::Source;

static APPROVALS: Section<Vec<Approval>> = Section {
    name: "a file of approvals",
    keys: &[row("approvals", "list of approvals")
        .required()
        .about("Breaks that are meant.")
        .read(|d, node, approvals| {
            let read = d.list(node, "a list of approvals", |d, node| {
                let span = node.span;
                APPROVAL.read(
                    d,
                    node,
                    Approval {
                        span,
                        ..Approval::default()
                    },
                )
            });
            approvals.extend(read.map(|read| read.value).unwrap_or_default());
        })],
    includes: &[],
};

static APPROVAL: Section<Approval> = Section {
    name: "an approval",
    keys: &[
        row("rule", "id of a rule")
            .required()
            .about("The rule that says so.")
            .read(|d, node, approval| approval.rule = d.name(node).unwrap_or_default()),
        row("element", "text")
            .required()
            .about("What has changed, as `moguera design diff` calls it.")
            .read(|d, node, approval| approval.element = d.name(node).unwrap_or_default()),
        row("reason", "text")
            .required()
            .about("Why it may break.")
            .read(|d, node, approval| approval.reason = d.text(node).unwrap_or_default()),
        row("until", "day")
            .required()
            .about("The last day on which that holds.")
            .read(|d, node, approval| approval.until = d.name(node).unwrap_or_default()),
    ],
    includes: &[],
};

/// Reads approvals. What cannot be read is left out and put on record.
pub fn approvals(source: &Source, diagnostics: &mut Diagnostics) -> Vec<Approval> {
    let mut budget = Budget::default();
    let mut approvals = Vec::new();
    for (index, file) in (0..).zip(source.files()) {
        match build::tree(index, file, &mut budget, diagnostics) {
            Ok(None) => {}
            Ok(Some(root)) => {
                let mut decoder = Decoder::new(diagnostics);
                approvals.extend(
                    APPROVALS
                        .read(&mut decoder, &root, Vec::new())
                        .unwrap_or_default(),
                );
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    approvals
}
