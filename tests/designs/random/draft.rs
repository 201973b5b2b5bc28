//! A random design on its way: what was decided already, for what is decided later.

use super::chance::Chance;
use super::value::{Named, Value};
use super::{api, entities, media_types, renamed, resources, seeds, types, words};
use serde_json::{Map, Value as Json, json};

/// What is known of the design so far.
pub(super) struct Draft {
    pub(super) chance: Chance,
    /// Names of types, entities and media types that are not taken yet.
    names: Vec<&'static str>,
    pub(super) roles: Vec<String>,
    /// Whether callers are rows of the first entity.
    pub(super) has_account: bool,
    pub(super) named: Vec<Named>,
    /// Types that can be sent as a whole.
    pub(super) structures: Vec<String>,
    pub(super) engines: Vec<&'static str>,
    pub(super) entities: Vec<Entity>,
    pub(super) media_types: Vec<MediaType>,
    pub(super) resources: Vec<Resource>,
    /// Views that other engines nest: engine, media type, view.
    pub(super) published: Vec<(usize, String, String)>,
}

pub(super) struct Entity {
    pub(super) name: String,
    pub(super) plural: String,
    pub(super) engine: usize,
    pub(super) attributes: Vec<Attribute>,
    pub(super) to_one: Vec<ToOne>,
    pub(super) to_many: Vec<ToMany>,
    /// Names and targets of relations both ways.
    pub(super) both_ways: Vec<(&'static str, usize)>,
    /// The relation that is the owner, or the row itself.
    pub(super) owner: Option<&'static str>,
    pub(super) timestamps: bool,
    pub(super) keys: Map<String, Json>,
}

pub(super) struct Attribute {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) required: bool,
    pub(super) secret: bool,
    pub(super) computed: bool,
    pub(super) slug: bool,
    /// Whether some caller may set it.
    pub(super) settable: bool,
}

pub(super) struct ToOne {
    pub(super) name: &'static str,
    pub(super) target: usize,
    pub(super) optional: bool,
    pub(super) settable: bool,
    /// Only for some role.
    pub(super) writable: bool,
}

pub(super) struct ToMany {
    pub(super) name: &'static str,
    pub(super) target: usize,
    pub(super) by: &'static str,
}

pub(super) struct MediaType {
    pub(super) name: String,
    /// The entity that it shows; else a type.
    pub(super) entity: Option<usize>,
    pub(super) views: Vec<View>,
}

#[derive(Clone)]
pub(super) struct View {
    pub(super) name: &'static str,
    /// It nests only views of lower levels.
    pub(super) level: usize,
}

pub(super) struct Resource {
    pub(super) name: String,
    pub(super) entity: usize,
    pub(super) parent: Option<(usize, &'static str)>,
    pub(super) actions: Vec<&'static str>,
}

impl Attribute {
    /// Stored and never secret, so that rows may be looked up by it.
    pub(super) fn is_searchable(&self) -> bool {
        !self.secret && !self.computed && self.value.is_searchable()
    }
}

impl Entity {
    /// What a view may name.
    pub(super) fn shown(&self) -> Vec<String> {
        let stored = self.attributes.iter().filter(|one| !one.secret);
        let times = ["created_at", "updated_at"]
            .into_iter()
            .filter(|_| self.timestamps);
        std::iter::once(String::from("id"))
            .chain(stored.map(|one| one.name.clone()))
            .chain(self.to_one.iter().map(|one| format!("{}_id", one.name)))
            .chain(times.map(str::to_owned))
            .collect()
    }
}

impl Draft {
    /// Who calls is decided, and nothing else.
    fn new(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let roles = chance.pick(&[
            vec!["admin"],
            vec!["admin", "member"],
            vec!["type", "admin", "in-review", "none"],
        ]);
        Draft {
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
        }
    }

    /// A name that nothing has yet.
    pub(super) fn name(&mut self) -> String {
        let index = self.chance.below(self.names.len());
        self.names.swap_remove(index).to_owned()
    }

    pub(super) fn text(&mut self) -> Json {
        json!(self.chance.pick(words::TEXTS))
    }

    /// Says something about what is described, sometimes.
    pub(super) fn describe(&mut self, keys: &mut Map<String, Json>) {
        if self.chance.percent(40) {
            keys.insert("description".into(), self.text());
        }
    }

    pub(super) fn role(&mut self) -> String {
        format!("role:{}", self.chance.pick(&self.roles.clone()))
    }
}

/// The design of a seed, as a map; its service is called like this.
pub(super) fn design(seed: u64, service: &str) -> Json {
    let mut draft = Draft::new(seed);
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
    renamed::renamed(&mut design, seed);
    Json::Object(design)
}
