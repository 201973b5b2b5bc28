//! Edits of entities.

use super::names::{replace, was_called};
use super::{Edited, scalar, with};
use crate::random::Json;
use serde_json::json;

pub(super) fn add_entity(edited: &mut Edited<'_>) -> Option<String> {
    let target = edited.one_of("entities")?;
    let name = format!("Thing{}", edited.number);
    let engine = engine_of(edited.design, &target);
    let (keys, _) = scalar(edited.chance);
    let entity = json!({
        "attributes": { "title": { "type": "string", "max_length": 100 }, "kind": with(keys, "optional", json!(true)) },
        "belongs_to": { "parent": format!("{target}?") },
    });
    edited.section("entities")?.insert(name.clone(), entity);
    if let Some(engine) = engine {
        let entities = edited.section("engines")?.get_mut(&engine)?;
        let entities = entities.get_mut("entities")?.as_array_mut()?;
        entities.push(json!(name));
    }
    Some(format!("add entity {name} of {target}"))
}

/// With an entity that is shown, so that it has something of every layer.
pub(super) fn add_engine(edited: &mut Edited<'_>) -> Option<String> {
    let engine = format!("engine_{}", edited.number);
    let entity = format!("Shelf{}", edited.number);
    let engines = edited.section("engines")?;
    engines.insert(engine.clone(), json!({ "entities": [entity] }));
    let (keys, _) = scalar(edited.chance);
    let attributes =
        json!({ "title": { "type": "string" }, "kind": with(keys, "optional", json!(true)) });
    let resource =
        json!({ "media_type": entity, "authorize": "public", "actions": ["list", "show"] });
    for (section, name, value) in [
        (
            "entities",
            entity.clone(),
            json!({ "attributes": attributes }),
        ),
        ("media_types", entity, json!({})),
        ("resources", format!("shelf_{}", edited.number), resource),
    ] {
        edited.section(section)?.insert(name, value);
    }
    Some(format!("add engine {engine}"))
}

pub(super) fn engine_of(design: &Json, entity: &str) -> Option<String> {
    let engines = design.get("engines")?.as_object()?;
    let is_of = |engine: &Json| {
        let entities = engine.get("entities").and_then(Json::as_array);
        entities.is_some_and(|all| all.iter().any(|it| it == entity))
    };
    let mut engines = engines.iter();
    engines
        .find(|(_, engine)| is_of(engine))
        .map(|(name, _)| name.clone())
}

/// With what refers to it, as far as that is plain.
pub(super) fn remove_entity(edited: &mut Edited<'_>) -> Option<String> {
    let name = edited.one_of("entities")?;
    edited.section("entities")?.shift_remove(&name)?;
    for section in ["media_types", "seeds"] {
        if let Some(section) = edited.section(section) {
            section.shift_remove(&name);
        }
    }
    if let Some(resources) = edited.section("resources") {
        resources.retain(|_, it| it.get("media_type") != Some(&json!(name)));
    }
    if let Some(engines) = edited.section("engines") {
        engines.retain(|_, engine| !is_emptied_of(engine, &name));
    }
    Some(format!("remove entity {name}"))
}

/// Takes the entity out of an engine, and says whether it was the last one.
fn is_emptied_of(engine: &mut Json, name: &str) -> bool {
    let entities = engine.get_mut("entities").and_then(Json::as_array_mut);
    entities.is_some_and(|entities| {
        let had = entities.len();
        entities.retain(|entity| entity != name);
        had == 1 && entities.is_empty()
    })
}

pub(super) fn rename_entity(edited: &mut Edited<'_>) -> Option<String> {
    let old = edited.one_of("entities")?;
    let new = format!("Renamed{}", edited.number);
    let entity = edited.entity(&old)?;
    was_called(entity, &old);
    let whole = edited.design.as_object_mut();
    replace(whole, &old, &new);
    Some(format!("rename entity {old} to {new}"))
}

pub(super) fn toggle_timestamps(edited: &mut Edited<'_>) -> Option<String> {
    let name = edited.one_of("entities")?;
    let entity = edited.entity(&name)?;
    let had = entity
        .get("timestamps")
        .and_then(Json::as_bool)
        .unwrap_or(true);
    entity.insert("timestamps".to_owned(), json!(!had));
    Some(format!("timestamps of {name}: {}", !had))
}
