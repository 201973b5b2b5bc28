//! A name is replaced wherever it stands.

use crate::random::Json;
use serde_json::{Map, json};

/// The same map with another name in the same place.
pub(super) fn rename_key(map: &mut Map<String, Json>, old: &str, new: &str) {
    let entries = std::mem::take(map).into_iter();
    let renamed = entries.map(|(key, value)| match key == old {
        true => (new.to_owned(), value),
        false => (key, value),
    });
    map.extend(renamed);
}

/// Replaces a name wherever it stands by itself, but in `renamed_from`.
pub(super) fn replace(map: Option<&mut Map<String, Json>>, old: &str, new: &str) {
    for (key, value) in map.into_iter().flatten() {
        if key != "renamed_from" {
            replace_in(value, old, new);
        }
    }
}

pub(super) fn replace_in(value: &mut Json, old: &str, new: &str) {
    match value {
        Json::String(text) => {
            let renamed = text.strip_prefix('-').unwrap_or(text);
            let (bare, mark) = match renamed.strip_suffix('?') {
                Some(bare) => (bare, "?"),
                None => (renamed, ""),
            };
            let sign = if text.starts_with('-') { "-" } else { "" };
            if bare == old {
                *text = format!("{sign}{new}{mark}");
            } else if let Some(view) = bare.strip_prefix(&format!("{old}.")) {
                *text = format!("{new}.{view}");
            } else if bare == format!("{old}[]") {
                *text = format!("{new}[]");
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| replace_in(item, old, new)),
        Json::Object(map) => {
            if map.contains_key(old) {
                rename_key(map, old, new);
            }
            replace(Some(map), old, new);
        }
        _ => {}
    }
}

/// Says what something was called before this step. A name that clients kept since an earlier one is given up.
pub(super) fn was_called(keys: &mut Map<String, Json>, old: &str) {
    let kept = keys.shift_remove("wire_alias");
    if kept == Some(json!(true)) || !keys.contains_key("renamed_from") {
        keys.insert("renamed_from".to_owned(), json!(old));
    }
}

/// Every database has followed: what something was called before is of no more interest, unless clients keep the name.
pub(in crate::evolve) fn forget_names(design: &mut Json) {
    match design {
        Json::Object(map) => {
            if map.get("wire_alias") != Some(&json!(true)) {
                map.shift_remove("renamed_from");
                map.shift_remove("wire_alias");
            }
            map.values_mut().for_each(forget_names);
        }
        Json::Array(items) => items.iter_mut().for_each(forget_names),
        _ => {}
    }
}
