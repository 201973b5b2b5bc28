//! Every request leads to one action.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, PathSegment};
use std::collections::BTreeMap;

/// Paths that every server answers itself, whatever its design says.
const OWN_PATHS: &[&str] = &[
    "/",
    "/docs",
    "/healthz",
    "/metrics",
    "/openapi.json",
    "/readyz",
];

/// The pages and probes of a server are where people and machines look for them.
pub(super) fn no_route_of_the_server(service: &ir::Service, found: &mut Diagnostics) {
    for (action, path) in routes(service) {
        let path = whole(service, &path);
        if !OWN_PATHS.contains(&path.as_str()) {
            continue;
        }
        let message = format!("the server itself answers {}", quoted(&path));
        found.push(
            Diagnostic::new(codes::OWN_ROUTE, action.span, message)
                .label(format!("action {} would be there too", quoted(&action.name)))
                .help("give the resource another `path:`, or the service a `base_path:` such as `/v1`"),
        );
    }
}

/// A router tells paths apart by their words; what a parameter is called makes no difference.
pub(super) fn one_name_of_a_parameter(service: &ir::Service, found: &mut Diagnostics) {
    let mut spelled: BTreeMap<String, (String, &ir::Action)> = BTreeMap::new();
    for (action, path) in routes(service) {
        let (route, path) = (pattern(&path), whole(service, &path));
        let Some((first_path, first)) = spelled.get(&route) else {
            spelled.insert(route, (path, action));
            continue;
        };
        if *first_path == path || first.method == action.method {
            continue;
        }
        let message = format!(
            "{} and {} are the same path",
            quoted(first_path),
            quoted(&path)
        );
        found.push(
            Diagnostic::new(codes::SAME_ROUTE, action.span, message)
                .label(format!(
                    "action {} at {}",
                    quoted(&action.name),
                    quoted(&path)
                ))
                .also(
                    first.span,
                    format!("action {} at {}", quoted(&first.name), quoted(first_path)),
                )
                .help("give one of the resources another `path:`"),
        );
    }
}

/// Every action at each of its paths.
fn routes(service: &ir::Service) -> impl Iterator<Item = (&ir::Action, Vec<PathSegment>)> {
    service.resources.iter().flat_map(routes_of)
}

fn routes_of(resource: &ir::Resource) -> impl Iterator<Item = (&ir::Action, Vec<PathSegment>)> {
    let actions = resource.actions.iter();
    actions.flat_map(|action| {
        let paths = resource.routes_of(action).into_iter();
        paths.map(move |path| (action, path))
    })
}

/// The path that clients ask for, with the names of its parameters.
fn whole(service: &ir::Service, path: &[PathSegment]) -> String {
    let segment = |segment: &PathSegment| match segment {
        PathSegment::Literal(word) => format!("/{word}"),
        PathSegment::Id => String::from("/{id}"),
        PathSegment::ParentId { name, .. } => format!("/{{{name}}}"),
    };
    let segments: String = path.iter().map(segment).collect();
    match format!("{}{segments}", service.api.base_path) {
        empty if empty.is_empty() => String::from("/"),
        whole => whole,
    }
}

/// Paths that differ only in how parameters are called are the same.
pub(super) fn no_route_twice(service: &ir::Service, found: &mut Diagnostics) {
    let mut routes: BTreeMap<String, (&ir::Resource, &ir::Action)> = BTreeMap::new();
    for resource in &service.resources {
        for (action, path) in routes_of(resource) {
            let route = format!("{} {}", action.method.word(), pattern(&path));
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

#[cfg(test)]
mod tests {
    use super::OWN_PATHS;

    #[test]
    fn every_path_that_a_server_adds_is_kept_free() {
        let added = [
            include_str!("../../templates/service/crates/server/src/generated/pages.rs"),
            include_str!("../../templates/service/crates/http/src/operations.rs"),
        ]
        .concat();
        let mut paths: Vec<&str> = added
            .split(".route(")
            .skip(1)
            .filter_map(|call| call.split('"').nth(1))
            .collect();
        paths.sort_unstable();
        assert_eq!(paths, OWN_PATHS);
    }
}
