//! Random entities: attributes, relations of many, who sees a row.

use super::draft::{Draft, Entity, ToMany};
use super::words;
use super::{attributes, relations};
use serde_json::{Map, Value as Json, json};

/// The entities, and types that take attributes from them.
pub(super) fn entities(draft: &mut Draft) -> (Map<String, Json>, Map<String, Json>) {
    let count = 1 + draft.chance.below(5);
    if count > 1 && draft.chance.percent(50) {
        let most = count.min(3);
        draft.engines = draft.chance.some(words::ENGINES, most);
    }
    for index in 0..count {
        let entity = head(draft, index);
        draft.entities.push(entity);
    }
    for index in 0..count {
        relations::to_one(draft, index, count);
        attributes::attributes(draft, index);
    }
    for index in 0..count {
        to_many(draft, index);
        both_ways(draft, index, count);
        indexes(draft, index);
        visible(draft, index);
    }
    let references = references(draft);
    let entities = draft.entities.iter();
    let written = entities.map(|entity| (entity.name.clone(), Json::Object(entity.keys.clone())));
    (written.collect(), references)
}

fn head(draft: &mut Draft, index: usize) -> Entity {
    let name = draft.name();
    let mut keys = Map::new();
    draft.describe(&mut keys);
    let mut plural = moguera::names::plural(&moguera::names::snake(&name));
    if draft.chance.percent(20) {
        plural = format!("many_{plural}");
        // Names have forty characters at most.
        plural.truncate(40);
        let plural = plural.trim_end_matches('_');
        keys.insert("plural".into(), json!(plural));
    }
    let plural = plural.trim_end_matches('_').to_owned();
    let timestamps = draft.chance.percent(80);
    if !timestamps || draft.chance.percent(20) {
        keys.insert("timestamps".into(), json!(timestamps));
    }
    let engines = draft.engines.len().max(1);
    let engine = if index < engines {
        index
    } else {
        draft.chance.below(engines)
    };
    Entity {
        name,
        plural,
        engine,
        attributes: Vec::new(),
        to_one: Vec::new(),
        to_many: Vec::new(),
        both_ways: Vec::new(),
        owner: None,
        timestamps,
        keys,
    }
}

/// Whose code sets something that may be absent; says whether some caller does.
pub(super) fn set_by(draft: &mut Draft, keys: &mut Map<String, Json>) -> bool {
    let by = draft.chance.pick(&["caller", "action", "server"]);
    keys.insert("set_by".into(), json!(by));
    if draft.chance.percent(50) {
        let role = draft.role();
        keys.insert("writable".into(), json!([role]));
        return true;
    }
    by == "caller"
}

/// The other side of relations, here for those that lead to this entity.
fn to_many(draft: &mut Draft, index: usize) {
    let mut written = Map::new();
    for other in 0..draft.entities.len() {
        if draft.entities[other].engine != draft.entities[index].engine {
            continue;
        }
        let ways: Vec<&str> = draft.entities[other]
            .to_one
            .iter()
            .filter(|relation| relation.target == index)
            .map(|relation| relation.name)
            .collect();
        for by in &ways {
            if draft.chance.percent(50) {
                continue;
            }
            let Some(name) = free(draft, index) else {
                continue;
            };
            let relation = many(draft, other, by, &ways);
            written.insert(name.into(), relation);
            draft.entities[index].to_many.push(ToMany {
                name,
                target: other,
                by,
            });
        }
    }
    if !written.is_empty() {
        draft.entities[index]
            .keys
            .insert("has_many".into(), Json::Object(written));
    }
}

/// A relation back; it need not say by which of the ways if there is only one.
fn many(draft: &mut Draft, other: usize, by: &str, ways: &[&str]) -> Json {
    let name = draft.entities[other].name.clone();
    if ways.len() == 1 && draft.chance.percent(40) {
        return json!(name);
    }
    let mut keys = Map::new();
    keys.insert("entity".into(), json!(name));
    keys.insert("by".into(), json!(by));
    draft.describe(&mut keys);
    if draft.chance.percent(50) {
        keys.insert("limit".into(), json!(1 + draft.chance.below(100)));
    }
    let orders = draft.entities[other].attributes.iter();
    let orders: Vec<String> = orders
        .filter(|one| one.is_searchable())
        .map(|one| one.name.clone())
        .collect();
    if !orders.is_empty() && draft.chance.percent(50) {
        let sign = draft.chance.pick(&["", "-"]);
        let order = format!("{sign}{}", draft.chance.pick(&orders));
        keys.insert("order".into(), json!(order));
    }
    Json::Object(keys)
}

/// A name for a relation that the entity does not use yet.
fn free(draft: &mut Draft, index: usize) -> Option<&'static str> {
    let entity = &draft.entities[index];
    let is_free = |name: &&&str| {
        !entity.to_one.iter().any(|one| one.name == **name)
            && !entity.to_many.iter().any(|one| one.name == **name)
            && !entity.both_ways.iter().any(|one| one.0 == **name)
            && !entity.attributes.iter().any(|one| one.name == **name)
    };
    let free: Vec<&str> = words::RELATIONS.iter().filter(is_free).copied().collect();
    (!free.is_empty()).then(|| draft.chance.pick(&free))
}

fn both_ways(draft: &mut Draft, index: usize, count: usize) {
    let mut written = Map::new();
    for target in 0..count {
        let same_engine = draft.entities[target].engine == draft.entities[index].engine;
        if !same_engine || draft.chance.percent(70) {
            continue;
        }
        let Some(name) = free(draft, index) else {
            continue;
        };
        let entity = draft.entities[target].name.clone();
        let mut keys = Map::new();
        if draft.chance.percent(50) {
            draft.describe(&mut keys);
            keys.insert("limit".into(), json!(1 + draft.chance.below(100)));
            if draft.chance.percent(40) {
                set_by(draft, &mut keys);
            }
        }
        let short = keys.is_empty();
        keys.insert("entity".into(), json!(entity));
        let relation = if short {
            json!(entity)
        } else {
            Json::Object(keys)
        };
        written.insert(name.into(), relation);
        draft.entities[index].both_ways.push((name, target));
    }
    if !written.is_empty() {
        draft.entities[index]
            .keys
            .insert("many_to_many".into(), Json::Object(written));
    }
}

/// Indexes over several columns. A unique one has something in it that is different in each seed.
fn indexes(draft: &mut Draft, index: usize) {
    let entity = &draft.entities[index];
    let attributes = entity.attributes.iter().filter(|one| one.is_searchable());
    let columns: Vec<String> = attributes.map(|one| one.name.clone()).collect();
    let relations: Vec<String> = entity
        .to_one
        .iter()
        .map(|one| one.name.to_owned())
        .collect();
    let all = [columns, relations].concat();
    let mut written = Vec::new();
    if all.len() > 1 && draft.chance.percent(40) {
        let some = draft.chance.some(&all, 3);
        written.push(if draft.chance.percent(50) || some.len() == 1 {
            json!(some)
        } else {
            json!({"attributes": some, "unique": draft.entities[index].seeds_differ(&some)})
        });
    }
    if !written.is_empty() {
        draft.entities[index]
            .keys
            .insert("indexes".into(), json!(written));
    }
}

impl Entity {
    /// What decides who sees a row is set by actions, unless it says something else.
    fn takes_from_callers(&mut self, name: &str) {
        let says = self.keys["attributes"][name].get("set_by").is_some();
        for attribute in self
            .attributes
            .iter_mut()
            .filter(|one| one.name == name && !says)
        {
            attribute.settable = false;
        }
    }

    /// Whether two seeds differ in one of these columns.
    fn seeds_differ(&self, columns: &[String]) -> bool {
        let mut attributes = self.attributes.iter();
        attributes.any(|one| {
            columns.contains(&one.name) && one.value.literals.len() > 1 && !one.slug && one.required
        })
    }
}

/// Who sees a row. What decides by its value has one when the row is made.
fn visible(draft: &mut Draft, index: usize) {
    if draft.chance.percent(50) {
        return;
    }
    let mut any = Vec::new();
    let entity = &draft.entities[index];
    let decides = entity
        .attributes
        .iter()
        .filter(|one| !one.required && !one.computed && one.value.is_searchable());
    let decides: Vec<(String, Json)> = decides
        .map(|one| (one.name.clone(), one.value.literals[0].clone()))
        .collect();
    let through: Vec<&str> = entity
        .to_one
        .iter()
        .filter(|one| one.target < index && draft.entities[one.target].engine == entity.engine)
        .map(|one| one.name)
        .collect();
    if entity.owner.is_some() {
        any.push(json!("owner"));
    }
    if !decides.is_empty() {
        let all: Map<String, Json> = draft.chance.some(&decides, 2).into_iter().collect();
        for name in all.keys() {
            draft.entities[index].takes_from_callers(name);
        }
        any.push(Json::Object(all));
    }
    if !through.is_empty() {
        any.push(json!({"through": draft.chance.pick(&through)}));
    }
    if any.is_empty() || draft.chance.percent(50) {
        any.push(json!(draft.role()));
    }
    let any = draft.chance.some(&any, 4);
    draft.entities[index]
        .keys
        .insert("visible".into(), json!(any));
}

/// Types whose attributes are those of entities.
fn references(draft: &mut Draft) -> Map<String, Json> {
    let mut types = Map::new();
    if draft.chance.percent(50) {
        let index = draft.chance.below(draft.entities.len());
        let entity = &draft.entities[index];
        let names = entity
            .attributes
            .iter()
            .filter(|one| !one.secret && !one.computed);
        let names: Vec<String> = names.map(|one| one.name.clone()).collect();
        let of = entity.name.clone();
        let attributes = draft.chance.some(&names, 3).into_iter();
        let attributes: Map<String, Json> = attributes.map(|name| (name, Json::Null)).collect();
        let name = draft.name();
        types.insert(
            name.clone(),
            json!({"reference": of, "attributes": attributes}),
        );
        draft.structures.push(name);
    }
    types
}
