//! Emits the repositories of an engine: a module per entity, each method with its statement, and what they share.

use super::super::Emitted;
use super::super::contract::header;
use super::{Member, Part, Place, fixed, layer, trimmed};
use crate::plan::engine::Engine;
use crate::plan::engine::repository::{Body, Entity, Repositories};
use crate::print::Imports;
use serde::Serialize;

#[derive(Serialize)]
struct Module<'a> {
    repositories: &'a Repositories,
    /// Modules of what is kept, and of what is only seen through or counted.
    declared: Vec<&'a str>,
    implementations: Vec<Implementation<'a>>,
    imports: String,
    has_orders: bool,
    reads_text: bool,
}

/// What implements the repository of an entity.
#[derive(Serialize)]
struct Implementation<'a> {
    field: &'a str,
    module: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Orders<'a> {
    header: String,
    repositories: &'a Repositories,
}

#[derive(Serialize)]
struct File<'a> {
    header: String,
    entity: &'a Entity,
    methods: Vec<Member>,
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/repository", place.generated);
    let repositories = &engine.repositories;
    emitted.generated(format!("{folder}/mod.rs"), module(engine));
    emitted.generated(
        format!("{folder}/transactions.rs"),
        fixed("repository/transactions.rs"),
    );
    if has_orders(repositories) {
        let orders = Orders {
            header: header(),
            repositories,
        };
        let text = layer("repository/order.rs", &orders);
        emitted.generated(format!("{folder}/order.rs"), text);
    }
    emitted.generated_each(&repositories.modules, |entity| {
        (format!("{folder}/{}.rs", entity.module), file(entity))
    });
}

/// The module above the repositories, with the functions that they use of it.
fn module(engine: &Engine) -> String {
    let repositories = &engine.repositories;
    let modules = &repositories.modules;
    let kept = modules.iter().filter(|entity| !entity.methods.is_empty());
    let implementations = kept.map(|entity| Implementation {
        field: &entity.field,
        module: &entity.module,
        name: &entity.name,
    });
    let module = Module {
        repositories,
        declared: modules.iter().map(|entity| &*entity.module).collect(),
        implementations: implementations.collect(),
        imports: imports(repositories).render("engine").trim_end().to_owned(),
        has_orders: has_orders(repositories),
        reads_text: parses(repositories) || reads_json(repositories),
    };
    layer("repository/mod.rs", &Part::of(engine, module))
}

fn imports(repositories: &Repositories) -> Imports {
    let mut imports = Imports::default();
    for path in ["std::sync::Arc", "store::Connection", "store::Store"] {
        imports.add(path);
    }
    let mut add = |wanted: bool, paths: &[&str]| {
        if wanted {
            paths.iter().for_each(|path| imports.add(*path));
        }
    };
    add(parses(repositories), &["std::str::FromStr", "store::Row"]);
    add(
        reads_json(repositories),
        &["serde::de::DeserializeOwned", "store::Json", "store::Row"],
    );
    add(
        repositories.writes_json,
        &["serde::Serialize", "store::Json"],
    );
    add(
        repositories.relates || repositories.unrelates,
        &["store::Sql", "uuid::Uuid"],
    );
    imports
}

fn has_orders(repositories: &Repositories) -> bool {
    repositories.orders || repositories.orders_nullable || repositories.orders_by_id
}

fn parses(repositories: &Repositories) -> bool {
    repositories.parses || repositories.parses_optional
}

fn reads_json(repositories: &Repositories) -> bool {
    repositories.reads_json || repositories.reads_json_optional
}

fn file(entity: &Entity) -> String {
    let methods = entity.methods.iter().map(|method| Member {
        docs: vec![],
        signature: method.signature.clone(),
        body: statement(&method.body),
    });
    let file = File {
        header: header(),
        entity,
        methods: methods.collect(),
    };
    layer("repository/entity.rs", &file)
}

fn statement(body: &Body) -> String {
    let name = match body {
        Body::One(_) => "one",
        Body::ByIds(_) => "by_ids",
        Body::Nested(_) => "nested",
        Body::List(_) => "list",
        Body::Count(_) => "count",
        Body::Known(_) => "known",
        Body::Above(_) => "above",
        Body::RoleOf(_) => "role_of",
        Body::FirstWithRole(_) => "first_with_role",
        Body::Insert(_) => "insert",
        Body::Update(_) => "update",
        Body::Delete(_) => "delete",
    };
    trimmed(&layer(&format!("repository/methods/{name}.rs"), body))
}
