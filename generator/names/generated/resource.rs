//! Names of a resource: its usecase, what its actions take, how the command line calls it.

use super::{Names, Scope};
use crate::ir::{
    self, ActionKind, FilterBy, FilterOperator, Payload, PayloadField, ResourceId, ResponseBody,
    SortBy, TypeKind,
};
use crate::names::{case, derived, rust};
use crate::source::Span;
use std::collections::BTreeSet;

/// A name that an action takes something by, its place and what it is.
type Input = (String, Span, String);

impl Names<'_> {
    pub(super) fn resources(&mut self) {
        for (position, resource) in self.service.resources.iter().enumerate() {
            let id = ResourceId(position);
            let what = format!("resource `{}`", resource.name);
            self.resource(resource, &what);
            self.sorts(id, resource);
            for (position, action) in resource.actions.iter().enumerate() {
                self.action(id, position, action);
            }
        }
        self.errors();
    }

    fn resource(&mut self, resource: &ir::Resource, what: &str) {
        let (name, span) = (resource.name.as_str(), resource.span);
        self.usecase(resource, what);
        self.add(Scope::Paths, name.to_owned(), span, what.to_owned());
        if resource.entity.is_some() {
            let what = format!("one of {what}");
            self.add(Scope::Paths, derived::item(name), span, what);
        }
        self.add(Scope::Commands, case::kebab(name), span, what.to_owned());
        if !resource.actions.is_empty() {
            let client = derived::driver_resource(name);
            let what = format!("the client of {what}");
            self.add(Scope::Clients, client, span, what);
        }
        if resource.list.is_some() {
            let orders = format!("the orders of {what}");
            self.add(Scope::Contract, derived::sort(name), span, orders);
            let domain = Scope::Domain(resource.engine);
            let filters = format!("the filters of {what}");
            self.add(domain, derived::filter(name), span, filters);
        }
    }

    /// The usecase of a resource: its trait, your implementation, and the modules of both.
    fn usecase(&mut self, resource: &ir::Resource, what: &str) {
        let (name, span) = (resource.name.as_str(), resource.span);
        let domain = Scope::Domain(resource.engine);
        let usecase = format!("the usecase of {what}");
        self.add(domain, derived::usecase(name), span, usecase);
        let implementation = format!("the implementation of {what}");
        self.add(domain, case::pascal(name), span, implementation);
        let modules = Scope::UsecaseModules(resource.engine);
        let yours = format!("your part of {what}");
        self.add(modules, derived::yours(name), span, yours);
        self.add(modules, rust::module(name), span, what.to_owned());
    }

    /// Orders of a list, both ways.
    fn sorts(&mut self, id: ResourceId, resource: &ir::Resource) {
        let (Some(list), Some(entity)) = (&resource.list, resource.entity) else {
            return;
        };
        let entity = self.service.entity(entity);
        for SortBy::Attribute(attribute) in &list.sorts {
            let attribute = entity.attribute(*attribute);
            let what = format!("order by `{}`", attribute.name);
            let name = rust::variant(&attribute.name);
            let descending = format!("{name}Descending");
            self.add(Scope::Sorts(id), name, attribute.span, what.clone());
            self.add(
                Scope::Sorts(id),
                descending,
                attribute.span,
                format!("{what}, descending"),
            );
        }
    }

    fn action(&mut self, id: ResourceId, position: usize, action: &ir::Action) {
        let resource = self.service.resource(id);
        let what = format!("action `{}`", action.name);
        self.add(
            Scope::Subcommands(id),
            case::kebab(&action.name),
            action.span,
            what.clone(),
        );
        if let Some(Payload::Entity(_)) = action.payload {
            let what = format!("the payload of {what} of resource `{}`", resource.name);
            let name = derived::payload(&resource.name, &action.name);
            self.required(&name, action.span, &what);
            self.add(Scope::Contract, name, action.span, what);
        }
        self.methods(id, action, &what);
        self.operation(resource, action, &what);
        let query = self.query(resource, action);
        for (name, span, what) in &query {
            self.add(
                Scope::Query(id, position),
                name.clone(),
                *span,
                what.clone(),
            );
        }
        let inputs = keys(action)
            .into_iter()
            .chain(query)
            .chain(self.payload(resource, action));
        for (name, span, what) in inputs.collect::<Vec<_>>() {
            let flag = case::kebab(&derived::flag(&name));
            self.add(Scope::Flags(id, position), flag, span, what);
        }
    }

    /// What usecase, driver and command line make of an action: a method for each view that is read
    /// or has to be asked for, a variant.
    fn methods(&mut self, id: ResourceId, action: &ir::Action, what: &str) {
        let (span, methods) = (action.span, Scope::Methods(id));
        self.add(
            methods,
            action.name.clone(),
            span,
            format!("the method of {what}"),
        );
        let variant = case::pascal(&action.name);
        self.add(Scope::Variants(id), variant, span, what.to_owned());
        let ResponseBody::MediaType {
            media_type,
            views,
            default,
            ..
        } = &action.response.body
        else {
            return;
        };
        let is_read = matches!(action.kind, ActionKind::List | ActionKind::Show);
        for view in views.iter().filter(|view| is_read || *view != default) {
            let view = &self.service.view(*media_type, *view).name;
            let what = format!("the method of {what} in view `{view}`");
            self.add(methods, derived::in_view(&action.name, view), span, what);
        }
    }

    fn operation(&mut self, resource: &ir::Resource, action: &ir::Action, what: &str) {
        let what = format!("{what} of resource `{}`", resource.name);
        let name = derived::action(&resource.name, &action.name);
        if matches!(
            action.kind,
            ActionKind::CustomMember | ActionKind::CustomCollection
        ) {
            let modules = Scope::UsecaseModules(resource.engine);
            self.add(modules, name.clone(), action.span, what.clone());
        }
        if action.kind == ActionKind::List || !action.query.is_empty() {
            let ty = derived::query(&resource.name, &action.name);
            let what = format!("the query of {what}");
            self.required(&ty, action.span, &what);
            self.add(Scope::Contract, ty, action.span, what);
        }
        self.add(Scope::Operations, name, action.span, what);
    }

    /// Parameters in the query: those of lists and views, filters, and what a custom action says.
    fn query(&self, resource: &ir::Resource, action: &ir::Action) -> Vec<Input> {
        let written = action.query.iter();
        let mut names: Vec<Input> = written
            .map(|field| (field.name.clone(), field.span, parameter_named(&field.name)))
            .collect();
        if matches!(action.response.body, ResponseBody::MediaType { .. }) {
            let what = String::from("the parameter that asks for a view");
            names.push((String::from("view"), action.span, what));
        }
        let (Some(list), Some(entity), ActionKind::List) =
            (&resource.list, resource.entity, action.kind)
        else {
            return names;
        };
        let entity = self.service.entity(entity);
        for name in ["limit", "cursor", "sort", "total"] {
            names.push((
                name.to_owned(),
                action.span,
                format!("the parameter `{name}` of lists"),
            ));
        }
        for filter in &list.filters {
            let name = match filter.by {
                FilterBy::Attribute(id) => entity.attribute(id).name.clone(),
                FilterBy::BelongsTo(id) => derived::foreign_key(&entity.relation_to_one(id).name),
                FilterBy::ManyToMany(id) => derived::member_key(&entity.many_to_many[id.0].one),
            };
            for operator in &filter.operators {
                names.push((
                    parameter(&name, *operator),
                    filter.span,
                    format!("a filter by `{name}`"),
                ));
            }
        }
        names
    }

    fn payload(&self, resource: &ir::Resource, action: &ir::Action) -> Vec<Input> {
        let field = |name: String, span| {
            let what = format!("field `{name}` of the payload");
            (name, span, what)
        };
        match (
            &action.payload,
            resource.entity.map(|id| self.service.entity(id)),
        ) {
            (Some(Payload::Type(id)), _) => {
                let ty = self.service.ty(*id);
                let tag = match &ty.kind {
                    TypeKind::Union { discriminator, .. } => Some(discriminator),
                    TypeKind::Object(_) | TypeKind::Enum(_) => None,
                };
                let fields = self.service.payload_fields(*id).into_iter();
                tag.map(|name| field(name.clone(), ty.span))
                    .into_iter()
                    .chain(fields.map(|written| field(written.name.clone(), written.span)))
                    .collect()
            }
            (Some(Payload::Entity(fields)), Some(entity)) => fields
                .iter()
                .map(|written| match *written {
                    PayloadField::Attribute(id) => {
                        let attribute = entity.attribute(id);
                        field(attribute.name.clone(), attribute.span)
                    }
                    PayloadField::BelongsTo(id) => {
                        let relation = entity.relation_to_one(id);
                        field(derived::foreign_key(&relation.name), relation.span)
                    }
                    PayloadField::ManyToMany(id) => {
                        let relation = &entity.many_to_many[id.0];
                        field(derived::foreign_keys(&relation.one), relation.span)
                    }
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// The same error may be declared by several actions.
    fn errors(&mut self) {
        let mut seen = BTreeSet::new();
        for resource in &self.service.resources {
            for error in resource.actions.iter().flat_map(|action| &action.errors) {
                if !seen.insert((resource.engine, error.name.as_str())) {
                    continue;
                }
                let what = format!("error `{}`", error.name);
                self.add(
                    Scope::Errors(resource.engine),
                    rust::variant(&error.name),
                    error.span,
                    what,
                );
            }
        }
    }
}

/// Keys of rows in the path, each once.
fn keys(action: &ir::Action) -> Vec<Input> {
    let mut names: Vec<&str> = Vec::new();
    for segment in &action.path {
        let name = match segment {
            ir::PathSegment::ParentId { name, .. } => name,
            ir::PathSegment::Id => "id",
            ir::PathSegment::Literal(_) => continue,
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let key = |name: &str| {
        (
            name.to_owned(),
            action.span,
            format!("the key `{name}` in the path"),
        )
    };
    names.into_iter().map(key).collect()
}

fn parameter_named(name: &str) -> String {
    format!("parameter `{name}`")
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
