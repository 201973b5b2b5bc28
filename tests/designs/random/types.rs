//! Random types: enums, aliases, objects, unions, and types made of others.

use super::draft::Draft;
use super::value::{self, Kind, Named, Value};
use super::words;
use serde_json::{Map, Value as Json, json};

pub(super) fn types(draft: &mut Draft) -> Map<String, Json> {
    let mut types = Map::new();
    for _ in 0..draft.chance.below(3) {
        let value = value::enumeration(&mut draft.chance);
        simple(draft, value, &mut types);
    }
    for _ in 0..draft.chance.below(3) {
        let value = value::any(&mut draft.chance, &[], 1);
        if value.kind != Kind::Object {
            simple(draft, value, &mut types);
        }
    }
    for _ in 0..1 + draft.chance.below(4) {
        object(draft, &mut types);
    }
    if draft.chance.percent(60) {
        union(draft, &mut types);
    }
    if draft.chance.percent(60) {
        extended(draft, &mut types);
    }
    if draft.chance.percent(40) {
        tree(draft, &mut types);
    }
    types
}

/// An enum or an alias.
fn simple(draft: &mut Draft, value: Value, types: &mut Map<String, Json>) {
    let name = draft.name();
    let mut keys = value.keys;
    draft.describe(&mut keys);
    types.insert(name.clone(), Json::Object(keys));
    draft.named.push(Named {
        name,
        kind: value.kind,
        literals: value.literals,
        attributes: Vec::new(),
    });
}

fn object(draft: &mut Draft, types: &mut Map<String, Json>) {
    let name = draft.name();
    let mut attributes = Map::new();
    let mut literal = Map::new();
    let names = draft.chance.some(words::MEMBERS, 5);
    for member in &names {
        let named = draft.named.clone();
        let value = value::any(&mut draft.chance, &named, 2);
        literal.insert((*member).into(), value.literals[0].clone());
        let field = value::field(&mut draft.chance, &value);
        attributes.insert((*member).into(), field);
    }
    let mut keys = Map::new();
    draft.describe(&mut keys);
    keys.insert("attributes".into(), Json::Object(attributes));
    types.insert(name.clone(), Json::Object(keys));
    draft.structures.push(name.clone());
    draft.named.push(Named {
        name,
        kind: Kind::Object,
        literals: vec![Json::Object(literal)],
        attributes: names.into_iter().map(str::to_owned).collect(),
    });
}

/// Some objects, told apart by a tag.
fn union(draft: &mut Draft, types: &mut Map<String, Json>) {
    let objects: Vec<Named> = objects(draft);
    let tags = draft.chance.pick(&[
        ["circle", "square"],
        ["type", "in-review"],
        ["none", "self"],
    ]);
    let discriminator = draft.chance.pick(&["kind", "tag_of_it"]);
    let members: Vec<(&str, Named)> = tags.into_iter().zip(objects).collect();
    let (tag, first) = members[0].clone();
    let mut literal = first.literals[0].clone();
    literal[discriminator] = json!(tag);
    let one_of: Map<String, Json> = members
        .into_iter()
        .map(|(tag, member)| (tag.to_owned(), json!(member.name)))
        .collect();
    let mut keys = Map::new();
    draft.describe(&mut keys);
    keys.insert("one_of".into(), Json::Object(one_of));
    keys.insert("discriminator".into(), json!(discriminator));
    let name = draft.name();
    types.insert(name.clone(), Json::Object(keys));
    draft.structures.push(name.clone());
    draft.named.push(Named {
        name,
        kind: Kind::Object,
        literals: vec![literal],
        attributes: Vec::new(),
    });
}

fn objects(draft: &Draft) -> Vec<Named> {
    draft
        .named
        .iter()
        .filter(|named| !named.attributes.is_empty())
        .cloned()
        .collect()
}

/// A type that takes over attributes of another one.
fn extended(draft: &mut Draft, types: &mut Map<String, Json>) {
    let base = draft.chance.pick(&objects(draft));
    let mut keys = Map::new();
    keys.insert("extend".into(), json!(base.name));
    let first = json!([base.attributes[0]]);
    match draft.chance.below(4) {
        0 => drop(keys.insert("pick".into(), first)),
        1 if base.attributes.len() > 1 => drop(keys.insert("omit".into(), first)),
        2 => drop(keys.insert("partial".into(), json!(true))),
        _ => drop(keys.insert("attributes".into(), json!({"added_here": "string?"}))),
    }
    let name = draft.name();
    types.insert(name.clone(), Json::Object(keys));
    draft.structures.push(name);
}

/// An object that holds others of itself, in an array or a map.
fn tree(draft: &mut Draft, types: &mut Map<String, Json>) {
    let name = draft.name();
    let many = draft
        .chance
        .pick(&[format!("{name}[]"), format!("map<{name}>")]);
    let literal = if many.ends_with("[]") {
        json!([])
    } else {
        json!({})
    };
    types.insert(
        name.clone(),
        json!({"attributes": {"label": "string", "below": many, "first": {"type": "array", "items": name, "max_items": 1, "optional": true}}}),
    );
    draft.structures.push(name.clone());
    draft.named.push(Named {
        name,
        kind: Kind::Object,
        literals: vec![json!({"label": "x", "below": literal})],
        attributes: Vec::new(),
    });
}
