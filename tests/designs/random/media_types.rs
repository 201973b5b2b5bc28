//! Random media types: views that nest others, never in a circle; counts and links.

use super::draft::{Draft, MediaType, View};
use super::words;
use serde_json::{Map, Value as Json, json};

pub(super) fn media_types(draft: &mut Draft) -> Map<String, Json> {
    for index in 0..draft.entities.len() {
        let name = draft.entities[index].name.clone();
        head(draft, name, Some(index));
    }
    if draft.chance.percent(50) {
        let index = draft.chance.below(draft.entities.len());
        let name = draft.name();
        head(draft, name, Some(index));
    }
    if !draft.structures.is_empty() && draft.chance.percent(60) {
        let name = draft.name();
        head(draft, name, None);
    }
    let mut written = Map::new();
    for index in 0..draft.media_types.len() {
        let keys = body(draft, index);
        written.insert(draft.media_types[index].name.clone(), Json::Object(keys));
    }
    written
}

/// What others have to know: names of views, and which of them nest which. The last one nests nothing.
fn head(draft: &mut Draft, name: String, entity: Option<usize>) {
    let mut names = vec!["default"];
    if draft.chance.percent(70) {
        names.extend(draft.chance.some(words::VIEWS, 2));
    }
    let count = names.len();
    let views = names.into_iter().enumerate().map(|(index, name)| View {
        name,
        level: if entity.is_some() {
            count - 1 - index
        } else {
            0
        },
    });
    let views = views.collect();
    draft.media_types.push(MediaType {
        name,
        entity,
        views,
    });
}

fn body(draft: &mut Draft, index: usize) -> Map<String, Json> {
    let mut keys = Map::new();
    draft.describe(&mut keys);
    if draft.chance.percent(20) {
        let name = draft.media_types[index].name.to_lowercase();
        keys.insert(
            "identifier".into(),
            json!(format!("application/vnd.x.{name}+json")),
        );
    }
    let Some(entity) = draft.media_types[index].entity else {
        plain(draft, index, &mut keys);
        return keys;
    };
    if draft.entities[entity].name != draft.media_types[index].name {
        keys.insert("reference".into(), json!(draft.entities[entity].name));
    }
    let beside = Beside {
        links: links(draft, entity),
        counts: counts(draft, entity),
    };
    let views = draft.media_types[index].views.clone();
    let mut written = Map::new();
    for view in &views {
        let fields = fields(draft, entity, view, &beside);
        written.insert(view.name.into(), json!(fields));
    }
    let counts: Vec<&str> = beside.counts.iter().map(|(_, name)| *name).collect();
    for (key, value) in [("links", json!(beside.links)), ("counts", json!(counts))] {
        if value != json!([]) {
            keys.insert(key.into(), value);
        }
    }
    keys.insert("views".into(), Json::Object(written));
    keys
}

/// A media type of a type, with everything in each of its views.
fn plain(draft: &mut Draft, index: usize, keys: &mut Map<String, Json>) {
    let objects = draft
        .named
        .iter()
        .filter(|named| !named.attributes.is_empty());
    let objects: Vec<_> = objects.cloned().collect();
    let reference = draft.chance.pick(&objects);
    keys.insert("reference".into(), json!(reference.name));
    let views = draft.media_types[index].views.iter();
    let views: Map<String, Json> = views
        .map(|view| {
            let fields = if view.name == "default" {
                json!(["*"])
            } else {
                json!([reference.attributes[0]])
            };
            (view.name.to_owned(), fields)
        })
        .collect();
    keys.insert("views".into(), Json::Object(views));
}

/// What can be reached from a row.
fn links(draft: &mut Draft, entity: usize) -> Vec<String> {
    let shows = |of: usize, depth: usize| {
        draft.resources.iter().any(|one| {
            let always = one.parent.is_none_or(|(_, by)| {
                let mut relations = draft.entities[of].to_one.iter();
                relations.any(|relation| relation.name == by && !relation.optional)
            });
            let is_near = always && draft.depth(one) <= depth;
            one.entity == of && one.actions.contains(&"show") && is_near
        })
    };
    let mut links = Vec::new();
    if shows(entity, 1) {
        links.push(String::from("self"));
    }
    for relation in &draft.entities[entity].to_one {
        if shows(relation.target, 0) {
            links.push(relation.name.to_owned());
        }
    }
    for relation in &draft.entities[entity].to_many {
        let is_below = draft.resources.iter().any(|one| {
            let parent = one
                .parent
                .map(|(parent, by)| (draft.resources[parent].entity, by));
            one.entity == relation.target
                && one.actions.contains(&"list")
                && parent == Some((entity, relation.by))
                && draft.depth(one) == 1
        });
        if is_below {
            links.push(relation.name.to_owned());
        }
    }
    if links.is_empty() || draft.chance.percent(40) {
        return Vec::new();
    }
    draft.chance.some(&links, 3)
}

/// Relations to many that are counted, each with where it leads.
fn counts(draft: &mut Draft, entity: usize) -> Vec<(usize, &'static str)> {
    let entity = &draft.entities[entity];
    let many = entity.to_many.iter().map(|one| (one.target, one.name));
    let all: Vec<_> = many
        .chain(entity.both_ways.iter().map(|one| (one.1, one.0)))
        .collect();
    if all.is_empty() || draft.chance.percent(40) {
        return Vec::new();
    }
    draft.chance.some(&all, 2)
}

/// What views may show that is no member of the entity.
struct Beside {
    links: Vec<String>,
    /// Relations to many that are counted, each with where it leads.
    counts: Vec<(usize, &'static str)>,
}

fn fields(draft: &mut Draft, entity: usize, view: &View, beside: &Beside) -> Vec<Json> {
    let mut fields = Vec::new();
    if draft
        .chance
        .percent(if view.name == "default" { 80 } else { 30 })
    {
        fields.push(json!("*"));
    } else {
        let shown = draft.entities[entity].shown();
        fields.extend(
            draft
                .chance
                .some(&shown, 5)
                .into_iter()
                .map(|name| json!(name)),
        );
    }
    if view.level > 0 {
        fields.extend(nested(draft, entity, view.level));
    }
    if !beside.links.is_empty() && draft.chance.percent(60) {
        fields.push(json!("links"));
    }
    for (_, relation) in &beside.counts {
        if draft.chance.percent(70) {
            fields.push(json!(format!("{relation}_count")));
        }
    }
    fields
}

fn nested(draft: &mut Draft, entity: usize, level: usize) -> Vec<Json> {
    let of = &draft.entities[entity];
    let to_one = of.to_one.iter().map(|one| (one.name, one.target));
    let to_many = of.to_many.iter().map(|one| (one.name, one.target));
    let relations: Vec<_> = to_one
        .chain(to_many)
        .chain(of.both_ways.iter().copied())
        .collect();
    let mut nested = Vec::new();
    for (relation, target) in relations {
        if draft.chance.percent(40) {
            continue;
        }
        let views = views_below(draft, target, level);
        if views.is_empty() {
            continue;
        }
        let (media_type, view) = draft.chance.pick(&views);
        let there = draft.entities[target].engine;
        if there != draft.entities[entity].engine {
            draft
                .published
                .push((there, media_type.clone(), view.to_owned()));
        }
        let is_same = draft.entities[target].name == media_type;
        let shown = if is_same {
            view.to_owned()
        } else {
            format!("{media_type}.{view}")
        };
        nested.push(json!({relation: shown}));
    }
    nested
}

/// Views of an entity that a view of some level may nest, each with its media type.
fn views_below(draft: &Draft, entity: usize, level: usize) -> Vec<(String, &'static str)> {
    let shown = draft.media_types.iter();
    let shown = shown.filter(|shown| shown.entity == Some(entity));
    let views = shown.flat_map(|shown| shown.views.iter().map(|view| (&shown.name, view)));
    views
        .filter(|(_, view)| view.level < level)
        .map(|(name, view)| (name.clone(), view.name))
        .collect()
}
