//! Every name that the generated code of a service derives, with the scope in which it has to be the only one.

use super::{case, derived, rust};
use crate::ir::{
    self, EngineId, EntityId, FilterBy, FilterOperator, MediaTypeId, Payload, PayloadField, Relation, ResourceId, TypeId,
    TypeKind, ViewField, ViewId,
};
use crate::source::Span;

/// Where two things of the same name would collide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Types that server and driver share.
    Contract,
    /// Types and traits of an engine, which uses those of the contract beside them.
    Domain(EngineId),
    /// Modules of an engine, one per entity.
    Modules(EngineId),
    /// Errors of an engine.
    Errors(EngineId),
    /// Attributes and relations of an entity, and its columns.
    Columns(EntityId),
    /// Fields of an object type, variants of an enum, tags of a union.
    Inside(TypeId),
    /// Fields of a view.
    View(MediaTypeId, ViewId),
    /// Fields of a payload, by the position of the action.
    Payload(ResourceId, usize),
    /// Query parameters, by the position of the action.
    Query(ResourceId, usize),
    /// Flags of a subcommand, by the position of the action.
    Flags(ResourceId, usize),
    /// Subcommands of a resource.
    Subcommands(ResourceId),
    /// Subcommands, one per resource.
    Commands,
    /// Roles of callers.
    Roles,
    /// Tables and indexes, which share one space of names in PostgreSQL and SQLite.
    Tables,
}

/// A name that generated code will have.
#[derive(Debug, Clone)]
pub struct Derived {
    /// Where it has to be the only one.
    pub scope: Scope,
    /// As it will be spelled there.
    pub name: String,
    /// The definition that it is derived from.
    pub span: Span,
    /// What it is, for messages: `view "tiny" of media type "Article"`.
    pub what: String,
}

impl Scope {
    /// The place in words, as the end of "twice in …".
    pub fn describe(self, service: &ir::Service) -> String {
        match self {
            Self::Contract => String::from("the types of the contract"),
            Self::Domain(id) => format!("the types of engine `{}`", service.engine(id).name),
            Self::Modules(id) => format!("the modules of engine `{}`", service.engine(id).name),
            Self::Errors(id) => format!("the errors of engine `{}`", service.engine(id).name),
            Self::Columns(id) => format!("entity `{}`", service.entity(id).name),
            Self::Inside(id) => format!("type `{}`", service.ty(id).name),
            Self::View(media_type, view) => {
                let name = &service.view(media_type, view).name;
                format!("view `{name}` of media type `{}`", service.media_type(media_type).name)
            }
            Self::Payload(id, action) => format!("the payload of {}", action_of(service, id, action)),
            Self::Query(id, action) => format!("the query of {}", action_of(service, id, action)),
            Self::Flags(id, action) => format!("the command-line flags of {}", action_of(service, id, action)),
            Self::Subcommands(id) => format!("the subcommands of resource `{}`", service.resource(id).name),
            Self::Commands => String::from("the subcommands of the command line"),
            Self::Roles => String::from("the roles"),
            Self::Tables => String::from("the tables and indexes"),
        }
    }
}

fn action_of(service: &ir::Service, id: ResourceId, action: usize) -> String {
    let resource = service.resource(id);
    format!("action `{}` of resource `{}`", resource.actions[action].name, resource.name)
}

/// All of them. Two with the same scope and name are a collision.
pub fn generated(service: &ir::Service) -> Vec<Derived> {
    let mut names = Names { service, list: Vec::new() };
    names.types();
    names.entities();
    names.media_types();
    names.resources();
    names.roles();
    names.list
}

struct Names<'a> {
    service: &'a ir::Service,
    list: Vec<Derived>,
}

impl Names<'_> {
    fn add(&mut self, scope: Scope, name: String, span: Span, what: String) {
        self.list.push(Derived { scope, name, span, what });
    }

    fn types(&mut self) {
        for (position, ty) in self.service.types.iter().enumerate() {
            let what = format!("type `{}`", ty.name);
            self.add(Scope::Contract, ty.name.clone(), ty.span, what.clone());
            for engine in 0..self.service.engines.len() {
                self.add(Scope::Domain(EngineId(engine)), ty.name.clone(), ty.span, what.clone());
            }
            let inside = Scope::Inside(TypeId(position));
            match &ty.kind {
                TypeKind::Enum(values) => {
                    for value in values {
                        self.add(inside, rust::variant(value), ty.span, format!("value `{value}`"));
                    }
                }
                TypeKind::Object(fields) => {
                    for field in fields {
                        self.add(inside, field.name.clone(), field.span, format!("attribute `{}`", field.name));
                    }
                }
                TypeKind::Union { members, .. } => {
                    for (tag, _) in members {
                        self.add(inside, rust::variant(tag), ty.span, format!("tag `{tag}`"));
                    }
                }
            }
        }
    }

    fn entities(&mut self) {
        for (position, entity) in self.service.entities.iter().enumerate() {
            let what = format!("entity `{}`", entity.name);
            let domain = Scope::Domain(entity.engine);
            let span = entity.span;
            self.add(Scope::Contract, derived::id(&entity.name), span, format!("the key of {what}"));
            self.add(domain, derived::id(&entity.name), span, format!("the key of {what}"));
            self.add(domain, entity.name.clone(), span, what.clone());
            self.add(domain, derived::repository(&entity.name), span, format!("the repository of {what}"));
            let module = rust::module(&case::snake(&entity.name));
            self.add(Scope::Modules(entity.engine), module, span, what.clone());
            self.columns(EntityId(position), entity);
            self.tables(entity, &what);
        }
    }

    fn columns(&mut self, id: EntityId, entity: &ir::Entity) {
        let scope = Scope::Columns(id);
        for attribute in &entity.attributes {
            self.add(scope, attribute.name.clone(), attribute.span, format!("attribute `{}`", attribute.name));
        }
        for relation in &entity.belongs_to {
            let what = format!("relation `{}`", relation.name);
            let key = derived::foreign_key(&relation.name);
            self.add(scope, relation.name.clone(), relation.span, what.clone());
            self.add(scope, key, relation.span, format!("the id of {what}"));
        }
        for relation in &entity.has_many {
            self.add(scope, relation.name.clone(), relation.span, format!("relation `{}`", relation.name));
        }
        for relation in &entity.many_to_many {
            let what = format!("relation `{}`", relation.name);
            let keys = derived::foreign_keys(&relation.name);
            self.add(scope, relation.name.clone(), relation.span, what.clone());
            self.add(scope, keys, relation.span, format!("the ids of {what}"));
        }
    }

    fn tables(&mut self, entity: &ir::Entity, what: &str) {
        let scope = Scope::Tables;
        let table = entity.plural.as_str();
        self.add(scope, table.to_owned(), entity.span, format!("the table of {what}"));
        for attribute in entity.attributes.iter().filter(|attribute| attribute.role == ir::AttributeRole::Plain) {
            let column = [attribute.name.as_str()];
            let of = format!("of attribute `{}` of {what}", attribute.name);
            if attribute.unique {
                self.add(scope, derived::unique(table, &column), attribute.span, format!("the unique index {of}"));
            } else if attribute.index {
                self.add(scope, derived::index(table, &column), attribute.span, format!("the index {of}"));
            }
        }
        for relation in &entity.belongs_to {
            let key = derived::foreign_key(&relation.name);
            let what = format!("the index of relation `{}` of {what}", relation.name);
            self.add(scope, derived::index(table, &[&key]), relation.span, what);
        }
        for index in &entity.indexes {
            let columns: Vec<String> = index.parts.iter().map(|part| column(entity, *part)).collect();
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            let name = if index.unique { derived::unique(table, &columns) } else { derived::index(table, &columns) };
            self.add(scope, name, index.span, format!("the index over {} of {what}", columns.join(", ")));
        }
        for relation in &entity.many_to_many {
            let join = derived::join_table(table, &relation.name);
            let target = &self.service.entity(relation.entity).name;
            let [_, there] = derived::join_columns(&entity.name, &relation.name, target);
            let of = format!("of relation `{}` of {what}", relation.name);
            self.add(scope, derived::index(&join, &[&there]), relation.span, format!("the index {of}"));
            self.add(scope, join, relation.span, format!("the table {of}"));
        }
    }

    fn media_types(&mut self) {
        for (position, media_type) in self.service.media_types.iter().enumerate() {
            for (view_position, view) in media_type.views.iter().enumerate() {
                let what = format!("view `{}` of media type `{}`", view.name, media_type.name);
                let name = derived::view(&media_type.name, &view.name);
                self.add(Scope::Contract, name, view.span, what.clone());
                if let ir::Source::Entity(id) = media_type.source {
                    let entity = self.service.entity(id);
                    let name = derived::projection(&entity.name, &media_type.name, &view.name);
                    self.add(Scope::Domain(entity.engine), name, view.span, format!("what is read for {what}"));
                }
                let scope = Scope::View(MediaTypeId(position), ViewId(view_position));
                for field in &view.fields {
                    self.field(scope, media_type.source, view.span, field);
                }
            }
        }
    }

    fn field(&mut self, scope: Scope, source: ir::Source, span: Span, field: &ViewField) {
        let entity = match source {
            ir::Source::Entity(id) => self.service.entity(id),
            ir::Source::Type(_) => return,
        };
        let relation_name = |relation: Relation| entity.relation_name(relation).to_owned();
        let (name, what) = match field {
            ViewField::Attribute(id) => (entity.attribute(*id).name.clone(), "attribute"),
            ViewField::BelongsToId(id) => {
                (derived::foreign_key(&entity.relation_to_one(*id).name), "the id of a relation")
            }
            ViewField::Nested { relation, .. } => (relation_name(*relation), "relation"),
            ViewField::Count(relation) => (derived::count(&relation_name(*relation)), "the count of a relation"),
            ViewField::Links => (String::from("links"), "the links"),
        };
        let what = format!("{what} `{name}`");
        self.add(scope, name, span, what);
    }

    fn resources(&mut self) {
        for (position, resource) in self.service.resources.iter().enumerate() {
            let id = ResourceId(position);
            let what = format!("resource `{}`", resource.name);
            let usecase = derived::usecase(&resource.name);
            self.add(Scope::Domain(resource.engine), usecase, resource.span, format!("the usecase of {what}"));
            self.add(Scope::Commands, case::kebab(&resource.name), resource.span, what);
            for (position, action) in resource.actions.iter().enumerate() {
                self.action(id, position, action);
            }
        }
        self.errors();
    }

    fn action(&mut self, id: ResourceId, position: usize, action: &ir::Action) {
        let resource = self.service.resource(id);
        let command = case::kebab(&action.name);
        self.add(Scope::Subcommands(id), command, action.span, format!("action `{}`", action.name));
        let mut inputs: Vec<(String, Span)> = Vec::new();
        for segment in &action.path {
            match segment {
                ir::PathSegment::ParentId { name, .. } => inputs.push((name.clone(), action.span)),
                ir::PathSegment::Id => inputs.push((String::from("id"), action.span)),
                ir::PathSegment::Literal(_) => {}
            }
        }
        for (name, span) in self.query(resource, action) {
            self.add(Scope::Query(id, position), name.clone(), span, format!("parameter `{name}`"));
            inputs.push((name, span));
        }
        if let Some(Payload::Entity(fields)) = &action.payload {
            let what = format!("the payload of action `{}` of resource `{}`", action.name, resource.name);
            let name = derived::payload(&resource.name, &action.name);
            self.add(Scope::Contract, name, action.span, what);
            for (name, span) in self.payload(resource, fields) {
                self.add(Scope::Payload(id, position), name.clone(), span, format!("field `{name}`"));
                inputs.push((name, span));
            }
        } else if let Some(Payload::Type(ty)) = action.payload
            && let TypeKind::Object(fields) = &self.service.ty(ty).kind
        {
            inputs.extend(fields.iter().map(|field| (field.name.clone(), field.span)));
        }
        for (name, span) in inputs {
            self.add(Scope::Flags(id, position), derived::flag(&name), span, format!("input `{name}`"));
        }
    }

    /// Parameters in the query: those of lists and views, filters, and what a custom action says.
    fn query(&self, resource: &ir::Resource, action: &ir::Action) -> Vec<(String, Span)> {
        let mut names: Vec<(String, Span)> =
            action.query.iter().map(|field| (field.name.clone(), field.span)).collect();
        if matches!(action.response.body, ir::ResponseBody::MediaType { .. }) {
            names.push((String::from("view"), action.span));
        }
        let (Some(list), Some(entity), ir::ActionKind::List) = (&resource.list, resource.entity, action.kind) else {
            return names;
        };
        let entity = self.service.entity(entity);
        names.extend(["limit", "cursor", "sort", "total"].map(|name| (name.to_owned(), action.span)));
        for filter in &list.filters {
            let name = match filter.by {
                FilterBy::Attribute(id) => &entity.attribute(id).name,
                FilterBy::BelongsTo(id) => &entity.relation_to_one(id).name,
                FilterBy::ManyToMany(id) => &entity.many_to_many[id.0].name,
            };
            names.extend(filter.operators.iter().map(|operator| (parameter(name, *operator), filter.span)));
        }
        names
    }

    fn payload(&self, resource: &ir::Resource, fields: &[PayloadField]) -> Vec<(String, Span)> {
        let Some(entity) = resource.entity.map(|id| self.service.entity(id)) else { return Vec::new() };
        let field = |field: &PayloadField| match *field {
            PayloadField::Attribute(id) => (entity.attribute(id).name.clone(), entity.attribute(id).span),
            PayloadField::BelongsTo(id) => {
                let relation = entity.relation_to_one(id);
                (derived::foreign_key(&relation.name), relation.span)
            }
            PayloadField::ManyToMany(id) => {
                let relation = &entity.many_to_many[id.0];
                (derived::foreign_keys(&relation.name), relation.span)
            }
        };
        fields.iter().map(field).collect()
    }

    /// The same error may be declared by several actions.
    fn errors(&mut self) {
        let mut seen: Vec<(EngineId, &str)> = Vec::new();
        for resource in &self.service.resources {
            for error in resource.actions.iter().flat_map(|action| &action.errors) {
                if seen.contains(&(resource.engine, error.name.as_str())) {
                    continue;
                }
                seen.push((resource.engine, &error.name));
                let what = format!("error `{}`", error.name);
                self.add(Scope::Errors(resource.engine), rust::variant(&error.name), error.span, what);
            }
        }
    }

    fn roles(&mut self) {
        let security = &self.service.api.security;
        if let ir::RoleSource::AccessKey = security.role_source {
            let span = self.service.engines.first().map_or(Span::default(), |engine| engine.span);
            for role in &security.roles {
                self.add(Scope::Roles, rust::variant(role), span, format!("role `{role}`"));
            }
        }
    }
}

fn column(entity: &ir::Entity, part: ir::IndexPart) -> String {
    match part {
        ir::IndexPart::Attribute(id) => entity.attribute(id).name.clone(),
        ir::IndexPart::BelongsTo(id) => derived::foreign_key(&entity.relation_to_one(id).name),
    }
}

/// Query parameter of a filter: its name, and the operator unless it is equality.
pub fn parameter(name: &str, operator: FilterOperator) -> String {
    match operator {
        FilterOperator::Equal => name.to_owned(),
        FilterOperator::Greater => format!("{name}_gt"),
        FilterOperator::GreaterOrEqual => format!("{name}_gte"),
        FilterOperator::Less => format!("{name}_lt"),
        FilterOperator::LessOrEqual => format!("{name}_lte"),
    }
}
