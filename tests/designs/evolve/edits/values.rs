//! Edits of enums.

use super::{Edited, is_stored};
use crate::random::Json;
use serde_json::json;

/// The values of a random inline enum.
pub(super) fn values(edited: &mut Edited<'_>) -> Option<(String, String)> {
    edited.attribute(|keys| is_stored(keys) && keys.get("enum").is_some_and(Json::is_array))
}

pub(super) fn add_value(edited: &mut Edited<'_>) -> Option<String> {
    let place = values(edited)?;
    let value = format!("value_{}", edited.number);
    let list = edited.keys(&place)?.get_mut("enum")?.as_array_mut()?;
    list.push(json!(value));
    Some(format!("{}.{} may be {value}", place.0, place.1))
}

pub(super) fn rename_value(edited: &mut Edited<'_>) -> Option<String> {
    let place = values(edited)?;
    let new = format!("other_{}", edited.number);
    let keys = edited.keys(&place)?;
    let list = keys.get_mut("enum")?.as_array_mut()?;
    let value = list.iter_mut().find(|value| value.is_string())?;
    let old = value.as_str()?.to_owned();
    *value = json!({ "name": new, "renamed_from": old });
    for key in ["default", "backfill", "example"] {
        if keys.get(key) == Some(&json!(old)) {
            keys.insert(key.to_owned(), json!(new));
        }
    }
    Some(format!("{}.{}: {old} is {new}", place.0, place.1))
}

pub(super) fn remove_value(edited: &mut Edited<'_>) -> Option<String> {
    let place = values(edited)?;
    let keys = edited.keys(&place)?;
    // All rows with the value get one and the same instead.
    if keys.contains_key("unique") {
        return None;
    }
    let list = keys.get_mut("enum")?.as_array_mut()?;
    let value = (list.len() > 1).then(|| list.pop())??;
    Some(format!("{}.{} is never {value}", place.0, place.1))
}
