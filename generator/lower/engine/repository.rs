//! Lowers repositories: statements, what is bound to them, and how rows are read. One text runs on both databases.

use super::super::reads::{ManyRelation, Nested, Reads};
use super::super::{docs, naming, payloads, rust_type};
use super::columns::{Column, Kind, Source, attribute_column, columns};
use super::domain::{
    FilterColumn, MethodKind, filter_columns, list_method, method_list, view_names,
};
use super::projections::{Projection, count_name};
use super::visible;
use crate::ir;
use crate::names::{rust_ident, snake, sql_ident, sql_name};
use crate::plan::engine::repository::{
    Body, ByIds, Count, CountColumn, Delete, Entity, Filter, FilterField, FirstWithRole, Insert,
    Known, List, Method, Nested as NestedBody, One, Order, OrderArm, ReadField, Relate, RoleOf,
    Row, Select, SetColumn, Update,
};
use crate::print::{Imports, list, rust_string};

/// Name of a table, and of what qualifies its columns.
pub(in crate::lower) fn table(entity: &ir::Entity) -> String {
    sql_ident(&entity.plural)
}

/// Join table of a many-to-many relation and its two columns: `article_tags`, `article_id`, `tag_id`.
pub(in crate::lower) fn join_table(
    service: &ir::Service,
    entity: &ir::Entity,
    relation: &ir::ManyToMany,
) -> (String, String, String) {
    let own = snake(&entity.name);
    let target = snake(&service.entity(relation.entity).name);
    let other = if own == target {
        format!("other_{target}")
    } else {
        target
    };
    (
        sql_name(&[&own, &relation.name]),
        format!("{own}_id"),
        format!("{other}_id"),
    )
}

pub(super) fn entity(
    service: &ir::Service,
    reads: &Reads,
    id: ir::EntityId,
    projections: &[Projection],
) -> Entity {
    let entity = service.entity(id);
    let lowering = Lowering {
        service,
        reads,
        entity,
        id,
    };
    let mut imports = Imports::default();
    for path in [
        "async_trait::async_trait",
        "store::Connection",
        "crate::generated::domain::StorageError",
    ] {
        imports.add(path);
    }
    let methods: Vec<Method> = method_list(
        service,
        reads,
        id,
        !entity.many_to_many.is_empty(),
        &mut Imports::default(),
    )
    .into_iter()
    .map(|(method, kind)| {
        let body = lowering.body(kind);
        Method {
            signature: lowering.implemented(&method.signature, &body),
            body,
        }
    })
    .collect();
    lowering.imports(reads, projections, &mut imports);
    let mut rows = Vec::new();
    let mut selects = Vec::new();
    if reads.find.contains(&id) {
        rows.push(lowering.entity_row());
        selects.push(lowering.select("entity_select", &columns(service, entity), &[]));
    }
    for projection in projections {
        rows.push(lowering.projection_row(projection));
        let function = format!("{}_select", projection.function);
        selects.push(lowering.select(&function, &projection.columns, &projection.counts));
    }
    let listed: Vec<&ir::Resource> = reads
        .lists
        .iter()
        .map(|(resource, _)| resource)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .map(|resource| service.resource(*resource))
        .filter(|resource| resource.entity == Some(id))
        .collect();
    let visible = visible::visible(service, entity, &mut imports);
    Entity {
        module: naming::entity_module(entity),
        title: docs::sentence(&naming::spoken_plural(entity)),
        repository: naming::repository_trait(entity),
        name: format!("Sql{}", naming::repository_trait(entity)),
        field: naming::repository_field(entity),
        filters: listed
            .iter()
            .filter(|resource| lowering.filter_call(resource).is_some())
            .map(|resource| lowering.filter(resource, &mut imports))
            .collect(),
        orders: listed
            .iter()
            .filter_map(|resource| lowering.order(resource, &mut imports))
            .collect(),
        visible,
        methods,
        rows,
        selects,
        imports: imports.render("engine"),
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    reads: &'a Reads,
    entity: &'a ir::Entity,
    id: ir::EntityId,
}

impl Lowering<'_> {
    fn table(&self) -> String {
        table(self.entity)
    }

    fn visible(&self) -> Option<String> {
        visible::call(self.entity, self.entity, "&mut sql", &self.table())
    }

    fn imports(&self, reads: &Reads, projections: &[Projection], imports: &mut Imports) {
        let domain = |name: &str| format!("crate::generated::domain::{name}");
        imports.add(domain(&naming::repository_trait(self.entity)));
        imports.add(format!("contract::{}", naming::id_type(self.entity)));
        let methods = method_list(
            self.service,
            reads,
            self.id,
            !self.entity.many_to_many.is_empty(),
            &mut Imports::default(),
        );
        if !methods.is_empty() {
            imports.add("store::Sql");
        }
        let whole = reads.find.contains(&self.id);
        if whole || !projections.is_empty() {
            imports.add("store::Row");
        }
        if whole || reads.insert.contains(&self.id) || reads.delete.contains(&self.id) {
            imports.add(domain(&self.entity.name));
        }
        for projection in projections {
            imports.add(domain(&projection.name));
            for column in &projection.columns {
                column.reading_imports(imports);
            }
            if !projection.counts.is_empty() {
                imports.add("contract::Int64");
            }
            if projection
                .counts
                .iter()
                .any(|count| self.counted(*count).1.is_some())
            {
                imports.add("contract::Caller");
            }
        }
        let stored = columns(self.service, self.entity);
        if whole {
            stored
                .iter()
                .for_each(|column| column.reading_imports(imports));
        }
        if reads.insert.contains(&self.id) || reads.update.contains(&self.id) {
            stored
                .iter()
                .for_each(|column| column.binding_imports(imports));
            if !self.entity.many_to_many.is_empty() {
                imports.add(domain(&format!("{}Relations", self.entity.name)));
                for relation in &self.entity.many_to_many {
                    imports.add(format!(
                        "contract::{}",
                        naming::id_type(self.service.entity(relation.entity))
                    ));
                }
                imports.add("super::Pairs");
                imports.add("super::relate");
                if reads.update.contains(&self.id) {
                    imports.add("super::unrelate");
                }
            }
        }
        for (_, kind) in &methods {
            self.method_imports(*kind, imports);
        }
    }

    fn method_imports(&self, kind: MethodKind, imports: &mut Imports) {
        match kind {
            MethodKind::Find | MethodKind::One(_) | MethodKind::ByIds(_) => {
                imports.add("contract::Caller")
            }
            MethodKind::Known => {
                imports.add("contract::Caller");
                imports.add("uuid::Uuid");
            }
            MethodKind::Nested(nested) => {
                imports.add("contract::Caller");
                imports.add("uuid::Uuid");
                imports.add(format!(
                    "contract::{}",
                    naming::id_type(self.service.entity(nested.parent))
                ));
            }
            MethodKind::List(resource, _) => {
                let resource = self.service.resource(resource);
                imports.add("contract::Caller");
                imports.add("contract::Window");
                imports.add(format!(
                    "crate::generated::domain::{}",
                    naming::filter_type(resource)
                ));
                if resource
                    .list
                    .as_ref()
                    .is_some_and(|list| !list.sorts.is_empty())
                {
                    imports.add(format!("contract::{}", naming::sort_type(resource)));
                }
            }
            MethodKind::Count(resource) => {
                let resource = self.service.resource(resource);
                imports.add("contract::Caller");
                imports.add(format!(
                    "crate::generated::domain::{}",
                    naming::filter_type(resource)
                ));
            }
            MethodKind::RoleOf => {
                if let ir::RoleSource::Account { role, .. } = self.service.api.security.role_source
                {
                    let ty =
                        rust_type::of_value(self.service, &self.entity.attributes[role.0].value);
                    imports.extend(&ty.imports);
                }
                imports.add("super::parsed");
            }
            MethodKind::FirstWithRole => imports.add("uuid::Uuid"),
            MethodKind::Insert | MethodKind::Update | MethodKind::Delete => {}
        }
    }

    fn body(&self, kind: MethodKind) -> Body {
        let table = self.table();
        let by_id = rust_string(&format!(" FROM {table} WHERE {table}.id = "));
        let among = rust_string(&format!(" FROM {table} WHERE {table}.id IN "));
        match kind {
            MethodKind::Find => Body::One(One {
                select: self.select_call("entity", &[]),
                by: by_id,
                visible: self.visible(),
                row: "entity".to_owned(),
            }),
            MethodKind::One(of) => {
                let (function, _) = view_names(self.service, of);
                let select = self.select_call(&function, &self.counts_of(of));
                Body::One(One {
                    select,
                    by: by_id,
                    visible: self.visible(),
                    row: function,
                })
            }
            MethodKind::ByIds(of) => {
                let (function, _) = view_names(self.service, of);
                Body::ByIds(ByIds {
                    select: self.select_call(&function, &self.counts_of(of)),
                    by: among,
                    id: naming::id_type(self.entity),
                    visible: self.visible(),
                    row: function,
                })
            }
            MethodKind::Nested(nested) => Body::Nested(self.nested(&nested)),
            MethodKind::List(resource, view) => {
                self.list_body(self.service.resource(resource), view)
            }
            MethodKind::Count(resource) => Body::Count(Count {
                open: rust_string(&format!("SELECT count(*) FROM {table} WHERE TRUE")),
                filter: self.filter_call(self.service.resource(resource)),
                visible: self.visible(),
            }),
            MethodKind::Known => Body::Known(Known {
                open: rust_string(&format!(
                    "SELECT {table}.id FROM {table} WHERE {table}.id IN "
                )),
                id: naming::id_type(self.entity),
                visible: self.visible(),
            }),
            MethodKind::RoleOf => Body::RoleOf(RoleOf {
                open: self.role_statement(),
            }),
            MethodKind::FirstWithRole => Body::FirstWithRole(self.first_with_role()),
            MethodKind::Insert => Body::Insert(self.insert()),
            MethodKind::Update => Body::Update(self.update()),
            MethodKind::Delete => Body::Delete(Delete {
                open: rust_string(&format!("DELETE FROM {table} WHERE id = ")),
                entity: rust_ident(&snake(&self.entity.name)),
            }),
        }
    }

    fn counts_of(&self, of: super::super::reads::ViewOf) -> Vec<ir::Relation> {
        self.service
            .view(of.0, of.1)
            .fields
            .iter()
            .filter_map(|field| match field {
                ir::ViewField::Count(relation) => Some(*relation),
                _ => None,
            })
            .collect()
    }

    /// `article_tiny_select()`, given the caller if what is counted depends on who asks.
    fn select_call(&self, function: &str, counts: &[ir::Relation]) -> String {
        let asks = counts.iter().any(|count| self.counted(*count).1.is_some());
        format!("{function}_select({})", if asks { "caller" } else { "" })
    }

    fn role_statement(&self) -> String {
        let ir::RoleSource::Account { role, .. } = self.service.api.security.role_source else {
            unreachable!("only the account entity has a role");
        };
        let column = attribute_column(self.service, self.entity, role).sql;
        rust_string(&format!(
            "SELECT {column} FROM {} WHERE id = ",
            self.table()
        ))
    }

    fn first_with_role(&self) -> FirstWithRole {
        let ir::RoleSource::Account { role, .. } = self.service.api.security.role_source else {
            unreachable!("only the account entity has a role");
        };
        let column = attribute_column(self.service, self.entity, role).sql;
        FirstWithRole {
            open: rust_string(&format!(
                "SELECT id FROM {} WHERE {column} = ",
                self.table()
            )),
            id: naming::id_type(self.entity),
        }
    }

    fn list_body(&self, resource: &ir::Resource, view: ir::ViewId) -> Body {
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
            row: function,
        })
    }

    fn filter_call(&self, resource: &ir::Resource) -> Option<String> {
        (!filter_columns(self.service, resource).is_empty()).then(|| filter_function(resource))
    }

    /// The signature as the implementation writes it: what it does not use yet begins with `_`.
    fn implemented(&self, signature: &str, body: &Body) -> String {
        let (select, visible, filter) = match body {
            Body::One(one) => (Some(&one.select), &one.visible, None),
            Body::ByIds(by_ids) => (Some(&by_ids.select), &by_ids.visible, None),
            Body::Nested(nested) => (Some(&nested.select), &nested.visible, None),
            Body::List(list) => (Some(&list.select), &list.visible, Some(&list.filter)),
            Body::Count(count) => (None, &count.visible, Some(&count.filter)),
            Body::Known(known) => (None, &known.visible, None),
            _ => return signature.to_owned(),
        };
        let asks = visible.is_some() || select.is_some_and(|select| select.contains("caller"));
        let mut signature = signature.to_owned();
        if !asks {
            signature = signature.replace("caller: &Caller", "_caller: &Caller");
        }
        if filter.is_some_and(Option::is_none) {
            signature = signature.replace("filter: &", "_filter: &");
        }
        signature
    }

    fn entity_row(&self) -> Row {
        let columns = columns(self.service, self.entity);
        let mut fields: Vec<ReadField> = columns.iter().enumerate().map(read_field).collect();
        fields.push(version(columns.len()));
        Row {
            function: "entity".to_owned(),
            ty: self.entity.name.clone(),
            fields,
        }
    }

    fn projection_row(&self, projection: &Projection) -> Row {
        let mut fields: Vec<ReadField> = projection
            .columns
            .iter()
            .enumerate()
            .map(read_field)
            .collect();
        let first = projection.columns.len();
        fields.push(version(first));
        for (index, relation) in projection.counts.iter().enumerate() {
            let read = format!("Int64(row.get({})?)", first + 1 + index);
            fields.push(ReadField {
                ident: count_name(self.entity, *relation),
                read,
            });
        }
        Row {
            function: projection.function.clone(),
            ty: projection.name.clone(),
            fields,
        }
    }

    fn select(&self, function: &str, columns: &[Column], counts: &[ir::Relation]) -> Select {
        let table = self.table();
        let mut names: Vec<String> = columns
            .iter()
            .map(|column| format!("{table}.{}", column.sql))
            .collect();
        names.push(format!("{table}.version"));
        let columns = format!("SELECT {}", names.join(", "));
        Select {
            asks: counts
                .iter()
                .any(|relation| self.counted(*relation).1.is_some()),
            function: function.to_owned(),
            columns: rust_string(&columns),
            counts: counts
                .iter()
                .map(|relation| {
                    let (open, visible) = self.counted(*relation);
                    CountColumn {
                        open: rust_string(&open),
                        visible,
                    }
                })
                .collect(),
        }
    }

    /// The sub-query that counts related rows, up to its conditions, and the call that adds who sees them.
    fn counted(&self, relation: ir::Relation) -> (String, Option<String>) {
        let table = self.table();
        let (target, from) = match relation {
            ir::Relation::HasMany(id) => {
                let relation = &self.entity.has_many[id.0];
                let target = self.service.entity(relation.entity);
                let column =
                    sql_ident(&naming::relation_id(&target.belongs_to[relation.by.0].name));
                let from = format!(
                    "{} related WHERE related.{column} = {table}.id",
                    self::table(target)
                );
                (target, from)
            }
            ir::Relation::ManyToMany(id) => {
                let relation = &self.entity.many_to_many[id.0];
                let target = self.service.entity(relation.entity);
                let (join, own, other) = join_table(self.service, self.entity, relation);
                let from = format!(
                    "{join} joined JOIN {} related ON related.id = joined.{other} WHERE joined.{own} = {table}.id",
                    self::table(target)
                );
                (target, from)
            }
            ir::Relation::BelongsTo(_) => unreachable!("check: only what is many is counted"),
        };
        (
            format!(", (SELECT count(*) FROM {from}"),
            visible::call(target, self.entity, "&mut sql", "related"),
        )
    }

    fn nested(&self, nested: &Nested) -> NestedBody {
        let parent = self.service.entity(nested.parent);
        let (function, _) = view_names(self.service, nested.view);
        let table = self.table();
        let counts = self.counts_of(nested.view);
        let projection = super::projections::projection(self.service, self.reads, nested.view);
        let (by, close) = match nested.relation {
            ManyRelation::HasMany(id) => {
                let relation = &parent.has_many[id.0];
                let column = sql_ident(&naming::relation_id(
                    &self.entity.belongs_to[relation.by.0].name,
                ));
                let order =
                    attribute_column(self.service, self.entity, relation.order.attribute).sql;
                let direction = if relation.order.descending {
                    " DESC"
                } else {
                    ""
                };
                let by = format!(
                    ", {table}.{column} FROM (SELECT {table}.*, row_number() OVER (PARTITION BY {table}.{column} \
                     ORDER BY {table}.{order} IS NULL, {table}.{order}{direction}, {table}.id{direction}) \
                     AS place_in_relation FROM {table} WHERE {table}.{column} IN ",
                );
                let close = format!(
                    ") {table} WHERE {table}.place_in_relation <= {} ORDER BY {table}.place_in_relation",
                    relation.limit
                );
                (by, close)
            }
            ManyRelation::ManyToMany(id) => {
                let relation = &parent.many_to_many[id.0];
                let (join, own, other) = join_table(self.service, parent, relation);
                (
                    format!(
                        ", joined.{own} FROM {join} joined JOIN {table} ON {table}.id = joined.{other} WHERE joined.{own} IN "
                    ),
                    " ORDER BY joined.position".to_owned(),
                )
            }
        };
        NestedBody {
            select: self.select_call(&function, &counts),
            by: rust_string(&by),
            parent: naming::id_type(parent),
            visible: self.visible(),
            close: rust_string(&close),
            parent_index: projection.columns.len() + 1 + counts.len(),
            row: function,
        }
    }

    fn insert(&self) -> Insert {
        let columns = columns(self.service, self.entity);
        let local = rust_ident(&snake(&self.entity.name));
        let mut names: Vec<&str> = columns.iter().map(|column| column.sql.as_str()).collect();
        names.push("version");
        let mut binds: Vec<String> = columns.iter().map(|column| column.bind(&local)).collect();
        binds.push(format!("{local}.version"));
        Insert {
            open: rust_string(&format!(
                "INSERT INTO {} ({}) VALUES (",
                self.table(),
                names.join(", ")
            )),
            binds,
            entity: local,
            relations: self.relations(),
        }
    }

    fn update(&self) -> Update {
        let local = rust_ident(&snake(&self.entity.name));
        let settable = columns(self.service, self.entity)
            .into_iter()
            .filter(|column| match column.source {
                Source::Attribute(id) => !matches!(
                    self.entity.attributes[id.0].role,
                    ir::AttributeRole::Key | ir::AttributeRole::CreatedAt
                ),
                Source::BelongsTo(_) => true,
            });
        let sets = settable
            .map(|column| SetColumn {
                open: rust_string(&format!("{} = ", column.sql)),
                bind: column.bind(&local),
            })
            .collect();
        Update {
            open: rust_string(&format!("UPDATE {} SET ", self.table())),
            sets,
            by: rust_string(" WHERE id = "),
            entity: local,
            relations: self.relations(),
        }
    }

    fn relations(&self) -> Vec<Relate> {
        self.entity
            .many_to_many
            .iter()
            .map(|relation| {
                let (table, own, other) = join_table(self.service, self.entity, relation);
                Relate {
                    ident: rust_ident(&naming::relation_ids(&relation.name)),
                    id: naming::id_type(self.service.entity(relation.entity)),
                    table: rust_string(&table),
                    own: rust_string(&own),
                    other: rust_string(&other),
                }
            })
            .collect()
    }

    fn filter(&self, resource: &ir::Resource, imports: &mut Imports) -> Filter {
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
        let operator = match part.operator {
            ir::FilterOperator::Equal => "=",
            ir::FilterOperator::Greater => ">",
            ir::FilterOperator::GreaterOrEqual => ">=",
            ir::FilterOperator::Less => "<",
            ir::FilterOperator::LessOrEqual => "<=",
        };
        let table = self.table();
        let ident = rust_ident(&part.name);
        let local = crate::names::suffixed_ident(&part.name);
        let (open, close, column) = match part.by {
            ir::FilterBy::Attribute(id) => {
                let column = attribute_column(self.service, self.entity, id);
                (
                    format!(" AND {table}.{} {operator} ", column.sql),
                    None,
                    Some(column),
                )
            }
            ir::FilterBy::BelongsTo(id) => {
                let column = sql_ident(&naming::relation_id(&self.entity.belongs_to[id.0].name));
                (format!(" AND {table}.{column} = "), None, None)
            }
            ir::FilterBy::ManyToMany(id) => {
                let relation = &self.entity.many_to_many[id.0];
                let (join, own, other) = join_table(self.service, self.entity, relation);
                let open = format!(
                    " AND EXISTS (SELECT 1 FROM {join} joined WHERE joined.{own} = {table}.id AND joined.{other} = "
                );
                (open, Some(rust_string(")")), None)
            }
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
        FilterField {
            pattern: if borrows { local.clone() } else { local },
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

    fn order(&self, resource: &ir::Resource, imports: &mut Imports) -> Option<Order> {
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
            for descending in [false, true] {
                let variant =
                    rust_type::sort_variant(payloads::sort_name(self.entity, *by), descending);
                let pattern = format!("{}::{variant}", naming::sort_type(resource));
                let call = self.order_call(ir::Sort {
                    by: *by,
                    descending,
                });
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

fn read_field((index, column): (usize, &Column)) -> ReadField {
    ReadField {
        ident: column.ident.clone(),
        read: column.read(index),
    }
}

fn version(index: usize) -> ReadField {
    ReadField {
        ident: "version".to_owned(),
        read: format!("row.get({index})?"),
    }
}

/// Method of a list in a view, as usecases call it.
pub(super) fn list_call(
    service: &ir::Service,
    resource: &ir::Resource,
    view: ir::ViewId,
) -> String {
    list_method(service, resource, view)
}
