//! Lowers named types and what is taken to schemas: enums, objects, unions, payloads.

use super::components::Components;
use super::plain::{self, boxed, joined};
use super::security::callers_with;
use super::value::{Said, described};
use super::views::array;
use super::{examples, scalar};
use crate::ir;
use crate::lower::decode::Reading;
use crate::lower::payloads::{EntityField, entity_field};
use crate::lower::{docs, naming};
use openapiv3::{
    AdditionalProperties, Discriminator, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    Type,
};
use serde_json::Value;

impl Components<'_> {
    /// A named type of the design.
    pub(super) fn named(&mut self, id: ir::TypeId) -> ReferenceOr<Schema> {
        let ty = self.service.ty(id);
        self.schema(&ty.name, |components| {
            let mut schema = match &ty.kind {
                ir::TypeKind::Enum(values) => {
                    let wires: Vec<Option<&str>> =
                        values.iter().map(|value| Some(value.as_str())).collect();
                    let mut schema = plain::text_in(&wires);
                    schema.schema_data.example = values.first().map(|value| value.as_str().into());
                    schema
                }
                ir::TypeKind::Object(fields) => {
                    let mut object = ObjectType::default();
                    components.add_fields(&mut object, fields);
                    closed(object, None)
                }
                ir::TypeKind::Union {
                    discriminator,
                    members,
                } => components.union(&ty.name, discriminator, members),
            };
            schema.schema_data.description.clone_from(&ty.description);
            schema
        })
    }

    /// Fields of an object type. One schema says what is sent and what is taken, so that what may be
    /// left out of a payload is not required.
    fn add_fields(&mut self, object: &mut ObjectType, fields: &[ir::Field]) {
        for field in fields {
            let said = Said {
                sentences: field.description.clone().into_iter().collect(),
                nullable: field.presence == ir::Presence::Nullable,
                default: field.default.as_ref(),
                example: field
                    .example
                    .as_ref()
                    .map(|literal| scalar::json(&field.value, literal)),
                deprecated: field.deprecated,
                secret: false,
                merges: false,
            };
            let schema = self.property(&field.name, &field.value, said);
            let need = match (field.presence, &field.default) {
                (ir::Presence::Required, None) => Need::Required,
                _ => Need::Optional,
            };
            add(object, &field.name, need, schema);
        }
    }

    /// Objects that are told apart by their tag. Each has a schema with the tag in it, because the
    /// object type itself has none.
    fn union(
        &mut self,
        name: &str,
        discriminator: &str,
        members: &[(String, ir::TypeId)],
    ) -> Schema {
        let mut one_of = Vec::new();
        let mut mapping = Vec::new();
        for (tag, id) in members {
            let ty = self.service.ty(*id);
            let ir::TypeKind::Object(fields) = &ty.kind else {
                unreachable!("check: members of unions are objects");
            };
            // No name of a design has a dot, so that nothing else is called like this.
            let member = self.schema(&format!("{name}.{tag}"), |components| {
                let mut object = ObjectType::default();
                let mut schema = plain::text_in(&[Some(tag)]);
                schema.schema_data.example = Some(tag.as_str().into());
                add(
                    &mut object,
                    discriminator,
                    Need::Required,
                    ReferenceOr::Item(schema),
                );
                components.add_fields(&mut object, fields);
                closed(object, ty.description.clone())
            });
            if let ReferenceOr::Reference { reference } = &member {
                mapping.push((tag.clone(), reference.clone()));
            }
            one_of.push(member);
        }
        let mut schema = plain::of(SchemaKind::OneOf { one_of });
        schema.schema_data.discriminator = Some(Discriminator {
            property_name: discriminator.to_owned(),
            mapping: mapping.into_iter().collect(),
            ..Discriminator::default()
        });
        schema
    }

    /// What an action takes, if it takes something.
    pub(super) fn payload(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Option<ReferenceOr<Schema>> {
        let fields = match action.payload.as_ref()? {
            ir::Payload::Type(id) => return Some(self.named(*id)),
            ir::Payload::Entity(fields) => fields,
        };
        let entity = self.service.entity(resource.entity?);
        Some(
            self.schema(&naming::payload_type(resource, action), |components| {
                let mut object = ObjectType::default();
                for field in fields {
                    let part = entity_field(components.service, entity, action.kind, *field);
                    let schema = components.payload_field(entity, action.kind, *field, &part);
                    let need = match part.reading {
                        Reading::Required => Need::Required,
                        _ => Need::Optional,
                    };
                    add(&mut object, &part.called.sent, need, schema);
                }
                let spoken = naming::spoken(entity);
                let sentence = match action.kind {
                    ir::ActionKind::Update => {
                        format!("What changes of the {spoken}: a merge patch (RFC 7396).")
                    }
                    _ => format!("What makes a new {spoken}."),
                };
                closed(object, Some(sentence))
            }),
        )
    }

    fn payload_field(
        &mut self,
        entity: &ir::Entity,
        kind: ir::ActionKind,
        field: ir::PayloadField,
        part: &EntityField<'_>,
    ) -> ReferenceOr<Schema> {
        let (schema, spoken, writable) = match field {
            ir::PayloadField::Attribute(id) => {
                let attribute = entity.attribute(id);
                return self.payload_attribute(entity, kind, attribute, part.reading);
            }
            ir::PayloadField::BelongsTo(id) => {
                let relation = entity.relation_to_one(id);
                let key = ReferenceOr::Item(self.key(relation.entity));
                let spoken = format!("Key of the {}.", docs::words(&relation.name));
                (key, spoken, &relation.writable)
            }
            ir::PayloadField::ManyToMany(id) => {
                let relation = &entity.many_to_many[id.0];
                let key = ReferenceOr::Item(self.key(relation.entity));
                let spoken = format!("Keys of the {}, each once.", docs::words(&relation.name));
                let keys = array(key, Some(relation.limit));
                (keys, spoken, &relation.writable)
            }
        };
        let mut sentences = vec![part.description.map_or(spoken, str::to_owned)];
        sentences.extend(only_for(writable));
        let schema = match takes_null(part.reading) {
            true => self.nullable(schema),
            false => schema,
        };
        let data = SchemaData {
            description: joined(&sentences),
            ..SchemaData::default()
        };
        described(schema, data)
    }

    /// An attribute as it is taken.
    fn payload_attribute(
        &mut self,
        entity: &ir::Entity,
        kind: ir::ActionKind,
        attribute: &ir::Attribute,
        reading: Reading,
    ) -> ReferenceOr<Schema> {
        let sentences = attribute.description.clone().into_iter();
        let sentences = sentences
            .chain(unless_given(entity, attribute, kind))
            .chain(only_for(&attribute.writable));
        let default = match (&attribute.default, kind) {
            (Some(ir::Default::Literal(literal)), ir::ActionKind::Create) => Some(literal),
            _ => None,
        };
        let said = Said {
            sentences: sentences.collect(),
            nullable: takes_null(reading),
            default: default.filter(|_| !attribute.secret),
            example: said_example(entity, attribute),
            deprecated: attribute.deprecated,
            secret: attribute.secret,
            merges: reading.merges(),
        };
        self.property(&attribute.name, &attribute.value, said)
    }
}

fn takes_null(reading: Reading) -> bool {
    reading == Reading::Nullable || reading.is_tri_state()
}

/// What the service does where a new thing is made without the attribute, if no literal says it.
fn unless_given(
    entity: &ir::Entity,
    attribute: &ir::Attribute,
    kind: ir::ActionKind,
) -> Option<String> {
    match (&attribute.default, kind) {
        (Some(ir::Default::Now), ir::ActionKind::Create) => {
            Some("The time of the request unless given.".to_owned())
        }
        (Some(ir::Default::Slug(from)), ir::ActionKind::Create) => Some(format!(
            "Made of `{}` unless given.",
            entity.attribute(*from).name
        )),
        _ => None,
    }
}

/// The example that a design gives, or that follows from another attribute.
pub(super) fn said_example(entity: &ir::Entity, attribute: &ir::Attribute) -> Option<Value> {
    let literal = attribute
        .example
        .as_ref()
        .map(|literal| scalar::json(&attribute.value, literal));
    literal.or_else(|| examples::slug(entity, attribute).map(Into::into))
}

fn only_for(roles: &[String]) -> Option<String> {
    (!roles.is_empty()).then(|| format!("Only for {}.", callers_with(roles)))
}

/// Whether an object may be without a property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    Required,
    Optional,
}

/// Adds a property.
pub(super) fn add(object: &mut ObjectType, name: &str, need: Need, schema: ReferenceOr<Schema>) {
    object.properties.insert(name.to_owned(), boxed(schema));
    if need == Need::Required {
        object.required.push(name.to_owned());
    }
}

/// An object with these properties and no others: payloads with others are refused, and nothing is
/// sent that is not said here.
pub(super) fn closed(object: ObjectType, description: Option<String>) -> Schema {
    let object = ObjectType {
        additional_properties: Some(AdditionalProperties::Any(false)),
        ..object
    };
    let mut schema = plain::of(SchemaKind::Type(Type::Object(object)));
    schema.schema_data.description = description;
    schema
}
