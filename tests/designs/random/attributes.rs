//! Random attributes of entities.

use super::draft::{Attribute, Draft};
use super::entities::set_by;
use super::value::{self, Kind, Value};
use super::words;
use serde_json::{Map, Value as Json, json};

/// Gives an entity its attributes.
pub(super) fn attributes(draft: &mut Draft, index: usize) {
    let mut written = Map::new();
    extend(draft, index);
    let taken = |draft: &Draft, name: &str| {
        let entity = &draft.entities[index];
        entity.attributes.iter().any(|one| one.name == name)
            || entity.to_one.iter().any(|one| one.name == name)
    };
    let mut names = words::MEMBERS.to_vec();
    names.retain(|name| !taken(draft, name));
    let count = 1 + draft.chance.below(8);
    for number in 0..count {
        let name = names.swap_remove(draft.chance.below(names.len()));
        let (attribute, keys) = if number == 0 {
            first(draft, name)
        } else {
            other(draft, index, name)
        };
        written.insert(name.into(), keys);
        draft.entities[index].attributes.push(attribute);
    }
    if draft.has_account && index == 0 {
        role(draft, &mut written);
    }
    let entity = &mut draft.entities[index];
    entity
        .keys
        .insert("attributes".into(), Json::Object(written));
}

/// All attributes of some type come first, if it has none that a rule by name would take from callers.
fn extend(draft: &mut Draft, index: usize) {
    if draft.chance.percent(80) {
        return;
    }
    let by_rule = |name: &String| name == "status" || name.ends_with("_at");
    let relations: Vec<&str> = draft.entities[index]
        .to_one
        .iter()
        .map(|one| one.name)
        .collect();
    let bases = draft.named.iter().filter(|named| {
        let names = &named.attributes;
        !names.is_empty()
            && !names.iter().any(by_rule)
            && !names.iter().any(|name| relations.contains(&name.as_str()))
    });
    let bases: Vec<_> = bases.cloned().collect();
    if bases.is_empty() {
        return;
    }
    let base = draft.chance.pick(&bases);
    let entity = &mut draft.entities[index];
    entity.keys.insert("extend".into(), json!(base.name));
    for name in &base.attributes {
        let literal = base.literals[0][name].clone();
        entity.attributes.push(Attribute {
            name: name.clone(),
            value: Value {
                keys: Map::new(),
                // Nothing is known of it but a value.
                kind: Kind::Object,
                literals: vec![literal],
            },
            required: true,
            secret: false,
            computed: false,
            slug: false,
            settable: true,
        });
    }
}

/// The first attribute is one that callers set, and that a slug can be made of.
fn first(draft: &mut Draft, name: &str) -> (Attribute, Json) {
    let literals = vec![json!("One"), json!("Two \"2\" \\ */ {{"), json!("Three")];
    let keys = json!({"type": "string", "max_length": 200, "set_by": "caller"});
    let value = Value::scalar(keys, Kind::String, literals);
    let mut keys = value.keys.clone();
    value::described(&mut draft.chance, &value, &mut keys);
    if draft.chance.percent(30) {
        keys.insert("unique".into(), json!(true));
    }
    (required(name, value), Json::Object(keys))
}

fn required(name: &str, value: Value) -> Attribute {
    Attribute {
        required: true,
        ..attribute(name, value)
    }
}

/// One that may be left out.
fn attribute(name: &str, value: Value) -> Attribute {
    Attribute {
        name: name.to_owned(),
        value,
        required: false,
        secret: false,
        computed: false,
        slug: false,
        settable: true,
    }
}

fn other(draft: &mut Draft, index: usize, name: &str) -> (Attribute, Json) {
    match draft.chance.below(12) {
        0 => slug(draft, index, name),
        1 => computed(draft, index, name),
        _ => stored(draft, name),
    }
}

/// A slug of the first own attribute.
fn slug(draft: &mut Draft, index: usize, name: &str) -> (Attribute, Json) {
    let mut source = draft.entities[index].attributes.iter();
    let source = source.rfind(|one| one.required && !one.secret && one.value.kind == Kind::String);
    let is_second = draft.entities[index].attributes.iter().any(|one| one.slug);
    let Some(source) = source.map(|one| one.name.clone()).filter(|_| !is_second) else {
        return stored(draft, name);
    };
    let mut keys = json!({"type": "string", "max_length": 80, "default": {"slug": source}, "set_by": "caller"});
    if index.is_multiple_of(2) {
        keys["pattern"] = json!("^[a-z0-9-]+$");
    }
    let value = Value::scalar(keys, Kind::String, vec![json!("a-slug")]);
    let keys = Json::Object(value.keys.clone());
    let mut made = attribute(name, value);
    made.slug = true;
    (made, keys)
}

fn computed(draft: &mut Draft, index: usize, name: &str) -> (Attribute, Json) {
    let stored = draft.entities[index]
        .attributes
        .iter()
        .filter(|one| !one.computed);
    let stored: Vec<String> = stored.map(|one| one.name.clone()).collect();
    let needs = draft.chance.some(&stored, 3);
    let named = draft.named.clone();
    let value = value::any(&mut draft.chance, &named, 1);
    let mut keys = value.keys.clone();
    keys.insert("computed".into(), json!({"needs": needs}));
    match draft.chance.below(3) {
        0 => drop(keys.insert("optional".into(), json!(true))),
        1 => drop(keys.insert("nullable".into(), json!(true))),
        _ => {}
    }
    let mut made = attribute(name, value);
    made.computed = true;
    made.settable = false;
    (made, Json::Object(keys))
}

fn stored(draft: &mut Draft, name: &str) -> (Attribute, Json) {
    let named = draft.named.clone();
    let value = value::any(&mut draft.chance, &named, 2);
    let mut keys = value.keys.clone();
    let mut made = required(name, value.clone());
    match draft.chance.below(5) {
        0 => drop(keys.insert("optional".into(), json!(true))),
        1 => drop(keys.insert("nullable".into(), json!(true))),
        2 if value.kind == Kind::Moment && draft.chance.percent(50) => {
            keys.insert("default".into(), json!("now"));
        }
        2 if value.has_literals() => {
            let default = draft.chance.pick(&value.literals);
            keys.insert("default".into(), default);
        }
        _ => {}
    }
    made.required = !["optional", "nullable", "default"]
        .iter()
        .any(|key| keys.contains_key(*key));
    if !made.required && draft.chance.percent(40) {
        made.settable = set_by(draft, &mut keys);
    } else if made.required || draft.chance.percent(10) {
        // Some names would take it from callers.
        keys.insert("set_by".into(), json!("caller"));
    } else {
        made.settable = name != "status" && !name.ends_with("_at");
    }
    if draft.chance.percent(12) {
        keys.insert("secret".into(), json!(true));
        made.secret = true;
    }
    lookup(draft, &value, &mut keys);
    value::described(&mut draft.chance, &value, &mut keys);
    if made.secret {
        keys.remove("example");
    }
    (made, short(draft, keys))
}

/// Two seeds have to differ in what is unique.
fn lookup(draft: &mut Draft, value: &Value, keys: &mut Map<String, Json>) {
    if !value.is_searchable() || !draft.chance.percent(30) {
        return;
    }
    let unique =
        value.literals.len() > 2 && !keys.contains_key("default") && draft.chance.percent(40);
    keys.insert(if unique { "unique" } else { "index" }.into(), json!(true));
}

/// In one word if there is nothing else to say.
fn short(draft: &mut Draft, keys: Map<String, Json>) -> Json {
    let rest: Vec<&str> = keys
        .keys()
        .map(String::as_str)
        .filter(|key| *key != "type")
        .collect();
    match (keys.get("type"), rest.as_slice()) {
        (Some(Json::String(word)), ["optional"]) if draft.chance.percent(60) => {
            json!(format!("{word}?"))
        }
        (Some(Json::String(word)), []) => json!(word),
        _ => Json::Object(keys),
    }
}

/// The account has a role.
fn role(draft: &mut Draft, written: &mut Map<String, Json>) {
    let roles = draft.roles.clone();
    written.insert("role".into(), json!({"enum": roles, "default": "admin"}));
    let literals = roles.iter().map(|role| json!(role)).collect();
    let value = Value::scalar(json!({"enum": roles}), Kind::Enumeration, literals);
    let mut made = attribute("role", value);
    made.settable = false;
    draft.entities[0].attributes.push(made);
}
