//! Emits what is rendered of the crate `contract`.

use super::Emitted;
use super::templates::{self, filters};
use crate::plan::contract::{
    Contract, Enum, Export, Id, Object, PayloadFile, SortEnum, TypeFile, Union, ViewFile,
};
use crate::plan::service::Service;
use crate::print::list;
use askama::Template;

/// What stands above rendered Rust: rustfmt is kept away because a template cannot break every line as it would.
pub(super) fn header() -> String {
    format!(
        "{}\n#![cfg_attr(rustfmt, rustfmt_skip)]\n",
        super::fixed::HEADER
    )
}

const SRC: &str = "crates/contract/src";

#[derive(Template)]
#[template(path = "service/crates/contract/src/lib.rs.jinja", escape = "none")]
struct Lib<'a> {
    header: String,
    service: &'a crate::plan::service::Service,
    ids_line: String,
    role_is_own: bool,
    payloads: bool,
    types: bool,
    type_exports: Vec<&'a Export>,
    view_exports: Vec<&'a Export>,
    payload_exports: Vec<&'a Export>,
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/ids.rs.jinja", escape = "none")]
struct Ids<'a> {
    header: String,
    ids: &'a [Id],
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/caller.rs.jinja", escape = "none")]
struct CallerFile<'a> {
    header: String,
    imports: &'a str,
    account: &'a Option<String>,
    role: &'a str,
    enumeration: Option<String>,
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/module.rs.jinja", escape = "none")]
struct Module {
    header: String,
    title: &'static str,
    modules: Vec<String>,
}

#[derive(Template)]
#[template(
    path = "service/crates/contract/src/types/type.rs.jinja",
    escape = "none"
)]
struct TypeItem<'a> {
    header: String,
    name: &'a str,
    imports: &'a str,
    item: String,
}

#[derive(Template)]
#[template(
    path = "service/crates/contract/src/views/media_type.rs.jinja",
    escape = "none"
)]
struct ViewItem<'a> {
    header: String,
    file: &'a ViewFile,
}

#[derive(Template)]
#[template(
    path = "service/crates/contract/src/payloads/resource.rs.jinja",
    escape = "none"
)]
struct PayloadItem<'a> {
    header: String,
    resource: &'a str,
    imports: &'a str,
    objects: Vec<String>,
    queries: Vec<String>,
    sort: Option<String>,
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/href.rs.jinja", escape = "none")]
struct Hrefs<'a> {
    header: String,
    imports: &'a str,
    hrefs: &'a [crate::plan::contract::Href],
}

#[derive(Template)]
#[template(
    path = "service/crates/contract/src/enumeration.rs.jinja",
    escape = "none"
)]
struct OfEnum<'a> {
    enumeration: &'a Enum,
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/object.rs.jinja", escape = "none")]
struct OfObject<'a> {
    object: &'a Object,
}

#[derive(Template)]
#[template(path = "service/crates/contract/src/union.rs.jinja", escape = "none")]
struct OfUnion<'a> {
    union: &'a Union,
    /// Tags of the members, as literals.
    tags: String,
}

pub(super) fn emit(service: &Service, contract: &Contract, emitted: &mut Emitted) {
    let mut file = |name: &str, text: String| emitted.generated(format!("{SRC}/{name}"), text);
    file("lib.rs", lib(service, contract));
    file("ids.rs", ids(contract));
    file("caller.rs", caller(contract));
    file("href.rs", hrefs(contract));
    if !contract.types.is_empty() {
        let modules = contract.types.iter().map(|ty| ty.module.clone()).collect();
        file(
            "types/mod.rs",
            module("Types that the design names.", modules),
        );
    }
    let views = contract.views.iter();
    let modules = views.map(|views| views.module.clone()).collect();
    file(
        "views/mod.rs",
        module("What is sent: one plain type per view.", modules),
    );
    if !contract.payloads.is_empty() {
        let payloads = contract.payloads.iter();
        let modules = payloads.map(|payloads| payloads.module.clone()).collect();
        file(
            "payloads/mod.rs",
            module("What is received: payloads and queries.", modules),
        );
    }
    let path = |folder: &str, module: &str| format!("{SRC}/{folder}/{module}.rs");
    emitted.generated_each(&contract.types, |ty| {
        (path("types", &ty.module), type_file(ty))
    });
    emitted.generated_each(&contract.views, |views| {
        (path("views", &views.module), view_file(views))
    });
    emitted.generated_each(&contract.payloads, |payloads| {
        (path("payloads", &payloads.module), payload_file(payloads))
    });
}

fn lib(service: &Service, contract: &Contract) -> String {
    let of = |layer: &str| {
        let exports = contract.exports.iter();
        exports.filter(|export| export.layer == layer).collect()
    };
    let lib = Lib {
        header: header(),
        service,
        ids_line: ids_line(&contract.ids),
        role_is_own: contract.caller.roles.is_some(),
        payloads: !contract.payloads.is_empty(),
        types: !contract.types.is_empty(),
        type_exports: of("types"),
        view_exports: of("views"),
        payload_exports: of("payloads"),
    };
    templates::file(&lib)
}

fn ids(contract: &Contract) -> String {
    let ids = Ids {
        header: header(),
        ids: &contract.ids,
    };
    templates::file(&ids)
}

fn caller(contract: &Contract) -> String {
    let caller = CallerFile {
        header: header(),
        imports: &contract.caller.imports,
        account: &contract.caller.account,
        role: &contract.caller.role,
        enumeration: contract.caller.roles.as_ref().map(enumeration),
    };
    templates::file(&caller)
}

fn hrefs(contract: &Contract) -> String {
    let hrefs = Hrefs {
        header: header(),
        imports: &contract.href_imports,
        hrefs: &contract.hrefs,
    };
    templates::file(&hrefs)
}

fn view_file(views: &ViewFile) -> String {
    let item = ViewItem {
        header: header(),
        file: views,
    };
    templates::file(&item)
}

/// A part of a file, without space around it.
fn piece(template: &impl Template) -> String {
    templates::part(template).trim().to_owned()
}

fn ids_line(ids: &[Id]) -> String {
    let mut names: Vec<String> = ids.iter().map(|id| id.name.clone()).collect();
    names.sort();
    match &names[..] {
        [name] => format!("pub use ids::{name};"),
        _ => list(0, "pub use ids::{", &names, "};"),
    }
}

fn module(title: &'static str, modules: Vec<String>) -> String {
    templates::file(&Module {
        header: header(),
        title,
        modules,
    })
}

fn enumeration(enumeration: &Enum) -> String {
    piece(&OfEnum { enumeration })
}

fn type_file(ty: &TypeFile) -> String {
    let (name, item) = if let Some(of) = &ty.enumeration {
        (&of.name, enumeration(of))
    } else if let Some(object) = &ty.object {
        (&object.name, self::object(object))
    } else if let Some(union) = &ty.union {
        (
            &union.name,
            piece(&OfUnion {
                union,
                tags: union.tags.join(", "),
            }),
        )
    } else {
        unreachable!("a type is an enum, an object or a union");
    };
    templates::file(&TypeItem {
        header: header(),
        name,
        imports: &ty.imports,
        item,
    })
}

fn object(object: &Object) -> String {
    piece(&OfObject { object })
}

fn payload_file(payloads: &PayloadFile) -> String {
    let item = PayloadItem {
        header: header(),
        resource: &payloads.resource,
        imports: &payloads.imports,
        objects: payloads.objects.iter().map(object).collect(),
        queries: payloads.queries.iter().map(object).collect(),
        sort: payloads.sort.as_ref().map(sort),
    };
    templates::file(&item)
}

/// The orders of a list are an enum like those of the design, but the driver does not read it back.
fn sort(sort: &SortEnum) -> String {
    let enumeration = Enum {
        name: sort.name.clone(),
        docs: sort.docs.clone(),
        values: sort.values.clone(),
        also: sort.also.clone(),
    };
    self::enumeration(&enumeration)
}
