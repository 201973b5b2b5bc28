//! Random edits of a design, as a team makes them over the years: the design is data; a step that the language refuses is
//! taken back by whoever asked for it.

mod attributes;
mod entities;
mod keys;
mod names;
mod outside;
mod relations;
mod values;

pub(super) use names::forget_names;

use crate::random::{Chance, Json};
use serde_json::{Map, json};

/// An edit: what it does, in words, if there is anything that it could be done to.
type Edit = fn(&mut Edited<'_>) -> Option<String>;

/// A design that is being edited.
pub(super) struct Edited<'a> {
    pub(super) design: &'a mut Json,
    pub(super) chance: &'a mut Chance,
    /// A number that no edit before had, for new names.
    pub(super) number: u64,
}

/// All of them; those that teams make often, several times.
const EDITS: &[Edit] = &[
    attributes::add_optional,
    attributes::add_optional,
    attributes::add_default,
    attributes::add_backfilled,
    attributes::add_now,
    attributes::remove_attribute,
    attributes::rename_attribute,
    attributes::rename_attribute,
    attributes::make_optional,
    attributes::make_required,
    attributes::make_required,
    attributes::change_type,
    attributes::change_type,
    attributes::change_scale,
    values::add_value,
    values::rename_value,
    values::remove_value,
    attributes::toggle_index,
    attributes::add_unique,
    entities::add_entity,
    entities::remove_entity,
    entities::rename_entity,
    entities::add_engine,
    relations::add_relation,
    relations::remove_relation,
    relations::change_on_delete,
    relations::add_both_ways,
    relations::remove_both_ways,
    relations::point_both_ways_elsewhere,
    relations::rename_to_one,
    relations::rename_to_many,
    relations::rename_both_ways,
    entities::toggle_timestamps,
];

/// Edits of code alone.
const OUTSIDE: &[Edit] = &[
    outside::add_view,
    outside::add_action,
    outside::remove_action,
    outside::rename_view,
    outside::rename_action,
    outside::rename_resource,
    outside::describe,
];

/// Every entity gets something that the edits of a few attributes only can be done to.
pub(super) fn prepare(edited: &mut Edited<'_>) {
    let entities = edited.section("entities").into_iter().flatten();
    let names: Vec<String> = entities.map(|(name, _)| name.clone()).collect();
    for entity in names {
        for spare in ["spare", "other_spare"] {
            let (keys, _) = scalar(edited.chance);
            let keys = with(keys, "optional", json!(true));
            if let Some(attributes) = edited.part(&entity, "attributes") {
                attributes.insert(spare.to_owned(), keys);
            }
        }
    }
}

/// Any edit.
pub(super) fn any(edited: &mut Edited<'_>) -> Option<String> {
    match edited.chance.percent(75) {
        true => edit(edited),
        false => edited.chance.pick(OUTSIDE)(edited),
    }
}

/// Any edit, or one of any key.
pub(super) fn of_any_key(edited: &mut Edited<'_>) -> Option<String> {
    match edited.chance.percent(60) {
        true => keys::change(edited),
        false => any(edited),
    }
}

/// One edit that changes tables, mostly.
pub(super) fn edit(edited: &mut Edited<'_>) -> Option<String> {
    edited.chance.pick(EDITS)(edited)
}

impl Edited<'_> {
    fn section(&mut self, name: &str) -> Option<&mut Map<String, Json>> {
        self.design.get_mut(name)?.as_object_mut()
    }

    /// The name of a random entry of a section.
    fn one_of(&mut self, section: &str) -> Option<String> {
        let names: Vec<String> = self.section(section)?.keys().cloned().collect();
        (!names.is_empty()).then(|| self.chance.pick(&names))
    }

    fn entity(&mut self, name: &str) -> Option<&mut Map<String, Json>> {
        self.section("entities")?.get_mut(name)?.as_object_mut()
    }

    /// A part of an entity, made if there is none.
    fn part(&mut self, entity: &str, part: &str) -> Option<&mut Map<String, Json>> {
        let entity = self.entity(entity)?;
        let part = entity.entry(part).or_insert_with(|| json!({}));
        part.as_object_mut()
    }

    /// A random attribute that is fit, in long form, with the name of its entity.
    fn attribute(&mut self, is_fit: fn(&Map<String, Json>) -> bool) -> Option<(String, String)> {
        let mut fit = Vec::new();
        for (entity, keys) in self.section("entities")? {
            let attributes = keys.get_mut("attributes").and_then(Json::as_object_mut);
            for (name, attribute) in attributes.into_iter().flatten() {
                long(attribute);
                if attribute.as_object().is_some_and(is_fit) {
                    fit.push((entity.clone(), name.clone()));
                }
            }
        }
        (!fit.is_empty()).then(|| self.chance.pick(&fit))
    }

    fn keys(&mut self, (entity, attribute): &(String, String)) -> Option<&mut Map<String, Json>> {
        self.part(entity, "attributes")?
            .get_mut(attribute)?
            .as_object_mut()
    }

    fn add(&mut self, prefix: &str, keys: Json) -> Option<String> {
        let entity = self.one_of("entities")?;
        let name = format!("{prefix}_{}", self.number);
        self.part(&entity, "attributes")?
            .insert(name.clone(), keys.clone());
        Some(format!("add {entity}.{name} {keys}"))
    }
}

/// `string?` as a map.
fn long(attribute: &mut Json) {
    if let Some(text) = attribute.as_str() {
        let (ty, is_optional) = match text.strip_suffix('?') {
            Some(ty) => (ty, true),
            None => (text, false),
        };
        let mut keys = json!({ "type": ty });
        if is_optional {
            keys["optional"] = json!(true);
        }
        *attribute = keys;
    }
}

fn is_stored(keys: &Map<String, Json>) -> bool {
    !keys.contains_key("computed")
}

fn has_type(keys: &Map<String, Json>, words: &[&str]) -> bool {
    let ty = keys.get("type").and_then(Json::as_str);
    is_stored(keys) && ty.is_some_and(|ty| words.contains(&ty))
}

/// A type that any attribute may have, with a value of it.
fn scalar(chance: &mut Chance) -> (Json, Json) {
    chance.pick(&[
        (json!({ "type": "string" }), json!("as it was")),
        (json!({ "type": "int32" }), json!(7)),
        (json!({ "type": "int64" }), json!(9_007_199_254_740_993_i64)),
        (json!({ "type": "float64" }), json!(1.5)),
        (json!({ "type": "boolean" }), json!(true)),
        (json!({ "type": "decimal", "scale": 2 }), json!("12.50")),
        (json!({ "type": "date" }), json!("2026-01-31")),
        (json!({ "type": "datetime" }), json!("2026-01-31T12:00:00Z")),
        (json!({ "enum": ["red", "green", "blue"] }), json!("green")),
        (json!({ "type": "text" }), json!("it's; -- \"so\"\nand so")),
    ])
}

fn with(mut keys: Json, key: &str, value: Json) -> Json {
    keys[key] = value;
    keys
}
