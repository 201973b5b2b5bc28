//! Edits of attributes.

use super::names::{rename_key, replace, was_called};
use super::{Edited, has_type, is_stored, scalar, with};
use crate::random::Json;
use serde_json::{Map, json};

pub(super) fn add_optional(edited: &mut Edited<'_>) -> Option<String> {
    let (keys, _) = scalar(edited.chance);
    edited.add("more", with(keys, "optional", json!(true)))
}

pub(super) fn add_default(edited: &mut Edited<'_>) -> Option<String> {
    let (keys, value) = scalar(edited.chance);
    edited.add("plus", with(keys, "default", value))
}

pub(super) fn add_backfilled(edited: &mut Edited<'_>) -> Option<String> {
    let (keys, value) = scalar(edited.chance);
    edited.add("filled", with(keys, "backfill", value))
}

pub(super) fn add_now(edited: &mut Edited<'_>) -> Option<String> {
    let ty = edited.chance.pick(&["datetime", "date"]);
    edited.add("made", json!({ "type": ty, "default": "now" }))
}

pub(super) fn remove_attribute(edited: &mut Edited<'_>) -> Option<String> {
    let place = edited.attribute(|_| true)?;
    let attributes = edited.part(&place.0, "attributes")?;
    attributes.shift_remove(&place.1)?;
    Some(format!("remove {}.{}", place.0, place.1))
}

pub(super) fn rename_attribute(edited: &mut Edited<'_>) -> Option<String> {
    let place = edited.attribute(is_stored)?;
    let (entity, old) = (place.0.clone(), place.1.clone());
    let new = format!("name_{}", edited.number);
    let keys = edited.keys(&place)?;
    was_called(keys, &old);
    rename_key(edited.part(&entity, "attributes")?, &old, &new);
    replace(edited.entity(&entity).map(|it| it as &mut _), &old, &new);
    for section in ["media_types", "resources", "seeds"] {
        replace(edited.section(section), &old, &new);
    }
    Some(format!("rename {entity}.{old} to {new}"))
}

pub(super) fn make_optional(edited: &mut Edited<'_>) -> Option<String> {
    let required = |keys: &Map<String, Json>| {
        is_stored(keys)
            && !["optional", "nullable"]
                .iter()
                .any(|key| keys.contains_key(*key))
    };
    let place = edited.attribute(required)?;
    let word = edited.chance.pick(&["optional", "nullable"]);
    edited.keys(&place)?.insert(word.to_owned(), json!(true));
    Some(format!("{word} {}.{}", place.0, place.1))
}

/// Seeds need a value of what has no default.
pub(super) fn make_required(edited: &mut Edited<'_>) -> Option<String> {
    let word = edited.chance.pick(&["backfill", "default"]);
    let place = edited.attribute(|keys| {
        let may_be_null = ["optional", "nullable"]
            .iter()
            .any(|key| keys.contains_key(*key));
        may_be_null && is_stored(keys) && filling(keys).is_some()
    })?;
    let keys = edited.keys(&place)?;
    // A random design says a `backfill` of any attribute, which nobody has used so far.
    for key in ["optional", "nullable", "backfill"] {
        keys.remove(key);
    }
    let value = filling(keys)?;
    keys.insert(word.to_owned(), value);
    Some(format!("require {}.{} with a {word}", place.0, place.1))
}

/// What rows get that have none.
fn filling(keys: &Map<String, Json>) -> Option<Json> {
    let values = keys.get("enum").and_then(Json::as_array);
    if let Some(value) = values.and_then(|values| values.last()) {
        return Some(value.get("name").unwrap_or(value).clone());
    }
    match keys.get("type").and_then(Json::as_str)? {
        "boolean" => Some(json!(false)),
        "int32" | "int64" => Some(json!(3)),
        "float64" | "decimal" => Some(json!(4.5)),
        "date" => Some(json!("2026-02-28")),
        "datetime" => Some(json!("2026-02-28T12:00:00Z")),
        "string" | "text" => Some(json!("was missing")),
        _ => None,
    }
}

/// Where nothing is lost by itself, else by an expression.
pub(super) fn change_type(edited: &mut Edited<'_>) -> Option<String> {
    let place = edited.attribute(|keys| {
        let is_bare = [
            "default", "example", "unique", "index", "backfill", "pattern",
        ];
        let is_bare = !is_bare.iter().any(|key| keys.contains_key(*key));
        is_bare
            && has_type(
                keys,
                &["int32", "int64", "boolean", "uuid", "date", "string"],
            )
    })?;
    let keys = edited.keys(&place)?;
    let from = keys.get("type").and_then(Json::as_str)?.to_owned();
    let into = match from.as_str() {
        "int32" => "int64",
        "date" => "datetime",
        "string" => "int32",
        _ => "string",
    };
    keys.retain(|key, _| {
        ["optional", "nullable", "set_by", "secret", "renamed_from"].contains(&key.as_str())
    });
    keys.insert("type".to_owned(), json!(into));
    if from == "string" {
        keys.insert("backfill".to_owned(), json!({ "sql": "42" }));
    }
    Some(format!("{from} to {into}: {}.{}", place.0, place.1))
}

pub(super) fn change_scale(edited: &mut Edited<'_>) -> Option<String> {
    let place = edited.attribute(|keys| has_type(keys, &["decimal"]))?;
    let keys = edited.keys(&place)?;
    let scale = keys.get("scale").and_then(Json::as_u64).unwrap_or(2);
    keys.insert("scale".to_owned(), json!(scale + 1));
    Some(format!("one digit more: {}.{}", place.0, place.1))
}

pub(super) fn toggle_index(edited: &mut Edited<'_>) -> Option<String> {
    let place = edited.attribute(|keys| {
        !keys.contains_key("unique")
            && has_type(keys, &["int32", "int64", "uuid", "date", "datetime"])
    })?;
    let keys = edited.keys(&place)?;
    let is_there = keys.remove("index").is_some();
    if !is_there {
        keys.insert("index".to_owned(), json!(true));
    }
    Some(format!("index {}.{}: {}", place.0, place.1, !is_there))
}

/// Empty at first, so that all rows differ.
pub(super) fn add_unique(edited: &mut Edited<'_>) -> Option<String> {
    let keys = json!({ "type": "uuid", "optional": true, "unique": true });
    edited.add("code", keys)
}
