//! Emits the usecases of an engine: a trait per resource with the defaults of its methods, and the team's files beside.

use super::super::contract::header;
use super::super::{Emitted, render};
use super::{Member, Part, Place, TEMPLATES, layer, moved, trimmed};
use crate::plan::engine::Engine;
use crate::plan::engine::usecase::{Body, Create, Custom, Update, Usecase};
use serde::Serialize;

#[derive(Serialize)]
struct Module {
    has_references: bool,
}

#[derive(Serialize)]
struct Errors {
    changes: bool,
    /// Whether there are methods at all.
    has_methods: bool,
    /// Whether some stand before those about other engines.
    follows_methods: bool,
}

#[derive(Serialize)]
struct File<'a> {
    header: String,
    usecase: &'a Usecase,
    methods: Vec<Member>,
}

/// Which kinds of keys payloads of the engine hold.
#[derive(Serialize)]
struct References {
    header: String,
    one: bool,
    many: bool,
}

/// A default together with the parts of it that are rendered before.
#[derive(Serialize)]
struct WithParts<'a, T> {
    checks: String,
    found: String,
    mutable: bool,
    #[serde(flatten)]
    body: &'a T,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/usecase", place.generated);
    let root = &place.root;
    let references = References::of(engine);
    let has_references = references.one || references.many;
    let part = Part::of(engine, Module { has_references });
    emitted.generated(format!("{folder}/mod.rs"), layer("usecase/mod.rs", &part));
    let part = Part::of(engine, errors(engine));
    emitted.generated(
        format!("{folder}/error.rs"),
        layer("usecase/error.rs", &part),
    );
    if has_references {
        let text = layer("usecase/references.rs", &references);
        emitted.generated(format!("{folder}/references.rs"), text);
    }
    emitted.generated_each(&engine.usecases, |usecase| {
        (format!("{folder}/{}.rs", usecase.module), file(usecase))
    });
    for usecase in &engine.usecases {
        let module = &usecase.module;
        let path = format!("{root}/src/usecase/{module}.rs");
        moved(emitted, root, (&path, &usecase.before));
        emitted.wired(path, yours(usecase));
        for custom in &usecase.customs {
            let path = format!("{root}/src/{}", custom.file);
            moved(emitted, root, (&path, &custom.before));
            emitted.wired(path, action_file(custom));
        }
    }
}

fn errors(engine: &Engine) -> Errors {
    let changes = changes(engine);
    let follows_methods = changes || !engine.api.published.is_empty();
    Errors {
        changes,
        has_methods: follows_methods || !engine.ports.is_empty(),
        follows_methods,
    }
}

/// Whether some action changes one thing, which may be under a condition.
fn changes(engine: &Engine) -> bool {
    let mut methods = engine.usecases.iter().flat_map(|usecase| &usecase.methods);
    methods.any(|method| {
        matches!(
            method.body,
            Body::Update(_) | Body::Delete(_) | Body::Member(_)
        )
    })
}

impl References {
    fn of(engine: &Engine) -> Self {
        let mut references = References {
            header: header(),
            one: false,
            many: false,
        };
        for method in engine.usecases.iter().flat_map(|usecase| &usecase.methods) {
            let held = match &method.body {
                Body::Create(create) => &create.references,
                Body::Update(update) => &update.references,
                _ => continue,
            };
            references.one |= held.iter().any(|reference| !reference.list);
            references.many |= held.iter().any(|reference| reference.list);
        }
        references
    }
}

fn file(usecase: &Usecase) -> String {
    let methods = usecase.methods.iter().map(|method| Member {
        docs: method.docs.clone(),
        signature: method.signature.clone(),
        body: default(&method.body),
    });
    let file = File {
        header: header(),
        usecase,
        methods: methods.collect(),
    };
    layer("usecase/resource.rs", &file)
}

fn default(body: &Body) -> String {
    match body {
        Body::Show(show) => method("show", show),
        Body::List(list) => method("list", list),
        Body::Create(create) => create_default(create),
        Body::Update(update) => update_default(update),
        Body::Delete(delete) => method("delete", &with_found(delete)),
        Body::Member(member) => method("member", &with_found(member)),
        Body::Collection(collection) => method("collection", collection),
        Body::Within(within) => method("within", within),
    }
}

fn create_default(create: &Create) -> String {
    let default = WithParts {
        checks: method("checks", create),
        found: String::new(),
        mutable: !create.sets.is_empty() || create.slug.is_some(),
        body: create,
    };
    method("create", &default)
}

fn update_default(update: &Update) -> String {
    let found = WithParts {
        checks: String::new(),
        found: String::new(),
        mutable: true,
        body: update,
    };
    let default = WithParts {
        checks: method("checks", update),
        found: method("found", &found),
        mutable: true,
        body: update,
    };
    method("update", &default)
}

/// Begins with finding the row, which stays as it is.
fn with_found<T: Serialize>(body: &T) -> WithParts<'_, T> {
    let found = WithParts {
        checks: String::new(),
        found: String::new(),
        mutable: false,
        body,
    };
    WithParts {
        checks: String::new(),
        found: method("found", &found),
        mutable: false,
        body,
    }
}

fn method(name: &str, value: &impl Serialize) -> String {
    trimmed(&layer(&format!("usecase/methods/{name}.rs"), value))
}

/// The team's file of a resource.
fn yours(usecase: &Usecase) -> String {
    #[derive(Serialize)]
    struct Yours<'a> {
        usecase: &'a Usecase,
        usecase_import: String,
    }
    let mut names = [usecase.name.as_str(), "Ports"];
    names.sort();
    let yours = Yours {
        usecase,
        usecase_import: format!("{{{}}}", names.join(", ")),
    };
    render(&format!("{TEMPLATES}/src/usecase/resource.rs"), &yours)
}

/// The team's file of a custom action.
fn action_file(custom: &Custom) -> String {
    #[derive(Serialize)]
    struct Action<'a> {
        custom: &'a Custom,
    }
    render(
        &format!("{TEMPLATES}/src/usecase/action.rs"),
        &Action { custom },
    )
}
