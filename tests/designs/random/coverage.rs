//! What random designs are made of, held against the reference page: every key of every table, every choice that a key
//! offers, every type and every word for who may call occurs.

use super::draft;
use serde_json::Value as Json;

/// Designs that are looked at together.
const DESIGNS: u64 = 200;

const ATTRIBUTES: &[&str] = &[
    "entities.*.attributes.*",
    "types.*",
    "types.*.attributes.*",
    "resources.*.*.query.*",
    "resources.*.*.payload.attributes.*",
];

/// Where the maps of each table of keys stand, in the order of the page.
const PLACES: &[&[&str]] = &[
    &[""],
    &["api"],
    &["api.contact"],
    &["api.license"],
    &["api.servers.*"],
    &["api.security"],
    &["api.cors"],
    &["engines.*"],
    &["types.*"],
    ATTRIBUTES,
    ATTRIBUTES,
    ATTRIBUTES,
    &["entities.*"],
    &["entities.*.indexes.*"],
    &["entities.*.belongs_to.*"],
    &["entities.*.has_many.*"],
    &["entities.*.many_to_many.*"],
    &["media_types.*"],
    &["resources.*"],
    &["resources.*.show", "resources.*.delete"],
    &["resources.*.show"],
    &["resources.*.create", "resources.*.update"],
    &["resources.*.list"],
    &["resources.*.*"],
    &["resources.*.*.errors.*"],
    &["entities.*.attributes.*", "entities.*", "resources.*"],
    &["media_types.*.views.*"],
    &["entities.*.attributes.*.backfill"],
];

/// Words that stand in lists and short forms: operators of filters, and what views and conditions are made of.
const WORDS: &[&str] = &["eq", "gt", "gte", "lt", "lte", "*", "links", "now", "none"];

/// Conditions that are written as a key.
const CONDITIONS: &[&str] = &[
    "entities.*.visible.*.through",
    "entities.*.attributes.*.default.slug",
];

/// Forms that are told by what is in a word.
const FORMS: &[(&str, &str)] = &[
    ("resources.*.*.response", "."),
    ("resources.*.*.response", "[]"),
    ("media_types.*.views.*.*", "_count"),
    ("media_types.*.views.*.*", "_id"),
    ("media_types.*.views.*.*.*", "."),
    ("entities.*.visible.*", "role:"),
    ("entities.*.has_many.*.order", "-"),
    ("resources.*.list.default_sort", "-"),
    ("entities.*.attributes.*", "?"),
    ("types.*.attributes.*", "map<"),
];

/// A row of a table of keys.
struct Row<'a> {
    key: &'a str,
    /// What is said about its value.
    value: &'a str,
}

#[test]
fn every_construct_of_the_language_occurs() {
    let designs: Vec<Json> = (0..DESIGNS)
        .map(|seed| draft::design(seed, "random"))
        .collect();
    let page = moguera::parse::reference();
    let missing = [
        missing_keys(&designs, &page),
        missing_words(&designs, &page),
        missing_forms(&designs),
    ]
    .concat();
    assert!(missing.is_empty(), "no design has\n{}", missing.join("\n"));
}

/// Keys of the tables, and what they may be said to be.
fn missing_keys(designs: &[Json], page: &str) -> Vec<String> {
    let mut missing = Vec::new();
    let tables = tables(page, "| key | value | default | |");
    assert_eq!(
        tables.len(),
        PLACES.len(),
        "the page has a table without a place here"
    );
    for (rows, places) in tables.iter().zip(PLACES) {
        for row in rows {
            let found: Vec<&Json> = within(designs, places, row.key);
            if found.is_empty() {
                missing.push(format!("key `{}` at {}", row.key, places[0]));
            }
            let choices = choices(row.value).into_iter();
            let absent = choices.filter(|choice| !found.contains(&choice));
            missing.extend(absent.map(|choice| format!("`{}: {choice}`", row.key)));
        }
    }
    missing
}

/// Types, who may call, and other words that stand for something.
fn missing_words(designs: &[Json], page: &str) -> Vec<String> {
    let mut said = Vec::new();
    designs.iter().for_each(|design| words(design, &mut said));
    let types = tables(page, "| type | is | sent as |");
    let access = tables(page, "| word | lets in |");
    let named = types
        .iter()
        .chain(&access)
        .flatten()
        .map(|row| row.key.trim_matches('"'));
    let absent = named
        .chain(WORDS.iter().copied())
        .filter(|word| !word.contains(' ') && !said.iter().any(|known| known == word));
    absent.map(|word| format!("word `{word}`")).collect()
}

/// Conditions, and forms that are told by what is in a word.
fn missing_forms(designs: &[Json]) -> Vec<String> {
    let conditions = CONDITIONS.iter();
    let absent = conditions.filter(|path| at(designs, path).is_empty());
    let mut missing: Vec<String> = absent.map(|path| (*path).to_owned()).collect();
    for (path, part) in FORMS {
        let mut words = at(designs, path).into_iter().filter_map(Json::as_str);
        if !words.any(|word| word.contains(part)) {
            missing.push(format!("`{part}` at {path}"));
        }
    }
    missing
}

/// The tables of the page that begin so.
fn tables<'a>(page: &'a str, head: &str) -> Vec<Vec<Row<'a>>> {
    let parts = page.split(head).skip(1);
    parts
        .map(|rest| {
            let lines = rest
                .lines()
                .skip(2)
                .take_while(|line| line.starts_with('|'));
            lines.filter_map(row).collect()
        })
        .collect()
}

/// `| key | value | …`
fn row(line: &str) -> Option<Row<'_>> {
    let mut cells = line.trim_matches('|').split(" | ");
    let key = cells.next()?.trim().trim_matches('`');
    let value = cells.next().unwrap_or_default().trim();
    Some(Row { key, value })
}

/// The words of a value that is nothing but a choice: `` `restrict`, `cascade` ``.
fn choices(value: &str) -> Vec<Json> {
    let parts: Vec<&str> = value.split(", ").collect();
    let is_choice = parts.len() > 1
        && parts.iter().all(|part| {
            part.len() > 2 && part.starts_with('`') && part.ends_with('`') && !part.contains(' ')
        });
    let words = parts.into_iter().filter(|_| is_choice);
    words
        .map(|word| Json::from(word.trim_matches('`')))
        .collect()
}

/// Values of a key in all maps at some places.
fn within<'a>(designs: &'a [Json], places: &[&str], key: &str) -> Vec<&'a Json> {
    let path = |place: &&str| {
        if place.is_empty() {
            key.to_owned()
        } else {
            format!("{place}.{key}")
        }
    };
    places
        .iter()
        .map(path)
        .flat_map(|path| at(designs, &path))
        .collect()
}

/// All values at a path, in which `*` is any key or item.
fn at<'a>(designs: &'a [Json], path: &str) -> Vec<&'a Json> {
    path.split('.')
        .fold(designs.iter().collect(), |values, step| {
            let inside = |value: &'a Json| -> Vec<&'a Json> {
                match value {
                    Json::Object(map) if step == "*" => map.values().collect(),
                    Json::Object(map) => map.get(step).into_iter().collect(),
                    Json::Array(list) if step == "*" => list.iter().collect(),
                    _ => Vec::new(),
                }
            };
            values.into_iter().flat_map(inside).collect()
        })
}

/// Every word that a design says somewhere, without what short forms put around it.
fn words(value: &Json, said: &mut Vec<String>) {
    match value {
        Json::String(word) => {
            let word = word.trim_end_matches(['?', ']', '[', '>']);
            said.push(word.trim_start_matches("map<").to_owned());
        }
        Json::Array(items) => items.iter().for_each(|item| words(item, said)),
        Json::Object(map) => map.values().for_each(|value| words(value, said)),
        _ => {}
    }
}
