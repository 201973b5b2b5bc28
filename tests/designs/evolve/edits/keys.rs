//! Edits of any key that a design has, whatever it means: most are refused by the language.

use super::Edited;
use crate::random::{Chance, Json};
use serde_json::json;

/// Keys whose values are names of the whole.
const NAMES: &[&str] = &["moguera", "api"];

/// One key is left away, or has another value: the next number, the other truth, or what the same key has elsewhere.
pub(super) fn change(edited: &mut Edited<'_>) -> Option<String> {
    let places = places(edited.design);
    let place = edited.chance.pick(&places);
    let (parent, key) = place.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    if edited.chance.percent(40) {
        let parent = edited.design.pointer_mut(parent)?;
        match parent {
            Json::Object(map) => map.shift_remove(&key)?,
            Json::Array(items) => items.remove(key.parse().ok()?),
            _ => return None,
        };
        return Some(format!("{place} is left away"));
    }
    let value = edited.design.pointer(&place)?.clone();
    let other = other(edited.design, edited.chance, (&key, &value))?;
    *edited.design.pointer_mut(&place)? = other.clone();
    Some(format!("{place}: {value} -> {other}"))
}

fn other(design: &Json, chance: &mut Chance, (key, value): (&str, &Json)) -> Option<Json> {
    match value {
        Json::Bool(flag) => Some(json!(!flag)),
        Json::Number(number) if number.is_i64() => {
            let by = if chance.percent(50) { 1 } else { -1 };
            Some(json!(number.as_i64()?.checked_add(by)?))
        }
        _ => {
            let mut values = Vec::new();
            elsewhere(design, key, &mut values);
            values.retain(|it| it != value);
            (!values.is_empty()).then(|| chance.pick(&values))
        }
    }
}

/// What a key has anywhere.
fn elsewhere(design: &Json, wanted: &str, values: &mut Vec<Json>) {
    match design {
        Json::Object(map) => {
            for (key, value) in map {
                if key == wanted {
                    values.push(value.clone());
                }
                elsewhere(value, wanted, values);
            }
        }
        Json::Array(items) => items.iter().for_each(|it| elsewhere(it, wanted, values)),
        _ => {}
    }
}

/// Where there is a key or an item, as JSON pointers.
fn places(design: &Json) -> Vec<String> {
    let mut places = Vec::new();
    if let Json::Object(sections) = design {
        let others = sections
            .iter()
            .filter(|(name, _)| !NAMES.contains(&name.as_str()));
        for (name, section) in others {
            below(section, &format!("/{name}"), &mut places);
        }
        if let Some(Json::Object(api)) = sections.get("api") {
            let others = api
                .iter()
                .filter(|(name, _)| !["name", "version"].contains(&name.as_str()));
            for (name, part) in others {
                places.push(format!("/api/{name}"));
                below(part, &format!("/api/{name}"), &mut places);
            }
        }
    }
    places
}

fn below(value: &Json, place: &str, places: &mut Vec<String>) {
    let mut add = |key: &str, value: &Json| {
        let key = key.replace('~', "~0").replace('/', "~1");
        let place = format!("{place}/{key}");
        places.push(place.clone());
        below(value, &place, places);
    };
    match value {
        Json::Object(map) => map.iter().for_each(|(key, value)| add(key, value)),
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items.for_each(|(index, item)| add(&index.to_string(), item));
        }
        _ => {}
    }
}
