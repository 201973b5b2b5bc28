//! Random custom actions, and what all actions may say.

use super::draft::Draft;
use super::value;
use super::words;
use serde_json::{Map, Value as Json, json};

/// Who may call: of one row of a resource also its owner.
pub(super) fn authorize(draft: &mut Draft, row: Option<usize>) -> Json {
    let mut words = vec![String::from("signed"), String::from("public"), draft.role()];
    let is_owned = row.is_some_and(|index| {
        draft.entities[draft.resources[index].entity]
            .owner
            .is_some()
    });
    if is_owned {
        words.push(String::from("owner"));
        words.push(String::from("owner"));
    }
    let word = draft.chance.pick(&words);
    if word == "owner" && draft.chance.percent(60) {
        return json!(["owner", draft.role()]);
    }
    json!(word)
}

/// Which views there are to choose from.
pub(super) fn views(draft: &mut Draft, media_type: &str, keys: &mut Map<String, Json>) {
    let shown = draft
        .media_types
        .iter()
        .find(|shown| shown.name == media_type);
    let views = shown.map(|shown| shown.views.iter().map(|view| view.name).collect::<Vec<_>>());
    let views = views.unwrap_or_default();
    if views.is_empty() || draft.chance.percent(60) {
        return;
    }
    let some = draft.chance.some(&views, 3);
    if draft.chance.percent(50) {
        keys.insert("view".into(), json!(draft.chance.pick(&some)));
    } else if !some.contains(&"default") {
        keys.insert("view".into(), json!(some[0]));
    }
    if draft.chance.percent(60) || !some.contains(&"default") {
        keys.insert("views".into(), json!(some));
    }
}

/// Errors and the end of an action.
pub(super) fn ends(draft: &mut Draft, keys: &mut Map<String, Json>) {
    if draft.chance.percent(30) {
        let errors = draft.chance.some(words::ERRORS, 3);
        let errors: Map<String, Json> = errors
            .into_iter()
            .map(|name| {
                // The same everywhere.
                let status = 400 + name.len() as u64;
                let long = json!({"status": status, "description": draft.text()});
                let error = if draft.chance.percent(50) {
                    json!(status)
                } else {
                    long
                };
                (name.to_owned(), error)
            })
            .collect();
        keys.insert("errors".into(), Json::Object(errors));
    }
    if draft.chance.percent(10) {
        let text = draft.text();
        let deprecated = draft.chance.pick(&[json!(true), text]);
        keys.insert("deprecated".into(), deprecated);
    }
}

/// Some actions written by hand.
pub(super) fn custom(draft: &mut Draft, resource: Option<usize>, keys: &mut Map<String, Json>) {
    let least = usize::from(resource.is_none());
    let count = least + draft.chance.below(3);
    for name in draft.chance.some(words::ACTIONS, 3).into_iter().take(count) {
        let action = action(draft, resource, name);
        keys.insert(name.into(), Json::Object(action));
    }
}

fn action(draft: &mut Draft, resource: Option<usize>, name: &str) -> Map<String, Json> {
    let mut keys = Map::new();
    let of_row = resource.filter(|_| draft.chance.percent(60));
    let method = draft
        .chance
        .pick(&["get", "post", "put", "patch", "delete"]);
    let word = name.replace('_', "-");
    let path = if of_row.is_some() {
        format!("/{{id}}/{word}")
    } else {
        format!("/all/{word}")
    };
    keys.insert(method.into(), json!(path));
    draft.describe(&mut keys);
    if draft.chance.percent(60) {
        keys.insert("authorize".into(), authorize(draft, of_row));
    }
    let mut names = words::MEMBERS.to_vec();
    if draft.chance.percent(50) {
        let query = query(draft, &mut names);
        keys.insert("query".into(), Json::Object(query));
    }
    if matches!(method, "post" | "put" | "patch") && draft.chance.percent(60) {
        // Nothing else may be called like attributes that are not known here.
        let named = match keys.get("query") {
            Some(_) => None,
            None => structure(draft),
        };
        let payload = named.unwrap_or_else(|| payload(draft, &mut names));
        keys.insert("payload".into(), payload);
    }
    response(draft, resource, &mut keys);
    ends(draft, &mut keys);
    keys
}

fn query(draft: &mut Draft, names: &mut Vec<&'static str>) -> Map<String, Json> {
    let mut query = Map::new();
    let named: Vec<_> = draft
        .named
        .iter()
        .filter(|named| named.kind == value::Kind::Enumeration)
        .cloned()
        .collect();
    for _ in 0..1 + draft.chance.below(3) {
        let value = value::any(&mut draft.chance, &named, 0);
        if value.has_literals() {
            let name = names.swap_remove(draft.chance.below(names.len()));
            query.insert(name.into(), value::field(&mut draft.chance, &value));
        }
    }
    query
}

/// A type by name, sometimes.
fn structure(draft: &mut Draft) -> Option<Json> {
    let is_named = !draft.structures.is_empty() && draft.chance.percent(50);
    is_named.then(|| json!(draft.chance.pick(&draft.structures)))
}

/// A type in place.
fn payload(draft: &mut Draft, names: &mut Vec<&'static str>) -> Json {
    let mut attributes = Map::new();
    for _ in 0..1 + draft.chance.below(4) {
        let named = draft.named.clone();
        let value = value::any(&mut draft.chance, &named, 2);
        let name = names.swap_remove(draft.chance.below(names.len()));
        attributes.insert(name.into(), value::field(&mut draft.chance, &value));
    }
    json!({"attributes": attributes})
}

fn response(draft: &mut Draft, resource: Option<usize>, keys: &mut Map<String, Json>) {
    let engine = |index: usize| draft.entities[index].engine;
    let here = resource.map_or(0, |index| engine(draft.resources[index].entity));
    let shown = draft.media_types.iter();
    let shown = shown.filter(|shown| shown.entity.is_none_or(|entity| engine(entity) == here));
    let shown: Vec<(String, Vec<&str>)> = shown
        .map(|shown| {
            let views = shown.views.iter().map(|view| view.name);
            (shown.name.clone(), views.collect())
        })
        .collect();
    let list = draft.chance.pick(&["", "[]"]);
    match draft.chance.below(5) {
        0 => drop(keys.insert("response".into(), json!("none"))),
        1 => {}
        2 if !draft.structures.is_empty() => {
            let structures = draft.structures.clone();
            let name = draft.chance.pick(&structures);
            keys.insert("response".into(), json!(format!("{name}{list}")));
        }
        _ if !shown.is_empty() => {
            let (name, names) = draft.chance.pick(&shown);
            if draft.chance.percent(50) {
                let view = draft.chance.pick(&names);
                keys.insert("response".into(), json!(format!("{name}.{view}{list}")));
            } else {
                keys.insert("response".into(), json!(format!("{name}{list}")));
                views(draft, &name, keys);
            }
        }
        _ => {}
    }
    status(draft, keys);
}

/// One that goes with what is answered.
fn status(draft: &mut Draft, keys: &mut Map<String, Json>) {
    if draft.chance.percent(30) {
        let is_empty = keys
            .get("response")
            .is_none_or(|response| response == "none");
        let statuses: &[u64] = if is_empty {
            &[202, 204]
        } else {
            &[200, 201, 202]
        };
        keys.insert("status".into(), json!(draft.chance.pick(statuses)));
    }
}
