//! Cases: every design that there is, with the document and the page that are made of it.

#![expect(clippy::disallowed_methods, reason = "these tests read designs")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use moguera::diagnostic::{Colour, Diagnostics};
use moguera::evolve::DataLoss;
use moguera::ir;
use moguera::scaffold;
use moguera::source::{Source, SourceFile};
use openapiv3::OpenAPI;
use serde_json::Value;

/// A design with what is made of it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) service: ir::Service,
    /// `openapi.json`
    pub(crate) text: String,
    pub(crate) json: Value,
    /// `/docs`
    pub(crate) page: String,
}

impl Case {
    fn new(name: &str, source: &Source) -> Self {
        let service = sound(source, moguera::front(source));
        let output = sound(
            source,
            moguera::generate(&service, &BTreeSet::new(), DataLoss::Refused),
        );
        let file = |path: &str| output.files().get(path).map(|file| file.text.to_string());
        let text = file("openapi.json").expect("every service has a document");
        Case {
            name: name.to_owned(),
            service,
            json: serde_json::from_str(&text).expect("the document is JSON"),
            text,
            page: file("crates/server/src/generated/docs.html").expect("every service has a page"),
        }
    }

    /// The document as a reader of OpenAPI has it.
    pub(crate) fn openapi(&self) -> OpenAPI {
        serde_json::from_str(&self.text).expect("the document is of OpenAPI 3.0")
    }

    pub(crate) fn actions(&self) -> impl Iterator<Item = (&ir::Resource, &ir::Action)> {
        let resources = self.service.resources.iter();
        resources.flat_map(|resource| {
            resource
                .actions
                .iter()
                .map(move |action| (resource, action))
        })
    }

    /// Shows a visitor every value of the document.
    pub(crate) fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a str, &'a Value)) {
        walk("", &self.json, visit);
    }
}

fn sound<T>(source: &Source, outcome: Result<T, Diagnostics>) -> T {
    outcome.unwrap_or_else(|found| panic!("{}", found.render(source, Colour::Never)))
}

/// Each member with its name; items have the name of their list.
fn walk<'a>(name: &'a str, value: &'a Value, visit: &mut dyn FnMut(&'a str, &'a Value)) {
    visit(name, value);
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| walk(name, member, visit)),
        Value::Array(items) => items.iter().for_each(|item| walk(name, item, visit)),
        _ => {}
    }
}

/// Every case, made once.
pub(crate) fn cases() -> &'static [Case] {
    static CASES: LazyLock<Vec<Case>> = LazyLock::new(made);
    &CASES
}

/// Scaffolds, example designs, and the cases of this and other tests.
pub(crate) fn made() -> Vec<Case> {
    let mut cases: Vec<Case> = scaffold::NAMES
        .iter()
        .map(|name| {
            Case::new(
                name,
                &scaffold::design(&scaffold::files("my-service", name)),
            )
        })
        .collect();
    for folder in ["designs", "tests/cases/stages", "tests/cases/openapi"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let entries = fs::read_dir(&folder).expect("the folder is there");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("the folder is readable").path())
            .collect();
        paths.sort();
        for path in paths.iter().filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "yaml")
        }) {
            let text = fs::read_to_string(path).expect("the design is readable");
            let name = path
                .file_stem()
                .and_then(|name| name.to_str())
                .expect("names are text");
            cases.push(Case::new(
                name,
                &Source::new(vec![SourceFile::new("design.yaml", text)]),
            ));
        }
    }
    assert!(cases.len() >= 8, "designs have been lost");
    cases
}
