//! What a refusal tells to write is written, and its migration goes through rows on both databases: attributes of many kinds
//! that are added, that become required, or that hold another kind of value from then on. Each gets the first way out that
//! is told of it, then the next.

use super::migrator::{Job, Migrator, Outcome};
use super::rows::{Dialect, item};
use super::versions::{files, step};
use moguera::evolve::{DataLoss, Evolution};
use moguera::source::{Source, SourceFile};
use serde_json::Value;
use std::collections::BTreeSet;

/// Attributes that no row has a value of.
const KINDS: &[&str] = &[
    "boolean",
    "{ type: int32, minimum: 10 }",
    "{ type: int64, maximum: -3 }",
    "{ type: float64, minimum: 1.5 }",
    "decimal",
    "{ type: decimal, scale: 4, minimum: 0.5 }",
    "{ type: string, min_length: 3, max_length: 20, index: true }",
    "{ type: string, pattern: '^[A-Z]{2}\\d{4}$' }",
    "{ type: text, min_length: 12, example: 'It''s so, or so.' }",
    "{ type: bytes, max_length: 20 }",
    "datetime",
    "date",
    "uuid",
    "url",
    "{ type: email, min_length: 30 }",
    "{ enum: [small, large] }",
    "Colour",
    "\"string[]\"",
    "{ type: array, items: { enum: [a, b] }, min_items: 3 }",
    "{ type: \"Circle[]\", min_items: 1 }",
    "map<string>",
    "{ attributes: { place: string, at: datetime?, size: { type: int64, minimum: 4 } } }",
    "Circle",
    "Shape",
    "{ type: string, unique: true, max_length: 100 }",
    "{ type: string, unique: true, max_length: 20 }",
    "{ type: email, unique: true, max_length: 100 }",
    "{ type: url, unique: true, max_length: 100 }",
    "{ type: uuid, unique: true }",
    "{ type: int64, unique: true }",
    "{ type: string, max_length: 100, default: { slug: name }, min_length: 8 }",
];

/// So many ways out are told of one attribute at most.
const WAYS: usize = 3;

/// A way out, as it is told.
#[derive(Clone)]
struct Way {
    line: String,
    is_optional: bool,
}

#[test]
fn every_way_out_goes_through_rows() {
    let before = design(&[]);
    let ways = ways_of(&before, &required());
    let optional: Vec<String> = ways.iter().map(|all| told_optional(all)).collect();
    let optional = design(&optional);
    let again = ways_of(&optional, &required());
    let migrator = Migrator::build();
    let mut went = 0;
    for (before, ways) in [(&before, &ways), (&optional, &again)] {
        for number in 0..WAYS {
            let chosen = ways
                .iter()
                .map(|all| all[number.min(all.len() - 1)].clone());
            let chosen: Vec<Way> = chosen.collect();
            for dialect in migrator.dialects() {
                goes_through_rows(&migrator, dialect, before, &chosen);
                went += chosen.iter().filter(|way| !way.is_optional).count();
            }
        }
    }
    println!("{went} values were given to rows");
}

fn goes_through_rows(migrator: &Migrator, dialect: Dialect, before: &str, ways: &[Way]) {
    let lines: Vec<String> = ways.iter().map(|way| way.line.clone()).collect();
    let after = design(&lines);
    let columns = (0..ways.len()).map(|number| format!("f{number}"));
    let [job, fresh] = jobs(before, &after, &rows(dialect), columns.collect());
    let outcomes = migrator.run(dialect, &[job, fresh]);
    let [read, schema, wanted] = found(&outcomes, &after);
    assert_eq!(schema, wanted, "{dialect:?}\n{after}");
    let [one, other] = [0, 1].map(|row| &read[row]);
    for (number, way) in ways.iter().enumerate() {
        let values = [&one[number], &other[number]];
        let is_null = values.map(|value| value == "NULL");
        assert_eq!(is_null, [way.is_optional; 2], "{dialect:?} {}", way.line);
        let must_differ = way.line.contains("unique: true") && !way.is_optional;
        assert!(!must_differ || one[number] != other[number], "{}", way.line);
    }
}

/// The database of the design before with rows, which follows and is read, and an empty one.
pub(super) fn jobs(before: &str, after: &str, rows: &str, columns: Vec<String>) -> [Job; 2] {
    let first = followed(before, &BTreeSet::new());
    let next = followed(after, &first.facts);
    let fresh = followed(after, &BTreeSet::new());
    let first = files(&first);
    let job = Job::new()
        .migrate(&first)
        .insert(rows)
        .migrate(&[first.clone(), files(&next)].concat())
        .read(vec![("items".to_owned(), columns)])
        .schema();
    [job, Job::new().migrate(&files(&fresh)).schema()]
}

/// The rows that were read, the schema they are in, and what that is to be.
pub(super) fn found(outcomes: &[Outcome], after: &str) -> [Value; 3] {
    let found = |outcome: &Outcome| -> Vec<Value> {
        let found = outcome.found();
        found
            .unwrap_or_else(|fault| panic!("{fault}\n{after}"))
            .to_vec()
    };
    let (migrated, fresh) = (found(&outcomes[0]), found(&outcomes[1]));
    [
        migrated[3][0].clone(),
        migrated[4].clone(),
        fresh[1].clone(),
    ]
}

pub(super) fn followed(text: &str, facts: &BTreeSet<String>) -> Evolution {
    step(text, facts, DataLoss::Refused).unwrap_or_else(|| panic!("{}", refused(text, facts)))
}

/// Two of them, with nothing but a name.
fn rows(dialect: Dialect) -> String {
    let one = item(dialect, "name", "'One'");
    let other = one.replace("0123456789ab", "0123456789ac");
    format!("{one}\n{other}")
}

fn required() -> Vec<String> {
    let kinds = KINDS.iter().enumerate();
    kinds
        .map(|(number, kind)| format!("f{number}: {kind}"))
        .collect()
}

/// An entity with a name and these attributes.
pub(super) fn design(attributes: &[String]) -> String {
    let lines = attributes.iter().map(|line| format!("      {line}\n"));
    let lines: String = lines.collect();
    format!(
        r#"moguera: "0.1"
api: {{ name: migrated, version: 1.0.0 }}
types:
  Colour: {{ enum: [red, green] }}
  Circle: {{ attributes: {{ radius: float64 }} }}
  Square: {{ attributes: {{ side: float64 }} }}
  Shape: {{ one_of: {{ circle: Circle, square: Square }}, discriminator: kind }}
entities:
  Item:
    attributes:
      name: string
{lines}"#
    )
}

/// The ways out that are told of each attribute, when the rows of the design before have no value of it.
fn ways_of(before: &str, attributes: &[String]) -> Vec<Vec<Way>> {
    let facts = followed(before, &BTreeSet::new()).facts;
    let told = refused(&design(attributes), &facts);
    let lines = told.lines().filter_map(|line| {
        let (what, line) = line.trim().strip_prefix("= help: ")?.split_once(": `")?;
        let line = line.strip_suffix('`')?.to_owned();
        let is_optional = what.contains("optional");
        Some(Way { line, is_optional })
    });
    let lines: Vec<Way> = lines.collect();
    let of = |attribute: &String| -> Vec<Way> {
        let (name, _) = attribute.split_once(": ").expect("it has a name");
        let is_of = |way: &&Way| way.line.trim_matches('"').starts_with(&format!("{name}: "));
        let ways: Vec<Way> = lines.iter().filter(is_of).cloned().collect();
        assert!(
            !ways.is_empty(),
            "there is no way out for {attribute}\n{told}"
        );
        ways
    };
    attributes.iter().map(of).collect()
}

/// The attribute as one that rows may be without; each can be.
fn told_optional(ways: &[Way]) -> String {
    let optional = ways.iter().find(|way| way.is_optional);
    match optional {
        Some(way) => way.line.clone(),
        None => ways[0]
            .line
            .replace("backfill: ", "optional: true, backfill: "),
    }
}

/// What is said of a design that rows cannot follow.
pub(super) fn refused(text: &str, facts: &BTreeSet<String>) -> String {
    let source = Source::new(vec![SourceFile::new("design.yaml", text)]);
    let found = match moguera::front(&source) {
        Ok(service) => moguera::migrate(&service, facts, DataLoss::Refused).err(),
        Err(found) => Some(found),
    };
    let found = found.expect("something is in the way");
    found.render(&source, moguera::diagnostic::Colour::Never)
}
