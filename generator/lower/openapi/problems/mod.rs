//! Lowers the answers to what fails: which problems an action can answer with (RFC 9457), those of
//! HTTP itself and those that the design declares for it.

mod catalogue;
mod schema;

use super::answers;
use super::components::{CACHE_CONTROL, Components, HeaderText, REQUEST_ID};
use super::security::is_restricted;
use crate::ir;
use crate::lower::docs;
use catalogue::CATALOGUE;
use openapiv3::{Example, MediaType, ReferenceOr, Response, Schema, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) use catalogue::Problem;

impl Components<'_> {
    /// Every problem that an action can answer with, by status.
    pub(super) fn problems(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Vec<(StatusCode, ReferenceOr<Response>)> {
        let mut declared: BTreeMap<u16, Vec<&ir::DeclaredError>> = BTreeMap::new();
        for error in &action.errors {
            declared.entry(error.status).or_default().push(error);
        }
        let mut problems = BTreeMap::new();
        for problem in CATALOGUE {
            if can_answer(self.service, resource, action, problem.status) {
                let response = match declared.remove(&problem.status) {
                    Some(errors) => ReferenceOr::Item(response(self, Some(problem), &errors)),
                    None => self.problem(problem),
                };
                problems.insert(problem.status, response);
            }
        }
        for (status, errors) in declared {
            problems.insert(status, ReferenceOr::Item(response(self, None, &errors)));
        }
        problems
            .into_iter()
            .map(|(status, response)| (StatusCode::Code(status), response))
            .collect()
    }
}

/// Whether a status of the catalogue can be the answer of an action.
fn can_answer(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    status: u16,
) -> bool {
    let is_read = action.method == ir::Method::Get;
    let is_custom = matches!(
        action.kind,
        ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection
    );
    match status {
        403 => is_custom || is_restricted(action) || is_limited(service, resource, action),
        404 => {
            is_custom
                || action
                    .path
                    .iter()
                    .any(|segment| !matches!(segment, ir::PathSegment::Literal(_)))
        }
        406 => is_read && !matches!(action.response.body, ir::ResponseBody::Empty),
        409 => match action.kind {
            ir::ActionKind::List | ir::ActionKind::Show => false,
            ir::ActionKind::Create => may_conflict(service, resource),
            _ => !is_read,
        },
        412 => answers::is_conditional(service, action),
        408 | 413 | 415 | 422 => action.payload.is_some(),
        501 => is_custom || is_computed(service, action),
        _ => true,
    }
}

/// Whether a payload has fields that only some callers may set, or makes something that must have
/// an owner.
fn is_limited(service: &ir::Service, resource: &ir::Resource, action: &ir::Action) -> bool {
    let (Some(entity), Some(ir::Payload::Entity(fields))) = (resource.entity, &action.payload)
    else {
        return false;
    };
    let entity = service.entity(entity);
    let needs_owner = action.kind == ir::ActionKind::Create
        && matches!(entity.owner, Some(ir::Owner::BelongsTo(_)));
    needs_owner
        || service.makers(resource, action).is_some()
        || fields.iter().any(|field| match field {
            ir::PayloadField::Attribute(id) => !entity.attribute(*id).writable.is_empty(),
            ir::PayloadField::BelongsTo(id) => !entity.relation_to_one(*id).writable.is_empty(),
            ir::PayloadField::ManyToMany(id) => !entity.many_to_many[id.0].writable.is_empty(),
        })
}

/// Whether a new thing may be at odds with others: a value that is taken, a relation that is gone.
fn may_conflict(service: &ir::Service, resource: &ir::Resource) -> bool {
    resource
        .entity
        .map(|id| service.entity(id))
        .is_some_and(|entity| {
            entity.attributes.iter().any(|attribute| attribute.unique)
                || entity.indexes.iter().any(|index| index.unique)
                || !entity.belongs_to.is_empty()
                || !entity.many_to_many.is_empty()
        })
}

/// Whether what is sent has attributes that hand-written code computes.
fn is_computed(service: &ir::Service, action: &ir::Action) -> bool {
    let ir::ResponseBody::MediaType {
        media_type, views, ..
    } = &action.response.body
    else {
        return false;
    };
    views
        .iter()
        .any(|view| view_is_computed(service, *media_type, *view))
}

fn view_is_computed(service: &ir::Service, media_type: ir::MediaTypeId, view: ir::ViewId) -> bool {
    let ir::Source::Entity(entity) = service.media_type(media_type).source else {
        return false;
    };
    let entity = service.entity(entity);
    service
        .view(media_type, view)
        .fields
        .iter()
        .any(|field| match field {
            ir::ViewField::Attribute(id) => entity.attribute(*id).computed.is_some(),
            ir::ViewField::Nested {
                media_type, view, ..
            } => view_is_computed(service, *media_type, *view),
            _ => false,
        })
}

/// The answer to a problem of HTTP itself, to errors that the design declares, or to both.
pub(super) fn response(
    components: &mut Components<'_>,
    problem: Option<&Problem>,
    declared: &[&ir::DeclaredError],
) -> Response {
    let schema = components.problem_schema();
    let mut headers: Vec<&'static HeaderText> = problem
        .and_then(|problem| problem.header)
        .into_iter()
        .collect();
    headers.extend([&CACHE_CONTROL, &REQUEST_ID]);
    let own = problem.map(|problem| (problem.code.to_owned(), problem.example()));
    let examples: Vec<(String, Value)> = own
        .into_iter()
        .chain(declared.iter().map(|error| example(error)))
        .collect();
    let sentences = problem
        .map(|problem| problem.description.to_owned())
        .into_iter();
    let sentences: Vec<String> = sentences
        .chain(declared.iter().map(|error| sentence(error)))
        .collect();
    Response {
        description: sentences.join(" "),
        headers: components.headers(&headers).collect(),
        content: [(
            schema::PROBLEM_JSON.to_owned(),
            with_examples(schema, examples),
        )]
        .into_iter()
        .collect(),
        ..Response::default()
    }
}

/// A body with its example, or with several by name.
fn with_examples(schema: ReferenceOr<Schema>, examples: Vec<(String, Value)>) -> MediaType {
    let mut media_type = MediaType {
        schema: Some(schema),
        ..MediaType::default()
    };
    if let [(_, example)] = &examples[..] {
        media_type.example = Some(example.clone());
    } else {
        let named = |(code, value)| {
            let example = Example {
                value: Some(value),
                ..Example::default()
            };
            (code, ReferenceOr::Item(example))
        };
        media_type.examples = examples.into_iter().map(named).collect();
    }
    media_type
}

fn sentence(error: &ir::DeclaredError) -> String {
    let spoken = || format!("{}.", docs::sentence(&docs::words(&error.name)));
    format!(
        "`{}`: {}",
        error.name,
        error.description.clone().unwrap_or_else(spoken)
    )
}

fn example(error: &ir::DeclaredError) -> (String, Value) {
    let problem = json!({
        "type": format!("/problems/{}", error.name),
        "title": docs::sentence(&docs::words(&error.name)),
        "status": error.status,
        "code": error.name,
        "request_id": schema::REQUEST_ID,
    });
    (error.name.clone(), problem)
}
