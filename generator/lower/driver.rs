//! Lowers the client: resources become structs, actions and their views become methods.
//!
//! Types of the contract are written with their crate, so that no name of a design can be mistaken
//! for one of the driver's own.

use super::naming::{self, PathOf};
use super::payloads::has_query;
use super::reads::ViewOf;
use super::{docs, hrefs};
use crate::ir;
use crate::names::{self, rust_ident};
use crate::plan::driver::{Driver, Method, Resource};
use crate::print::{Bracketed, assign, doc_lines, line, list, rust_string};

/// Columns in front of a statement of a method.
const BODY: usize = 8;

/// rustfmt's `chain_width`: a longer chain of calls gets a line for each.
const CHAIN_WIDTH: usize = 60;

pub(super) fn driver(service: &ir::Service) -> Driver {
    let resources = service.resources.iter();
    let resources = resources.filter(|resource| !resource.actions.is_empty());
    Driver {
        resources: resources
            .map(|resource| self::resource(service, resource))
            .collect(),
    }
}

fn resource(service: &ir::Service, resource: &ir::Resource) -> Resource {
    let words = docs::words(&resource.name);
    let methods = resource.actions.iter().flat_map(|action| {
        let answers = answers(service, action).into_iter();
        answers.map(|answer| method(service, resource, action, &answer))
    });
    Resource {
        module: module(resource, "resources"),
        name: names::driver_resource(&resource.name),
        accessor: names::accessor(&resource.name),
        docs: docs::comment(&docs::or(
            resource.description.as_deref(),
            &format!("The actions of {words}."),
        )),
        methods: methods.collect(),
        words,
    }
}

/// Module of a resource inside the module `parent`, whose name it must not repeat
/// (`clippy::module_inception`).
pub(super) fn module(resource: &ir::Resource, parent: &str) -> String {
    let module = naming::resource_module(resource);
    if module == parent {
        format!("{module}_")
    } else {
        module
    }
}

/// One form in which an action is answered.
pub(super) struct Answer<'a> {
    /// Method of the driver that asks for it.
    pub(super) method: String,
    /// Its view, if the client can choose.
    pub(super) view: Option<&'a ir::View>,
    /// Whether it is sent unless the client asks for another one.
    pub(super) is_default: bool,
    /// Type of the body.
    ty: String,
}

/// The forms in which an action is answered, the default first.
pub(super) fn answers<'a>(service: &'a ir::Service, action: &ir::Action) -> Vec<Answer<'a>> {
    let only = |ty: String| {
        vec![Answer {
            method: rust_ident(&action.name),
            view: None,
            is_default: true,
            ty,
        }]
    };
    let (media_type, views, default) = match &action.response.body {
        ir::ResponseBody::Empty => return only("()".to_owned()),
        ir::ResponseBody::Value(value) => return only(in_full(service, value)),
        ir::ResponseBody::MediaType {
            media_type,
            views,
            default,
            ..
        } => (*media_type, views, *default),
    };
    let ty = |view| body_type(service, action, (media_type, view));
    if views.len() < 2 {
        return only(ty(default));
    }
    let others = views.iter().copied().filter(|view| *view != default);
    let all = [default].into_iter().chain(others);
    all.map(|id| {
        let view = service.view(media_type, id);
        let is_default = id == default;
        let method = if is_default {
            rust_ident(&action.name)
        } else {
            names::in_view(&action.name, &view.name)
        };
        Answer {
            method,
            view: Some(view),
            is_default,
            ty: ty(id),
        }
    })
    .collect()
}

/// The body of an answer in a view.
fn body_type(service: &ir::Service, action: &ir::Action, of: ViewOf) -> String {
    let name = naming::view_type(service.media_type(of.0), service.view(of.0, of.1));
    match (action.kind, &action.response.body) {
        (ir::ActionKind::List, _) => format!("contract::PageBody<contract::{name}>"),
        (_, ir::ResponseBody::MediaType { list: true, .. }) => {
            format!("Vec<contract::{name}>")
        }
        _ => format!("contract::{name}"),
    }
}

fn method(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    answer: &Answer<'_>,
) -> Method {
    let keys = keys(service, resource, action);
    let mut parameters = vec!["&self".to_owned()];
    parameters.extend(keys.iter().map(|key| format!("{}: {}", key.name, key.ty)));
    let mut links = vec![format!(".{}(path)", verb(action.method))];
    if let Some(query) = query_type(resource, action) {
        parameters.push(format!("query: &{query}"));
        links.push(".parameters(query)".to_owned());
    }
    if let Some(payload) = payload_type(service, resource, action) {
        parameters.push(format!("payload: &{payload}"));
        let is_patch = action.kind == ir::ActionKind::Update;
        let kind = if is_patch { "merge_patch" } else { "payload" };
        links.push(format!(".{kind}(payload)"));
    }
    if let Some(view) = answer.view.filter(|_| !answer.is_default) {
        links.push(format!(".query(\"view\", {})", rust_string(view.sent())));
    }
    if !matches!(action.response.body, ir::ResponseBody::Empty) {
        links.push(".returning()".to_owned());
    }
    let head = format!("pub fn {}(", answer.method);
    let tail = format!(") -> Call<{}> {{", answer.ty);
    Method {
        docs: docs::comment(&method_docs(service, resource, action, answer)),
        signature: list(4, &head, &parameters, &tail),
        path: path(service, resource, action),
        call: chain("self.client", &links),
    }
}

/// A chain of calls that is the value of a method.
fn chain(root: &str, links: &[String]) -> String {
    let flat = format!("{root}{}", links.concat());
    if flat.chars().count() <= CHAIN_WIDTH {
        return flat;
    }
    let pad = " ".repeat(BODY + 4);
    let lines = links.iter().map(|link| format!("\n{pad}{link}"));
    format!("{root}{}", lines.collect::<String>())
}

fn verb(method: ir::Method) -> &'static str {
    match method {
        ir::Method::Get => "get",
        ir::Method::Post => "post",
        ir::Method::Put => "put",
        ir::Method::Patch => "patch",
        ir::Method::Delete => "delete",
    }
}

/// A key in the path of an action.
pub(super) struct Key {
    /// `id`, `article_id`
    pub(super) name: String,
    /// `contract::ArticleId`
    pub(super) ty: String,
    pub(super) entity: ir::EntityId,
}

pub(super) fn keys(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Vec<Key> {
    let parameters = hrefs::parameters_of(resource, &action.path).into_iter();
    let key = |(name, entity)| Key {
        name,
        ty: format!("contract::{}", naming::id_type(service.entity(entity))),
        entity,
    };
    parameters.map(key).collect()
}

pub(super) fn query_type(resource: &ir::Resource, action: &ir::Action) -> Option<String> {
    let exists = has_query(resource, action);
    exists.then(|| format!("contract::{}", naming::query_type(resource, action)))
}

pub(super) fn payload_type(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Option<String> {
    let name = match action.payload.as_ref()? {
        ir::Payload::Entity(_) => naming::payload_type(resource, action),
        ir::Payload::Type(id) => service.ty(*id).name.clone(),
    };
    Some(format!("contract::{name}"))
}

/// The statement that makes the path.
fn path(service: &ir::Service, resource: &ir::Resource, action: &ir::Action) -> String {
    let parameters = hrefs::parameters_of(resource, &action.path);
    let mut names: Vec<String> = parameters.into_iter().map(|(name, _)| name).collect();
    let sent = hrefs::template(&service.api.base_path, &resource.sent_path_of(action));
    let literal = rust_string(&sent);
    let (head, tail) = match action.kind {
        ir::ActionKind::List | ir::ActionKind::Create => (href(resource, PathOf::Collection), ");"),
        ir::ActionKind::Show | ir::ActionKind::Update | ir::ActionKind::Delete => {
            (href(resource, PathOf::Item), ");")
        }
        _ if names.is_empty() => (literal, ";"),
        _ => {
            names = vec![literal];
            ("format!(".to_owned(), ");")
        }
    };
    let path = Bracketed {
        head: &head,
        items: &names,
        tail,
    };
    assign(BODY, "let path", &path)
}

/// The beginning of the call that makes a path.
fn href(resource: &ir::Resource, of: PathOf) -> String {
    format!("contract::href::{}(", naming::href_function(resource, of))
}

fn method_docs(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    answer: &Answer<'_>,
) -> Vec<String> {
    if let Some(view) = answer.view.filter(|_| !answer.is_default) {
        return vec![format!(
            "Like `{}`, in the view `{}`.",
            action.name, view.name
        )];
    }
    let sentence = format!("{}.", sentence(resource, action));
    let mut docs = docs::or(action.description.as_deref(), &sentence);
    let route = hrefs::template(&service.api.base_path, &resource.sent_path_of(action));
    let method = verb(action.method).to_uppercase();
    docs.extend([String::new(), format!("`{method} {route}`")]);
    if let Some(instead) = &action.deprecated {
        docs.push(String::new());
        docs.extend(doc_lines(&deprecation(instead.as_deref())));
    }
    if !action.errors.is_empty() {
        docs.extend([String::new(), "Declared errors:".to_owned()]);
    }
    for error in &action.errors {
        docs.push(format!("- `{}` ({})", error.name, error.status));
        let description = error.description.as_deref().map(line).unwrap_or_default();
        docs.extend(
            doc_lines(&description)
                .iter()
                .map(|line| format!("  {line}")),
        );
    }
    docs
}

/// That an action is on its way out, and what its design has to say about it.
pub(super) fn deprecation(instead: Option<&str>) -> String {
    let instead = instead.map(line).filter(|text| !text.is_empty());
    instead.map_or_else(
        || "Deprecated.".to_owned(),
        |text| format!("Deprecated: {text}"),
    )
}

/// What an action does, unless its design says it.
pub(super) fn sentence(resource: &ir::Resource, action: &ir::Action) -> String {
    let words = docs::words(&resource.name);
    match action.kind {
        ir::ActionKind::List => format!("Lists {words}"),
        ir::ActionKind::Show => format!("Shows one of the {words}"),
        ir::ActionKind::Create => format!("Adds one to the {words}"),
        ir::ActionKind::Update => format!("Changes one of the {words}"),
        ir::ActionKind::Delete => format!("Deletes one of the {words}"),
        ir::ActionKind::CustomMember => {
            format!("Calls `{}` for one of the {words}", action.name)
        }
        ir::ActionKind::CustomCollection => format!("Calls `{}` for the {words}", action.name),
    }
}

/// The type of a value with the paths of all that it names.
pub(super) fn in_full(service: &ir::Service, value: &ir::Value) -> String {
    let name = match &value.shape {
        ir::Shape::Boolean => "bool",
        ir::Shape::Int32 => "i32",
        ir::Shape::Int64 => "contract::Int64",
        ir::Shape::Float64 => "f64",
        ir::Shape::Decimal { scale } => return format!("contract::Decimal<{scale}>"),
        ir::Shape::String | ir::Shape::Text | ir::Shape::Url | ir::Shape::Email => "String",
        ir::Shape::Bytes => "contract::Bytes",
        ir::Shape::DateTime => "jiff::Timestamp",
        ir::Shape::Date => "jiff::civil::Date",
        ir::Shape::Uuid => "uuid::Uuid",
        ir::Shape::Array(element) => return format!("Vec<{}>", in_full(service, element)),
        ir::Shape::Map(element) => {
            let element = in_full(service, element);
            return format!("std::collections::BTreeMap<String, {element}>");
        }
        ir::Shape::Named(id) => return format!("contract::{}", service.ty(*id).name),
    };
    name.to_owned()
}
