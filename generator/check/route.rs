//! Every request leads to one action.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, Method, PathSegment};
use std::collections::BTreeMap;

/// Paths that differ only in how parameters are called are the same.
pub(super) fn no_route_twice(service: &ir::Service, found: &mut Diagnostics) {
    let mut routes: BTreeMap<String, (&ir::Resource, &ir::Action)> = BTreeMap::new();
    for resource in &service.resources {
        for action in &resource.actions {
            let route = format!("{} {}", verb(action.method), pattern(&action.path));
            let Some((first_resource, first)) = routes.get(&route) else {
                routes.insert(route, (resource, action));
                continue;
            };
            let message = format!("{} is answered by two actions", quoted(&route));
            let label = |resource: &ir::Resource, action: &ir::Action| {
                format!("action `{}` of resource `{}`", action.name, resource.name)
            };
            found.push(
                Diagnostic::new(codes::SAME_ROUTE, action.span, message)
                    .label(label(resource, action))
                    .also(first.span, label(first_resource, first))
                    .help("give one of them another path or method"),
            );
        }
    }
}

/// A path with parameters of one name: `/articles/{}/publish`.
fn pattern(path: &[PathSegment]) -> String {
    let segment = |segment: &PathSegment| match segment {
        PathSegment::Literal(word) => format!("/{word}"),
        PathSegment::Id | PathSegment::ParentId { .. } => String::from("/{}"),
    };
    path.iter().map(segment).collect()
}

fn verb(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

/// Parents of the same entity above each other would both be `{page_id}`.
pub(super) fn no_parameter_twice(service: &ir::Service, found: &mut Diagnostics) {
    for resource in &service.resources {
        let names: Vec<&str> = resource
            .path
            .iter()
            .filter_map(|segment| match segment {
                PathSegment::ParentId { name, .. } => Some(name.as_str()),
                PathSegment::Id | PathSegment::Literal(_) => None,
            })
            .collect();
        let repeated = names
            .iter()
            .enumerate()
            .find(|(index, name)| names[..*index].contains(name));
        if let Some((_, name)) = repeated {
            let message = format!(
                "the path of resource {} has two parameters {}",
                quoted(&resource.name),
                quoted(name)
            );
            found.push(
                Diagnostic::new(codes::SAME_PARAMETER, resource.span, message).help(
                    "a row's key finds the row; one level of parents of the same entity is enough",
                ),
            );
        }
    }
}
