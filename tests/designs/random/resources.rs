//! Random resources: parents, standard actions, lists.

use super::actions;
use super::draft::{Attribute, Draft, Entity, Resource};
use serde_json::{Map, Value as Json, json};

const STANDARD: &[&str] = &["list", "show", "create", "update", "delete"];

/// Query parameters of lists and views, by which no list is filtered.
const PARAMETERS: &[&str] = &["view", "limit", "cursor", "sort", "total"];

/// How filters compare what has an order.
const OPERATORS: &[&str] = &["eq", "gt", "gte", "lt", "lte"];

impl Draft {
    /// How many parents a resource has.
    pub(super) fn depth(&self, resource: &Resource) -> usize {
        let mut depth = 0;
        let mut above = resource.parent;
        while let Some((parent, _)) = above {
            depth += 1;
            above = self.resources[parent].parent;
        }
        depth
    }
}

/// What media types have to know of resources: where they are, and their standard actions.
pub(super) fn heads(draft: &mut Draft) {
    for entity in 0..draft.entities.len() {
        let name = draft.entities[entity].plural.clone();
        head(draft, entity, name);
        if draft.chance.percent(20) {
            let name = draft.chance.pick(&["archive", "my", "latest_of_all"]);
            head(draft, entity, format!("{name}_{entity}"));
        }
    }
}

fn head(draft: &mut Draft, entity: usize, name: String) {
    let mut actions = draft.chance.some(STANDARD, 5);
    if draft.chance.percent(50) {
        actions = STANDARD.to_vec();
    }
    let parent = parent(draft, entity);
    draft.resources.push(Resource {
        name,
        entity,
        parent,
        actions,
    });
}

/// A resource of what a relation of the entity leads to; each entity is once in a path.
fn parent(draft: &mut Draft, entity: usize) -> Option<(usize, &'static str)> {
    let mut parents = Vec::new();
    for relation in &draft.entities[entity].to_one {
        for (index, resource) in draft.resources.iter().enumerate() {
            let mut above = vec![entity];
            let mut next = Some(index);
            while let Some(at) = next {
                above.push(draft.resources[at].entity);
                next = draft.resources[at].parent.map(|(parent, _)| parent);
            }
            let levels = above.len();
            above.sort_unstable();
            above.dedup();
            // A path of several parents is followed inside one engine.
            let engines = [entity, resource.entity].map(|index| draft.entities[index].engine);
            let is_near = resource.parent.is_none() || engines[0] == engines[1];
            let is_once = above.len() == levels && levels < 5;
            if resource.entity == relation.target && is_once && is_near {
                parents.push((index, relation.name));
            }
        }
    }
    if parents.is_empty() || draft.chance.percent(40) {
        return None;
    }
    Some(draft.chance.pick(&parents))
}

pub(super) fn resources(draft: &mut Draft) -> Map<String, Json> {
    let mut written = Map::new();
    for index in 0..draft.resources.len() {
        let keys = resource(draft, index);
        written.insert(draft.resources[index].name.clone(), Json::Object(keys));
    }
    if let Some(plain) = draft
        .media_types
        .iter()
        .find(|shown| shown.entity.is_none())
    {
        let mut keys = Map::new();
        keys.insert("media_type".into(), json!(plain.name));
        let name = draft.engines.first().copied().unwrap_or("reports");
        actions::custom(draft, None, &mut keys);
        written.insert(name.to_owned(), Json::Object(keys));
    }
    written
}

fn resource(draft: &mut Draft, index: usize) -> Map<String, Json> {
    let mut keys = Map::new();
    draft.describe(&mut keys);
    let (entity, parent) = (draft.resources[index].entity, draft.resources[index].parent);
    let shown: Vec<String> = draft
        .media_types
        .iter()
        .filter(|shown| shown.entity == Some(entity))
        .map(|shown| shown.name.clone())
        .collect();
    // Several media types may show the entity.
    let is_own = draft.resources[index].name == draft.entities[entity].plural;
    let media_type = if is_own && shown.len() == 1 {
        shown[0].clone()
    } else {
        draft.chance.pick(&shown)
    };
    if !is_own || shown.len() > 1 {
        keys.insert("media_type".into(), json!(media_type));
    }
    if draft.chance.percent(20) {
        let path = format!("/below/{}", draft.resources[index].name.replace('_', "-"));
        keys.insert("path".into(), json!(path));
    }
    if let Some((parent, by)) = parent {
        keys.insert("parent".into(), json!(draft.resources[parent].name));
        keys.insert("by".into(), json!(by));
    }
    if draft.chance.percent(50) {
        keys.insert("authorize".into(), actions::authorize(draft, None));
    }
    standard(draft, index, &media_type, &mut keys);
    actions::custom(draft, Some(index), &mut keys);
    keys
}

/// Actions in one line, and in long form those that say more.
fn standard(draft: &mut Draft, index: usize, media_type: &str, keys: &mut Map<String, Json>) {
    let mut short = Vec::new();
    for action in draft.resources[index].actions.clone() {
        let needs_long = matches!(action, "create" | "update");
        if !needs_long && draft.chance.percent(40) {
            short.push(action);
            continue;
        }
        let mut long = Map::new();
        draft.describe(&mut long);
        match action {
            "list" => list(draft, index, &mut long),
            "create" | "update" => payload(draft, index, action, &mut long),
            _ => {}
        }
        let row = matches!(action, "show" | "update" | "delete").then_some(index);
        if action == "create" && makers_differ(draft, index) {
            long.insert("authorize".into(), json!("signed"));
        } else if draft.chance.percent(50) {
            long.insert("authorize".into(), actions::authorize(draft, row));
        }
        if action != "delete" {
            actions::views(draft, media_type, &mut long);
        }
        actions::ends(draft, &mut long);
        keys.insert(action.into(), Json::Object(long));
    }
    if !short.is_empty() {
        keys.insert("actions".into(), json!(short));
    }
}

/// Whether who makes a row depends on more than who is let in: on who owns it, or on who says what it is below.
fn makers_differ(draft: &Draft, index: usize) -> bool {
    let resource = &draft.resources[index];
    let entity = &draft.entities[resource.entity];
    let by = resource.parent.map(|parent| parent.1);
    let mut relations = entity.to_one.iter();
    entity.owner.is_some() || relations.any(|one| one.writable && by == Some(one.name))
}

/// Everything that is required is in it, secrets too.
fn payload(draft: &mut Draft, index: usize, action: &str, long: &mut Map<String, Json>) {
    let resource = &draft.resources[index];
    let entity = &draft.entities[resource.entity];
    let secrets = entity
        .attributes
        .iter()
        .filter(|one| one.secret && one.settable);
    let secrets: Vec<&str> = secrets.map(|one| one.name.as_str()).collect();
    let is_creation = action == "create";
    if draft.chance.percent(60) {
        if !secrets.is_empty() {
            let all: Vec<&str> = std::iter::once("*").chain(secrets).collect();
            long.insert("payload".into(), json!(all));
        }
        return;
    }
    let attributes = entity.attributes.iter().filter(|one| one.settable);
    let mut fields: Vec<(String, bool)> = attributes
        .map(|one| (one.name.clone(), one.required))
        .collect();
    let by = resource.parent.map(|parent| parent.1);
    let relations = entity
        .to_one
        .iter()
        .filter(|one| one.settable && by != Some(one.name));
    fields.extend(relations.map(|one| (one.name.to_owned(), !one.optional)));
    let chance = &mut draft.chance;
    fields.retain(|(_, required)| (*required && is_creation) || chance.percent(60));
    let fields: Vec<String> = fields.into_iter().map(|field| field.0).collect();
    let payload = if fields.is_empty() {
        json!(["*"])
    } else {
        json!(fields)
    };
    long.insert("payload".into(), payload);
}

fn list(draft: &mut Draft, index: usize, long: &mut Map<String, Json>) {
    if draft.chance.percent(40) {
        let page = 1 + draft.chance.below(50);
        let max = page + draft.chance.below(100);
        long.insert("page".into(), json!(page));
        long.insert("max".into(), json!(max));
    }
    let all = filters(draft, index);
    let sorts = sorts(draft, index);
    if !all.is_empty() && draft.chance.percent(80) {
        let filters: Vec<Json> = draft
            .chance
            .some(&all, 5)
            .into_iter()
            .map(|(name, operators)| filter(draft, &name, operators))
            .collect();
        long.insert("filter".into(), json!(filters));
    }
    if !sorts.is_empty() && draft.chance.percent(70) {
        let sorts = draft.chance.some(&sorts, 4);
        if draft.chance.percent(60) {
            let sign = draft.chance.pick(&["", "-"]);
            let default = format!("{sign}{}", draft.chance.pick(&sorts));
            long.insert("default_sort".into(), json!(default));
        }
        long.insert("sort".into(), json!(sorts));
    }
    if draft.chance.percent(50) {
        long.insert("total".into(), json!(true));
    }
}

/// What a list may be filtered by, and the operators that may be said; none where there is no order.
fn filters(draft: &Draft, index: usize) -> Vec<(String, &'static [&'static str])> {
    let resource = &draft.resources[index];
    let by = resource.parent.map(|parent| parent.1);
    let entity = &draft.entities[resource.entity];
    let attributes = searchable(entity).map(|one| {
        let operators = if one.value.is_ordered() {
            OPERATORS
        } else {
            &[]
        };
        (one.name.clone(), operators)
    });
    let to_one = entity.to_one.iter().map(|one| one.name);
    let to_one = to_one.filter(|name| by != Some(*name));
    let relations = to_one.chain(entity.both_ways.iter().map(|one| one.0));
    let relations = relations.map(|name| (name.to_owned(), &[][..]));
    attributes.chain(relations).collect()
}

/// What a list may be ordered by.
fn sorts(draft: &Draft, index: usize) -> Vec<String> {
    let entity = &draft.entities[draft.resources[index].entity];
    let time = entity.timestamps.then(|| String::from("updated_at"));
    let attributes = searchable(entity).map(|one| one.name.clone());
    attributes.chain(time).collect()
}

/// Attributes that rows are looked up by, and that are called like no other parameter.
fn searchable(entity: &Entity) -> impl Iterator<Item = &Attribute> {
    let attributes = entity.attributes.iter();
    attributes.filter(|one| one.is_searchable() && !PARAMETERS.contains(&one.name.as_str()))
}

fn filter(draft: &mut Draft, name: &str, operators: &[&str]) -> Json {
    if !operators.is_empty() && draft.chance.percent(50) {
        let operators = draft.chance.some(operators, 5);
        json!({name: operators})
    } else {
        json!(name)
    }
}
