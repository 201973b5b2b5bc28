//! Lowers what is sent to schemas: views, the addresses beside them, pages and lists.

use super::components::Components;
use super::plain::{self, boxed};
use super::value::{Said, described};
use super::{examples, objects, scalar};
use crate::ir;
use crate::lower::decode::Reading;
use crate::lower::views::{ViewPart, relation_name, view_part};
use crate::lower::{docs, hrefs, naming};
use openapiv3::{
    ArrayType, IntegerFormat, IntegerType, ObjectType, ReferenceOr, Schema, SchemaData, SchemaKind,
    Type, VariantOrUnknownOrEmpty,
};

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
                objects::add(
                    &mut object,
                    &part.name,
                    part.reading != Reading::Optional,
                    schema,
                );
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
        let service = self.service;
        let entity_id = match media_type.source {
            ir::Source::Entity(id) => id,
            ir::Source::Type(id) => return self.field_of_type(id, field),
        };
        let entity = service.entity(entity_id);
        let description = part.description.map(str::to_owned);
        match field {
            ir::ViewField::Attribute(id) => {
                let attribute = entity.attribute(*id);
                if attribute.role == ir::AttributeRole::Key {
                    return ReferenceOr::Item(self.key(entity_id));
                }
                let said = Said {
                    sentences: description.into_iter().collect(),
                    nullable: part.reading == Reading::Nullable,
                    example: objects::said_example(entity, attribute),
                    deprecated: attribute.deprecated,
                    ..Said::default()
                };
                self.property(&attribute.name, &attribute.value, said)
            }
            ir::ViewField::BelongsToId(id) => {
                let relation = entity.relation_to_one(*id);
                let spoken = || format!("Key of the {}.", docs::words(&relation.name));
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
                let most = match relation {
                    ir::Relation::BelongsTo(_) => None,
                    ir::Relation::HasMany(id) => Some(entity.has_many[id.0].limit),
                    ir::Relation::ManyToMany(id) => Some(entity.many_to_many[id.0].limit),
                };
                let schema =
                    most.map_or_else(|| nested.clone(), |most| array(nested.clone(), Some(most)));
                described(
                    schema,
                    SchemaData {
                        description,
                        ..SchemaData::default()
                    },
                )
            }
            ir::ViewField::Count(relation) => {
                let many = docs::words(relation_name(entity, *relation));
                let value = ir::Value {
                    shape: ir::Shape::Int64,
                    rules: ir::Rules::default(),
                };
                let sentences = vec![format!("How many {many} the caller sees.")];
                self.property(
                    &part.name,
                    &value,
                    Said {
                        sentences,
                        ..Said::default()
                    },
                )
            }
            ir::ViewField::Links => self.links(media_type),
        }
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
                let (name, required, resource, item) = match link {
                    ir::Link::Itself { resource } => ("self", true, resource, true),
                    ir::Link::BelongsTo { relation, resource } => {
                        let relation = entity.relation_to_one(*relation);
                        (relation.name.as_str(), !relation.optional, resource, true)
                    }
                    ir::Link::HasMany { relation, resource } => (
                        entity.has_many[relation.0].name.as_str(),
                        true,
                        resource,
                        false,
                    ),
                };
                let mut href = plain::uri_reference();
                href.schema_data.example =
                    Some(address(service, service.resource(*resource), item).into());
                objects::add(&mut object, name, required, ReferenceOr::Item(href));
            }
            objects::closed(object, Some("Where to find what belongs to it.".to_owned()))
        })
    }

    /// One window of a list in a view.
    pub(super) fn page(
        &mut self,
        media_type: ir::MediaTypeId,
        view: ir::ViewId,
        counted: bool,
    ) -> ReferenceOr<Schema> {
        let service = self.service;
        let view_name = naming::view_type(
            service.media_type(media_type),
            service.view(media_type, view),
        );
        // No name of a design has a dot, so that nothing else is called like this.
        let name = format!(
            "{view_name}.{}",
            if counted { "CountedPage" } else { "Page" }
        );
        let items = array(self.view(media_type, view), None);
        self.schema(&name, |_| {
            let mut object = ObjectType::default();
            objects::add(&mut object, "items", true, items);
            let mut next = plain::text();
            next.schema_data.description = Some(
                "What to send as `cursor` for the next page; absent at the end of the list."
                    .to_owned(),
            );
            next.schema_data.example = Some("AYb5Uq9xQ2mVw1sXkz3t".into());
            objects::add(&mut object, "next", false, ReferenceOr::Item(next));
            if counted {
                objects::add(&mut object, "total", false, ReferenceOr::Item(total()));
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

fn total() -> Schema {
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
pub(super) fn address(service: &ir::Service, resource: &ir::Resource, item: bool) -> String {
    let mut path = resource.path.clone();
    if item {
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
