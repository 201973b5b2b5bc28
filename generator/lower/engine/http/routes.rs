//! Routes of a resource: paths of actions go in, lines of its router come out.

use super::Lowering;
use super::handlers::handler;
use crate::lower::hrefs;
use crate::print::{WIDTH, list, rust_string};

/// Columns before a route, and before its parts where it takes several lines.
const INDENT: usize = 8;

impl Lowering<'_> {
    /// The routes, in the order in which the design's actions first name their paths.
    pub(super) fn routes(&mut self) -> Vec<String> {
        let mut routes: Vec<(String, Vec<String>)> = Vec::new();
        for action in &self.resource.actions {
            let word = action.method.word().to_lowercase();
            let call = format!("{word}(action({}))", handler(action));
            for path in self.resource.routes_of(action) {
                let path = hrefs::template(&self.service.api.base_path, &path);
                match routes.iter_mut().find(|(known, _)| *known == path) {
                    Some((_, methods)) => methods.push(call.clone()),
                    None => {
                        self.imports.add("axum::routing");
                        self.imports.add("http_ground::action");
                        routes.push((path, vec![format!("routing::{call}")]));
                    }
                }
            }
        }
        routes
            .into_iter()
            .map(|(path, methods)| route(&path, &methods))
            .collect()
    }
}

/// `.route("/v1/notes", routing::get(action(list)))`.
fn route(path: &str, methods: &[String]) -> String {
    let flat = methods.join(".");
    let methods = if INDENT + 4 + flat.chars().count() < WIDTH {
        flat
    } else {
        methods.join(&format!("\n{}.", " ".repeat(INDENT + 8)))
    };
    list(INDENT, ".route(", &[rust_string(path), methods], ")")
}
