//! Lowers handlers: the actions of a resource go in; what is taken of the request, what is called and how it is answered
//! come out.

mod answers;
mod changes;
mod choices;
mod handlers;
mod reads;
mod routes;

use super::translator::{may_fail, nests, translate_all};
use crate::ir;
use crate::lower::reads::ViewOf;
use crate::lower::{ancestry, docs, naming};
use crate::names::{module, snake};
use crate::plan::engine::http::{Handler, Resource, ViewsConstant};
use crate::print::Imports;
use choices::Choice;
use std::collections::BTreeMap;

/// Columns in front of a statement.
const BODY: usize = 4;

/// Columns in front of a statement in an arm of a `match`.
const ARM: usize = 12;

pub(super) fn resource(service: &ir::Service, resource: &ir::Resource) -> Resource {
    let mut lowering = Lowering {
        service,
        resource,
        imports: Imports::default(),
        choices: vec![],
        constants: vec![],
        answered: answers::answered(service, resource),
        read_back: BTreeMap::new(),
    };
    for path in [
        "axum::Router",
        "http_ground::Incoming",
        "http_ground::Reply",
        "super::Layers",
        "super::Served",
    ] {
        lowering.imports.add(path);
    }
    let handlers: Vec<Handler> = resource
        .actions
        .iter()
        .map(|action| lowering.handler(action))
        .collect();
    let routes = lowering.routes();
    let answers = lowering.answers();
    let read_backs = lowering.read_backs();
    let choices = lowering.view_choices();
    Resource {
        module: naming::resource_module(resource),
        title: docs::sentence(&docs::words(&resource.name)),
        routes,
        handlers,
        choices,
        constants: lowering.constants,
        answers,
        read_backs,
        imports: lowering.imports.render("engine"),
    }
}

struct Lowering<'a> {
    service: &'a ir::Service,
    resource: &'a ir::Resource,
    imports: Imports,
    /// Sets of views that handlers tell apart.
    choices: Vec<Choice>,
    constants: Vec<ViewsConstant>,
    /// Views with which one thing is answered, and whether such things may be made.
    answered: BTreeMap<ViewOf, bool>,
    /// Choices in which one thing is read back after a change, and whether such things may be made.
    read_back: BTreeMap<usize, bool>,
}

impl Lowering<'_> {
    /// The entities whose keys are in the path before that of the resource, as the path has them.
    fn parents(&self) -> Vec<ir::EntityId> {
        let parents = ancestry::parents(self.service, self.resource);
        let mut entities: Vec<ir::EntityId> = parents.map(|parent| parent.entity).collect();
        entities.reverse();
        entities
    }

    /// Their keys, as handlers call them.
    fn parent_arguments(&self) -> Vec<String> {
        let ident = |entity| naming::parent_parameter(self.service.entity(entity));
        self.parents().into_iter().map(ident).collect()
    }

    /// Path of the translator of a view, with the separator.
    fn translator_module(&mut self, of: ViewOf) -> String {
        let media_type = self.service.media_type(of.0);
        self.imports.add("crate::generated::translator");
        format!("translator::{}::", module(&snake(&media_type.name)))
    }

    /// Expression of the views of `rows`.
    fn translated(&self, of: ViewOf, module: &str) -> String {
        let expression = translate_all(self.service, of, module, "&engine.ports")
            .replace(" caller,", " &caller,");
        if nests(self.service, of) {
            expression
        } else if may_fail(self.service, of) {
            expression.replace(
                "collect::<Result<_, _>>()",
                "collect::<Result<Vec<_>, _>>()",
            )
        } else {
            expression
        }
    }
}
