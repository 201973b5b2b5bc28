//! Random relations to one: where to, who sets them, what becomes of a row when the other goes.

use super::draft::{Draft, ToOne};
use super::{entities, words};
use serde_json::{Map, Value as Json, json};

/// Required relations lead to entities before this one, so that there is a first row.
pub(super) fn to_one(draft: &mut Draft, index: usize, count: usize) {
    let mut names = words::RELATIONS.to_vec();
    let mut written = Map::new();
    for _ in 0..draft.chance.below(4) {
        let name = names.swap_remove(draft.chance.below(names.len()));
        let target = draft.chance.below(count);
        // Engines do not ask each other in circles.
        if draft.entities[target].engine > draft.entities[index].engine {
            continue;
        }
        let optional = target >= index || draft.chance.percent(40);
        let relation = one(
            draft,
            index,
            ToOne {
                name,
                target,
                optional,
                settable: true,
                writable: false,
            },
        );
        written.insert(name.into(), relation.1);
        draft.entities[index].to_one.push(relation.0);
    }
    owner(draft, index, &mut written);
    let entity = &mut draft.entities[index];
    if let Some(owner) = entity.owner {
        entity.keys.insert("owner".into(), json!(owner));
    }
    if !written.is_empty() {
        entity
            .keys
            .insert("belongs_to".into(), Json::Object(written));
    }
}

/// The first entity may be the account, which owns itself; the others are owned through a relation.
fn owner(draft: &mut Draft, index: usize, to_one: &mut Map<String, Json>) {
    if draft.has_account && index == 0 {
        if draft.chance.percent(70) {
            draft.entities[0].owner = Some("self");
        }
    } else if draft.has_account && draft.chance.percent(60) {
        let account = draft.entities[0].name.clone();
        let keeper = match goes(index) && is_inside(draft, index, 0) {
            true => json!({ "entity": account, "on_delete": "cascade" }),
            false => json!(account),
        };
        to_one.insert("keeper".into(), keeper);
        draft.entities[index].owner = Some("keeper");
        draft.entities[index].to_one.push(ToOne {
            name: "keeper",
            target: 0,
            optional: false,
            settable: false,
            writable: false,
        });
    }
}

fn one(draft: &mut Draft, from: usize, mut relation: ToOne) -> (ToOne, Json) {
    let target = draft.entities[relation.target].name.clone();
    let inside = is_inside(draft, from, relation.target);
    let mut keys = Map::new();
    keys.insert("entity".into(), json!(target));
    if inside && goes(from) {
        keys.insert("on_delete".into(), json!("cascade"));
    }
    if draft.chance.percent(40) {
        if keys.len() > 1 {
            keys.insert("optional".into(), json!(relation.optional));
            return (relation, Json::Object(keys));
        }
        let mark = if relation.optional { "?" } else { "" };
        return (relation, json!(format!("{target}{mark}")));
    }
    draft.describe(&mut keys);
    if relation.optional {
        keys.insert("optional".into(), json!(true));
        if draft.chance.percent(40) {
            relation.settable = entities::set_by(draft, &mut keys);
            relation.writable = keys.contains_key("writable");
        }
    }
    if inside && draft.chance.percent(60) {
        let usual = if goes(from) { "cascade" } else { "restrict" };
        let choices: &[&str] = if relation.optional {
            &[usual, usual, "set_null"]
        } else {
            &[usual, usual]
        };
        keys.insert("on_delete".into(), json!(draft.chance.pick(choices)));
    }
    (relation, Json::Object(keys))
}

/// Whether rows of an entity go with others: what goes keeps nothing from going.
fn goes(index: usize) -> bool {
    index % 2 == 1
}

/// Whether two entities are in the same engine, so that the database knows of relations between them.
fn is_inside(draft: &Draft, from: usize, to: usize) -> bool {
    draft.entities[from].engine == draft.entities[to].engine
}
