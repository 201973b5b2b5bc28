//! Lowers paths: one function per collection and per thing in it.

use super::naming::{self, PathOf};
use super::{docs, rust_type};
use crate::ir;
use crate::plan::contract::Href;
use crate::print::{Imports, list, rust_string};

pub(super) fn hrefs(service: &ir::Service) -> (Vec<Href>, String) {
    let mut imports = Imports::default();
    let hrefs = service
        .resources
        .iter()
        .flat_map(|resource| [PathOf::Collection, PathOf::Item].map(|of| (resource, of)))
        .filter(|(resource, of)| *of == PathOf::Collection || resource.entity.is_some())
        .map(|(resource, of)| href(service, resource, of, &mut imports))
        .collect();
    (hrefs, imports.render("contract"))
}

fn href(service: &ir::Service, resource: &ir::Resource, of: PathOf, imports: &mut Imports) -> Href {
    let mut path = resource.sent_path().to_vec();
    if of == PathOf::Item {
        path.push(ir::PathSegment::Id);
    }
    let mut parameters = Vec::new();
    for (name, entity) in parameters_of(resource, &path) {
        let id = rust_type::of_id(service.entity(entity));
        imports.extend(&id.imports);
        parameters.push(format!("{name}: {}", id.text));
    }
    let text = template(&service.api.base_path, &path);
    let literal = rust_string(&text);
    let body = if parameters.is_empty() {
        format!("{literal}.to_owned()")
    } else {
        format!("format!({literal})")
    };
    let words = docs::words(&resource.name);
    let sentence = match of {
        PathOf::Collection => format!("Path of the {words}."),
        PathOf::Item => format!("Path of one of the {words}."),
    };
    Href {
        signature: list(
            0,
            &format!("pub fn {}(", naming::href_function(resource, of)),
            &parameters,
            ") -> String {",
        ),
        docs: vec![sentence],
        body,
    }
}

/// Where a row is shown that an action of a resource has made.
pub(super) struct Place<'a> {
    pub(super) resource: &'a ir::Resource,
    /// What the keys before its own are taken from.
    pub(super) parents: ParentKeys,
}

/// What the keys of a row's parents are taken from.
pub(super) enum ParentKeys {
    /// From the path of the request.
    Path,
    /// The only one from the row; it is never without.
    Row(ir::BelongsToId),
}

/// The place of such a row, if there is one and its path can be made of what is known: that of the request, or the row.
pub(super) fn place<'a>(
    service: &'a ir::Service,
    maker: &'a ir::Resource,
    media_type: ir::MediaTypeId,
) -> Option<Place<'a>> {
    let resource = service.shown_by(media_type, maker)?;
    let parents = match (resource.parent, resource.name == maker.name) {
        (None, _) | (_, true) => ParentKeys::Path,
        (Some(parent), false) => {
            let relation = service
                .entity(resource.entity?)
                .relation_to_one(parent.relation);
            let is_nested_twice = service.resource(parent.resource).parent.is_some();
            if relation.optional || is_nested_twice {
                return None;
            }
            ParentKeys::Row(parent.relation)
        }
    };
    Some(Place { resource, parents })
}

/// Parameters of a path in order: name and the entity whose key it is.
pub(super) fn parameters_of(
    resource: &ir::Resource,
    path: &[ir::PathSegment],
) -> Vec<(String, ir::EntityId)> {
    path.iter()
        .filter_map(|segment| match segment {
            ir::PathSegment::Literal(_) => None,
            ir::PathSegment::Id => resource.entity.map(|entity| ("id".to_owned(), entity)),
            ir::PathSegment::ParentId { name, entity } => Some((name.clone(), *entity)),
        })
        .collect()
}

/// `GET /v1/articles/{id}`
pub(super) fn route(base_path: &str, resource: &ir::Resource, action: &ir::Action) -> String {
    let path = template(base_path, &resource.sent_path_of(action));
    format!("{} {path}", action.method.word())
}

/// `/v1/articles/{id}`, which is a route of axum, a path of OpenAPI and a format string of Rust alike.
pub(crate) fn template(base_path: &str, path: &[ir::PathSegment]) -> String {
    let mut text = base_path.to_owned();
    for segment in path {
        text.push('/');
        match segment {
            ir::PathSegment::Literal(literal) => text.push_str(literal),
            ir::PathSegment::Id => text.push_str("{id}"),
            ir::PathSegment::ParentId { name, .. } => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
    }
    if text.is_empty() {
        "/".to_owned()
    } else {
        text
    }
}
