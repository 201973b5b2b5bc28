//! Edits of relations.

use super::Edited;
use super::entities::engine_of;
use serde_json::json;

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
    if let Some(text) = relation.as_str() {
        let target = text.trim_end_matches('?');
        *relation = json!({ "entity": target, "optional": text.ends_with('?') });
    }
    relation["on_delete"] = json!(on_delete);
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
    match relation.as_object_mut() {
        Some(relation) => relation["entity"] = json!(target),
        None => *relation = json!(target),
    }
    Some(format!("point {entity}.{name} to {target}"))
}
