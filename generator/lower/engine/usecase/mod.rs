//! Lowers usecases: the actions of a resource go in; for each its authorization, its checks and its default come out.

mod authorize;
mod create;
mod custom;
mod positions;
mod reads;
mod references;
mod update;

use super::columns::{Column, attribute_column, relation_column};
use super::domain::above_method;
use crate::ir;
use crate::lower::ancestry::{self, Look};
use crate::lower::payloads::{EntityField, entity_field};
use crate::lower::{before, docs, naming};
use crate::names::{self, pascal, rust_ident, snake, suffixed_ident, yours};
use crate::plan::engine::usecase::{Body, Custom, Method, Usecase, Within};
use crate::print::{Imports, list};

/// Columns in front of a method.
const MEMBER: usize = 4;

struct Lowering<'a> {
    service: &'a ir::Service,
    resource: &'a ir::Resource,
    entity: &'a ir::Entity,
    imports: Imports,
}

/// The usecase of a resource. Resources of plain types have custom actions only; they are about no entity.
pub(super) fn usecase(service: &ir::Service, resource: &ir::Resource) -> Usecase {
    let mut imports = always();
    let (mut methods, mut customs) = (Vec::new(), Vec::new());
    let (mut positions, mut pattern) = (Vec::new(), None);
    if let Some(entity) = resource.entity {
        let mut lowering = Lowering {
            service,
            resource,
            entity: service.entity(entity),
            imports,
        };
        methods.extend(lowering.within());
        for action in &resource.actions {
            lowering.action(action, &mut methods, &mut customs);
        }
        (positions, pattern) = (lowering.positions(), lowering.slug_pattern());
        imports = lowering.imports;
    } else {
        let actions = resource.actions.iter();
        (methods, customs) = actions
            .map(|action| custom::plain(service, resource, action, &mut imports))
            .unzip();
    }
    let words = docs::words(&resource.name);
    Usecase {
        module: naming::resource_module(resource),
        yours: yours(&resource.name),
        title: docs::sentence(&words),
        imports: imports.render("engine"),
        name: naming::usecase_trait(resource),
        docs: docs::or(
            resource.description.as_deref(),
            &format!("What can be done with {words}."),
        ),
        implementation: pascal(&resource.name),
        before: before::resource(resource),
        methods,
        customs,
        positions,
        pattern,
    }
}

/// What every usecase uses.
fn always() -> Imports {
    let mut imports = Imports::default();
    for path in [
        "async_trait::async_trait",
        "contract::Caller",
        "crate::generated::usecase::Error",
        "crate::generated::usecase::Ports",
    ] {
        imports.add(path);
    }
    imports
}

/// Method of the usecase for an action in a view: `show_tiny`, `list_default`, `create`.
pub(in crate::lower) fn method_name(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
    view: ir::ViewId,
) -> String {
    match action.kind {
        ir::ActionKind::List | ir::ActionKind::Show => {
            format!(
                "{}_{}",
                action.name,
                service.view(resource.media_type, view).name
            )
        }
        _ => rust_ident(&action.name),
    }
}

/// Whether the action takes `If-Match`.
pub(in crate::lower) fn is_conditional(action: &ir::Action) -> bool {
    matches!(
        action.kind,
        ir::ActionKind::Update | ir::ActionKind::Delete | ir::ActionKind::CustomMember
    )
}

/// The variable that holds what a payload gives, beside the row that is given it and what is wrong with it.
pub(super) fn taken(name: &str, row: &str) -> String {
    let ident = suffixed_ident(name);
    if ident == row || ident == "faults" {
        String::from("value")
    } else {
        ident
    }
}

/// `known_users`, of a port.
pub(in crate::lower) fn known_method(entity: &ir::Entity) -> String {
    format!("known_{}", entity.plural)
}

impl Lowering<'_> {
    fn action(
        &mut self,
        action: &ir::Action,
        methods: &mut Vec<Method>,
        customs: &mut Vec<Custom>,
    ) {
        match action.kind {
            ir::ActionKind::List | ir::ActionKind::Show => {
                let ir::ResponseBody::MediaType { views, .. } = &action.response.body else {
                    return;
                };
                for view in views {
                    methods.push(if action.kind == ir::ActionKind::Show {
                        self.show(action, *view)
                    } else {
                        self.list(action, *view)
                    });
                }
            }
            ir::ActionKind::Create => methods.push(self.create(action)),
            ir::ActionKind::Update => methods.push(self.update(action)),
            ir::ActionKind::Delete => methods.push(self.delete(action)),
            ir::ActionKind::CustomMember | ir::ActionKind::CustomCollection => {
                let (method, custom) = self.custom(action);
                methods.push(method);
                customs.push(custom);
            }
        }
    }

    fn signature(
        &mut self,
        action: &ir::Action,
        name: &str,
        middle: Vec<String>,
        output: &str,
    ) -> String {
        let mut parameters = vec!["&self".to_owned(), "caller: &Caller".to_owned()];
        if let Some((ident, id)) = self.parent_ident() {
            if action.kind != ir::ActionKind::List {
                parameters.push(format!("{ident}: {id}"));
            }
            self.imports.add(format!("contract::{id}"));
        }
        parameters.extend(middle);
        list(
            MEMBER,
            &format!("async fn {name}("),
            &parameters,
            &format!(") -> Result<{output}, Error> {{"),
        )
    }

    fn id_parameter(&mut self) -> String {
        let id = naming::id_type(self.entity);
        self.imports.add(format!("contract::{id}"));
        format!("id: {id}")
    }

    fn conditional(&mut self) -> String {
        self.imports.add("contract::Precondition");
        "precondition: &Precondition".to_owned()
    }

    /// Where an entity's repository is held.
    fn holder(&self, entity: &ir::Entity) -> String {
        format!(
            "self.ports().repositories.{}",
            naming::repository_field(entity)
        )
    }

    fn domain(&mut self, name: &str) {
        self.imports
            .add(format!("crate::generated::domain::{name}"));
    }

    fn local(&self) -> String {
        names::local(&snake(&self.entity.name))
    }

    /// The parameter of the parent's key, and its type.
    fn parent_ident(&self) -> Option<(String, String)> {
        let parent = self.resource.parent?;
        let target = self.service.entity(parent.entity);
        Some((naming::parent_parameter(target), naming::id_type(target)))
    }

    /// Condition under which the path names a parent that the caller does not see.
    fn lost(&self, action: &ir::Action) -> Option<String> {
        let parent = ancestry::parent(self.service, self.resource, action.kind)?;
        Some(self.lost_at(Look::Known(parent)))
    }

    fn lost_at(&self, look: Look) -> String {
        let key = |entity| naming::parent_parameter(self.service.entity(entity));
        match look {
            Look::Known(entity) => {
                let (holder, method) = self.known_holder(self.service.entity(entity));
                let key = key(entity);
                format!("{holder}.{method}(caller, &[{key}]).await?.is_empty()")
            }
            Look::Below {
                entity,
                relation,
                above,
            } => {
                let below = self.service.entity(entity);
                let method = above_method(below.relation_to_one(relation));
                let (holder, key, above) = (self.holder(below), key(entity), key(above));
                format!("{holder}.{method}(caller, {key}).await? != Some({above})")
            }
        }
    }

    /// The method that follows the path of a resource which is nested in a nested one.
    fn within(&mut self) -> Option<Method> {
        let looks = ancestry::path(self.service, self.resource);
        if looks.is_empty() {
            return None;
        }
        let mut parameters = vec!["&self".to_owned(), "caller: &Caller".to_owned()];
        let parents: Vec<ir::Parent> = ancestry::parents(self.service, self.resource).collect();
        for parent in parents.into_iter().rev() {
            let target = self.service.entity(parent.entity);
            let (ident, id) = (naming::parent_parameter(target), naming::id_type(target));
            self.imports.add(format!("contract::{id}"));
            parameters.push(format!("{ident}: {id}"));
        }
        let docs =
            "Whether the caller sees every row of the path, and each belongs to the one before it.";
        Some(Method {
            docs: vec![docs.to_owned()],
            signature: list(
                MEMBER,
                "async fn within(",
                &parameters,
                ") -> Result<(), Error> {",
            ),
            body: Body::Within(Within {
                lost: looks.into_iter().map(|look| self.lost_at(look)).collect(),
            }),
        })
    }

    /// Where it is asked which keys of an entity are known, and the method that answers.
    fn known_holder(&self, target: &ir::Entity) -> (String, String) {
        if target.engine == self.resource.engine {
            (self.holder(target), "known".to_owned())
        } else {
            let engine = &self.service.engine(target.engine).name;
            (
                format!("self.ports().{}", rust_ident(engine)),
                known_method(target),
            )
        }
    }

    fn payload_parts<'s>(
        &'s self,
        action: &'s ir::Action,
    ) -> Vec<(ir::PayloadField, EntityField<'s>)> {
        let Some(ir::Payload::Entity(fields)) = &action.payload else {
            return vec![];
        };
        fields
            .iter()
            .map(|field| {
                (
                    *field,
                    entity_field(self.service, self.entity, action.kind, *field),
                )
            })
            .collect()
    }

    fn payload_column(&self, field: ir::PayloadField) -> Option<Column> {
        match field {
            ir::PayloadField::Attribute(id) => {
                Some(attribute_column(self.service, self.entity, id))
            }
            ir::PayloadField::BelongsTo(id) => Some(relation_column(self.service, self.entity, id)),
            ir::PayloadField::ManyToMany(_) => None,
        }
    }
}
