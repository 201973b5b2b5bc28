//! Emits what the service as a whole has: its workspace and the crate that wires engines together.

use super::Emitted;
use super::contract::header;
use super::templates::{self, filters};
use crate::evolve::Evolution;
use crate::plan::seeds::Seeds;
use crate::plan::service::Service;
use crate::plan::wiring::Wiring;
use askama::Template;

#[derive(Template)]
#[template(path = "service/README.md.jinja", escape = "none")]
struct Readme<'a> {
    service: &'a Service,
    description: Option<&'a str>,
    example: Option<&'a str>,
}

#[derive(Template)]
#[template(
    path = "service/crates/server/src/generated/index.html.jinja",
    escape = "none"
)]
struct Index<'a> {
    service: &'a Service,
    description: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "service/crates/engines/src/lib.rs.jinja", escape = "none")]
struct Lib<'a> {
    header: String,
    service: &'a Service,
    wiring: &'a Wiring,
    /// Types of `http` that the cross-origin policy names.
    http_names: Option<&'static str>,
}

#[derive(Template)]
#[template(
    path = "service/crates/engines/src/migrations.rs.jinja",
    escape = "none"
)]
struct Migrations<'a> {
    header: String,
    migrations: &'a [String],
    seeds: bool,
}

#[derive(Template)]
#[template(path = "service/crates/engines/src/ports.rs.jinja", escape = "none")]
struct Ports<'a> {
    header: String,
    wiring: &'a Wiring,
}

/// Functions that make files which name no more than what every part of the service shares.
macro_rules! of_service {
    ($($file:ident $path:literal)*) => {$(
        fn $file(service: &Service) -> String {
            #[derive(Template)]
            #[template(path = $path, escape = "none")]
            struct OfService<'a> {
                service: &'a Service,
            }
            templates::file(&OfService { service })
        }
    )*};
}

of_service! {
    workspace "service/Cargo.toml.jinja"
    agents "service/AGENTS.md.jinja"
    ci "service/.github/workflows/ci.yml.jinja"
    manifest "service/crates/engines/Cargo.toml.jinja"
}

pub(super) fn emit(
    (service, wiring): (&Service, &Wiring),
    seeds: Option<&Seeds>,
    evolution: &Evolution,
    emitted: &mut Emitted,
) {
    workspace_files(service, wiring, emitted);
    let lib = Lib {
        header: header(),
        service,
        wiring,
        http_names: http_names(service),
    };
    let migrations = Migrations {
        header: header(),
        migrations: &evolution.names,
        seeds: seeds.is_some(),
    };
    let mut file = |path: &str, text: String| emitted.generated(format!("crates/{path}"), text);
    file("engines/Cargo.toml", manifest(service));
    file("engines/src/lib.rs", templates::file(&lib));
    file("engines/src/migrations.rs", templates::file(&migrations));
    if wiring.has_ports {
        let header = header();
        let ports = Ports { header, wiring };
        file("engines/src/ports.rs", templates::file(&ports));
    }
    let description = description(service);
    let index = Index {
        service,
        description,
    };
    file("server/src/generated/index.html", templates::file(&index));
}

/// Files about the workspace as a whole.
fn workspace_files(service: &Service, wiring: &Wiring, emitted: &mut Emitted) {
    let readme = Readme {
        service,
        description: description(service),
        example: wiring.example.as_deref(),
    };
    emitted.wired("Cargo.toml", workspace(service));
    emitted.scaffolded("README.md", templates::file(&readme));
    emitted.scaffolded("AGENTS.md", agents(service));
    emitted.scaffolded(".github/workflows/ci.yml", ci(service));
    for name in ["clippy.toml", "gitattributes", "gitignore", "rustfmt.toml"] {
        let text = templates::text(&format!("service/{name}"));
        emitted.scaffolded(format!(".{name}"), text);
    }
}

/// What the service is for; an empty description says nothing.
fn description(service: &Service) -> Option<&str> {
    let description = service.description.as_deref();
    description.filter(|text| !text.is_empty())
}

fn http_names(service: &Service) -> Option<&'static str> {
    let cors = service.cors.as_ref()?;
    let any = cors.origins.iter().any(|origin| origin == "*");
    match (cors.expose.is_empty(), any) {
        (true, true) => None,
        (true, false) => Some("HeaderValue"),
        (false, true) => Some("HeaderName"),
        (false, false) => Some("{HeaderName, HeaderValue}"),
    }
}
