//! Lowers the tests that ship with a service: for every resource only what its design promises, so
//! that a failing test names a promise that is broken.

mod body;
mod create;
mod custom;
mod delete;
mod faults;
mod fields;
mod filters;
mod fixtures;
mod gates;
mod hidden;
mod json;
mod layout;
mod limits;
mod list;
mod making;
mod nested;
mod ordered;
mod payload;
mod place;
mod refusals;
mod scene;
mod seen;
mod show;
mod slot;
mod sorting;
mod stored;
mod unseen;
mod update;
mod values;
mod whole;
mod world;

use super::{docs, naming};
use crate::ir::{Action, ActionKind, Payload, Resource, Service, TypeKind};
use crate::plan::Later;
use crate::plan::tests::{Body, Function, OfResource, Section, Test, Tests};
use crate::print::list;
use std::sync::Arc;
use world::{Actor, World};

/// Everything that is asked of a running service.
///
/// Requests and answers are spelled as `sent` says, what is stored and the tests' own modules as the design does.
pub(super) fn tests<'a>(design: &'a Service, sent: &'a Service) -> Tests<'a> {
    let world = Arc::new(World::new(design, sent));
    let resources = sent.resources.iter().zip(&design.resources);
    Tests {
        fixtures: fixtures::fixtures(&world),
        signed: fixtures::signed(&world),
        resources: resources
            .map(|(resource, own)| of_resource(Arc::clone(&world), resource, module_of(own)))
            .collect(),
        depth: depth(sent),
    }
}

fn of_resource<'a>(
    world: Arc<World<'a>>,
    resource: &'a Resource,
    module: String,
) -> OfResource<'a> {
    let within = module.clone();
    OfResource {
        module,
        tests: Later::new(move || Tested::new(&world, resource).finish(within)),
    }
}

/// `json!` goes three steps deeper for each member of an object; the compiler stops at 128.
fn depth(service: &Service) -> Option<usize> {
    const ENOUGH: usize = 32;
    let actions = service.resources.iter().flat_map(|it| &it.actions);
    let payloads = actions.filter_map(|action| match &action.payload {
        Some(Payload::Entity(fields)) => Some(fields.len()),
        Some(Payload::Type(_)) | None => None,
    });
    let objects = service.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Object(fields) => Some(fields.len()),
        TypeKind::Enum(_) | TypeKind::Union { .. } => None,
    });
    let most = payloads.chain(objects).max()?;
    (most > ENOUGH).then_some(4 * most)
}

/// A resource whose tests are put together.
struct Tested<'w> {
    world: &'w World<'w>,
    resource: &'w Resource,
    /// What several sections call.
    functions: Vec<Function>,
    sections: Vec<Section>,
}

impl<'w> Tested<'w> {
    fn new(world: &'w World<'w>, resource: &'w Resource) -> Self {
        Tested {
            world,
            resource,
            functions: vec![],
            sections: vec![],
        }
    }

    fn finish(mut self, module: String) -> crate::plan::tests::Resource {
        self.all_sections();
        self.sections.retain(|section| !section.tests.is_empty());
        self.sections.sort_by(|a, b| a.module.cmp(&b.module));
        let below = self.world.below(self.resource);
        let column = self
            .world
            .parent_relation(self.resource)
            .zip(self.resource.entity);
        let column = column.map(|(relation, entity)| self.world.relation(entity, relation));
        crate::plan::tests::Resource {
            module,
            title: docs::sentence(&docs::words(&self.resource.name)),
            constant: below.is_none().then(|| self.world.at(self.resource)),
            below: below.map(|(format, arguments)| {
                let arguments: Vec<String> = std::iter::once(format).chain(arguments).collect();
                list(layout::BODY, "format!(", &arguments, ")")
            }),
            holder: column.map_or_else(
                || "COLLECTION".to_owned(),
                |column| format!("collection(row.parent({column}))"),
            ),
            functions: self.functions,
            sections: self.sections,
        }
    }

    /// One module of tests after the other.
    fn all_sections(&mut self) {
        self.section("access", "who gets in");
        self.gates();
        self.refusals();
        self.section("list", "the list of them");
        self.list();
        self.section("sorting", "the orders of their list");
        self.sorting();
        self.section("filters", "what their list is filtered by");
        self.filters();
        self.section("show", "one of them, in each view");
        self.show();
        self.nested();
        self.section("create", "making one");
        self.create();
        self.section("update", "changing one");
        self.update();
        self.section("delete", "removing one");
        self.delete();
        self.custom();
    }

    fn action(&self, kind: ActionKind) -> Option<&'w Action> {
        self.resource
            .actions
            .iter()
            .find(|action| action.kind == kind)
    }

    /// Begins a module of tests, which those that follow are in.
    fn section(&mut self, module: &str, title: &str) {
        self.sections.push(Section {
            module: module.to_owned(),
            title: title.to_owned(),
            functions: vec![],
            tests: vec![],
        });
    }

    /// Adds a test to the module that was begun last.
    fn test(&mut self, name: &str, sentence: &str, lines: Vec<String>, body: impl Into<Body>) {
        let test = Test {
            docs: vec![sentence.to_owned()],
            name: name.to_owned(),
            lines,
            body: body.into(),
        };
        self.sections
            .last_mut()
            .expect("every kind of tests begins its module")
            .tests
            .push(test);
    }

    /// Somebody whom an action lets in and who sees what it is about.
    fn insider(&self, action: &Action) -> Option<Actor> {
        self.insiders(action).into_iter().next()
    }

    /// The same, whoever does not sign last.
    fn insiders(&self, action: &Action) -> Vec<Actor> {
        let world = self.world;
        let sees = |actor: &Actor| {
            let row = |id| world.sees_usual(id, actor);
            world.sees_parent(self.resource, actor) && self.resource.entity.is_none_or(row)
        };
        let everybody = world.actors().into_iter().chain([Actor::nobody()]);
        everybody
            .filter(|actor| world.allows(self.resource, action, actor) && sees(actor))
            .collect()
    }

    /// Somebody who reads: whoever does not sign first.
    fn reader(&self, action: &Action) -> Option<Actor> {
        self.insiders(action)
            .into_iter()
            .min_by_key(|actor| actor.role.is_some())
    }
}

/// The module of a resource's tests, in one that is called `resources`.
fn module_of(resource: &Resource) -> String {
    match naming::resource_module(resource).as_str() {
        "resources" => "resources_".to_owned(),
        module => module.to_owned(),
    }
}

/// Whether an action is hand-written.
fn is_custom(action: &Action) -> bool {
    matches!(
        action.kind,
        ActionKind::CustomMember | ActionKind::CustomCollection
    )
}

/// Whether an action is about one row.
fn is_of_one(action: &Action) -> bool {
    matches!(
        action.kind,
        ActionKind::Show | ActionKind::Update | ActionKind::Delete | ActionKind::CustomMember
    )
}

macro_rules! bodies {
    ($($kind:ident),* $(,)?) => {$(
        impl From<crate::plan::tests::kinds::$kind> for Body {
            fn from(body: crate::plan::tests::kinds::$kind) -> Self {
                Body::$kind(body)
            }
        }
    )*};
}

bodies! {
    Steps, Views, Conditions, Emptied, Created, Least, Faults, Missing, Unsettable, Taken, Slugs, Bodies, Changed,
    Nulled, Stale, Raced, Deleted, Sorted, Filtered, Window, Walked, Cursors, Counted, Ordered, Alike, Seen,
}
