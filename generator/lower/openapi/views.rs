//! Lowers what is sent to schemas: views, the addresses beside them, pages and lists.

use super::components::Components;
use super::objects::Need;
use super::plain::{self, boxed};
use super::value::{Said, described};
use super::{examples, objects, scalar};
use crate::ir;
use crate::lower::decode::Reading;
use crate::lower::naming::{self, PathOf};
use crate::lower::views::{ViewPart, relation_name, view_part};
use crate::lower::{docs, hrefs};
use openapiv3::{
    ArrayType, IntegerFormat, IntegerType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    Type, VariantOrUnknownOrEmpty,
};

/// Whether a list is counted for whom asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    Offered,
    NotOffered,
}

impl Components<'_> {
    /// One view of a media type.
    pub(super) fn view(
        &mut self,
        media_type: ir::MediaTypeId,
        view: ir::ViewId,
    ) -> ReferenceOr<Schema> {
        let service = self.service;
        let (media_type, view) = (
            service.media_type(media_type),
            service.view(media_type, view),
        );
        self.schema(&naming::view_type(media_type, view), |components| {
            let mut object = ObjectType::default();
            for field in &view.fields {
                let part = view_part(service, media_type, field);
                let schema = components.view_field(media_type, field, &part);
                let need = match part.reading {
                    Reading::Optional => Need::Optional,
                    _ => Need::Required,
                };
                objects::add(&mut object, &part.called.sent, need, schema);
            }
            let words = docs::words(&crate::names::snake(&media_type.name));
            let sentence = format!("The view `{}` of the {words}.", view.name);
            let own = media_type
                .description
                .as_ref()
                .or(description_of(service, media_type));
            let own = own.filter(|_| view.name == "default").cloned();
            objects::closed(object, Some(own.unwrap_or(sentence)))
        })
    }

    fn view_field(
        &mut self,
        media_type: &ir::MediaType,
        field: &ir::ViewField,
        part: &ViewPart<'_>,
    ) -> ReferenceOr<Schema> {
        let entity_id = match media_type.source {
            ir::Source::Entity(id) => id,
            ir::Source::Type(id) => return self.field_of_type(id, field),
        };
        let entity = self.service.entity(entity_id);
        match field {
            ir::ViewField::Attribute(id) => match entity.attribute(*id) {
                key if key.role == ir::AttributeRole::Key => ReferenceOr::Item(self.key(entity_id)),
                attribute => self.sent_attribute(entity, attribute, part),
            },
            ir::ViewField::BelongsToId(id) => {
                let relation = entity.relation_to_one(*id);
                let spoken = || format!("Key of the {}.", docs::words(&relation.name));
                let description = part.description.map(str::to_owned);
                let mut key = self.key(relation.entity);
                key.schema_data.description = description.or_else(|| Some(spoken()));
                ReferenceOr::Item(key)
            }
            ir::ViewField::Nested {
                relation,
                media_type,
                view,
            } => {
                let nested = self.view(*media_type, *view);
                nested_in(entity, *relation, nested, part)
            }
            ir::ViewField::Count(relation) => {
                let many = docs::words(relation_name(entity, *relation));
                let value = ir::Value {
                    shape: ir::Shape::Int64,
                    rules: ir::Rules::default(),
                };
                let said = Said {
                    sentences: vec![format!("How many {many} the caller sees.")],
                    ..Said::default()
                };
                self.property(&part.called.sent, &value, said)
            }
            ir::ViewField::Links => self.links(media_type),
        }
    }

    /// An attribute as it is sent.
    fn sent_attribute(
        &mut self,
        entity: &ir::Entity,
        attribute: &ir::Attribute,
        part: &ViewPart<'_>,
    ) -> ReferenceOr<Schema> {
        let said = Said {
            sentences: part.description.map(str::to_owned).into_iter().collect(),
            nullable: part.reading == Reading::Nullable,
            example: objects::said_example(entity, attribute),
            deprecated: attribute.deprecated,
            ..Said::default()
        };
        self.property(&attribute.name, &attribute.value, said)
    }

    /// A field of a view of a plain type, as it is in the type itself.
    fn field_of_type(&mut self, id: ir::TypeId, field: &ir::ViewField) -> ReferenceOr<Schema> {
        let (ir::TypeKind::Object(fields), ir::ViewField::Attribute(index)) =
            (&self.service.ty(id).kind, field)
        else {
            unreachable!("resolve: views of a type list the attributes of an object");
        };
        let field = &fields[index.0];
        let said = Said {
            sentences: field.description.clone().into_iter().collect(),
            nullable: field.presence == ir::Presence::Nullable,
            example: field
                .example
                .as_ref()
                .map(|literal| scalar::json(&field.value, literal)),
            deprecated: field.deprecated,
            ..Said::default()
        };
        self.property(&field.name, &field.value, said)
    }

    /// The object of addresses beside a view.
    fn links(&mut self, media_type: &ir::MediaType) -> ReferenceOr<Schema> {
        let service = self.service;
        let ir::Source::Entity(entity) = media_type.source else {
            unreachable!("only media types of entities have links");
        };
        let entity = service.entity(entity);
        self.schema(&naming::links_type(media_type), |_| {
            let mut object = ObjectType::default();
            for link in &media_type.links {
                let (name, need, resource, of) = match link {
                    ir::Link::Itself { resource } => {
                        ("self", Need::Required, resource, PathOf::Item)
                    }
                    ir::Link::BelongsTo { relation, resource } => {
                        let relation = entity.relation_to_one(*relation);
                        let need = match relation.optional {
                            true => Need::Optional,
                            false => Need::Required,
                        };
                        (relation.name.as_str(), need, resource, PathOf::Item)
                    }
                    ir::Link::HasMany { relation, resource } => {
                        let name = entity.has_many[relation.0].name.as_str();
                        (name, Need::Required, resource, PathOf::Collection)
                    }
                };
                let mut href = plain::uri_reference();
                href.schema_data.example =
                    Some(address(service, service.resource(*resource), of).into());
                objects::add(&mut object, name, need, ReferenceOr::Item(href));
            }
            objects::closed(object, Some("Where to find what belongs to it.".to_owned()))
        })
    }

    /// One window of a list in a view.
    pub(super) fn page(
        &mut self,
        media_type: ir::MediaTypeId,
        view: ir::ViewId,
        total: Total,
    ) -> ReferenceOr<Schema> {
        let service = self.service;
        let view_name = naming::view_type(
            service.media_type(media_type),
            service.view(media_type, view),
        );
        // No name of a design has a dot, so that nothing else is called like this.
        let name = match total {
            Total::Offered => format!("{view_name}.CountedPage"),
            Total::NotOffered => format!("{view_name}.Page"),
        };
        let items = array(self.view(media_type, view), None);
        self.schema(&name, |_| {
            let mut object = ObjectType::default();
            objects::add(&mut object, "items", Need::Required, items);
            let mut next = plain::text();
            next.schema_data.description = Some(
                "What to send as `cursor` for the next page; absent at the end of the list."
                    .to_owned(),
            );
            next.schema_data.example = Some("AYb5Uq9xQ2mVw1sXkz3t".into());
            objects::add(&mut object, "next", Need::Optional, ReferenceOr::Item(next));
            if total == Total::Offered {
                let total = ReferenceOr::Item(total_schema());
                objects::add(&mut object, "total", Need::Optional, total);
            }
            objects::closed(object, Some("One page of a list.".to_owned()))
        })
    }
}

fn description_of<'a>(service: &'a ir::Service, media_type: &ir::MediaType) -> Option<&'a String> {
    match media_type.source {
        ir::Source::Entity(id) => service.entity(id).description.as_ref(),
        ir::Source::Type(id) => service.ty(id).description.as_ref(),
    }
}

fn total_schema() -> Schema {
    let mut total = plain::of(SchemaKind::Type(Type::Integer(IntegerType {
        format: VariantOrUnknownOrEmpty::Item(IntegerFormat::Int64),
        minimum: Some(0),
        ..IntegerType::default()
    })));
    total.schema_data.description =
        Some("How many there are in the whole list, if `total` asks for it.".to_owned());
    total.schema_data.example = Some(1.into());
    total
}

/// One or many of another view, as a relation has them.
fn nested_in(
    entity: &ir::Entity,
    relation: ir::Relation,
    nested: ReferenceOr<Schema>,
    part: &ViewPart<'_>,
) -> ReferenceOr<Schema> {
    let schema = match relation {
        ir::Relation::BelongsTo(_) => nested,
        ir::Relation::HasMany(id) => array(nested, Some(entity.has_many[id.0].limit)),
        ir::Relation::ManyToMany(id) => array(nested, Some(entity.many_to_many[id.0].limit)),
    };
    let data = SchemaData {
        description: part.description.map(str::to_owned),
        ..SchemaData::default()
    };
    described(schema, data)
}

/// An array of things of one schema.
pub(super) fn array(items: ReferenceOr<Schema>, most: Option<u32>) -> ReferenceOr<Schema> {
    ReferenceOr::Item(plain::of(SchemaKind::Type(Type::Array(ArrayType {
        items: Some(boxed(items)),
        min_items: None,
        max_items: most.and_then(|most| usize::try_from(most).ok()),
        unique_items: false,
    }))))
}

/// A path of a resource with example keys in it.
pub(super) fn address(service: &ir::Service, resource: &ir::Resource, of: PathOf) -> String {
    let mut path = resource.path.clone();
    if of == PathOf::Item {
        path.push(ir::PathSegment::Id);
    }
    let parameters = hrefs::parameters_of(resource, &path);
    let template = hrefs::template(&service.api.base_path, &path);
    parameters
        .into_iter()
        .fold(template, |path, (name, entity)| {
            path.replace(
                &format!("{{{name}}}"),
                &examples::key(&service.entity(entity).name),
            )
        })
}
