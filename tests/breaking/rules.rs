//! Every rule has a case, every case its rule, and read backwards the rule's mirror.

use std::collections::BTreeSet;

use moguera::breaking::rules::{all, named};
use moguera::breaking::{Audience, Finding, Mirror, Verdict, Witness};

use crate::case;

#[test]
fn tables_are_sound() {
    let mut known = BTreeSet::new();
    for rule in all() {
        assert!(known.insert(rule.id), "{} is given twice", rule.id);
        assert!(
            rule.sentence().ends_with('.'),
            "{} is not explained",
            rule.id
        );
        match rule.mirror {
            Mirror::Of(id) => assert!(named(id).is_some(), "{}: there is no {id}", rule.id),
            Mirror::Without(reason) => assert!(!reason.is_empty(), "{}", rule.id),
        }
    }
    assert!(known.len() >= 120, "{} rules", known.len());
}

#[test]
fn every_case_has_its_rule_and_backwards_the_mirror() {
    let mut problems = Vec::new();
    for case in case::all() {
        let rule = named(case.rule()).unwrap_or_else(|| panic!("{}: no such rule", case.name));
        let has = |found: &[Finding], id: &str| found.iter().any(|finding| finding.rule.id == id);
        let (forth, back) = (case.forth(), case.back());
        if !has(&forth, rule.id) {
            problems.push(format!(
                "{}: {} is not found\n{}",
                case.name,
                rule.id,
                told(&forth)
            ));
        }
        match rule.mirror {
            Mirror::Of(id) if !has(&back, id) => {
                problems.push(format!(
                    "{}: backwards {id} is not found\n{}",
                    case.name,
                    told(&back)
                ));
            }
            _ => {}
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_rule_is_found_by_a_case() {
    let mut found = BTreeSet::new();
    for case in case::all() {
        let both = case.forth().into_iter().chain(case.back());
        found.extend(both.map(|finding| finding.rule.id));
    }
    let missing: Vec<_> = all()
        .map(|rule| rule.id)
        .filter(|id| !found.contains(id))
        .collect();
    assert!(missing.is_empty(), "no case finds {missing:?}");
}

#[test]
fn every_case_is_told_as_approved() {
    insta::with_settings!({
        snapshot_path => "../../snapshots/breaking",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for case in case::all() {
            let (forth, back) = (told(&case.forth()), told(&case.back()));
            let text = format!("{}\n======== forth\n\n{forth}\n======== back\n\n{back}", case.text);
            insta::assert_snapshot!(format!("case@{}.diff", case.name), text);
        }
    });
}

/// Findings with whom they break and what shows it, a blank line between them.
pub(crate) fn told(found: &[Finding]) -> String {
    let findings = found.iter().map(|finding| {
        let breaks: Vec<_> = finding
            .rule
            .audiences(Verdict::Breaks)
            .map(Audience::name)
            .collect();
        let whom = match breaks.as_slice() {
            [] => String::new(),
            whom => format!("  breaks {}\n", whom.join(", ")),
        };
        let shown = finding.witness.as_ref().map(shown).unwrap_or_default();
        format!(
            "{} {}: {}\n{whom}{shown}",
            finding.rule.id, finding.element, finding.message
        )
    });
    findings.collect::<Vec<_>>().join("\n")
}

fn shown(witness: &Witness) -> String {
    match witness {
        Witness::Request {
            request,
            status,
            because,
            ..
        } => {
            let status =
                status.map_or_else(|| String::from("refused by browsers"), |it| it.to_string());
            format!("  > {request}\n    {status}: {because}\n")
        }
        Witness::Answer {
            action,
            answer,
            because,
        } => {
            let body = answer
                .body
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let view = answer
                .view
                .as_deref()
                .map(|view| format!(" in view {view}"))
                .unwrap_or_default();
            format!(
                "  < {action}{view}: {} {body}\n    unreadable: {because}\n",
                answer.status
            )
        }
    }
}
