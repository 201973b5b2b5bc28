//! Emits the crate of an engine, layer by layer: a plan goes in, its rendered files come out.

mod domain;
mod http;
mod methods;
mod repository;
mod translator;
mod usecase;

use super::Emitted;
use super::contract::header;
use super::templates::{self, FILES};
use crate::output;
use crate::plan::engine::domain::Computed;
use crate::plan::engine::{Before, Engine};
use crate::print::list;
use askama::Template;
use std::borrow::Cow;

/// Where the texts of an engine's generated layers are.
const GENERATED: &str = "service/crates/engines/engine/src/generated";

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/Cargo.toml.jinja",
    escape = "none"
)]
struct Manifest<'a> {
    engine: &'a Engine,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/lib.rs.jinja",
    escape = "none"
)]
struct Lib<'a> {
    engine: &'a Engine,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/mod.rs.jinja",
    escape = "none"
)]
struct Module<'a> {
    header: String,
    engine: &'a Engine,
    does_something: bool,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/domain/computed.rs.jinja",
    escape = "none"
)]
struct ComputedFile<'a> {
    computed: &'a Computed,
}

/// Where the files of an engine go.
struct Place {
    /// The crate's folder.
    root: String,
    /// The folder of what is written anew each time.
    generated: String,
}

pub(super) fn emit(engine: &Engine, emitted: &mut Emitted) {
    let root = format!("crates/engines/{}", engine.names.module);
    let place = Place {
        generated: format!("{root}/src/generated"),
        root,
    };
    let (root, generated) = (&place.root, &place.generated);
    let module = Module {
        header: header(),
        engine,
        does_something: engine.does_something(),
    };
    let manifest = templates::file(&Manifest { engine });
    emitted.wired(format!("{root}/Cargo.toml"), manifest);
    let lib = templates::file(&Lib { engine });
    emitted.wired(format!("{root}/src/lib.rs"), lib);
    emitted.generated(format!("{generated}/mod.rs"), templates::file(&module));
    if !engine.does_something() {
        return;
    }
    emitted.generated(format!("{generated}/api.rs"), api(engine));
    domain::emit(engine, &place, emitted);
    repository::emit(engine, &place, emitted);
    usecase::emit(engine, &place, emitted);
    translator::emit(engine, &place, emitted);
    http::emit(engine, &place, emitted);
    for computed in &engine.computed {
        let path = format!("{root}/src/{}", computed.file);
        moved(emitted, root, (&path, &computed.before));
        emitted.wired(path, templates::file(&ComputedFile { computed }));
    }
}

/// Says what a scaffolded file was before something was renamed.
fn moved(emitted: &mut Emitted, root: &str, (path, before): (&str, &[Before])) {
    if before.is_empty() {
        return;
    }
    let before = before.iter().map(|before| output::Before {
        path: format!("{root}/src/{}", before.file),
        names: before.names.clone(),
    });
    emitted
        .output
        .before
        .insert(path.to_owned(), before.collect());
}

/// A file below `src/generated/` that every engine has as it is.
fn fixed(name: &str) -> Cow<'static, str> {
    let path = format!("{GENERATED}/{name}");
    let file = FILES
        .get_file(&path)
        .unwrap_or_else(|| panic!("template `{path}` is missing"));
    super::fixed::with_header(&path, file.contents_utf8().expect("templates are text"))
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/engine/src/generated/api.rs.jinja",
    escape = "none"
)]
struct Api<'a> {
    header: String,
    engine: &'a Engine,
    ports_line: String,
    new_signature: String,
    uses_translator: bool,
    keeps_ports: bool,
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
    let api = Api {
        header: header(),
        engine,
        ports_line: match &ports[..] {
            [port] => format!("pub use crate::generated::usecase::{port};"),
            _ => list(0, "pub use crate::generated::usecase::{", &ports, "};"),
        },
        new_signature: list(4, "pub fn new(", &parameters, ") -> Self {"),
        uses_translator: engine.api.published.iter().any(|read| read.view.is_some()),
        keeps_ports: keeps_ports(engine),
    };
    templates::file(&api)
}

/// Whether something beside the usecases asks: other engines through the api, or handlers that read back or translate.
fn keeps_ports(engine: &Engine) -> bool {
    let asks = |code: &String| code.contains("engine.ports");
    let is_asked = engine.api.role_of.is_some() || !engine.api.published.is_empty();
    is_asked
        || engine.http.iter().any(|resource| {
            let mut statements = resource.handlers.iter().flat_map(|of| &of.statements);
            !resource.read_backs.is_empty()
                || resource
                    .answers
                    .iter()
                    .any(|answer| asks(&answer.translate))
                || statements.any(asks)
        })
}
