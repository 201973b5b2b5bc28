//! Columns of an entity: how each is written in SQL, read of a row and bound to a statement.

use super::super::naming;
use super::super::rust_type::{self, RustType};
use crate::ir;
use crate::names::{rust_ident, sql_ident};

/// A stored field of an entity, whatever it comes from.
#[derive(Debug, Clone)]
pub(in crate::lower) struct Column {
    /// Name in the design's words: `title`, `author_id`.
    pub(in crate::lower) name: String,
    /// Field of the struct.
    pub(in crate::lower) ident: String,
    /// As written in SQL.
    pub(in crate::lower) sql: String,
    pub(in crate::lower) ty: RustType,
    pub(in crate::lower) description: Option<String>,
    pub(in crate::lower) kind: Kind,
    pub(in crate::lower) optional: bool,
    pub(in crate::lower) source: Source,
    pub(in crate::lower) secret: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Source {
    Attribute(ir::AttributeId),
    BelongsTo(ir::BelongsToId),
}

/// How a column is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lower) enum Kind {
    /// The Rust type is the store's.
    Plain,
    Int64,
    Decimal(u8),
    Text,
    Bytes,
    /// An enum, kept as its wire value.
    Enum(String),
    /// A key, with its type.
    Id(String),
    /// Arrays, maps, objects and unions.
    Json,
}

/// Every stored column in declaration order: attributes, then keys of relations, but times last.
pub(in crate::lower) fn columns(service: &ir::Service, entity: &ir::Entity) -> Vec<Column> {
    let stored = |times: bool| {
        entity
            .attributes
            .iter()
            .enumerate()
            .filter(move |(_, attribute)| {
                let is_time = matches!(
                    attribute.role,
                    ir::AttributeRole::CreatedAt | ir::AttributeRole::UpdatedAt
                );
                attribute.computed.is_none() && is_time == times
            })
    };
    let attribute = |(index, _): (usize, &ir::Attribute)| {
        attribute_column(service, entity, ir::AttributeId(index))
    };
    let mut columns: Vec<Column> = stored(false).map(attribute).collect();
    columns.extend(
        (0..entity.belongs_to.len())
            .map(|index| relation_column(service, entity, ir::BelongsToId(index))),
    );
    columns.extend(stored(true).map(attribute));
    columns
}

pub(in crate::lower) fn attribute_column(
    service: &ir::Service,
    entity: &ir::Entity,
    id: ir::AttributeId,
) -> Column {
    let attribute = &entity.attributes[id.0];
    let kind = match attribute.role {
        ir::AttributeRole::Key => Kind::Id(naming::id_type(entity)),
        _ => kind(service, &attribute.value.shape),
    };
    let mut ty = match attribute.role {
        ir::AttributeRole::Key => rust_type::of_id(entity),
        _ => rust_type::of_value(service, &attribute.value),
    };
    if attribute.secret {
        ty = ty.wrapped("Secret").with("contract::Secret");
    }
    Column {
        name: attribute.name.clone(),
        ident: rust_ident(&attribute.name),
        sql: sql_ident(&attribute.name),
        ty: rust_type::with_presence(ty, attribute.presence),
        description: attribute.description.clone(),
        kind,
        optional: attribute.presence != ir::Presence::Required,
        source: Source::Attribute(id),
        secret: attribute.secret,
    }
}

pub(in crate::lower) fn relation_column(
    service: &ir::Service,
    entity: &ir::Entity,
    id: ir::BelongsToId,
) -> Column {
    let relation = &entity.belongs_to[id.0];
    let target = service.entity(relation.entity);
    let name = naming::relation_id(&relation.name);
    let ty = rust_type::of_id(target);
    Column {
        ident: rust_ident(&name),
        sql: sql_ident(&name),
        name,
        ty: if relation.optional {
            ty.wrapped("Option")
        } else {
            ty
        },
        description: relation.description.clone(),
        kind: Kind::Id(naming::id_type(target)),
        optional: relation.optional,
        source: Source::BelongsTo(id),
        secret: false,
    }
}

fn kind(service: &ir::Service, shape: &ir::Shape) -> Kind {
    match shape {
        ir::Shape::Int64 => Kind::Int64,
        ir::Shape::Decimal { scale } => Kind::Decimal(*scale),
        ir::Shape::String | ir::Shape::Text | ir::Shape::Url | ir::Shape::Email => Kind::Text,
        ir::Shape::Bytes => Kind::Bytes,
        ir::Shape::Array(_) | ir::Shape::Map(_) => Kind::Json,
        ir::Shape::Named(id) => match &service.ty(*id).kind {
            ir::TypeKind::Enum(_) => Kind::Enum(service.ty(*id).name.clone()),
            _ => Kind::Json,
        },
        ir::Shape::Boolean
        | ir::Shape::Int32
        | ir::Shape::Float64
        | ir::Shape::DateTime
        | ir::Shape::Date
        | ir::Shape::Uuid => Kind::Plain,
    }
}

impl Column {
    /// Expression that reads the column at a position of `row`.
    pub(in crate::lower) fn read(&self, index: usize) -> String {
        let plain = match (&self.kind, self.optional) {
            (Kind::Plain | Kind::Text, _) => format!("row.get({index})?"),
            (Kind::Int64, false) => format!("Int64(row.get({index})?)"),
            (Kind::Int64, true) => format!("row.get::<Option<i64>>({index})?.map(Int64)"),
            (Kind::Decimal(_), false) => format!("Decimal::from_units(row.get({index})?)"),
            (Kind::Decimal(_), true) => {
                format!("row.get::<Option<i64>>({index})?.map(Decimal::from_units)")
            }
            (Kind::Bytes, false) => format!("Bytes(row.get({index})?)"),
            (Kind::Bytes, true) => format!("row.get::<Option<Vec<u8>>>({index})?.map(Bytes)"),
            (Kind::Enum(_), false) => format!("parsed(row, {index})?"),
            (Kind::Enum(_), true) => format!("parsed_optional(row, {index})?"),
            (Kind::Json, false) => format!("from_json(row, {index})?"),
            (Kind::Json, true) => format!("from_json_optional(row, {index})?"),
            (Kind::Id(id), false) => format!("{id}::from(row.get::<Uuid>({index})?)"),
            (Kind::Id(id), true) => format!("row.get::<Option<Uuid>>({index})?.map({id}::from)"),
        };
        match (self.secret, self.optional) {
            (false, _) => plain,
            (true, false) => format!("Secret::new({plain})"),
            (true, true) => match &self.kind {
                Kind::Plain | Kind::Text => {
                    format!("row.get::<Option<_>>({index})?.map(Secret::new)")
                }
                _ => format!("{plain}.map(Secret::new)"),
            },
        }
    }

    /// Expression of what is bound for the field of `base`, e.g. `article.title.as_str()`.
    pub(in crate::lower) fn bind(&self, base: &str) -> String {
        let field = format!("{base}.{}", self.ident);
        match (self.secret, self.optional) {
            (false, _) => self.bind_value(&field),
            (true, false) => match &self.kind {
                Kind::Plain => format!("*{field}.expose()"),
                Kind::Json => format!("to_json({field}.expose())?"),
                _ => self.bind_value(&format!("{field}.expose()")),
            },
            (true, true) => match &self.kind {
                Kind::Plain => format!("{field}.as_ref().map(|secret| *secret.expose())"),
                Kind::Text => format!("{field}.as_ref().map(|secret| secret.expose().as_str())"),
                Kind::Json => {
                    format!("{field}.as_ref().map(|secret| to_json(secret.expose())).transpose()?")
                }
                _ => format!(
                    "{field}.as_ref().map(|secret| {})",
                    Column {
                        optional: false,
                        ..self.clone()
                    }
                    .bind_value("secret.expose()")
                ),
            },
        }
    }

    /// The same for any expression of the column's type.
    pub(in crate::lower) fn bind_value(&self, field: &str) -> String {
        match (&self.kind, self.optional) {
            (Kind::Plain, _) => field.to_owned(),
            (Kind::Int64, false) => format!("{field}.0"),
            (Kind::Int64, true) => format!("{field}.map(i64::from)"),
            (Kind::Decimal(_), false) => format!("{field}.units()"),
            (Kind::Decimal(_), true) => format!("{field}.map(Decimal::units)"),
            (Kind::Text, false) => format!("{field}.as_str()"),
            (Kind::Text, true) => format!("{field}.as_deref()"),
            (Kind::Bytes, false) => format!("{field}.0.as_slice()"),
            (Kind::Bytes, true) => format!("{field}.as_ref().map(|bytes| bytes.0.as_slice())"),
            (Kind::Enum(_), false) => format!("{field}.as_str()"),
            (Kind::Enum(name), true) => format!("{field}.map({name}::as_str)"),
            (Kind::Json, false) => format!("to_json(&{field})?"),
            (Kind::Json, true) => format!("{field}.as_ref().map(to_json).transpose()?"),
            (Kind::Id(_), false) => format!("{field}.uuid()"),
            (Kind::Id(id), true) => format!("{field}.map({id}::uuid)"),
        }
    }

    /// What reading or binding needs beyond the type itself.
    pub(in crate::lower) fn reading_imports(&self, imports: &mut crate::print::Imports) {
        match (&self.kind, self.optional) {
            (Kind::Id(id), _) => {
                imports.add("uuid::Uuid");
                imports.add(format!("contract::{id}"));
            }
            (Kind::Int64, _) => imports.add("contract::Int64"),
            (Kind::Decimal(_), _) => imports.add("contract::Decimal"),
            (Kind::Bytes, _) => imports.add("contract::Bytes"),
            (Kind::Enum(_), false) => imports.add("super::parsed"),
            (Kind::Enum(_), true) => imports.add("super::parsed_optional"),
            (Kind::Json, false) => imports.add("super::from_json"),
            (Kind::Json, true) => imports.add("super::from_json_optional"),
            (Kind::Plain | Kind::Text, _) => {}
        }
        if self.secret {
            imports.add("contract::Secret");
        }
    }

    pub(in crate::lower) fn binding_imports(&self, imports: &mut crate::print::Imports) {
        match (&self.kind, self.optional) {
            // What is secret is unwrapped before.
            (Kind::Decimal(_) | Kind::Enum(_), true) if self.secret => {}
            (Kind::Decimal(_), true) => imports.add("contract::Decimal"),
            (Kind::Enum(name), true) => imports.add(format!("contract::{name}")),
            (Kind::Id(id), true) => imports.add(format!("contract::{id}")),
            (Kind::Json, _) => imports.add("super::to_json"),
            _ => {}
        }
    }
}
