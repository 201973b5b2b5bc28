//! Lowers one action to an operation: what it is for, what it takes, who may call it and all that
//! it may answer.

use super::answers::JSON;
use super::components::Components;
use super::security::{audience, requirements};
use crate::ir;
use crate::lower::docs::{sentence, words};
use crate::lower::naming;
use crate::names;
use crate::print::line;
use openapiv3::{MediaType, Operation, ReferenceOr, RequestBody, Responses};

/// RFC 7396 §4.
const MERGE_PATCH: &str = "application/merge-patch+json";

/// The operation; `check` proved that no two have the same id.
pub(super) fn operation(
    components: &mut Components<'_>,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Operation {
    let answers = components.answers(resource, action);
    let problems = components.problems(resource, action);
    Operation {
        tags: vec![resource.name.clone()],
        summary: Some(summary(components.service, resource, action)),
        description: Some(description(
            action,
            audience(components.service, resource, action),
        )),
        operation_id: Some(names::action(&resource.name, &action.name)),
        parameters: components.parameters(resource, action),
        request_body: components
            .request_body(resource, action)
            .map(ReferenceOr::Item),
        responses: Responses {
            responses: answers.into_iter().chain(problems).collect(),
            ..Responses::default()
        },
        deprecated: action.deprecated.is_some(),
        security: Some(requirements(action)),
        ..Operation::default()
    }
}

impl Components<'_> {
    fn request_body(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Option<RequestBody> {
        let schema = self.payload(resource, action)?;
        let example = self.body(&schema);
        let json = MediaType {
            schema: Some(schema),
            example,
            ..MediaType::default()
        };
        let patch =
            (action.method == ir::Method::Patch).then(|| (MERGE_PATCH.to_owned(), json.clone()));
        Some(RequestBody {
            content: [(JSON.to_owned(), json)].into_iter().chain(patch).collect(),
            required: true,
            ..RequestBody::default()
        })
    }
}

/// Longest text that is a summary as it is.
const SHORT: usize = 80;

/// The first sentence of the description if it is short, else what such an action does.
fn summary(service: &ir::Service, resource: &ir::Resource, action: &ir::Action) -> String {
    let said = action.description.as_deref().map(line).unwrap_or_default();
    let first = said.split_inclusive(". ").next().unwrap_or_default().trim();
    let first = first.strip_suffix('.').unwrap_or(first);
    if !first.is_empty() && first.chars().count() <= SHORT {
        return first.to_owned();
    }
    let many = words(&resource.name);
    let one = resource.entity.map_or_else(
        || many.clone(),
        |entity| naming::spoken(service.entity(entity)),
    );
    match action.kind {
        ir::ActionKind::List => format!("List {many}"),
        ir::ActionKind::Show => format!("Show one {one}"),
        ir::ActionKind::Create => format!("Add one {one}"),
        ir::ActionKind::Update => format!("Change one {one}"),
        ir::ActionKind::Delete => format!("Remove one {one}"),
        ir::ActionKind::CustomMember => format!("{} ({one})", sentence(&words(&action.name))),
        ir::ActionKind::CustomCollection => format!("{} ({many})", sentence(&words(&action.name))),
    }
}

/// The design's own words, who may call it, and what to do instead if it is deprecated.
fn description(action: &ir::Action, audience: String) -> String {
    let deprecated = action.deprecated.as_ref().map(|instead| match instead {
        Some(instead) => format!("Deprecated: {}.", instead.trim_end_matches('.')),
        None => "Deprecated.".to_owned(),
    });
    let own = action.description.clone();
    own.into_iter()
        .chain([audience])
        .chain(deprecated)
        .collect::<Vec<_>>()
        .join("\n\n")
}
