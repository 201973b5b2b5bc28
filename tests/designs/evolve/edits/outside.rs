//! Edits of code alone: no table follows.

use super::Edited;
use serde_json::json;

pub(super) fn add_view(edited: &mut Edited<'_>) -> Option<String> {
    let media_type = edited.one_of("media_types")?;
    let name = format!("view_{}", edited.number);
    let shown = edited.section("media_types")?.get_mut(&media_type)?;
    let views = shown
        .as_object_mut()?
        .entry("views")
        .or_insert_with(|| json!({}));
    views.as_object_mut()?.insert(name.clone(), json!(["id"]));
    Some(format!("add view {media_type}.{name}"))
}

pub(super) fn add_action(edited: &mut Edited<'_>) -> Option<String> {
    let resource = edited.one_of("resources")?;
    let name = format!("do_{}", edited.number);
    let path = format!("/do-{}", edited.number);
    let actions = edited.section("resources")?.get_mut(&resource)?;
    let actions = actions.as_object_mut()?;
    actions.insert(name.clone(), json!({ "post": path }));
    Some(format!("add action {resource}.{name}"))
}

/// One that `add_action` has added.
pub(super) fn remove_action(edited: &mut Edited<'_>) -> Option<String> {
    let resource = edited.one_of("resources")?;
    let actions = edited.section("resources")?.get_mut(&resource)?;
    let actions = actions.as_object_mut()?;
    let added = actions.keys().find(|name| name.starts_with("do_"));
    let name = added?.clone();
    actions.shift_remove(&name)?;
    Some(format!("remove action {resource}.{name}"))
}

pub(super) fn describe(edited: &mut Edited<'_>) -> Option<String> {
    let name = edited.one_of("entities")?;
    let text = format!("As of edit {}.", edited.number);
    edited
        .entity(&name)?
        .insert("description".to_owned(), json!(text));
    Some(format!("describe {name}"))
}
