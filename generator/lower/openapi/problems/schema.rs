//! The schema of problems, as `contract` sends them.

use crate::lower::openapi::components::Components;
use crate::lower::openapi::objects::add;
use crate::lower::openapi::plain;
use crate::lower::openapi::value::described;
use crate::lower::openapi::views::array;
use openapiv3::{IntegerType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde_json::Value;

/// The media type of a problem (RFC 9457 §3).
pub(super) const PROBLEM_JSON: &str = "application/problem+json";

/// A request's id in examples.
pub(super) const REQUEST_ID: &str = "5f3c9a7e21b04d68-1a";

impl Components<'_> {
    /// Why a request failed.
    pub(super) fn problem_schema(&mut self) -> ReferenceOr<Schema> {
        self.schema("Problem", |components| {
            let mut object = ObjectType::default();
            let mut add_text = |name: &str, required: bool, words: &str, example: &str| {
                add(&mut object, name, required, text(words, example));
            };
            add_text(
                "type",
                true,
                "The kind of problem: `/problems/<code>`.",
                "/problems/not_found",
            );
            add_text(
                "title",
                true,
                "The kind of problem in a few words.",
                "Not found",
            );
            add_text(
                "code",
                true,
                "The kind of problem as a stable word, for programs.",
                "not_found",
            );
            add_text(
                "detail",
                false,
                "What happened this time.",
                "it has changed since it was read",
            );
            add_text(
                "request_id",
                false,
                "What the request is called in the server's log.",
                REQUEST_ID,
            );
            add(&mut object, "status", true, status());
            let errors = array(components.field_error(), None);
            let said = "What is wrong with which part of the input.".to_owned();
            let said = SchemaData {
                description: Some(said),
                ..SchemaData::default()
            };
            add(&mut object, "errors", false, described(errors, said));
            open(
                object,
                "Why a request failed (RFC 9457). Other members may be added.",
            )
        })
    }

    fn field_error(&mut self) -> ReferenceOr<Schema> {
        self.schema("FieldError", |_| {
            let mut object = ObjectType::default();
            let mut add_text = |name: &str, required: bool, words: &str, example: &str| {
                add(&mut object, name, required, text(words, example));
            };
            let pointer = "Where in the body, as a JSON pointer (RFC 6901); empty for the body as a whole. Either this \
                           or `parameter` is there.";
            add_text("pointer", false, pointer, "/name");
            add_text("parameter", false, "Which parameter of the query.", "limit");
            add_text("code", true, "What is wrong with it as a stable word, for programs.", "required");
            add_text("detail", true, "What is wrong with it. Never repeats the value.", "is required");
            open(object, "What is wrong with one part of the input.")
        })
    }
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
