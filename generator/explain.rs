//! What there is to know about a finding: its code goes in; what it means, with a design that has it and what helps
//! there, comes out. Examples are the approved outcomes of the cases that hold every code to its message.

use crate::breaking::{self, Audience, Mirror, Rule, Verdict};
use crate::diagnostic::Code;
use crate::{check, edit, evolve, lock, parse, resolve, write};
use include_dir::{Dir, include_dir};

/// Everything below `snapshots/diagnostics/`, as it was when moguera was built.
static CASES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/snapshots/diagnostics");

/// Everything below `snapshots/breaking/`, likewise.
static CHANGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/snapshots/breaking");

/// A code, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// `E0302`
    pub code: &'static str,
    /// What it means and why it is refused, in a paragraph.
    pub meaning: String,
    /// A finding of that code as it is shown, with its place, labels and help; `None` if it is about a service that is
    /// there already.
    pub example: Option<&'static str>,
}

/// All codes, by stage.
pub fn codes() -> impl Iterator<Item = Code> {
    let stages = [
        parse::codes::ALL,
        resolve::codes::ALL,
        check::codes::ALL,
        edit::codes::ALL,
        lock::codes::ALL,
        write::codes::ALL,
        evolve::ALL,
        breaking::codes::ALL,
    ];
    stages.into_iter().flatten().copied()
}

/// Every id that can be explained: codes, then rules about changes of a design.
pub fn ids() -> Vec<&'static str> {
    let rules = breaking::rules::all().map(|rule| rule.id);
    codes().map(Code::id).chain(rules).collect()
}

/// What there is to know about the code, or the rule about changes of a design, of this id.
pub fn explain(id: &str) -> Option<Explanation> {
    if let Some(rule) = breaking::rules::named(id) {
        return Some(Explanation {
            code: rule.id,
            meaning: meaning(rule),
            example: change(rule),
        });
    }
    let code = codes().find(|code| code.id().eq_ignore_ascii_case(id))?;
    let lines = code.explanation().lines().map(str::trim);
    Some(Explanation {
        code: code.id(),
        meaning: lines.collect::<Vec<_>>().join("\n").trim().to_owned(),
        example: example(code),
    })
}

/// The finding of the code, in any case, that shows most in least lines: a place, what to do.
fn example(code: Code) -> Option<&'static str> {
    let heading = format!("[{}]: ", code.id());
    let outcomes = CASES.files().filter_map(|file| {
        let (_, outcome) = file.contents_utf8()?.rsplit_once("\n========\n")?;
        Some(outcome)
    });
    outcomes
        .flat_map(|outcome| outcome.split("\n\n"))
        .map(str::trim)
        .filter(|finding| {
            finding
                .lines()
                .next()
                .is_some_and(|first| first.contains(&heading))
        })
        .min_by_key(|finding| {
            let lacks = |part: &str| !finding.contains(part);
            (lacks(" --> "), lacks("= help: "), finding.len())
        })
}

/// What a rule says, whom it breaks, and what the change back is.
fn meaning(rule: &Rule) -> String {
    let mut meaning = rule.sentence();
    for (verdict, words) in [
        (Verdict::Breaks, "Breaks"),
        (Verdict::MayBreak, "May break"),
        (Verdict::Safe, "Is seen, and breaks nothing of,"),
    ] {
        let whom: Vec<_> = rule.audiences(verdict).map(Audience::name).collect();
        if !whom.is_empty() {
            meaning += &format!("\n{words}: {}.", whom.join(", "));
        }
    }
    meaning += &match rule.mirror {
        Mirror::Of(id) if id == rule.id => String::from("\nThe change back is of the same kind."),
        Mirror::Of(id) => format!("\nThe change back is {id}."),
        Mirror::Without(reason) => format!("\nThere is no rule about the change back: {reason}."),
    };
    if let Some(reason) = rule.unshown {
        meaning += &format!("\nNo request or answer shows it: {reason}.");
    }
    meaning
}

/// A finding of the rule in any case, with what shows it if there is something.
fn change(rule: &Rule) -> Option<&'static str> {
    let heading = format!("{} ", rule.id);
    let outcomes = CHANGES.files().filter_map(|file| {
        let (_, outcome) = file.contents_utf8()?.split_once("\n======== ")?;
        Some(outcome)
    });
    let findings = outcomes
        .flat_map(|outcome| outcome.split("\n\n"))
        .map(str::trim);
    findings
        .filter(|finding| finding.starts_with(&heading))
        .min_by_key(|finding| (finding.lines().count() < 2, finding.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_explained_once() {
        let mut ids: Vec<&str> = codes().map(Code::id).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "a code is given twice");
        for id in ids {
            let explained = explain(id).expect("it is one of the codes");
            assert!(explained.meaning.ends_with('.'), "{explained:?}");
        }
    }

    #[test]
    fn every_code_about_a_design_has_an_example() {
        let designs = [parse::codes::ALL, resolve::codes::ALL, check::codes::ALL];
        for code in designs.into_iter().flatten() {
            let example = example(*code).unwrap_or_else(|| panic!("{} has none", code.id()));
            assert!(example.contains(" --> "), "{example}");
        }
        assert_eq!(explain("rsp10").map(|it| it.code), Some("RSP10"));
        assert_eq!(explain("E9999"), None);
        assert_eq!(explain("e0302").map(|it| it.code), Some("E0302"));
    }
}
