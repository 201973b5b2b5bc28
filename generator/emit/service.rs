//! Emits what the service as a whole has: its workspace and the crate that wires engines together.

use super::contract::header;
use super::{Emitted, render};
use crate::evolve::Evolution;
use crate::plan::seeds::Seeds;
use crate::plan::service::Service;
use crate::plan::wiring;
use serde::Serialize;

#[derive(Serialize)]
struct Wired<'a> {
    header: String,
    service: &'a Service,
    #[serde(flatten)]
    wiring: &'a wiring::Wiring,
    migrations: &'a [String],
    seeds: bool,
    /// Types of `http` that the cross-origin policy names.
    http_names: Option<&'static str>,
}

/// What files about the whole service name.
#[derive(Serialize)]
struct Named<'a> {
    service: &'a Service,
    wiring: Wiring<'a>,
}

#[derive(Serialize)]
struct Wiring<'a> {
    example: Option<&'a str>,
}

pub(super) fn emit(
    (service, wiring): (&Service, &wiring::Wiring),
    seeds: Option<&Seeds>,
    evolution: &Evolution,
    emitted: &mut Emitted,
) {
    workspace_files(service, wiring, emitted);
    let wired = Wired {
        header: header(),
        service,
        wiring,
        migrations: &evolution.names,
        seeds: seeds.is_some(),
        http_names: http_names(service),
    };
    emitted.generated(
        "crates/engines/Cargo.toml",
        render("crates/engines/Cargo.toml", &wired),
    );
    let mut source = |name: &str| {
        emitted.generated(
            format!("crates/engines/src/{name}"),
            render(&format!("crates/engines/src/{name}"), &wired),
        );
    };
    source("lib.rs");
    source("migrations.rs");
    if wiring.has_ports {
        source("ports.rs");
    }
    emitted.generated(
        "crates/server/src/generated/index.html",
        render("crates/server/src/generated/index.html", &wired),
    );
}

/// Files about the workspace as a whole.
fn workspace_files(service: &Service, wiring: &wiring::Wiring, emitted: &mut Emitted) {
    let named = Named {
        service,
        wiring: Wiring {
            example: wiring.example.as_deref(),
        },
    };
    emitted.wired("Cargo.toml", render("Cargo.toml", &named));
    for name in ["README.md", "AGENTS.md", ".github/workflows/ci.yml"] {
        emitted.scaffolded(name, render(name, &named));
    }
    for name in ["clippy.toml", "gitattributes", "gitignore", "rustfmt.toml"] {
        let text = super::templates::text(&format!("service/{name}"));
        emitted.scaffolded(format!(".{name}"), text);
    }
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
