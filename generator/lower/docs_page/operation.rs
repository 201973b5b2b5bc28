//! One operation as it is read: what it takes, an example of each, and what it answers.

use super::command::{Request, curl};
use super::document::{Document, Place, name_of, problem_anchor};
use super::kind::kind;
use super::{prose, table};
use crate::lower::openapi::bodies::Bodies;
use crate::plan::docs::{Answer, Body, Common, Operation, PathPart, Payload, Problem};
use openapiv3::{
    MediaType, Parameter, ParameterSchemaOrContent, ReferenceOr, RequestBody, Response, Schema,
    SchemaKind, StatusCode,
};
use serde_json::Value;

/// What stands in examples for what nobody should copy.
const SECRET: &str = "…";

pub(super) fn operation(document: &Document<'_>, scope: &str, place: Place<'_>) -> Operation {
    let operation = place.operation;
    let parameters = operation.parameters.iter();
    let parameters: Vec<_> = parameters.map(|it| document.parameter(it)).collect();
    let body = operation.request_body.as_ref();
    let body = body.and_then(ReferenceOr::as_item);
    let payload = body.map(|body| payload(document, body));
    let answers = Answers::of(document, operation, &views(document, &parameters));
    let mut demands = operation.security.iter().flatten();
    let is_signed = demands.all(|requirement| !requirement.is_empty());
    let request = Request {
        place,
        parameters: &parameters,
        scope: is_signed.then_some(scope),
        payload: payload.as_ref(),
    };
    Operation {
        curl: curl(document, &request),
        anchor: operation.operation_id.clone().unwrap_or_default(),
        method: place.method.to_uppercase(),
        class: place.method.to_owned(),
        path: parts(place.path),
        summary: operation.summary.clone().unwrap_or_default(),
        prose: prose::paragraphs(operation.description.as_deref()),
        is_deprecated: operation.deprecated,
        parameters: parameters
            .iter()
            .filter_map(|parameter| table::parameter(parameter))
            .collect(),
        payload,
        answers: answers.good,
        common: answers.common,
        problems: answers.problems,
    }
}

/// What an operation is answered with.
#[derive(Default)]
struct Answers {
    good: Vec<Answer>,
    /// Problems that any operation may be answered with.
    common: Vec<Common>,
    /// Problems of its own.
    problems: Vec<Problem>,
}

impl Answers {
    /// `views` are those that the client may choose from.
    fn of(document: &Document<'_>, operation: &openapiv3::Operation, views: &[String]) -> Self {
        let mut answers = Answers::default();
        let id = operation.operation_id.as_deref().unwrap_or_default();
        for (status, response) in &operation.responses.responses {
            match response {
                ReferenceOr::Reference { reference } if is_problem(status) => {
                    answers.common.push(Common {
                        anchor: problem_anchor(name_of(reference)),
                        status: status.to_string(),
                    });
                }
                ReferenceOr::Item(response) if is_problem(status) => {
                    answers.problems.push(Problem {
                        anchor: format!("{id}-{status}"),
                        status: status.to_string(),
                        prose: prose::paragraph(&response.description),
                    });
                }
                _ => {
                    let response = document.response(response);
                    answers.good.push(answer(status, response, views));
                }
            }
        }
        answers
    }
}

fn is_problem(status: &StatusCode) -> bool {
    matches!(status, StatusCode::Code(400..) | StatusCode::Range(4..))
}

/// `/items/{id}` as `/items/` and `{id}`.
fn parts(path: &str) -> Vec<PathPart> {
    let part = |text: &str| PathPart {
        text: text.to_owned(),
        is_parameter: text.starts_with('{'),
    };
    let split = path.split_inclusive('}').flat_map(|text| {
        let (before, parameter) = text.split_at(text.find('{').unwrap_or(text.len()));
        [before, parameter]
    });
    split.filter(|text| !text.is_empty()).map(part).collect()
}

fn payload(document: &Document<'_>, body: &RequestBody) -> Payload {
    let schema = body
        .content
        .values()
        .find_map(|media_type| media_type.schema.as_ref());
    let rows = schema
        .map(|schema| table::properties(document, schema))
        .unwrap_or_default();
    let resolve = |reference: &str| document.referred(reference);
    let bodies = Bodies {
        resolve: &resolve,
        secret: Some(SECRET),
    };
    Payload {
        media_types: body.content.keys().cloned().collect(),
        ty: schema.filter(|_| rows.is_empty()).map(kind),
        rows,
        example: schema
            .and_then(|schema| bodies.example(schema))
            .map(|example| pretty(&example)),
    }
}

fn answer(status: &StatusCode, response: &Response, views: &[String]) -> Answer {
    let first = response.content.values().next();
    Answer {
        status: status.to_string(),
        prose: prose::paragraph(&response.description),
        media_types: response.content.keys().cloned().collect(),
        headers: response.headers.keys().cloned().collect(),
        bodies: first
            .map(|media_type| bodies(media_type, views))
            .unwrap_or_default(),
    }
}

/// A body for each view, or the only one. Views are told apart by the parameter that asks for one,
/// which has them in the order of their schemas.
fn bodies(media_type: &MediaType, views: &[String]) -> Vec<Body> {
    let Some(schema) = &media_type.schema else {
        return Vec::new();
    };
    let choices = choices(schema);
    if choices.is_empty() {
        let example = media_type.example.as_ref().map(pretty);
        return vec![Body {
            view: None,
            ty: kind(schema),
            example,
        }];
    }
    let example = |view: &String| {
        media_type
            .examples
            .get(view)
            .and_then(ReferenceOr::as_item)?
            .value
            .as_ref()
    };
    let body = |(view, schema): (&String, _)| Body {
        view: Some(view.clone()),
        ty: kind(schema),
        example: example(view).map(pretty),
    };
    views.iter().zip(choices).map(body).collect()
}

/// The views that an action offers.
fn views(document: &Document<'_>, parameters: &[&Parameter]) -> Vec<String> {
    let data = parameters
        .iter()
        .map(|parameter| parameter.parameter_data_ref());
    let formats = data
        .filter(|data| data.name == "view")
        .map(|data| &data.format);
    let schemas = formats.filter_map(|format| match format {
        ParameterSchemaOrContent::Schema(schema) => Some(document.schema(schema)),
        ParameterSchemaOrContent::Content(_) => None,
    });
    schemas.flat_map(table::values).collect()
}

/// The schemas that a body may have, in the order of their examples.
fn choices(schema: &ReferenceOr<Schema>) -> &[ReferenceOr<Schema>] {
    match schema {
        ReferenceOr::Item(Schema {
            schema_kind:
                SchemaKind::OneOf { one_of: choices } | SchemaKind::AnyOf { any_of: choices },
            ..
        }) => choices,
        _ => &[],
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}")
}
