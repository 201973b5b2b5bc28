//! Emits the repositories of an engine: a module per entity, each method with its statement, and what they share.

use super::super::Emitted;
use super::super::contract::header;
use super::super::templates;
use super::methods::{Rendered, bodies};
use super::{Place, fixed};
use crate::plan::engine::Engine;
use crate::plan::engine::repository::{self, Entity, Repositories};
use crate::print::Imports;
use askama::Template;

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/repository/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    repositories: &'a Repositories,
    /// Modules of what is kept, and of what is only seen through or counted.
    declared: Vec<&'a str>,
    implementations: Vec<Implementation<'a>>,
    imports: String,
    has_orders: bool,
    reads_text: bool,
}

/// What implements the repository of an entity.
struct Implementation<'a> {
    field: &'a str,
    module: &'a str,
    name: &'a str,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/repository/order.rs.jinja",
    escape = "none"
)]
struct Orders<'a> {
    header: String,
    repositories: &'a Repositories,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/repository/entity.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    entity: &'a Entity,
    imports: &'a str,
    methods: Vec<Rendered<'a>>,
}

bodies! {
    repository:
    One "service/crates/engines/engine/src/generated/repository/methods/one.rs.jinja"
    ByIds "service/crates/engines/engine/src/generated/repository/methods/by_ids.rs.jinja"
    Nested "service/crates/engines/engine/src/generated/repository/methods/nested.rs.jinja"
    List "service/crates/engines/engine/src/generated/repository/methods/list.rs.jinja"
    Count "service/crates/engines/engine/src/generated/repository/methods/count.rs.jinja"
    Known "service/crates/engines/engine/src/generated/repository/methods/known.rs.jinja"
    Above "service/crates/engines/engine/src/generated/repository/methods/above.rs.jinja"
    RoleOf "service/crates/engines/engine/src/generated/repository/methods/role_of.rs.jinja"
    FirstWithRole "service/crates/engines/engine/src/generated/repository/methods/first_with_role.rs.jinja"
    Insert "service/crates/engines/engine/src/generated/repository/methods/insert.rs.jinja"
    Update "service/crates/engines/engine/src/generated/repository/methods/update.rs.jinja"
    Delete "service/crates/engines/engine/src/generated/repository/methods/delete.rs.jinja"
}

pub(super) fn emit(engine: &Engine, place: &Place, emitted: &mut Emitted) {
    let folder = format!("{}/repository", place.generated);
    let repositories = &engine.repositories;
    emitted.generated(format!("{folder}/mod.rs"), module(repositories));
    emitted.generated(
        format!("{folder}/transactions.rs"),
        fixed("repository/transactions.rs"),
    );
    if has_orders(repositories) {
        let orders = Orders {
            header: header(),
            repositories,
        };
        emitted.generated(format!("{folder}/order.rs"), templates::file(&orders));
    }
    emitted.generated_each(&repositories.modules, |entity| {
        (format!("{folder}/{}.rs", entity.module), file(entity))
    });
}

/// The module above the repositories, with the functions that they use of it.
fn module(repositories: &Repositories) -> String {
    let modules = &repositories.modules;
    let kept = modules.iter().filter(|entity| !entity.methods.is_empty());
    let implementations = kept.map(|entity| Implementation {
        field: &entity.field,
        module: &entity.module,
        name: &entity.name,
    });
    let module = Module {
        header: header(),
        repositories,
        declared: modules.iter().map(|entity| &*entity.module).collect(),
        implementations: implementations.collect(),
        imports: imports(repositories).render("engine").trim_end().to_owned(),
        has_orders: has_orders(repositories),
        reads_text: parses(repositories) || reads_json(repositories),
    };
    templates::file(&module)
}

fn imports(repositories: &Repositories) -> Imports {
    let mut imports = Imports::default();
    for path in ["std::sync::Arc", "store::Connection", "store::Store"] {
        imports.add(path);
    }
    let mut add = |wanted: bool, paths: &[&'static str]| {
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
    let methods = entity.methods.iter().map(|method| Rendered {
        docs: &[],
        signature: &method.signature,
        body: body(&method.body),
    });
    let file = File {
        header: header(),
        entity,
        imports: entity.imports.trim_end(),
        methods: methods.collect(),
    };
    templates::file(&file)
}
