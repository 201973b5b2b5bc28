//! Lowers values to schemas: shape, rules and what a property says of them come in, a schema that
//! accepts just what the service sends or takes goes out.

use super::components::Components;
use super::bounds::{self, Bounds};
use super::{examples, pattern};
use crate::ir::{self, Literal, Rules, Shape};
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerFormat, IntegerType, NumberFormat, NumberType,
    ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

/// What a property says beside its value.
#[derive(Default)]
pub(super) struct Said<'a> {
    /// Sentences of the description.
    pub(super) sentences: Vec<String>,
    pub(super) nullable: bool,
    pub(super) default: Option<&'a Literal>,
    /// An example that is better than one made of the name and rules.
    pub(super) example: Option<Value>,
    pub(super) deprecated: bool,
    /// Taken but never sent; has no example.
    pub(super) secret: bool,
}

impl Components<'_> {
    /// A property of an object, or a parameter.
    pub(super) fn property(&mut self, name: &str, value: &ir::Value, said: Said<'_>) -> ReferenceOr<Schema> {
        let mut schema = self.value(name, value);
        if said.nullable {
            schema = self.nullable(schema);
        }
        if said.secret {
            hide(&mut schema);
        }
        let mut sentences = said.sentences;
        if let ReferenceOr::Item(schema) = &mut schema {
            sentences.extend(schema.schema_data.description.take());
        }
        let data = SchemaData {
            description: joined(&sentences),
            default: said.default.map(|literal| json(value, literal)),
            example: said.example.filter(|_| !said.secret),
            deprecated: said.deprecated,
            write_only: said.secret,
            ..SchemaData::default()
        };
        described(schema, data)
    }

    /// A value with its rules and an example; `name` says what it is of.
    pub(super) fn value(&mut self, name: &str, value: &ir::Value) -> ReferenceOr<Schema> {
        let rules = &value.rules;
        let kind = match &value.shape {
            Shape::Named(id) => return self.named(*id),
            Shape::Array(element) => SchemaKind::Type(Type::Array(ArrayType {
                items: Some(boxed(self.value(&crate::names::singular(name), element))),
                min_items: count(rules.min_items),
                max_items: count(rules.max_items),
                unique_items: false,
            })),
            Shape::Map(element) => {
                let element = self.value(&crate::names::singular(name), element);
                SchemaKind::Type(Type::Object(ObjectType {
                    additional_properties: Some(AdditionalProperties::Schema(Box::new(element))),
                    min_properties: count(rules.min_items),
                    max_properties: count(rules.max_items),
                    ..ObjectType::default()
                }))
            }
            shape => SchemaKind::Type(scalar(shape, rules)),
        };
        let mut schema = of(kind);
        schema.schema_data.example = examples::of(name, value);
        schema.schema_data.description = joined(&unsaid(value));
        ReferenceOr::Item(schema)
    }

    /// The same or null. In OpenAPI 3.0 `nullable` has no effect beside a reference or `allOf`, and
    /// an `enum` must list null too (OpenAPI 3.0.3, "Proposal: clarify nullable").
    pub(super) fn nullable(&self, schema: ReferenceOr<Schema>) -> ReferenceOr<Schema> {
        let mut meant = self.resolve(&schema).clone();
        match &mut meant.schema_kind {
            SchemaKind::Type(Type::String(text)) if !text.enumeration.is_empty() => text.enumeration.push(None),
            SchemaKind::Type(_) => {}
            _ => {
                let mut null = text_in(&[None]);
                null.schema_data.nullable = true;
                return ReferenceOr::Item(of(SchemaKind::OneOf { one_of: vec![schema, ReferenceOr::Item(null)] }));
            }
        }
        meant.schema_data.nullable = true;
        ReferenceOr::Item(meant)
    }

    /// The key of an entity.
    pub(super) fn key(&self, entity: ir::EntityId) -> Schema {
        let mut key = of(SchemaKind::Type(string("uuid")));
        key.schema_data.example = Some(examples::key(&self.service.entity(entity).name).into());
        key
    }
}

/// Says more of a schema; beside a reference nothing can be said, so that it is wrapped.
pub(super) fn described(schema: ReferenceOr<Schema>, said: SchemaData) -> ReferenceOr<Schema> {
    match schema {
        reference @ ReferenceOr::Reference { .. } if said == SchemaData::default() => reference,
        reference @ ReferenceOr::Reference { .. } => ReferenceOr::Item(Schema {
            schema_data: said,
            schema_kind: SchemaKind::AllOf { all_of: vec![reference] },
        }),
        ReferenceOr::Item(mut schema) => {
            let data = &mut schema.schema_data;
            data.description = said.description.or(data.description.take());
            data.default = said.default.or(data.default.take());
            data.example = said.example.or(data.example.take());
            data.deprecated |= said.deprecated;
            data.write_only |= said.write_only;
            ReferenceOr::Item(schema)
        }
    }
}

/// No example of a secret, and no field of a form that shows it.
fn hide(schema: &mut ReferenceOr<Schema>) {
    if let ReferenceOr::Item(schema) = schema {
        schema.schema_data.example = None;
        if let SchemaKind::Type(Type::String(text)) = &mut schema.schema_kind
            && text.format.is_empty()
        {
            text.format = VariantOrUnknownOrEmpty::Item(StringFormat::Password);
        }
    }
}

fn scalar(shape: &Shape, rules: &Rules) -> Type {
    match shape {
        Shape::Boolean => Type::Boolean(BooleanType::default()),
        Shape::Int32 => Type::Integer(integer(rules)),
        Shape::Float64 => Type::Number(number(rules)),
        Shape::Int64 => patterned("int64", "^-?[0-9]+$"),
        Shape::Decimal { scale: 0 } => patterned("decimal", "^-?[0-9]+$"),
        Shape::Decimal { scale } => patterned("decimal", &format!("^-?[0-9]+(\\.[0-9]{{1,{scale}}})?$")),
        Shape::Bytes => Type::String(StringType {
            min_length: count(rules.min_length.map(encoded)),
            max_length: count(rules.max_length.map(encoded)),
            format: VariantOrUnknownOrEmpty::Item(StringFormat::Byte),
            ..StringType::default()
        }),
        Shape::DateTime => string("date-time"),
        Shape::Date => string("date"),
        Shape::Uuid => string("uuid"),
        Shape::Url => bounded("uri", rules),
        Shape::Email => bounded("email", rules),
        Shape::String | Shape::Text => Type::String(StringType {
            pattern: rules.pattern.as_deref().and_then(pattern::portable),
            ..lengths(rules)
        }),
        Shape::Array(_) | Shape::Map(_) | Shape::Named(_) => {
            unreachable!("they are made of schemas and no scalars")
        }
    }
}

/// Characters of base64 for so many bytes (RFC 4648 §4).
fn encoded(bytes: u64) -> u64 {
    bytes.div_ceil(3) * 4
}

fn lengths(rules: &Rules) -> StringType {
    StringType { min_length: count(rules.min_length), max_length: count(rules.max_length), ..StringType::default() }
}

fn bounded(format: &str, rules: &Rules) -> Type {
    Type::String(StringType { format: Some(format.to_owned()).into(), ..lengths(rules) })
}

fn string(format: &str) -> Type {
    bounded(format, &Rules::default())
}

fn patterned(format: &str, pattern: &str) -> Type {
    Type::String(StringType {
        format: Some(format.to_owned()).into(),
        pattern: Some(pattern.to_owned()),
        ..StringType::default()
    })
}

fn integer(rules: &Rules) -> IntegerType {
    let Bounds { low, high } = Bounds::whole(rules, 0);
    IntegerType {
        format: VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32),
        minimum: low.map(|limit| limit.bound),
        exclusive_minimum: low.is_some_and(|limit| limit.exclusive),
        maximum: high.map(|limit| limit.bound),
        exclusive_maximum: high.is_some_and(|limit| limit.exclusive),
        ..IntegerType::default()
    }
}

fn number(rules: &Rules) -> NumberType {
    let Bounds { low, high } = Bounds::real(rules);
    NumberType {
        format: VariantOrUnknownOrEmpty::Item(NumberFormat::Double),
        minimum: low.map(|limit| limit.bound),
        exclusive_minimum: low.is_some_and(|limit| limit.exclusive),
        maximum: high.map(|limit| limit.bound),
        exclusive_maximum: high.is_some_and(|limit| limit.exclusive),
        ..NumberType::default()
    }
}

/// Rules that a schema of the value's type cannot say, in sentences.
fn unsaid(value: &ir::Value) -> Vec<String> {
    let rules = &value.rules;
    match &value.shape {
        Shape::Int64 => Bounds::whole(rules, 0).sentences(|bound| bound.to_string()),
        Shape::Decimal { scale } => {
            Bounds::whole(rules, *scale).sentences(|bound| bounds::decimal_text(bound, *scale))
        }
        Shape::Bytes => {
            let least = rules.min_length.map(|least| format!("At least {least} bytes."));
            let most = rules.max_length.map(|most| format!("At most {most} bytes."));
            least.into_iter().chain(most).collect()
        }
        Shape::String | Shape::Text => {
            let pattern = rules.pattern.as_deref().filter(|pattern| pattern::portable(pattern).is_none());
            pattern.map(|pattern| format!("Matches `{pattern}`.")).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// A literal of a value as it is sent.
pub(super) fn json(value: &ir::Value, literal: &Literal) -> Value {
    match (&value.shape, literal) {
        (Shape::Array(element), Literal::Array(items)) => items.iter().map(|item| json(element, item)).collect(),
        (_, Literal::Array(items)) => items.iter().map(|item| json(value, item)).collect(),
        (Shape::Decimal { scale }, literal) => {
            bounds::decimal_text(bounds::units(literal, *scale).unwrap_or_default(), *scale).into()
        }
        (Shape::Int64, Literal::Integer(number)) => number.to_string().into(),
        (_, Literal::Integer(number)) => (*number).into(),
        (_, Literal::Number(_)) => bounds::real(literal).into(),
        (_, Literal::Boolean(flag)) => (*flag).into(),
        (_, Literal::Text(text)) => text.as_str().into(),
    }
}

/// A schema that accepts anything.
pub(super) fn anything() -> Schema {
    of(SchemaKind::Any(AnySchema::default()))
}

/// A schema of text without rules.
pub(super) fn text() -> Schema {
    of(SchemaKind::Type(Type::String(StringType::default())))
}

/// A schema of text that must be one of these; `None` is null.
pub(super) fn text_in(values: &[Option<&str>]) -> Schema {
    let enumeration = values.iter().map(|value| value.map(str::to_owned)).collect();
    of(SchemaKind::Type(Type::String(StringType { enumeration, ..StringType::default() })))
}

/// A schema of true or false.
pub(super) fn truth() -> Schema {
    of(SchemaKind::Type(Type::Boolean(BooleanType::default())))
}

/// A schema of a count.
pub(super) fn whole_number() -> Schema {
    of(SchemaKind::Type(Type::Integer(IntegerType { minimum: Some(0), ..IntegerType::default() })))
}

/// A schema of an address, perhaps without scheme and host (RFC 3986 §4.1).
pub(super) fn uri_reference() -> Schema {
    of(SchemaKind::Type(string("uri-reference")))
}

pub(super) fn of(schema_kind: SchemaKind) -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind }
}

pub(super) fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
    }
}

/// Sentences as one paragraph.
pub(super) fn joined(sentences: &[String]) -> Option<String> {
    let said: Vec<&str> = sentences.iter().map(|sentence| sentence.trim()).filter(|s| !s.is_empty()).collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// Counts of a design fit into 32 bits; `resolve` refuses others.
fn count(count: Option<u64>) -> Option<usize> {
    count.and_then(|count| usize::try_from(count).ok())
}
