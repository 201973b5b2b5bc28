//! Emits the usecases of an engine: a trait per resource with the defaults of its methods, and the team's files beside.

use super::super::Emitted;
use super::super::contract::header;
use super::super::templates;
use super::methods::{self, bodies};
use super::{Place, moved};
use crate::plan::engine::Engine;
use crate::plan::engine::usecase::{self, Body, Custom, Usecase};
use askama::Template;

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/usecase/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    engine: &'a Engine,
    has_references: bool,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/usecase/error.rs.jinja",
    escape = "none"
)]
struct Errors<'a> {
    header: String,
    engine: &'a Engine,
    changes: bool,
    /// Whether there are methods at all.
    has_methods: bool,
    /// Whether some stand before those about other engines.
    follows_methods: bool,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/usecase/resource.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    usecase: &'a Usecase,
    methods: Vec<methods::Rendered<'a>>,
}

/// Which kinds of keys payloads of the engine hold.
#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/usecase/references.rs.jinja",
    escape = "none"
)]
struct References {
    header: String,
    one: bool,
    many: bool,
}

/// The team's file of a resource.
#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/usecase/resource.rs.jinja",
    escape = "none"
)]
struct Yours<'a> {
    usecase: &'a Usecase,
    usecase_import: String,
}

/// The team's file of a custom action.
#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/usecase/action.rs.jinja",
    escape = "none"
)]
struct Action<'a> {
    custom: &'a Custom,
}

bodies! {
    usecase:
    Show "service/crates/engines/engine/src/generated/usecase/methods/show.rs.jinja"
    List "service/crates/engines/engine/src/generated/usecase/methods/list.rs.jinja"
    Create "service/crates/engines/engine/src/generated/usecase/methods/create.rs.jinja"
    Update "service/crates/engines/engine/src/generated/usecase/methods/update.rs.jinja"
    Delete "service/crates/engines/engine/src/generated/usecase/methods/delete.rs.jinja"
    Member "service/crates/engines/engine/src/generated/usecase/methods/member.rs.jinja"
    Collection "service/crates/engines/engine/src/generated/usecase/methods/collection.rs.jinja"
    Within "service/crates/engines/engine/src/generated/usecase/methods/within.rs.jinja"
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/usecase", place.generated);
    let root = &place.root;
    let references = References::of(engine);
    let has_references = references.one || references.many;
    let module = Module {
        header: header(),
        engine,
        has_references,
    };
    emitted.generated(format!("{folder}/mod.rs"), templates::file(&module));
    let errors = templates::file(&errors(engine));
    emitted.generated(format!("{folder}/error.rs"), errors);
    if has_references {
        let text = templates::file(&references);
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

fn errors(engine: &Engine) -> Errors<'_> {
    let changes = changes(engine);
    let follows_methods = changes || !engine.api.published.is_empty();
    Errors {
        header: header(),
        engine,
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
    let methods = usecase.methods.iter().map(|method| methods::Rendered {
        docs: &method.docs,
        signature: &method.signature,
        body: body(&method.body),
    });
    let file = File {
        header: header(),
        usecase,
        methods: methods.collect(),
    };
    templates::file(&file)
}

fn yours(usecase: &Usecase) -> String {
    let mut names = [usecase.name.as_str(), "Ports"];
    names.sort();
    templates::file(&Yours {
        usecase,
        usecase_import: format!("{{{}}}", names.join(", ")),
    })
}

fn action_file(custom: &Custom) -> String {
    templates::file(&Action { custom })
}
