//! What is claimed to break is shown to break, and what is not claimed does not.

use moguera::breaking::wire::{refusal, unreadable};
use moguera::breaking::{Audience, Finding, Verdict, Witness, requests};
use moguera::ir::Service;

use crate::case;
use crate::rules::told;

/// Whether the wire breaks by a rule.
fn breaks_wire(finding: &Finding) -> bool {
    let mut breaks = finding.rule.audiences(Verdict::Breaks);
    breaks.any(Audience::is_wire)
}

#[test]
fn what_breaks_the_wire_has_a_witness() {
    let mut problems = Vec::new();
    for case in case::all() {
        for (way, found) in [("forth", case.forth()), ("back", case.back())] {
            for finding in found {
                let wanted = breaks_wire(&finding) && finding.rule.unshown.is_none();
                if wanted && finding.witness.is_none() {
                    problems.push(format!("{} {way}: {}", case.name, told(&[finding])));
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join(""));
}

#[test]
fn witnesses_are_true() {
    let mut shown = 0;
    for case in case::all() {
        let ways = [
            (&case.before, &case.after, case.forth()),
            (&case.after, &case.before, case.back()),
        ];
        for (old, new, found) in ways {
            for finding in found {
                shown += usize::from(finding.witness.is_some());
                prove(&case.name, (old, new), &finding);
            }
        }
    }
    assert!(shown > 150, "{shown} witnesses");
}

/// The way back: where a request that worked is refused, a finding says that requests break, or may.
#[test]
fn what_is_refused_was_said_to_break() {
    let (mut asked, mut refused) = (0, 0);
    for case in case::all() {
        let ways = [
            (&case.before, &case.after, case.forth()),
            (&case.after, &case.before, case.back()),
        ];
        for (old, new, found) in ways {
            let is_said =
                |finding: &Finding| finding.verdict(Audience::Requests) >= Verdict::MayBreak;
            let is_said = found.iter().any(is_said);
            for request in requests(old) {
                asked += 1;
                if let Some(refusal) = refusal(new, &request) {
                    refused += 1;
                    assert!(is_said, "{}: {request} {refusal:?}", case.name);
                }
            }
        }
    }
    assert!(
        asked > 10_000 && refused > 300,
        "{asked} asked, {refused} refused"
    );
}

fn prove(name: &str, (old, new): (&Service, &Service), finding: &Finding) {
    match &finding.witness {
        None => {}
        Some(Witness::Request { request, .. }) => {
            assert_eq!(refusal(old, request), None, "{name}: {finding:#?}");
            assert!(refusal(new, request).is_some(), "{name}: {finding:#?}");
            let verdict = finding.verdict(Audience::Requests);
            assert_eq!(verdict, Verdict::Breaks, "{name}: {finding:#?}");
        }
        Some(Witness::Answer { action, answer, .. }) => {
            let (resource, action) = action.split_once('.').expect("both names");
            let faults = unreadable(new, (resource, action), answer);
            assert!(faults.is_empty(), "{name}: {faults:?} {finding:#?}");
            let faults = unreadable(old, (resource, action), answer);
            assert!(!faults.is_empty(), "{name}: {finding:#?}");
            let verdict = finding.verdict(Audience::Responses);
            assert_eq!(verdict, Verdict::Breaks, "{name}: {finding:#?}");
        }
    }
}
