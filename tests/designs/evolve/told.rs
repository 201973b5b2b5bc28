//! What a design changes is told: random designs, and each after one edit, either of those that a team makes or of any
//! key that the design has. What the OpenAPI document says otherwise, or the tables, has a finding; one that breaks has
//! something about the same on the way back; the same design twice has none. `MOGUERA_RANDOM_EDITS` says how many edits of how many
//! designs are tried, `MOGUERA_RANDOM_SEED` where to begin.
//!
//! Renames are told one way only: the way back says nothing of what it was called.

use super::edits::{self, Edited};
use crate::compile::number;
use crate::random::{self, Chance, Json};
use moguera::breaking::{Finding, Mirror, compare};
use moguera::evolve::DataLoss;
use moguera::ir::Service;
use moguera::source::{Source, SourceFile};
use std::collections::{BTreeMap, BTreeSet};

/// How many designs unless somebody asks for more, and how many edits of each.
const DESIGNS: u64 = 4;

/// How many edits that are accepted there are of a design.
const EDITS: usize = 12;

#[test]
fn what_changes_is_told() {
    let first = number("MOGUERA_RANDOM_SEED").unwrap_or(1);
    let count = number("MOGUERA_RANDOM_EDITS").unwrap_or(DESIGNS);
    let mut faults = Vec::new();
    let mut told = BTreeMap::new();
    for seed in first..first + count {
        for fault in faults_of(seed, &mut told) {
            faults.push(format!(
                "MOGUERA_RANDOM_SEED={seed} MOGUERA_RANDOM_EDITS=1: {fault}"
            ));
        }
    }
    println!("{} rules: {told:?}", told.len());
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// What is not told of a design's edits; how often each rule was is counted.
fn faults_of(seed: u64, told: &mut BTreeMap<&'static str, usize>) -> Vec<String> {
    let mut design = random::data(seed, "told");
    edits::forget_names(&mut design);
    let before = Version::of(&design).expect("what is written by the rules is accepted");
    let mut faults = Vec::new();
    let again = compare(&before.service, &before.service);
    if !again.is_empty() {
        faults.push(format!("nothing has changed:\n{}", lines(&again)));
    }
    let mut chance = Chance::new(seed);
    let mut accepted = 0;
    for number in 0..EDITS as u64 * 20 {
        let mut next = design.clone();
        let mut edited = Edited {
            design: &mut next,
            chance: &mut chance,
            number,
        };
        let Some(edit) = edits::of_any_key(&mut edited) else {
            continue;
        };
        let Some(after) = Version::of(&next) else {
            continue;
        };
        let found = compare(&before.service, &after.service);
        for finding in &found {
            *told.entry(finding.rule.id).or_default() += 1;
        }
        let mirrors = || (!edit.starts_with("rename")).then(|| unmirrored(&before, &after, &found));
        let fault = untold(&before, &after, &found).or_else(|| mirrors().flatten());
        faults.extend(fault.map(|fault| format!("{edit}\n{fault}")));
        accepted += 1;
        if accepted == EDITS {
            break;
        }
    }
    faults
}

/// A design and what others see of it.
struct Version {
    service: Service,
    /// The OpenAPI document without prose.
    document: Json,
    tables: BTreeSet<String>,
}

impl Version {
    fn of(design: &Json) -> Option<Version> {
        let text = random::text(design);
        let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
        let service = moguera::front(&source).ok()?;
        let output = moguera::generate(&service, &BTreeSet::new(), DataLoss::Refused).ok()?;
        let document = &output.files()["openapi.json"].text;
        let mut document: Json = serde_json::from_str(document).expect("it is JSON");
        without_prose(&mut document);
        Some(Version {
            tables: output.schema.clone(),
            service,
            document,
        })
    }
}

/// Keys of the document that tell people something, or repeat what is said elsewhere.
const PROSE: &[&str] = &["description", "summary", "example", "examples", "title"];

fn without_prose(document: &mut Json) {
    match document {
        Json::Object(map) => {
            map.retain(|key, value| !PROSE.contains(&key.as_str()) || is_schema(value));
            map.values_mut().for_each(without_prose);
        }
        Json::Array(items) => items.iter_mut().for_each(without_prose),
        _ => {}
    }
}

/// A property may be called as prose is.
fn is_schema(value: &Json) -> bool {
    value.get("type").is_some() || value.get("$ref").is_some() || value.get("allOf").is_some()
}

/// What is seen to have changed although nothing is told.
fn untold(before: &Version, after: &Version, found: &[Finding]) -> Option<String> {
    if !found.is_empty() {
        return None;
    }
    if before.document != after.document {
        let changes = differences(&before.document, &after.document, "");
        return Some(format!("nothing is told of\n{}", changes.join("\n")));
    }
    (before.tables != after.tables).then(|| {
        let changes = before.tables.symmetric_difference(&after.tables);
        let changes: Vec<&str> = changes.map(String::as_str).collect();
        format!("nothing is told of\n{}", changes.join("\n"))
    })
}

/// Places at which two documents differ.
fn differences(before: &Json, after: &Json, place: &str) -> Vec<String> {
    match (before, after) {
        (Json::Object(old), Json::Object(new)) => {
            let keys: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            let each = keys.into_iter().flat_map(|key| {
                let of = |map: &serde_json::Map<String, Json>| {
                    map.get(key).cloned().unwrap_or(Json::Null)
                };
                differences(&of(old), &of(new), &format!("{place}/{key}"))
            });
            each.collect()
        }
        _ if before == after => Vec::new(),
        _ => vec![format!("{place}: {before} -> {after}")],
    }
}

/// What is told on the way there, and of which nothing is on the way back.
fn unmirrored(before: &Version, after: &Version, found: &[Finding]) -> Option<String> {
    let back = compare(&after.service, &before.service);
    let is_back = |finding: &Finding, mirror: &str| {
        let mut back = back.iter();
        back.any(|it| it.element == finding.element || it.rule.id == mirror)
    };
    let missing = found.iter().filter(|finding| match finding.rule.mirror {
        Mirror::Of(id) => !is_back(finding, id),
        Mirror::Without(_) => false,
    });
    let missing: Vec<String> = missing.map(line).collect();
    (!missing.is_empty()).then(|| {
        format!(
            "not on the way back:\n{}\nbut\n{}",
            missing.join("\n"),
            lines(&back)
        )
    })
}

fn lines(found: &[Finding]) -> String {
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(finding: &Finding) -> String {
    format!(
        "{} {}: {}",
        finding.rule.id, finding.element, finding.message
    )
}
