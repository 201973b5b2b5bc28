//! Emits the tests that ship with a service: fixtures, and a folder for each resource.

mod kinds;

use super::Emitted;
use super::code::names;
use super::contract::header;
use super::templates;
use crate::plan::tests::{self, Fixture, Function, Resource, Section, Signed, Tests};
use crate::print::Imports;
use askama::Template;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashSet};

const ROOT: &str = "crates/server/tests/api";

/// The constant of where a resource is, which also stands in format strings.
const COLLECTION: &str = "COLLECTION";

/// The function that makes where a resource is below a parent.
const PARENTS: &str = "collection";

/// The function that makes where one is.
const ITEM: &str = "item";

/// What a file of tests may name, and where it is from.
const NAMES: &[(&str, &str)] = &[
    ("BTreeSet", "std::collections::BTreeSet"),
    ("Caller", "server::testing::Caller"),
    ("Date", "jiff::civil::Date"),
    ("Json", "store::Json"),
    ("Kept", "server::testing::Kept"),
    ("Method", "http::Method"),
    ("Row", "server::testing::Row"),
    ("Service", "server::testing::Service"),
    ("Timestamp", "jiff::Timestamp"),
    ("Uuid", "uuid::Uuid"),
    ("Value", "serde_json::Value"),
    ("day", "server::testing::day"),
    ("fields", "server::testing::fields"),
    ("fixtures", "crate::fixtures"),
    ("instant", "server::testing::instant"),
    ("json", "serde_json::json"),
    ("merged", "server::testing::merged"),
    ("number", "server::testing::number"),
    ("parsed", "server::testing::parsed"),
    ("walk", "server::testing::walk"),
    ("walk_among", "server::testing::walk_among"),
    ("with", "server::testing::with"),
    ("without", "server::testing::without"),
];

/// The root of the tests.
#[derive(Template)]
#[template(
    path = "service/crates/server/tests/api/main.rs.jinja",
    escape = "none"
)]
struct Main {
    header: String,
    depth: Option<usize>,
}

/// The file that names the resources.
#[derive(Template)]
#[template(
    path = "service/crates/server/tests/api/resources/mod.rs.jinja",
    escape = "none"
)]
struct Modules<'a> {
    header: String,
    modules: Vec<&'a str>,
}

#[derive(Template)]
#[template(
    path = "service/crates/server/tests/api/fixtures.rs.jinja",
    escape = "none"
)]
struct Fixtures<'a> {
    header: String,
    imports: String,
    fixtures: &'a [Fixture],
    signed: Option<&'a Signed>,
}

/// What the tests of a resource have in common.
#[derive(Template)]
#[template(
    path = "service/crates/server/tests/api/resources/resource/mod.rs.jinja",
    escape = "none"
)]
struct Common<'a> {
    header: String,
    imports: String,
    title: &'a str,
    modules: Vec<&'a str>,
    constant: Option<&'a str>,
    below: Option<&'a str>,
    /// Expression of the collection that `row` is in, if a test asks for one.
    holder: Option<&'a str>,
    functions: Vec<&'a Function>,
}

/// Tests of one kind.
#[derive(Template)]
#[template(
    path = "service/crates/server/tests/api/resources/resource/section.rs.jinja",
    escape = "none"
)]
struct File<'a> {
    header: String,
    imports: String,
    title: &'a str,
    about: &'a str,
    functions: Vec<&'a Function>,
    tests: Vec<Test<'a>>,
}

/// A test with its body rendered.
struct Test<'a> {
    docs: &'a [String],
    name: &'a str,
    lines: &'a [String],
    body: String,
}

/// A file of tests, and the names that it has from the module above.
struct Rendered {
    path: String,
    text: String,
    above: BTreeSet<String>,
}

pub(super) fn emit(tests: Tests<'_>, emitted: &mut Emitted) {
    let main = Main {
        header: header(),
        depth: tests.depth,
    };
    emitted.generated(format!("{ROOT}/main.rs"), templates::file(&main));
    let modules = tests.resources.iter().map(|it| it.module.as_str());
    let modules = Modules {
        header: header(),
        modules: modules.collect(),
    };
    emitted.generated(
        format!("{ROOT}/resources/mod.rs"),
        templates::file(&modules),
    );
    emitted.generated(format!("{ROOT}/fixtures.rs"), fixtures(&tests));
    let resources = tests.resources.into_par_iter();
    let resources: Vec<_> = resources.map(|it| resource(&it.tests.now())).collect();
    for (path, text) in resources.into_iter().flatten() {
        emitted.generated(path, text);
    }
}

fn fixtures(tests: &Tests<'_>) -> String {
    let links = tests.fixtures.iter().flat_map(|fixture| &fixture.links);
    let mut imports = imports(&names(links.map(String::as_str)));
    if !tests.fixtures.is_empty() {
        imports.add("server::testing::Row");
        imports.add("server::testing::Service");
    }
    if tests.signed.is_some() {
        imports.add("server::testing::Caller");
    }
    let file = Fixtures {
        header: header(),
        imports: imports.render("tests"),
        fixtures: &tests.fixtures,
        signed: tests.signed.as_ref(),
    };
    templates::file(&file)
}

/// The files of a resource: paths and texts.
fn resource(resource: &Resource) -> Vec<(String, String)> {
    let folder = format!("{ROOT}/resources/{}", resource.module);
    let files = resource
        .sections
        .iter()
        .map(|section| file(&folder, resource, section));
    let files: Vec<Rendered> = files.collect();
    let says = |name: &str| files.iter().any(|file| file.above.contains(name));
    let functions = resource
        .functions
        .iter()
        .filter(|function| says(&function.name));
    let functions: Vec<&Function> = functions.collect();
    let item = says(ITEM);
    let said = functions.iter().flat_map(|function| texts(function));
    let mut imports = imports(&names(said));
    if item || (resource.below.is_some() && says(PARENTS)) {
        imports.add("server::testing::Kept");
    }
    let common = Common {
        header: header(),
        imports: imports.render("tests"),
        title: &resource.title,
        modules: resource
            .sections
            .iter()
            .map(|section| section.module.as_str())
            .collect(),
        constant: resource
            .constant
            .as_deref()
            .filter(|_| item || says(COLLECTION)),
        below: resource.below.as_deref().filter(|_| item || says(PARENTS)),
        holder: item.then_some(&resource.holder),
        functions,
    };
    let common = (format!("{folder}/mod.rs"), templates::file(&common));
    std::iter::once(common)
        .chain(files.into_iter().map(|file| (file.path, file.text)))
        .collect()
}

fn file(folder: &str, resource: &Resource, section: &Section) -> Rendered {
    let tests: Vec<Test<'_>> = section.tests.iter().map(test).collect();
    let said = || {
        let lines = tests.iter().flat_map(|test| test.lines);
        let texts = lines.chain(tests.iter().map(|test| &test.body));
        texts.map(String::as_str)
    };
    let mut named = names(said());
    let own = section.functions.iter();
    let called = |function: &&Function| named.contains(function.name.as_str());
    let functions: Vec<&Function> = own.filter(called).collect();
    let helpers = || functions.iter().flat_map(|function| texts(function));
    named.extend(names(helpers()));
    let mut above = named_above(resource, &named);
    // Texts of paths begin with it: there it is no name of its own.
    if said()
        .chain(helpers())
        .any(|text| text.contains(COLLECTION))
    {
        above.insert(COLLECTION.to_owned());
    }
    let mut imports = imports(&named);
    imports.add("server::testing::Service");
    above
        .iter()
        .for_each(|name| imports.add(format!("super::{name}")));
    let file = File {
        header: header(),
        imports: imports.render("tests"),
        title: &resource.title,
        about: &section.title,
        functions,
        tests,
    };
    Rendered {
        path: format!("{folder}/{}.rs", section.module),
        text: templates::file(&file),
        above,
    }
}

fn test(test: &tests::Test) -> Test<'_> {
    Test {
        docs: &test.docs,
        name: &test.name,
        lines: &test.lines,
        body: kinds::body(&test.body),
    }
}

/// What of the module above is among these names.
fn named_above(resource: &Resource, named: &HashSet<&str>) -> BTreeSet<String> {
    let common = resource
        .functions
        .iter()
        .map(|function| function.name.as_str());
    let above = common
        .chain([ITEM, PARENTS])
        .filter(|name| named.contains(name));
    above.map(str::to_owned).collect()
}

/// All that a function says, for whoever looks for names.
fn texts(function: &Function) -> impl Iterator<Item = &str> {
    let lines = function.lines.iter().map(String::as_str);
    [function.signature.as_str(), function.value.as_str()]
        .into_iter()
        .chain(lines)
}

fn imports(named: &HashSet<&str>) -> Imports {
    let mut imports = Imports::default();
    for (_, path) in NAMES.iter().filter(|(name, _)| named.contains(name)) {
        imports.add(*path);
    }
    imports
}
