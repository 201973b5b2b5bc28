//! Lowers the OpenAPI 3.0.3 document: a design comes in, a description of everything that the
//! service answers goes out, with the views, rules, headers and problems that it really has.

mod answers;
pub(super) mod bodies;
pub(super) mod bounds;
mod change;
mod components;
pub(super) mod examples;
mod objects;
mod operation;
mod parameters;
mod pattern;
mod plain;
mod problems;
mod scalar;
mod security;
mod value;
mod views;

use super::{docs, hrefs};
use crate::ir;
pub(crate) use examples::key as example_key;
pub(super) use scalar::json;

use components::Components;
use openapiv3::{
    Contact, Info, License, OpenAPI, Operation, PathItem, Paths, ReferenceOr, Server, Tag,
};

/// Where a service listens unless it is told otherwise.
const LOCAL: &str = "http://127.0.0.1:8080";

/// The whole document.
pub(super) fn openapi(service: &ir::Service) -> OpenAPI {
    let mut components = Components::new(service);
    let mut paths = Paths::default();
    for resource in &service.resources {
        for action in &resource.actions {
            let operation = operation::operation(&mut components, resource, action);
            let path = hrefs::template(&service.api.base_path, &action.path);
            let item = paths
                .paths
                .entry(path)
                .or_insert_with(|| ReferenceOr::Item(PathItem::default()));
            if let ReferenceOr::Item(item) = item {
                *slot(item, action.method) = Some(operation);
            }
        }
    }
    OpenAPI {
        openapi: "3.0.3".to_owned(),
        info: info(&service.api),
        servers: servers(&service.api),
        paths,
        components: Some(components.finish(security::scheme(&service.api))),
        tags: service.resources.iter().map(tag).collect(),
        ..OpenAPI::default()
    }
}

fn slot(item: &mut PathItem, method: ir::Method) -> &mut Option<Operation> {
    match method {
        ir::Method::Get => &mut item.get,
        ir::Method::Post => &mut item.post,
        ir::Method::Put => &mut item.put,
        ir::Method::Patch => &mut item.patch,
        ir::Method::Delete => &mut item.delete,
    }
}

fn info(api: &ir::Api) -> Info {
    let title = api.title.default.clone();
    Info {
        description: Some(
            api.description
                .clone()
                .unwrap_or_else(|| format!("The API of {title}.")),
        ),
        title,
        terms_of_service: api.terms_of_service.clone(),
        contact: api.contact.as_ref().map(|contact| Contact {
            name: contact.name.clone(),
            url: contact.url.clone(),
            email: contact.email.clone(),
            ..Contact::default()
        }),
        license: api.license.as_ref().map(|license| License {
            name: license.name.clone(),
            url: license.url.clone(),
            ..License::default()
        }),
        version: api.version.clone(),
        ..Info::default()
    }
}

fn servers(api: &ir::Api) -> Vec<Server> {
    let server = |url: &str, description: Option<&str>| Server {
        url: url.trim_end_matches('/').to_owned(),
        description: description.map(str::to_owned),
        ..Server::default()
    };
    if api.servers.is_empty() {
        return vec![server(
            LOCAL,
            Some("Where the service listens unless it is told otherwise."),
        )];
    }
    api.servers
        .iter()
        .map(|said| server(&said.url, said.description.as_deref()))
        .collect()
}

fn tag(resource: &ir::Resource) -> Tag {
    let described = || format!("{}.", docs::sentence(&docs::words(&resource.name)));
    Tag {
        name: resource.name.clone(),
        description: Some(resource.description.clone().unwrap_or_else(described)),
        ..Tag::default()
    }
}

#[cfg(test)]
mod tests {
    use super::openapi;
    use crate::source::{Source, SourceFile};

    /// A type that contains itself by way of an array, where null is said of it and where not.
    const RECURSIVE: &str = r#"
moguera: "0.1"
api: { name: nest, version: 1.0.0 }
types:
  Node: { attributes: { name: string, nodes: { type: array, items: Node } } }
entities:
  Tree: { attributes: { root: Node, spare: { type: Node, nullable: true } } }
media_types: { Tree: }
resources:
  trees: { actions: [create] }
"#;

    #[test]
    fn what_contains_itself_has_a_schema_and_an_example() {
        let source = Source::new(vec![SourceFile::new("design.yaml", RECURSIVE)]);
        let service = crate::front(&source).expect("the design is sound");
        let document = serde_json::to_value(openapi(&service)).expect("it is JSON");
        let node = &document["components"]["schemas"]["Node"]["properties"]["nodes"]["items"];
        assert_eq!(node["$ref"], "#/components/schemas/Node");
        let body = &document["paths"]["/trees"]["post"]["requestBody"]["content"];
        let example = &body["application/json"]["example"];
        let leaf = serde_json::json!({ "name": "Name", "nodes": [] });
        assert_eq!(example["root"], leaf);
        assert_eq!(example["spare"]["name"], "Name");
    }
}
