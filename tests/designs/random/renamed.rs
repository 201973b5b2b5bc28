//! What a design says of the time before it: names that things had, and what rows that exist get. It changes nothing about
//! the other choices of a design.

use super::chance::Chance;
use serde_json::{Map, Value as Json, json};

/// Says so of some things.
pub(super) fn renamed(design: &mut Map<String, Json>, seed: u64) {
    let mut chance = Chance::new(seed ^ 0x5eed);
    for entity in section(design, "entities") {
        name(&mut chance, entity);
        for relation in part(entity, "belongs_to") {
            if relation.is_object() && chance.percent(20) {
                relation["backfill"] = json!("018f4e1c-7d2a-7c3b-9a51-0123456789ab");
            }
            name(&mut chance, relation);
        }
        for kind in ["has_many", "many_to_many"] {
            part(entity, kind).for_each(|relation| name(&mut chance, relation));
        }
        for attribute in part(entity, "attributes") {
            name(&mut chance, attribute);
            values(&mut chance, attribute);
            fill(&mut chance, attribute);
        }
    }
    for ty in section(design, "types") {
        values(&mut chance, ty);
        for attribute in part(ty, "attributes") {
            name(&mut chance, attribute);
            values(&mut chance, attribute);
        }
    }
    for media_type in section(design, "media_types") {
        for view in part(media_type, "views") {
            if view.is_array() && chance.percent(20) {
                *view = json!({ "fields": view.take() });
                name(&mut chance, view);
            }
        }
    }
    section(design, "resources").for_each(|it| resource(&mut chance, it));
}

/// A resource, and the actions that say their own route.
fn resource(chance: &mut Chance, resource: &mut Json) {
    name(chance, resource);
    let actions = resource.as_object_mut().into_iter().flatten();
    let custom = actions.map(|(_, action)| action).filter(|it| is_custom(it));
    for action in custom {
        name(chance, action);
        part(action, "query").for_each(|parameter| name(chance, parameter));
    }
}

/// Whether an action says its own route.
fn is_custom(action: &Json) -> bool {
    let methods = ["get", "post", "put", "patch", "delete"];
    methods.iter().any(|method| action.get(method).is_some())
}

fn section<'d>(
    design: &'d mut Map<String, Json>,
    name: &str,
) -> impl Iterator<Item = &'d mut Json> {
    let section = design.get_mut(name).and_then(Json::as_object_mut);
    section.into_iter().flat_map(|section| section.values_mut())
}

fn part<'d>(of: &'d mut Json, name: &str) -> impl Iterator<Item = &'d mut Json> {
    let part = of.get_mut(name).and_then(Json::as_object_mut);
    part.into_iter().flat_map(|part| part.values_mut())
}

/// A name that nothing has.
fn name(chance: &mut Chance, thing: &mut Json) {
    let is_type = thing.get("attributes").is_some() && thing.get("type").is_none();
    let number = chance.below(1_000_000);
    if let Json::Object(keys) = thing
        && chance.percent(20)
    {
        let name = match is_type && !keys.contains_key("optional") && keys.contains_key("plural") {
            true => format!("Was{number}"),
            false if is_type => return,
            false => format!("was_{number}"),
        };
        keys.insert("renamed_from".into(), json!(name));
        if chance.percent(50) {
            keys.insert("wire_alias".into(), json!(true));
        }
    }
}

fn values(chance: &mut Chance, attribute: &mut Json) {
    let list = attribute.get_mut("enum").and_then(Json::as_array_mut);
    for value in list.into_iter().flatten() {
        if value.is_string() && chance.percent(20) {
            let from = format!("was-{}", chance.below(1_000_000));
            let kept = chance.percent(50);
            *value = json!({ "name": value.take(), "renamed_from": from, "wire_alias": kept });
        }
    }
}

fn fill(chance: &mut Chance, attribute: &mut Json) {
    let Json::Object(keys) = attribute else {
        return;
    };
    let is_free = ["computed", "default"]
        .iter()
        .all(|key| !keys.contains_key(*key));
    if !is_free || !chance.percent(20) {
        return;
    }
    let fill = match chance.percent(50) {
        true => json!({ "sql": "coalesce(NULL, 'it''s; --')" }),
        false => json!({ "sqlite": "hex(id)", "postgres": "id::text" }),
    };
    keys.insert("backfill".into(), fill);
}
