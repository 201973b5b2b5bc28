//! Edits of code alone: no table follows.

use super::Edited;
use super::names::{rename_key, was_called};
use crate::random::Json;
use serde_json::{Map, json};

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
    let actions = part(edited, "resources", &resource)?;
    actions.insert(name.clone(), json!({ "post": path }));
    Some(format!("add action {resource}.{name}"))
}

/// One that `add_action` has added.
pub(super) fn remove_action(edited: &mut Edited<'_>) -> Option<String> {
    let resource = edited.one_of("resources")?;
    let actions = part(edited, "resources", &resource)?;
    let name = added(actions, "do_")?;
    actions.shift_remove(&name)?;
    Some(format!("remove action {resource}.{name}"))
}

/// One that `add_view` has added: nothing refers to it.
pub(super) fn rename_view(edited: &mut Edited<'_>) -> Option<String> {
    let media_type = edited.one_of("media_types")?;
    let new = format!("view_{}", edited.number);
    let views = part(edited, "media_types", &media_type)?.get_mut("views")?;
    let views = views.as_object_mut()?;
    let old = added(views, "view_")?;
    let view = views.get_mut(&old)?;
    if view.is_array() {
        *view = json!({ "fields": view.take() });
    }
    rename(views, &old, &new)?;
    Some(format!("rename view {media_type}.{old} to {new}"))
}

/// One that `add_action` has added.
pub(super) fn rename_action(edited: &mut Edited<'_>) -> Option<String> {
    let resource = edited.one_of("resources")?;
    let new = format!("do_{}", edited.number);
    let actions = part(edited, "resources", &resource)?;
    let old = added(actions, "do_")?;
    rename(actions, &old, &new)?;
    Some(format!("rename action {resource}.{old} to {new}"))
}

/// One that came with an engine: nothing refers to it.
pub(super) fn rename_resource(edited: &mut Edited<'_>) -> Option<String> {
    let new = format!("shelf_{}", edited.number);
    let resources = edited.section("resources")?;
    let old = added(resources, "shelf_")?;
    rename(resources, &old, &new)?;
    Some(format!("rename resource {old} to {new}"))
}

fn part<'e>(
    edited: &'e mut Edited<'_>,
    section: &str,
    name: &str,
) -> Option<&'e mut Map<String, Json>> {
    edited.section(section)?.get_mut(name)?.as_object_mut()
}

/// The first that an edit has named so.
fn added(of: &Map<String, Json>, prefix: &str) -> Option<String> {
    of.keys().find(|name| name.starts_with(prefix)).cloned()
}

fn rename(within: &mut Map<String, Json>, old: &str, new: &str) -> Option<()> {
    was_called(within.get_mut(old)?.as_object_mut()?, old);
    rename_key(within, old, new);
    Some(())
}

pub(super) fn describe(edited: &mut Edited<'_>) -> Option<String> {
    let name = edited.one_of("entities")?;
    let text = format!("As of edit {}.", edited.number);
    edited
        .entity(&name)?
        .insert("description".to_owned(), json!(text));
    Some(format!("describe {name}"))
}
