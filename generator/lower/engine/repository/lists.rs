//! Lowers lists: what they are filtered by and ordered by.

use super::reads::row_function;
use super::{Lowering, join_table};
use crate::ir;
use crate::lower::engine::columns::{Column, Kind, attribute_column};
use crate::lower::engine::domain::{FilterColumn, filter_columns, view_names};
use crate::lower::{naming, payloads};
use crate::names::{rust_ident, sql_ident, suffixed_ident};
use crate::plan::engine::repository::{Body, Filter, FilterField, List, Order, OrderArm};
use crate::print::{Imports, list, rust_string};

impl Lowering<'_> {
    pub(super) fn list_body(&self, resource: &ir::Resource, view: ir::ViewId) -> Body {
        let of = (resource.media_type, view);
        let (function, _) = view_names(self.service, of);
        let has_order = resource
            .list
            .as_ref()
            .is_some_and(|list| !list.sorts.is_empty());
        let order = if has_order { ", order" } else { "" };
        Body::List(List {
            from: rust_string(&format!(" FROM {} WHERE TRUE", self.table())),
            select: self.select_call(&function, &self.counts_of(of)),
            filter: self.filter_call(resource),
            visible: self.visible(),
            order: format!("{}_order(&mut sql{order}, window);", resource.name),
            row: row_function(&function),
        })
    }

    pub(super) fn filter_call(&self, resource: &ir::Resource) -> Option<String> {
        (!filter_columns(self.service, resource).is_empty()).then(|| filter_function(resource))
    }

    pub(super) fn filter(&self, resource: &ir::Resource, imports: &mut Imports) -> Filter {
        let fields = filter_columns(self.service, resource)
            .into_iter()
            .map(|part| self.filter_field(&part, imports))
            .collect();
        Filter {
            function: filter_function(resource),
            ty: naming::filter_type(resource),
            fields,
        }
    }

    fn filter_field(&self, part: &FilterColumn, imports: &mut Imports) -> FilterField {
        let ident = rust_ident(&part.name);
        let local = suffixed_ident(&part.name);
        let column = match part.by {
            ir::FilterBy::Attribute(id) => Some(attribute_column(self.service, self.entity, id)),
            ir::FilterBy::BelongsTo(_) | ir::FilterBy::ManyToMany(_) => None,
        };
        let borrows = column
            .as_ref()
            .is_some_and(|c| matches!(c.kind, Kind::Text | Kind::Bytes | Kind::Json));
        let bind = match column {
            Some(column) => {
                let present = Column {
                    optional: false,
                    secret: false,
                    ..column
                };
                present.binding_imports(imports);
                present.bind_value(&local)
            }
            None => format!("{local}.uuid()"),
        };
        let (open, close) = self.condition(part);
        FilterField {
            pattern: local,
            ident: if borrows {
                format!("&filter.{ident}")
            } else {
                format!("filter.{ident}")
            },
            open: rust_string(&open),
            bind,
            close,
        }
    }

    /// The SQL of a filter up to what is bound, and a literal of what is behind it.
    fn condition(&self, part: &FilterColumn) -> (String, Option<String>) {
        let table = self.table();
        match part.by {
            ir::FilterBy::Attribute(id) => {
                let column = attribute_column(self.service, self.entity, id).sql;
                let operator = operator(part.operator);
                (format!(" AND {table}.{column} {operator} "), None)
            }
            ir::FilterBy::BelongsTo(id) => {
                let column = sql_ident(&naming::relation_id(&self.entity.belongs_to[id.0].name));
                (format!(" AND {table}.{column} = "), None)
            }
            ir::FilterBy::ManyToMany(id) => {
                let relation = &self.entity.many_to_many[id.0];
                let (join, own, other) = join_table(self.service, self.entity, relation);
                let open = format!(
                    " AND EXISTS (SELECT 1 FROM {join} joined_ WHERE joined_.{own} = {table}.id AND joined_.{other} = "
                );
                (open, Some(rust_string(")")))
            }
        }
    }

    pub(super) fn order(&self, resource: &ir::Resource, imports: &mut Imports) -> Option<Order> {
        let policy = resource.list.as_ref()?;
        imports.add("super::order");
        imports.add("super::order::Direction");
        imports.add("contract::Window");
        imports.add("store::Sql");
        let sort = (!policy.sorts.is_empty()).then(|| naming::sort_type(resource));
        let mut parameters = vec!["sql: &mut Sql".to_owned()];
        parameters.extend(sort.as_ref().map(|sort| format!("order: {sort}")));
        parameters.push("window: &Window".to_owned());
        let signature = list(
            0,
            &format!("fn {}_order(", resource.name),
            &parameters,
            ") {",
        );
        let mut arms = Vec::new();
        for by in &payloads::sorts(policy) {
            for way in payloads::both_ways(*by) {
                let variant = payloads::sort_variant(self.entity, way);
                let pattern = format!("{}::{variant}", naming::sort_type(resource));
                let call = self.order_call(way);
                arms.push(OrderArm { pattern, call });
            }
        }
        let only = arms
            .is_empty()
            .then(|| self.order_call(policy.default_sort));
        Some(Order {
            signature,
            arms,
            only,
        })
    }

    fn order_call(&self, sort: ir::Sort) -> String {
        let ir::SortBy::Attribute(id) = sort.by;
        let attribute = &self.entity.attributes[id.0];
        let table = self.table();
        let direction = if sort.descending {
            "Direction::Descending"
        } else {
            "Direction::Ascending"
        };
        let key = rust_string(&format!("{table}.id"));
        let column = rust_string(&format!(
            "{table}.{}",
            attribute_column(self.service, self.entity, id).sql
        ));
        if attribute.role == ir::AttributeRole::Key {
            format!("order::by_id(sql, {key}, {direction}, window)")
        } else if attribute.presence == ir::Presence::Required {
            format!("order::by(sql, ({column}, {key}), {direction}, window)")
        } else {
            format!("order::by_nullable(sql, ({column}, {key}), {direction}, window)")
        }
    }
}

fn filter_function(resource: &ir::Resource) -> String {
    format!("{}_filter", resource.name)
}

fn operator(operator: ir::FilterOperator) -> &'static str {
    match operator {
        ir::FilterOperator::Equal => "=",
        ir::FilterOperator::Greater => ">",
        ir::FilterOperator::GreaterOrEqual => ">=",
        ir::FilterOperator::Less => "<",
        ir::FilterOperator::LessOrEqual => "<=",
    }
}
