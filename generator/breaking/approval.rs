//! Breaks that are meant: findings, approvals and the day go in, which of the findings are approved comes out, and what
//! is wrong with the approvals.

use super::codes::{EXPIRED, NO_SUCH_RULE, UNFOUNDED, UNUSED};
use super::finding::Finding;
use super::rules;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::resolve::date::is_date;
use crate::schema::Approval;

/// Findings, each with what approves it.
#[derive(Debug)]
pub struct Approved {
    /// For each finding, in the same order, the approval that it has.
    pub approvals: Vec<Option<Approval>>,
    /// What is wrong with approvals.
    pub diagnostics: Diagnostics,
}

/// Finds the approval of each finding that breaks somebody. `today` is a day such as `2026-11-21`. Where nothing has changed
/// at all, as on the main branch after a merge, no approval is unused.
pub fn approve(findings: &[Finding], approvals: &[Approval], today: &str) -> Approved {
    let mut approved: Vec<Option<Approval>> = vec![None; findings.len()];
    let mut diagnostics = Diagnostics::new();
    for approval in approvals {
        if let Some(wrong) = unfounded(approval) {
            diagnostics.push(wrong);
            continue;
        }
        let of = |finding: &Finding| {
            finding.breaks()
                && finding.rule.id == approval.rule.value
                && finding.element == approval.element.value
        };
        match findings.iter().position(of) {
            Some(index) if approved[index].is_none() => {
                if approval.until.value.as_str() < today {
                    diagnostics.push(expired(approval, today));
                } else {
                    approved[index] = Some(approval.clone());
                }
            }
            _ if findings.is_empty() => {}
            _ => diagnostics.push(unused(approval, findings)),
        }
    }
    Approved {
        approvals: approved,
        diagnostics,
    }
}

fn unfounded(approval: &Approval) -> Option<Diagnostic> {
    let rule = &approval.rule;
    if !rules::all().any(|known| known.id == rule.value) {
        let message = format!("there is no rule {}", quoted(&rule.value));
        let ids = rules::all().map(|rule| rule.id);
        let help = "`moguera design diff` shows the rule of each change";
        let finding = Diagnostic::new(NO_SUCH_RULE, rule.span, message).suggest(&rule.value, ids);
        return Some(finding.help(help));
    }
    if approval.reason.value.trim().is_empty() {
        let message = "an approval needs a reason";
        let span = approval.reason.span;
        return Some(Diagnostic::new(UNFOUNDED, span, message).help("say why the break is meant"));
    }
    let until = &approval.until;
    (!is_date(&until.value)).then(|| {
        let message = format!("{} is no day", quoted(&until.value));
        let help = "write a day as `2027-03-31`";
        Diagnostic::new(UNFOUNDED, until.span, message).help(help)
    })
}

fn expired(approval: &Approval, today: &str) -> Diagnostic {
    let message = format!(
        "the approval of {} for {} has expired",
        approval.rule.value,
        quoted(&approval.element.value)
    );
    Diagnostic::new(EXPIRED, approval.until.span, message)
        .label(format!("today is {today}"))
        .help("remove it if the break has been released, else say a later day")
}

fn unused(approval: &Approval, findings: &[Finding]) -> Diagnostic {
    let message = format!(
        "nothing that breaks is approved by {} for {}",
        approval.rule.value,
        quoted(&approval.element.value)
    );
    let finding = Diagnostic::new(UNUSED, approval.span, message);
    let same = |finding: &&Finding| finding.rule.id == approval.rule.value && finding.breaks();
    let elements = findings
        .iter()
        .filter(same)
        .map(|finding| finding.element.as_str());
    finding
        .suggest(&approval.element.value, elements)
        .help("remove it: it would let such a change pass unseen")
}
