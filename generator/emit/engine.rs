//! Emits the crate of an engine, layer by layer.

use super::contract::header;
use super::templates::FILES;
use super::{Emitted, render};
use crate::plan::Workspace;
use crate::plan::engine::repository::Body as Statement;
use crate::plan::engine::usecase::{Body, Custom, Usecase};
use crate::plan::engine::{Engine, domain, http, repository, translator};
use crate::print::{Imports, list};
use serde::Serialize;

/// Where the templates of an engine are.
const TEMPLATES: &str = "crates/engines/engine";

#[derive(Serialize)]
struct Part<'a, T> {
    header: String,
    engine: &'a Engine,
    #[serde(flatten)]
    part: T,
}

#[derive(Serialize)]
struct Nothing {}

pub(super) fn emit(workspace: &Workspace, engine: &Engine, emitted: &mut Emitted) {
    let _ = workspace;
    let root = format!("crates/engines/{}", engine.names.module);
    let generated = format!("{root}/src/generated");
    let part = |template: &str| {
        let part = Part {
            header: header(),
            engine,
            part: Nothing {},
        };
        render(&format!("{TEMPLATES}/{template}"), &part)
    };
    emitted.wired(format!("{root}/Cargo.toml"), part("Cargo.toml"));
    emitted.wired(format!("{root}/src/lib.rs"), part("src/lib.rs"));
    emitted.generated(format!("{generated}/mod.rs"), part("src/generated/mod.rs"));
    emitted.generated(format!("{generated}/api.rs"), api(engine));
    domain_layer(engine, &generated, emitted);
    repository_layer(engine, &generated, emitted);
    usecase_layer(engine, &root, &generated, emitted);
    translator_layer(engine, &generated, emitted);
    http_layer(engine, &generated, emitted);
    for computed in &engine.computed {
        emitted.wired(
            format!("{root}/src/{}", computed.file),
            computed_file(computed),
        );
    }
}

fn fixed(name: &str) -> std::borrow::Cow<'static, str> {
    let path = format!("service/{TEMPLATES}/src/generated/{name}");
    let file = FILES
        .get_file(&path)
        .unwrap_or_else(|| panic!("template `{path}` is missing"));
    super::fixed::with_header(&path, file.contents_utf8().expect("templates are text"))
}

#[derive(Serialize)]
struct Api {
    ports_line: String,
    new_signature: String,
    uses_translator: bool,
}

fn api(engine: &Engine) -> String {
    let ports: Vec<String> = engine.ports.iter().map(|port| port.name.clone()).collect();
    let mut parameters = vec!["store: &Store".to_owned()];
    parameters.extend(
        engine
            .ports
            .iter()
            .map(|port| format!("{}: Arc<dyn {}>", port.field, port.name)),
    );
    let part = Api {
        ports_line: match &ports[..] {
            [port] => format!("pub use crate::generated::usecase::{port};"),
            _ => list(0, "pub use crate::generated::usecase::{", &ports, "};"),
        },
        new_signature: list(4, "pub fn new(", &parameters, ") -> Self {"),
        uses_translator: engine.api.published.iter().any(|read| read.view.is_some()),
    };
    render(
        &format!("{TEMPLATES}/src/generated/api.rs"),
        &Part {
            header: header(),
            engine,
            part,
        },
    )
}

#[derive(Serialize)]
struct DomainModule {
    exports: Vec<String>,
}

#[derive(Serialize)]
struct DomainFile<'a> {
    header: String,
    entity: &'a domain::Entity,
}

#[derive(Serialize)]
struct ImportsOnly {
    imports: String,
}

fn domain_layer(engine: &Engine, generated: &str, emitted: &mut Emitted) {
    let folder = format!("{generated}/domain");
    let exports = engine.domain.iter().map(domain_export).collect();
    let part = Part {
        header: header(),
        engine,
        part: DomainModule { exports },
    };
    emitted.generated(
        format!("{folder}/mod.rs"),
        render(&format!("{TEMPLATES}/src/generated/domain/mod.rs"), &part),
    );
    emitted.generated(format!("{folder}/failure.rs"), fixed("domain/failure.rs"));
    let mut imports = Imports::default();
    imports.add("super::StorageError");
    for entity in &engine.domain {
        imports.add(format!("super::{}", entity.repository));
    }
    let part = Part {
        header: header(),
        engine,
        part: ImportsOnly {
            imports: imports.render("engine"),
        },
    };
    let text = render(
        &format!("{TEMPLATES}/src/generated/domain/repositories.rs"),
        &part,
    );
    emitted.generated(format!("{folder}/repositories.rs"), text);
    for entity in &engine.domain {
        let file = DomainFile {
            header: header(),
            entity,
        };
        let text = render(
            &format!("{TEMPLATES}/src/generated/domain/entity.rs"),
            &file,
        );
        emitted.generated(format!("{folder}/{}.rs", entity.module), text);
    }
}

fn domain_export(entity: &domain::Entity) -> String {
    let mut names = vec![entity.name.clone(), entity.repository.clone()];
    if !entity.new_fields.is_empty() {
        names.push(entity.new_name.clone());
    }
    names.extend(
        entity
            .relations
            .iter()
            .map(|relations| relations.name.clone()),
    );
    names.extend(
        entity
            .projections
            .iter()
            .map(|projection| projection.name.clone()),
    );
    names.extend(entity.filters.iter().map(|filter| filter.name.clone()));
    names.sort();
    list(0, &format!("pub use {}::{{", entity.module), &names, "};")
}

#[derive(Serialize)]
struct RepositoryModule<'a> {
    repositories: &'a repository::Repositories,
    imports: String,
    has_orders: bool,
    reads_text: bool,
}

#[derive(Serialize)]
struct RepositoryFile<'a> {
    header: String,
    entity: &'a repository::Entity,
    methods: Vec<Member>,
}

/// A method with its body rendered.
#[derive(Serialize)]
struct Member {
    docs: Vec<String>,
    signature: String,
    body: String,
}

fn repository_layer(engine: &Engine, generated: &str, emitted: &mut Emitted) {
    let folder = format!("{generated}/repository");
    let repositories = &engine.repositories;
    let mut imports = Imports::default();
    for path in ["std::sync::Arc", "store::Connection", "store::Store"] {
        imports.add(path);
    }
    let mut add = |wanted: bool, paths: &[&str]| {
        if wanted {
            paths.iter().for_each(|path| imports.add(*path));
        }
    };
    add(
        repositories.parses || repositories.parses_optional,
        &["std::str::FromStr", "store::Row"],
    );
    let reads_json = repositories.reads_json || repositories.reads_json_optional;
    add(
        reads_json,
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
    let has_orders =
        repositories.orders || repositories.orders_nullable || repositories.orders_by_id;
    let part = RepositoryModule {
        repositories,
        imports: imports.render("engine").trim_end().to_owned(),
        has_orders,
        reads_text: reads_json || repositories.parses || repositories.parses_optional,
    };
    let part = Part {
        header: header(),
        engine,
        part,
    };
    let text = render(
        &format!("{TEMPLATES}/src/generated/repository/mod.rs"),
        &part,
    );
    emitted.generated(format!("{folder}/mod.rs"), text);
    emitted.generated(
        format!("{folder}/transactions.rs"),
        fixed("repository/transactions.rs"),
    );
    if has_orders {
        emitted.generated(format!("{folder}/order.rs"), order_module(repositories));
    }
    for entity in &repositories.modules {
        let methods = entity
            .methods
            .iter()
            .map(|method| Member {
                docs: vec![],
                signature: method.signature.clone(),
                body: statement(&method.body),
            })
            .collect();
        let file = RepositoryFile {
            header: header(),
            entity,
            methods,
        };
        let text = render(
            &format!("{TEMPLATES}/src/generated/repository/entity.rs"),
            &file,
        );
        emitted.generated(format!("{folder}/{}.rs", entity.module), text);
    }
}

/// The module of orders with the functions that the engine's lists use.
fn order_module(repositories: &repository::Repositories) -> String {
    #[derive(Serialize)]
    struct Orders<'a> {
        header: String,
        repositories: &'a repository::Repositories,
    }
    let orders = Orders {
        header: header(),
        repositories,
    };
    render(
        &format!("{TEMPLATES}/src/generated/repository/order.rs"),
        &orders,
    )
}

fn statement(body: &Statement) -> String {
    let name = match body {
        Statement::One(_) => "one",
        Statement::ByIds(_) => "by_ids",
        Statement::Nested(_) => "nested",
        Statement::List(_) => "list",
        Statement::Count(_) => "count",
        Statement::Known(_) => "known",
        Statement::RoleOf(_) => "role_of",
        Statement::FirstWithRole(_) => "first_with_role",
        Statement::Insert(_) => "insert",
        Statement::Update(_) => "update",
        Statement::Delete(_) => "delete",
    };
    trimmed(&render(
        &format!("{TEMPLATES}/src/generated/repository/methods/{name}.rs"),
        body,
    ))
}

/// Without the template's last line end, and without blank lines where optional parts stood.
fn trimmed(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[derive(Serialize)]
struct UsecaseModule {
    has_references: bool,
}

#[derive(Serialize)]
struct UsecaseFile<'a> {
    header: String,
    usecase: &'a Usecase,
    methods: Vec<Member>,
}

fn usecase_layer(engine: &Engine, root: &str, generated: &str, emitted: &mut Emitted) {
    let folder = format!("{generated}/usecase");
    let references = References::of(engine);
    let has_references = references.one || references.many;
    let part = Part {
        header: header(),
        engine,
        part: UsecaseModule { has_references },
    };
    let text = render(&format!("{TEMPLATES}/src/generated/usecase/mod.rs"), &part);
    emitted.generated(format!("{folder}/mod.rs"), text);
    let part = Part {
        header: header(),
        engine,
        part: Nothing {},
    };
    let text = render(
        &format!("{TEMPLATES}/src/generated/usecase/error.rs"),
        &part,
    );
    emitted.generated(format!("{folder}/error.rs"), text);
    if has_references {
        let text = render(
            &format!("{TEMPLATES}/src/generated/usecase/references.rs"),
            &references,
        );
        emitted.generated(format!("{folder}/references.rs"), text);
    }
    for usecase in &engine.usecases {
        let methods = usecase
            .methods
            .iter()
            .map(|method| Member {
                docs: method.docs.clone(),
                signature: method.signature.clone(),
                body: default_body(&method.body),
            })
            .collect();
        let file = UsecaseFile {
            header: header(),
            usecase,
            methods,
        };
        let text = render(
            &format!("{TEMPLATES}/src/generated/usecase/resource.rs"),
            &file,
        );
        emitted.generated(format!("{folder}/{}.rs", usecase.module), text);
        emitted.wired(
            format!("{root}/src/usecase/{}.rs", usecase.module),
            yours(usecase),
        );
        for custom in &usecase.customs {
            emitted.wired(format!("{root}/src/{}", custom.file), action_file(custom));
        }
    }
}

/// Which kinds of keys payloads of the engine hold.
#[derive(Serialize)]
struct References {
    header: String,
    one: bool,
    many: bool,
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

fn default_body(body: &Body) -> String {
    #[derive(Serialize)]
    struct With<'a, T> {
        checks: String,
        found: String,
        mutable: bool,
        #[serde(flatten)]
        body: &'a T,
    }
    fn rendered<T: Serialize>(name: &str, body: &T) -> String {
        trimmed(&render(
            &format!("{TEMPLATES}/src/generated/usecase/methods/{name}.rs"),
            body,
        ))
    }
    fn found<T: Serialize>(body: &T, mutable: bool) -> String {
        let with = With {
            checks: String::new(),
            found: String::new(),
            mutable,
            body,
        };
        rendered("found", &with)
    }
    match body {
        Body::Show(show) => rendered("show", show),
        Body::List(list) => rendered("list", list),
        Body::Create(create) => {
            let checks = rendered("checks", create);
            let mutable = !create.sets.is_empty() || create.slug.is_some();
            rendered(
                "create",
                &With {
                    checks,
                    found: String::new(),
                    mutable,
                    body: create,
                },
            )
        }
        Body::Update(update) => {
            let (checks, found) = (rendered("checks", update), found(update, true));
            rendered(
                "update",
                &With {
                    checks,
                    found,
                    mutable: true,
                    body: update,
                },
            )
        }
        Body::Delete(delete) => {
            let found = found(delete, false);
            rendered(
                "delete",
                &With {
                    checks: String::new(),
                    found,
                    mutable: false,
                    body: delete,
                },
            )
        }
        Body::Member(member) => {
            let found = found(member, false);
            rendered(
                "member",
                &With {
                    checks: String::new(),
                    found,
                    mutable: false,
                    body: member,
                },
            )
        }
        Body::Collection(collection) => rendered("collection", collection),
    }
}

fn yours(usecase: &Usecase) -> String {
    #[derive(Serialize)]
    struct Yours<'a> {
        usecase: &'a Usecase,
        usecase_import: String,
    }
    let mut names = vec![usecase.name.clone(), "Ports".to_owned()];
    names.sort();
    let yours = Yours {
        usecase,
        usecase_import: format!("{{{}}}", names.join(", ")),
    };
    render(&format!("{TEMPLATES}/src/usecase/resource.rs"), &yours)
}

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

fn computed_file(computed: &domain::Computed) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        computed: &'a domain::Computed,
    }
    render(
        &format!("{TEMPLATES}/src/domain/computed.rs"),
        &File { computed },
    )
}

#[derive(Serialize)]
struct TranslatorModule {
    imports: String,
    uses: Uses,
}

#[derive(Serialize)]
struct Uses {
    distinct: bool,
    by_id: bool,
    present: bool,
    grouped: bool,
}

fn translator_layer(engine: &Engine, generated: &str, emitted: &mut Emitted) {
    let folder = format!("{generated}/translator");
    let named = |name: &str| {
        engine.translators.iter().any(|translator| {
            translator
                .imports
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .any(|word| word == name)
        })
    };
    let uses = Uses {
        distinct: named("distinct"),
        by_id: named("by_id"),
        present: named("present"),
        grouped: named("grouped"),
    };
    let mut imports = Imports::default();
    if uses.by_id || uses.present || uses.grouped {
        imports.add("std::collections::HashMap");
    }
    if uses.distinct {
        imports.add("std::collections::HashSet");
    }
    if uses.by_id || uses.present || uses.grouped || uses.distinct {
        imports.add("std::hash::Hash");
    }
    if uses.present {
        imports.add("crate::generated::domain::StorageError");
        imports.add("crate::generated::usecase::Error");
    }
    let part = TranslatorModule {
        imports: imports.render("engine").trim_end().to_owned(),
        uses,
    };
    let text = render(
        &format!("{TEMPLATES}/src/generated/translator/mod.rs"),
        &Part {
            header: header(),
            engine,
            part,
        },
    );
    emitted.generated(format!("{folder}/mod.rs"), text);
    for translator in &engine.translators {
        #[derive(Serialize)]
        struct File<'a> {
            header: String,
            translator: &'a translator::Translator,
        }
        let file = File {
            header: header(),
            translator,
        };
        let text = render(
            &format!("{TEMPLATES}/src/generated/translator/media_type.rs"),
            &file,
        );
        emitted.generated(format!("{folder}/{}.rs", translator.module), text);
    }
}

fn http_layer(engine: &Engine, generated: &str, emitted: &mut Emitted) {
    #[derive(Serialize)]
    struct Module {
        uses_in_order: bool,
    }
    #[derive(Serialize)]
    struct File<'a> {
        header: String,
        resource: &'a http::Resource,
    }
    let folder = format!("{generated}/http");
    let uses_in_order = engine
        .http
        .iter()
        .any(|resource| resource.imports.contains("in_order"));
    let part = Part {
        header: header(),
        engine,
        part: Module { uses_in_order },
    };
    emitted.generated(
        format!("{folder}/mod.rs"),
        render(&format!("{TEMPLATES}/src/generated/http/mod.rs"), &part),
    );
    for resource in &engine.http {
        let file = File {
            header: header(),
            resource,
        };
        let text = render(
            &format!("{TEMPLATES}/src/generated/http/resource.rs"),
            &file,
        );
        emitted.generated(format!("{folder}/{}.rs", resource.module), text);
    }
}
