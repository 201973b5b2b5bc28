//! Edits of relations.

use super::Edited;
use super::entities::engine_of;
use super::names::{rename_key, replace, was_called};
use crate::random::Json;
use serde_json::{Map, json};

pub(super) fn add_relation(edited: &mut Edited<'_>) -> Option<String> {
    let (entity, target) = (edited.one_of("entities")?, edited.one_of("entities")?);
    let name = format!("link_{}", edited.number);
    let on_delete = edited.chance.pick(&["restrict", "set_null", "cascade"]);
    let mut relation = json!({ "entity": target, "optional": true });
    if engine_of(edited.design, &entity) == engine_of(edited.design, &target) {
        relation["on_delete"] = json!(on_delete);
    }
    let relations = edited.part(&entity, "belongs_to")?;
    relations.insert(name.clone(), relation.clone());
    Some(format!("add {entity}.{name} {relation}"))
}

/// A random relation of a kind, with its entity.
pub(super) fn relation(edited: &mut Edited<'_>, kind: &str) -> Option<(String, String)> {
    let entity = edited.one_of("entities")?;
    let relations = edited.entity(&entity)?.get(kind)?.as_object()?;
    let names: Vec<String> = relations.keys().cloned().collect();
    (!names.is_empty()).then(|| (entity, edited.chance.pick(&names)))
}

pub(super) fn remove_relation(edited: &mut Edited<'_>) -> Option<String> {
    remove(edited, "belongs_to")
}

pub(super) fn remove_both_ways(edited: &mut Edited<'_>) -> Option<String> {
    remove(edited, "many_to_many")
}

pub(super) fn remove(edited: &mut Edited<'_>, kind: &str) -> Option<String> {
    let (entity, name) = relation(edited, kind)?;
    edited.part(&entity, kind)?.shift_remove(&name)?;
    Some(format!("remove {entity}.{name}"))
}

pub(super) fn change_on_delete(edited: &mut Edited<'_>) -> Option<String> {
    let (entity, name) = relation(edited, "belongs_to")?;
    let on_delete = edited.chance.pick(&["restrict", "set_null", "cascade"]);
    let relation = edited.part(&entity, "belongs_to")?.get_mut(&name)?;
    long(relation)?.insert("on_delete".to_owned(), json!(on_delete));
    Some(format!("{on_delete} by {entity}.{name}"))
}

pub(super) fn add_both_ways(edited: &mut Edited<'_>) -> Option<String> {
    let (entity, target) = (edited.one_of("entities")?, edited.one_of("entities")?);
    let name = format!("marks_{}", edited.number);
    let relations = edited.part(&entity, "many_to_many")?;
    relations.insert(name.clone(), json!(target));
    Some(format!("add {entity}.{name} to many {target}"))
}

/// The pairs of before point to rows of another table: they go.
pub(super) fn point_both_ways_elsewhere(edited: &mut Edited<'_>) -> Option<String> {
    let (entity, name) = relation(edited, "many_to_many")?;
    let target = edited.one_of("entities")?;
    let relation = edited.part(&entity, "many_to_many")?.get_mut(&name)?;
    long(relation)?.insert("entity".to_owned(), json!(target));
    Some(format!("point {entity}.{name} to {target}"))
}

pub(super) fn rename_to_one(edited: &mut Edited<'_>) -> Option<String> {
    rename(edited, "belongs_to")
}

pub(super) fn rename_to_many(edited: &mut Edited<'_>) -> Option<String> {
    rename(edited, "has_many")
}

pub(super) fn rename_both_ways(edited: &mut Edited<'_>) -> Option<String> {
    rename(edited, "many_to_many")
}

/// With what refers to it, as far as that is plain.
fn rename(edited: &mut Edited<'_>, kind: &str) -> Option<String> {
    let (entity, old) = relation(edited, kind)?;
    let new = format!("other_{}", edited.number);
    let relations = edited.part(&entity, kind)?;
    was_called(long(relations.get_mut(&old)?)?, &old);
    rename_key(relations, &old, &new);
    for (old, new) in [
        (old.clone(), new.clone()),
        (format!("{old}_id"), format!("{new}_id")),
    ] {
        replace(edited.entity(&entity).map(|it| it as &mut _), &old, &new);
        for section in ["media_types", "resources", "seeds"] {
            replace(edited.section(section), &old, &new);
        }
    }
    if kind == "belongs_to" {
        rename_other_side(edited, &entity, (&old, &new));
    }
    Some(format!("rename {kind} {entity}.{old} to {new}"))
}

/// Where other entities say by which relation they are pointed to.
fn rename_other_side(edited: &mut Edited<'_>, entity: &str, (old, new): (&str, &str)) {
    let entities = edited.section("entities").into_iter().flatten();
    let relations = entities.filter_map(|(_, it)| it.get_mut("has_many")?.as_object_mut());
    for (_, relation) in relations.flatten() {
        if relation.get("entity") == Some(&json!(entity)) && relation.get("by") == Some(&json!(old))
        {
            relation["by"] = json!(new);
        }
    }
}

/// A relation as a map.
fn long(relation: &mut Json) -> Option<&mut Map<String, Json>> {
    if let Some(text) = relation.as_str() {
        let mut keys = json!({ "entity": text.trim_end_matches('?') });
        if text.ends_with('?') {
            keys["optional"] = json!(true);
        }
        *relation = keys;
    }
    relation.as_object_mut()
}
