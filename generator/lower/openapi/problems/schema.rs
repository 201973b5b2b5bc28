//! The schema of problems, as `contract` sends them.

use crate::lower::openapi::components::Components;
use crate::lower::openapi::objects::{Need, add};
use crate::lower::openapi::plain;
use crate::lower::openapi::value::described;
use crate::lower::openapi::views::array;
use openapiv3::{IntegerType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde_json::Value;

/// The media type of a problem (RFC 9457 §3).
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// A request's id in examples.
pub(super) const REQUEST_ID: &str = "5f3c9a7e21b04d68-1a";

/// A property that is a text.
struct TextProperty {
    name: &'static str,
    need: Need,
    description: &'static str,
    example: &'static str,
}

/// The texts of a problem.
const PROBLEM: &[TextProperty] = &[
    TextProperty {
        name: "type",
        need: Need::Required,
        description: "The kind of problem: `/problems/<code>`.",
        example: "/problems/not_found",
    },
    TextProperty {
        name: "title",
        need: Need::Required,
        description: "The kind of problem in a few words.",
        example: "Not found",
    },
    TextProperty {
        name: "code",
        need: Need::Required,
        description: "The kind of problem as a stable word, for programs.",
        example: "not_found",
    },
    TextProperty {
        name: "detail",
        need: Need::Optional,
        description: "What happened this time.",
        example: "it has changed since it was read",
    },
    TextProperty {
        name: "request_id",
        need: Need::Optional,
        description: "What the request is called in the server's log.",
        example: REQUEST_ID,
    },
];

/// The texts of what is wrong with one part of the input.
const FIELD_ERROR: &[TextProperty] = &[
    TextProperty {
        name: "pointer",
        need: Need::Optional,
        description: "Where in the body, as a JSON pointer (RFC 6901); empty for the body as a whole. Either this or \
                      `parameter` is there.",
        example: "/name",
    },
    TextProperty {
        name: "parameter",
        need: Need::Optional,
        description: "Which parameter of the query.",
        example: "limit",
    },
    TextProperty {
        name: "code",
        need: Need::Required,
        description: "What is wrong with it as a stable word, for programs.",
        example: "required",
    },
    TextProperty {
        name: "detail",
        need: Need::Required,
        description: "What is wrong with it. Never repeats the value.",
        example: "is required",
    },
];

impl Components<'_> {
    /// Why a request failed.
    pub(super) fn problem_schema(&mut self) -> ReferenceOr<Schema> {
        self.schema("Problem", |components| {
            let mut object = of_texts(PROBLEM);
            add(&mut object, "status", Need::Required, status());
            let errors = array(components.field_error(), None);
            let said = "What is wrong with which part of the input.".to_owned();
            let said = SchemaData {
                description: Some(said),
                ..SchemaData::default()
            };
            add(
                &mut object,
                "errors",
                Need::Optional,
                described(errors, said),
            );
            open(
                object,
                "Why a request failed (RFC 9457). Other members may be added.",
            )
        })
    }

    fn field_error(&mut self) -> ReferenceOr<Schema> {
        self.schema("FieldError", |_| {
            let object = of_texts(FIELD_ERROR);
            open(object, "What is wrong with one part of the input.")
        })
    }
}

fn of_texts(texts: &[TextProperty]) -> ObjectType {
    let mut object = ObjectType::default();
    for property in texts {
        let schema = text(property.description, property.example);
        add(&mut object, property.name, property.need, schema);
    }
    object
}

fn text(description: &str, example: &str) -> ReferenceOr<Schema> {
    let mut schema = plain::text();
    schema.schema_data.description = Some(description.to_owned());
    schema.schema_data.example = Some(example.into());
    ReferenceOr::Item(schema)
}

fn status() -> ReferenceOr<Schema> {
    let mut schema = plain::of(SchemaKind::Type(Type::Integer(IntegerType {
        minimum: Some(400),
        maximum: Some(599),
        ..IntegerType::default()
    })));
    schema.schema_data.description = Some("The status that it was sent with.".to_owned());
    schema.schema_data.example = Some(Value::from(404));
    ReferenceOr::Item(schema)
}

/// Problems may have more members some day, and clients must ignore those (RFC 9457 §3.2).
fn open(object: ObjectType, description: &str) -> Schema {
    let mut schema = plain::of(SchemaKind::Type(Type::Object(object)));
    schema.schema_data.description = Some(description.to_owned());
    schema
}
