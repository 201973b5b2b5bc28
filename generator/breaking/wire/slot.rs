//! The members of what is sent and taken: types, views and addresses go in, one slot for each member comes out.

use crate::ir::{
    self, Attribute, AttributeRole, BelongsTo, Entity, Field, Literal, MediaType, MediaTypeId,
    Presence, Relation, Renamed, Rules, Service, Shape, Source, TypeId, TypeKind, Value, ViewField,
    ViewId,
};
use crate::source::Span;
use crate::{lower, names};
use std::borrow::Cow;

/// A member of an object, or a parameter of a query.
#[derive(Debug, Clone)]
pub(in crate::breaking) struct Slot<'a> {
    /// As it is sent.
    pub(in crate::breaking) name: Cow<'a, str>,
    /// Another name that is taken, too.
    pub(in crate::breaking) also: Option<Cow<'a, str>>,
    /// What it was called before and is no more.
    pub(in crate::breaking) former: Option<Cow<'a, str>>,
    pub(in crate::breaking) kind: Kind,
    /// What it is made from, which keeps its name where that on the wire follows from something else.
    pub(in crate::breaking) of: &'a str,
    pub(in crate::breaking) content: Content<'a>,
    /// Whether it is always there.
    pub(in crate::breaking) must: bool,
    /// Whether it may be null.
    pub(in crate::breaking) null: bool,
    /// What it is if it is left out.
    pub(in crate::breaking) fill: Option<Fill<'a>>,
    pub(in crate::breaking) deprecated: bool,
    /// Roles that it is for, if it is not for everybody.
    pub(in crate::breaking) roles: &'a [String],
    pub(in crate::breaking) declared: Declared<'a>,
    pub(in crate::breaking) span: Span,
}

/// What a slot is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::breaking) enum Kind {
    Attribute,
    Field,
    /// The key that a relation to one points to.
    Key,
    /// The keys of a relation both ways.
    Keys,
    Nested,
    Count,
    Links,
    Link,
    Parameter,
    Filter,
}

/// What a slot holds.
#[derive(Debug, Clone)]
pub(in crate::breaking) enum Content<'a> {
    Value(Cow<'a, Value>),
    View {
        media_type: MediaTypeId,
        view: ViewId,
        relation: Relation,
        /// How many there are at most, if it is many.
        most: Option<u32>,
    },
    Links(MediaTypeId),
}

/// What a slot is if it is left out.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::breaking) enum Fill<'a> {
    Literal(&'a Literal),
    Now,
    Slug(&'a str),
}

/// Where a slot's value is declared.
#[derive(Debug, Clone, Copy)]
pub(in crate::breaking) enum Declared<'a> {
    Attribute(&'a str, &'a str),
    Relation(&'a str, &'a str),
    Field(&'a str, &'a str),
    Parameter(&'a str, &'a str, &'a str),
    MediaType(&'a str, &'a str),
}

impl Declared<'_> {
    /// The address of the element.
    pub(in crate::breaking) fn element(self) -> String {
        match self {
            Declared::Attribute(entity, name) => format!("entity {entity}.attribute {name}"),
            Declared::Relation(entity, name) => format!("entity {entity}.relation {name}"),
            Declared::Field(ty, name) => format!("type {ty}.{name}"),
            Declared::Parameter(resource, action, name) => {
                format!("action {resource}.{action}.query {name}")
            }
            Declared::MediaType(media_type, name) => format!("media_type {media_type}.{name}"),
        }
    }
}

impl<'a> Slot<'a> {
    /// A slot that is always there and never null.
    pub(in crate::breaking) fn new(
        (kind, of): (Kind, &'a str),
        name: impl Into<Cow<'a, str>>,
        content: Content<'a>,
        (declared, span): (Declared<'a>, Span),
    ) -> Self {
        Slot {
            name: name.into(),
            also: None,
            former: None,
            kind,
            of,
            content,
            must: true,
            null: false,
            fill: None,
            deprecated: false,
            roles: &[],
            declared,
            span,
        }
    }

    /// The same, where it is made from something that had another name before.
    pub(in crate::breaking) fn called(
        mut self,
        renamed: Option<&Renamed>,
        spell: impl Fn(&str) -> String,
    ) -> Self {
        match renamed {
            Some(renamed) if renamed.wire_alias => {
                let name = Cow::Owned(spell(&renamed.from));
                self.also = Some(std::mem::replace(&mut self.name, name));
            }
            Some(renamed) => self.former = Some(Cow::Owned(spell(&renamed.from))),
            None => {}
        }
        self
    }

    /// Whether it is taken by this name.
    pub(in crate::breaking) fn takes(&self, name: &str) -> bool {
        self.name == name || self.also.as_deref() == Some(name)
    }

    pub(in crate::breaking) fn value(&self) -> Option<&Value> {
        match &self.content {
            Content::Value(value) => Some(value),
            _ => None,
        }
    }

    /// An attribute as it is sent and stored.
    pub(in crate::breaking) fn of_attribute(entity: &'a Entity, attribute: &'a Attribute) -> Self {
        let declared = Declared::Attribute(&entity.name, &attribute.name);
        Slot {
            must: attribute.presence != Presence::Optional,
            null: attribute.presence == Presence::Nullable,
            fill: attribute.default.as_ref().map(|default| match default {
                ir::Default::Literal(literal) => Fill::Literal(literal),
                ir::Default::Now => Fill::Now,
                ir::Default::Slug(of) => Fill::Slug(&entity.attribute(*of).name),
            }),
            deprecated: attribute.deprecated,
            ..Slot::new(
                (Kind::Attribute, &attribute.name),
                attribute.name.as_str(),
                Content::Value(Cow::Borrowed(&attribute.value)),
                (declared, attribute.span),
            )
            .called(attribute.renamed.as_ref(), str::to_owned)
        }
    }

    /// The key that a relation to one points to.
    pub(in crate::breaking) fn of_key(entity: &'a Entity, relation: &'a BelongsTo) -> Self {
        let declared = Declared::Relation(&entity.name, &relation.name);
        Slot {
            must: !relation.optional,
            ..Slot::new(
                (Kind::Key, &relation.name),
                names::foreign_key(&relation.name),
                Content::Value(Cow::Owned(plain(Shape::Uuid))),
                (declared, relation.span),
            )
            .called(relation.renamed.as_ref(), names::foreign_key)
        }
    }
}

/// A value without rules.
pub(in crate::breaking) fn plain(shape: Shape) -> Value {
    Value {
        shape,
        rules: Rules::default(),
    }
}

/// The members of an object type; none of another.
pub(in crate::breaking) fn fields(service: &Service, id: TypeId) -> Vec<Slot<'_>> {
    let ty = service.ty(id);
    match &ty.kind {
        TypeKind::Object(fields) => fields
            .iter()
            .map(|field| of_field(&ty.name, field))
            .collect(),
        _ => Vec::new(),
    }
}

fn of_field<'a>(ty: &'a str, field: &'a Field) -> Slot<'a> {
    let fill = field.default.as_ref().map(Fill::Literal);
    Slot {
        must: field.presence == Presence::Required && fill.is_none(),
        null: field.presence == Presence::Nullable,
        fill,
        deprecated: field.deprecated,
        ..Slot::new(
            (Kind::Field, &field.name),
            field.name.as_str(),
            Content::Value(Cow::Borrowed(&field.value)),
            (Declared::Field(ty, &field.name), field.span),
        )
        .called(field.renamed.as_ref(), str::to_owned)
    }
}

/// A parameter of a custom action's query.
pub(super) fn of_parameter<'a>(
    (resource, action): (&'a str, &'a str),
    field: &'a Field,
) -> Slot<'a> {
    Slot {
        kind: Kind::Parameter,
        declared: Declared::Parameter(resource, action, &field.name),
        ..of_field("", field)
    }
}

/// The members of a view.
pub(in crate::breaking) fn view(
    service: &Service,
    media_type: MediaTypeId,
    view: ViewId,
) -> Vec<Slot<'_>> {
    let owner = service.media_type(media_type);
    let view = service.view(media_type, view);
    let places = view.places.iter().copied();
    let places = places.chain(std::iter::repeat(view.span));
    let members = view.fields.iter().zip(places);
    members
        .filter_map(|(field, span)| {
            let slot = of_view_field(service, (media_type, owner), field)?;
            Some(Slot { span, ..slot })
        })
        .collect()
}

fn of_view_field<'a>(
    service: &'a Service,
    (id, media_type): (MediaTypeId, &'a MediaType),
    field: &ViewField,
) -> Option<Slot<'a>> {
    let entity = match (media_type.source, field) {
        (Source::Entity(entity), _) => service.entity(entity),
        (Source::Type(ty), ViewField::Attribute(index)) => {
            return fields(service, ty).into_iter().nth(index.0);
        }
        (Source::Type(_), _) => return None,
    };
    Some(match field {
        ViewField::Attribute(id) => sent(entity, entity.attribute(*id)),
        ViewField::BelongsToId(id) => Slot::of_key(entity, entity.relation_to_one(*id)),
        ViewField::Nested {
            relation,
            media_type,
            view,
        } => nested(service, entity, (*relation, *media_type, *view)),
        ViewField::Count(relation) => {
            let name = entity.relation_name(*relation);
            Slot::new(
                (Kind::Count, name),
                names::count(name),
                Content::Value(Cow::Owned(plain(Shape::Int64))),
                (Declared::Relation(&entity.name, name), media_type.span),
            )
            .called(renamed(entity, *relation), names::count)
        }
        ViewField::Links => Slot::new(
            (Kind::Links, "links"),
            "links",
            Content::Links(id),
            (
                Declared::MediaType(&media_type.name, "links"),
                media_type.span,
            ),
        ),
    })
}

/// Keys have a type of their own, which is sent as a UUID.
fn sent<'a>(entity: &'a Entity, attribute: &'a Attribute) -> Slot<'a> {
    let mut slot = Slot::of_attribute(entity, attribute);
    if attribute.role == AttributeRole::Key {
        slot.content = Content::Value(Cow::Owned(plain(Shape::Uuid)));
    }
    slot.fill = None;
    slot
}

fn nested<'a>(
    service: &'a Service,
    entity: &'a Entity,
    (relation, media_type, view): (Relation, MediaTypeId, ViewId),
) -> Slot<'a> {
    let name = entity.relation_name(relation);
    let must = match relation {
        Relation::BelongsTo(id) => {
            !lower::may_be_missing(service, entity, entity.relation_to_one(id))
        }
        Relation::HasMany(_) | Relation::ManyToMany(_) => true,
    };
    let most = match relation {
        Relation::BelongsTo(_) => None,
        Relation::HasMany(id) => Some(entity.has_many[id.0].limit),
        Relation::ManyToMany(id) => Some(entity.many_to_many[id.0].limit),
    };
    let content = Content::View {
        media_type,
        view,
        relation,
        most,
    };
    Slot {
        must,
        ..Slot::new(
            (Kind::Nested, name),
            name,
            content,
            (Declared::Relation(&entity.name, name), entity.span),
        )
        .called(renamed(entity, relation), str::to_owned)
    }
}

/// What a relation was called before.
fn renamed(entity: &Entity, relation: Relation) -> Option<&Renamed> {
    match relation {
        Relation::BelongsTo(id) => entity.relation_to_one(id).renamed.as_ref(),
        Relation::HasMany(id) => entity.has_many[id.0].renamed.as_ref(),
        Relation::ManyToMany(id) => entity.many_to_many[id.0].renamed.as_ref(),
    }
}

/// The addresses beside the views of a media type.
pub(in crate::breaking) fn links(service: &Service, id: MediaTypeId) -> Vec<Slot<'_>> {
    let media_type = service.media_type(id);
    let Source::Entity(entity) = media_type.source else {
        return Vec::new();
    };
    let entity = service.entity(entity);
    let link = |link: &ir::Link| {
        let (name, renamed, must) = match link {
            ir::Link::Itself { .. } => ("self", None, true),
            ir::Link::BelongsTo { relation, .. } => {
                let relation = entity.relation_to_one(*relation);
                let renamed = relation.renamed.as_ref();
                (relation.name.as_str(), renamed, !relation.optional)
            }
            ir::Link::HasMany { relation, .. } => {
                let relation = &entity.has_many[relation.0];
                (relation.name.as_str(), relation.renamed.as_ref(), true)
            }
        };
        let declared = Declared::MediaType(&media_type.name, name);
        let address = Content::Value(Cow::Owned(plain(Shape::String)));
        Slot {
            must,
            ..Slot::new(
                (Kind::Link, name),
                name,
                address,
                (declared, media_type.span),
            )
            .called(renamed, str::to_owned)
        }
    };
    media_type.links.iter().map(link).collect()
}
