//! Emits the crate of an engine, layer by layer: a plan goes in, its rendered files come out.

mod domain;
mod http;
mod overview;
mod repository;
mod translator;
mod usecase;

use super::contract::header;
use super::templates::FILES;
use super::{Emitted, render};
use crate::output;
use crate::plan::engine::domain::Computed;
use crate::plan::engine::{Before, Engine};
use crate::print::list;
use overview::Overview;
use serde::Serialize;
use std::borrow::Cow;

/// Where the templates of an engine are.
const TEMPLATES: &str = "crates/engines/engine";

/// What a file that is about the whole engine names: the engine and a part of its own.
#[derive(Serialize)]
struct Part<'a, T> {
    header: String,
    engine: Overview<'a>,
    #[serde(flatten)]
    part: T,
}

impl<'a, T> Part<'a, T> {
    fn of(engine: &'a Engine, part: T) -> Self {
        Part {
            header: header(),
            engine: Overview::of(engine),
            part,
        }
    }
}

/// The part of a file that names the engine only.
#[derive(Serialize)]
struct Nothing {}

/// A method with its body rendered.
#[derive(Serialize)]
struct Member {
    docs: Vec<String>,
    signature: String,
    body: String,
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
    let whole = |template: &str| {
        let part = Part::of(engine, Nothing {});
        render(&format!("{TEMPLATES}/{template}"), &part)
    };
    emitted.wired(format!("{root}/Cargo.toml"), whole("Cargo.toml"));
    emitted.wired(format!("{root}/src/lib.rs"), whole("src/lib.rs"));
    emitted.generated(format!("{generated}/mod.rs"), whole("src/generated/mod.rs"));
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
        emitted.wired(path, computed_file(computed));
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

/// A file below `src/generated/`, rendered.
fn layer(name: &str, value: &impl Serialize) -> String {
    render(&format!("{TEMPLATES}/src/generated/{name}"), value)
}

/// A file below `src/generated/` that every engine has as it is.
fn fixed(name: &str) -> Cow<'static, str> {
    let path = format!("service/{TEMPLATES}/src/generated/{name}");
    let file = FILES
        .get_file(&path)
        .unwrap_or_else(|| panic!("template `{path}` is missing"));
    super::fixed::with_header(&path, file.contents_utf8().expect("templates are text"))
}

/// Without the template's last line end, and without blank lines where optional parts stood.
fn trimmed(text: &str) -> String {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

#[derive(Serialize)]
struct Api {
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
    let part = Api {
        ports_line: match &ports[..] {
            [port] => format!("pub use crate::generated::usecase::{port};"),
            _ => list(0, "pub use crate::generated::usecase::{", &ports, "};"),
        },
        new_signature: list(4, "pub fn new(", &parameters, ") -> Self {"),
        uses_translator: engine.api.published.iter().any(|read| read.view.is_some()),
        keeps_ports: keeps_ports(engine),
    };
    layer("api.rs", &Part::of(engine, part))
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

fn computed_file(computed: &Computed) -> String {
    #[derive(Serialize)]
    struct File<'a> {
        computed: &'a Computed,
    }
    render(
        &format!("{TEMPLATES}/src/domain/computed.rs"),
        &File { computed },
    )
}
