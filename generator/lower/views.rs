//! Lowers media types: one plain type per view, and the object of hrefs.

use super::called::Called;
use super::contract::{field, field_reading};
use super::decode::Reading;
use super::reads::ViewOf;
use super::rust_type::{self, RustType};
use super::{docs, naming};
use crate::ir;
use crate::names::snake;
use crate::plan::contract::{Field, Links, View, ViewFile};
use crate::print::Imports;

pub(super) fn views(service: &ir::Service) -> Vec<ViewFile> {
    service
        .media_types
        .iter()
        .map(|media_type| file(service, media_type))
        .collect()
}

fn file(service: &ir::Service, media_type: &ir::MediaType) -> ViewFile {
    let mut imports = Imports::default();
    imports.add("serde::Deserialize");
    imports.add("serde::Serialize");
    let views: Vec<View> = media_type
        .views
        .iter()
        .map(|view| self::view(service, media_type, view, &mut imports))
        .collect();
    for view in &media_type.views {
        imports.remove(&format!(
            "contract::{}",
            naming::view_type(media_type, view)
        ));
    }
    ViewFile {
        module: crate::names::module(&snake(&media_type.name)),
        title: naming::spoken_many(&media_type.name),
        identifier: media_type.identifier.clone(),
        views,
        links: links(media_type, service),
        imports: imports.render("contract"),
    }
}

fn view(
    service: &ir::Service,
    media_type: &ir::MediaType,
    view: &ir::View,
    imports: &mut Imports,
) -> View {
    let fields: Vec<Field> = view
        .fields
        .iter()
        .map(|view_field| {
            let part = view_part(service, media_type, view_field);
            imports.extend(&part.ty.imports);
            field(&part.called, part.description, &part.ty, part.reading)
        })
        .collect();
    let words = docs::words(&snake(&media_type.name));
    let sentence = format!("The view `{}` of the {words}.", view.name);
    let docs = match (&media_type.description, view.name.as_str()) {
        (Some(description), "default") => docs::or(Some(description), &sentence),
        _ => vec![sentence],
    };
    View {
        name: naming::view_type(media_type, view),
        docs,
        eq: view_is_eq(service, media_type, view),
        fields,
    }
}

/// One field of a view: its name, its type without `Option`, whether it may be left out.
pub(super) struct ViewPart<'a> {
    pub(super) called: Called,
    pub(super) description: Option<&'a str>,
    pub(super) ty: RustType,
    pub(super) reading: Reading,
}

pub(super) fn view_part<'a>(
    service: &'a ir::Service,
    media_type: &'a ir::MediaType,
    view_field: &ir::ViewField,
) -> ViewPart<'a> {
    let entity = match media_type.source {
        ir::Source::Entity(id) => service.entity(id),
        ir::Source::Type(id) => return type_part(service, id, view_field),
    };
    match view_field {
        ir::ViewField::Attribute(id) => attribute_part(service, entity, entity.attribute(*id)),
        ir::ViewField::BelongsToId(id) => {
            let relation = &entity.belongs_to[id.0];
            ViewPart {
                called: Called::both(&relation.name, relation.sent(), naming::relation_id),
                description: relation.description.as_deref(),
                ty: rust_type::of_id(service.entity(relation.entity)),
                reading: match relation.optional {
                    true => Reading::Optional,
                    false => Reading::Required,
                },
            }
        }
        ir::ViewField::Nested {
            relation,
            media_type,
            view,
            ..
        } => nested_part(service, entity, *relation, (*media_type, *view)),
        ir::ViewField::Count(relation) => ViewPart {
            called: called(entity, *relation, naming::count_field),
            description: None,
            ty: RustType::imported("contract::Int64"),
            reading: Reading::Required,
        },
        ir::ViewField::Links => ViewPart {
            called: Called::plainly("links"),
            description: Some("Where to find what belongs to it."),
            ty: RustType::plain(&naming::links_type(media_type)),
            reading: Reading::Required,
        },
    }
}

fn attribute_part<'a>(
    service: &ir::Service,
    entity: &ir::Entity,
    attribute: &'a ir::Attribute,
) -> ViewPart<'a> {
    ViewPart {
        called: Called::both(&attribute.name, attribute.sent(), str::to_owned),
        description: attribute.description.as_deref(),
        ty: match attribute.role {
            ir::AttributeRole::Key => rust_type::of_id(entity),
            _ => rust_type::of_value(service, &attribute.value),
        },
        reading: sent(attribute.presence),
    }
}

fn type_part<'a>(
    service: &'a ir::Service,
    id: ir::TypeId,
    view_field: &ir::ViewField,
) -> ViewPart<'a> {
    let (ir::TypeKind::Object(fields), ir::ViewField::Attribute(index)) =
        (&service.ty(id).kind, view_field)
    else {
        unreachable!(
            "check: a media type of a type is of an object, and its views list attributes"
        );
    };
    let field = &fields[index.0];
    ViewPart {
        called: Called::both(&field.name, field.sent(), str::to_owned),
        description: field.description.as_deref(),
        ty: rust_type::of_value(service, &field.value),
        reading: field_reading(field),
    }
}

fn nested_part<'a>(
    service: &'a ir::Service,
    entity: &'a ir::Entity,
    relation: ir::Relation,
    (media_type, view): ViewOf,
) -> ViewPart<'a> {
    let nested = naming::view_type(
        service.media_type(media_type),
        service.view(media_type, view),
    );
    let ty = RustType::imported(format!("contract::{nested}"));
    let (description, ty, reading) = match relation {
        ir::Relation::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            let reading = if may_be_missing(service, entity, relation) {
                Reading::Optional
            } else {
                Reading::Required
            };
            (&relation.description, ty, reading)
        }
        ir::Relation::HasMany(id) => (
            &entity.has_many[id.0].description,
            ty.wrapped("Vec"),
            Reading::Required,
        ),
        ir::Relation::ManyToMany(id) => (
            &entity.many_to_many[id.0].description,
            ty.wrapped("Vec"),
            Reading::Required,
        ),
    };
    ViewPart {
        called: called(entity, relation, str::to_owned),
        description: description.as_deref(),
        ty,
        reading,
    }
}

/// Whether what a relation points to may not be there for a caller: it is optional, may be invisible, or belongs to
/// another engine, which no foreign key guards.
pub(crate) fn may_be_missing(
    service: &ir::Service,
    entity: &ir::Entity,
    relation: &ir::BelongsTo,
) -> bool {
    let target = service.entity(relation.entity);
    relation.optional
        || target.engine != entity.engine
        || matches!(target.visible, ir::Visible::Any(_))
}

pub(super) fn relation_name(entity: &ir::Entity, relation: ir::Relation) -> &str {
    match relation {
        ir::Relation::BelongsTo(id) => &entity.belongs_to[id.0].name,
        ir::Relation::HasMany(id) => &entity.has_many[id.0].name,
        ir::Relation::ManyToMany(id) => &entity.many_to_many[id.0].name,
    }
}

/// Names of what is spelled after a relation.
fn called(entity: &ir::Entity, relation: ir::Relation, spell: fn(&str) -> String) -> Called {
    let sent = match relation {
        ir::Relation::BelongsTo(id) => entity.belongs_to[id.0].sent(),
        ir::Relation::HasMany(id) => entity.has_many[id.0].sent(),
        ir::Relation::ManyToMany(id) => entity.many_to_many[id.0].sent(),
    };
    Called::both(relation_name(entity, relation), sent, spell)
}

fn sent(presence: ir::Presence) -> Reading {
    match presence {
        ir::Presence::Required => Reading::Required,
        ir::Presence::Optional => Reading::Optional,
        ir::Presence::Nullable => Reading::Nullable,
    }
}

fn view_is_eq(service: &ir::Service, media_type: &ir::MediaType, view: &ir::View) -> bool {
    view.fields
        .iter()
        .all(|field| match (field, media_type.source) {
            (ir::ViewField::Attribute(id), ir::Source::Entity(entity)) => {
                rust_type::is_eq(service, &service.entity(entity).attributes[id.0].value)
            }
            (ir::ViewField::Attribute(id), ir::Source::Type(ty)) => match &service.ty(ty).kind {
                ir::TypeKind::Object(fields) => rust_type::is_eq(service, &fields[id.0].value),
                _ => false,
            },
            (
                ir::ViewField::Nested {
                    media_type, view, ..
                },
                _,
            ) => view_is_eq(
                service,
                service.media_type(*media_type),
                service.view(*media_type, *view),
            ),
            _ => true,
        })
}

fn links(media_type: &ir::MediaType, service: &ir::Service) -> Option<Links> {
    let shown = media_type.views.iter().any(|view| {
        view.fields
            .iter()
            .any(|f| matches!(f, ir::ViewField::Links))
    });
    let (true, ir::Source::Entity(id)) = (shown, media_type.source) else {
        return None;
    };
    let entity = service.entity(id);
    let fields = media_type
        .links
        .iter()
        .map(|link| link_field(entity, link))
        .collect();
    Some(Links {
        name: naming::links_type(media_type),
        fields,
    })
}

fn link_field(entity: &ir::Entity, link: &ir::Link) -> Field {
    let href = RustType::plain("String");
    match link {
        ir::Link::Itself { .. } => {
            let itself = Called {
                name: "itself".to_owned(),
                sent: "self".to_owned(),
            };
            let field = field(&itself, Some("Its own path."), &href, Reading::Required);
            Field {
                serde: Some("rename = \"self\"".to_owned()),
                ..field
            }
        }
        ir::Link::BelongsTo { relation, .. } => {
            let relation = &entity.belongs_to[relation.0];
            let reading = if relation.optional {
                Reading::Optional
            } else {
                Reading::Required
            };
            let sentence = format!("Path of the {}.", docs::words(&relation.name));
            let called = Called::both(&relation.name, relation.sent(), str::to_owned);
            field(&called, Some(&sentence), &href, reading)
        }
        ir::Link::HasMany { relation, .. } => {
            let relation = &entity.has_many[relation.0];
            let called = Called::both(&relation.name, relation.sent(), str::to_owned);
            let sentence = format!("Path of the {}.", docs::words(&relation.name));
            field(&called, Some(&sentence), &href, Reading::Required)
        }
    }
}
