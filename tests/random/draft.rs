//! A random design on its way: what was decided already, for what is decided later.

use super::chance::Chance;
use super::value::{Named, Value};
use super::{api, entities, media_types, resources, seeds, types, words};
use serde_json::{Map, Value as Json, json};

/// What is known of the design so far.
pub(crate) struct Draft {
    pub(crate) chance: Chance,
    /// Names of types, entities and media types that are not taken yet.
    names: Vec<&'static str>,
    pub(crate) roles: Vec<String>,
    /// Whether callers are rows of the first entity.
    pub(crate) has_account: bool,
    pub(crate) named: Vec<Named>,
    /// Types that can be sent as a whole.
    pub(crate) structures: Vec<String>,
    pub(crate) engines: Vec<&'static str>,
    pub(crate) entities: Vec<Entity>,
    pub(crate) media_types: Vec<MediaType>,
    pub(crate) resources: Vec<Resource>,
    /// Views that other engines nest: engine, media type, view.
    pub(crate) published: Vec<(usize, String, String)>,
}

pub(crate) struct Entity {
    pub(crate) name: String,
    pub(crate) plural: String,
    pub(crate) engine: usize,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) to_one: Vec<ToOne>,
    pub(crate) to_many: Vec<ToMany>,
    /// Names and targets of relations both ways.
    pub(crate) both_ways: Vec<(&'static str, usize)>,
    /// The relation that is the owner, or the row itself.
    pub(crate) owner: Option<&'static str>,
    pub(crate) timestamps: bool,
    pub(crate) keys: Map<String, Json>,
}

pub(crate) struct Attribute {
    pub(crate) name: String,
    pub(crate) value: Value,
    pub(crate) required: bool,
    pub(crate) secret: bool,
    pub(crate) computed: bool,
    pub(crate) slug: bool,
    /// Whether some caller may set it.
    pub(crate) settable: bool,
}

pub(crate) struct ToOne {
    pub(crate) name: &'static str,
    pub(crate) target: usize,
    pub(crate) optional: bool,
    pub(crate) settable: bool,
}

pub(crate) struct ToMany {
    pub(crate) name: &'static str,
    pub(crate) target: usize,
    pub(crate) by: &'static str,
}

pub(crate) struct MediaType {
    pub(crate) name: String,
    /// The entity that it shows; else a type.
    pub(crate) entity: Option<usize>,
    pub(crate) views: Vec<View>,
}

#[derive(Clone)]
pub(crate) struct View {
    pub(crate) name: &'static str,
    /// It nests only views of lower levels.
    pub(crate) level: usize,
}

pub(crate) struct Resource {
    pub(crate) name: String,
    pub(crate) entity: usize,
    pub(crate) parent: Option<(usize, &'static str)>,
    pub(crate) actions: Vec<&'static str>,
}

impl Attribute {
    /// Stored and never secret, so that rows may be looked up by it.
    pub(crate) fn is_searchable(&self) -> bool {
        !self.secret && !self.computed && self.value.is_searchable()
    }
}

impl Entity {
    /// What a view may name.
    pub(crate) fn shown(&self) -> Vec<String> {
        let stored = self.attributes.iter().filter(|one| !one.secret);
        let times = ["created_at", "updated_at"].into_iter().filter(|_| self.timestamps);
        std::iter::once(String::from("id"))
            .chain(stored.map(|one| one.name.clone()))
            .chain(self.to_one.iter().map(|one| format!("{}_id", one.name)))
            .chain(times.map(str::to_owned))
            .collect()
    }
}

impl Draft {
    /// A name that nothing has yet.
    pub(crate) fn name(&mut self) -> String {
        let index = self.chance.below(self.names.len());
        self.names.swap_remove(index).to_owned()
    }

    pub(crate) fn text(&mut self) -> Json {
        json!(self.chance.pick(words::TEXTS))
    }

    /// Says something about what is described, sometimes.
    pub(crate) fn describe(&mut self, keys: &mut Map<String, Json>) {
        if self.chance.percent(40) {
            keys.insert("description".into(), self.text());
        }
    }

    pub(crate) fn role(&mut self) -> String {
        format!("role:{}", self.chance.pick(&self.roles.clone()))
    }
}

/// The design of a seed, as a map; its service is called like this.
pub(crate) fn design(seed: u64, service: &str) -> Json {
    let mut chance = Chance::new(seed);
    let roles = chance.pick(&[
        vec!["admin"],
        vec!["admin", "member"],
        vec!["type", "admin", "in-review", "none"],
    ]);
    let mut draft = Draft {
        names: words::DEFINITIONS.to_vec(),
        roles: roles.into_iter().map(str::to_owned).collect(),
        has_account: chance.percent(60),
        named: Vec::new(),
        structures: Vec::new(),
        engines: Vec::new(),
        entities: Vec::new(),
        media_types: Vec::new(),
        resources: Vec::new(),
        published: Vec::new(),
        chance,
    };
    let types = types::types(&mut draft);
    let (entities, references) = entities::entities(&mut draft);
    resources::heads(&mut draft);
    let media_types = media_types::media_types(&mut draft);
    let resources = resources::resources(&mut draft);
    let seeds = seeds::seeds(&mut draft);
    let api = api::api(&mut draft, service);
    let engines = api::engines(&mut draft);
    let mut design = Map::new();
    design.insert("moguera".into(), json!("0.1"));
    let types: Map<_, _> = types.into_iter().chain(references).collect();
    for (section, content) in [
        ("api", api),
        ("engines", engines),
        ("types", types),
        ("entities", entities),
        ("media_types", media_types),
        ("resources", resources),
        ("seeds", seeds),
    ] {
        if !content.is_empty() {
            design.insert(section.into(), Json::Object(content));
        }
    }
    Json::Object(design)
}
