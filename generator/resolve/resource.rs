//! Actions at paths: standard ones with what they imply, custom ones as written.

use super::catalogue::Catalogue;
use super::entity::Entities;
use super::head::{Head, Heads};
use super::value::Values;
use super::{access, codes, engine, field, list, renamed};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{self, ActionKind};
use crate::schema::{self, Name};

/// Everything a resource is resolved with.
pub(super) struct Served<'a> {
    pub(super) values: &'a Values<'a>,
    pub(super) entities: &'a Entities<'a>,
    pub(super) heads: &'a Heads,
}

/// All resources that could be resolved; all of them if nothing was reported.
pub(super) fn resources(served: &Served<'_>, found: &mut Diagnostics) -> Vec<ir::Resource> {
    let mut resources = Vec::new();
    for (position, (name, span, written)) in served.values.catalogue.resources.iter().enumerate() {
        let head = &served.heads.list[position];
        let Some(media_type) = head.media_type else {
            continue;
        };
        let name = Name {
            value: name.to_owned(),
            span,
        };
        let site = Site {
            served,
            head,
            media_type,
            name: &name,
            written,
        };
        resources.push(site.resource(found));
    }
    resources
}

/// The resource whose actions are resolved.
pub(super) struct Site<'a> {
    pub(super) served: &'a Served<'a>,
    pub(super) head: &'a Head,
    pub(super) media_type: ir::MediaTypeId,
    pub(super) name: &'a Name,
    pub(super) written: &'a schema::Resource,
}

impl<'a> Site<'a> {
    pub(super) fn catalogue(&self) -> &'a Catalogue<'a> {
        self.served.values.catalogue
    }

    fn resource(&self, found: &mut Diagnostics) -> ir::Resource {
        let (served, head) = (self.served, self.head);
        let engine = match head.entity {
            Some(entity) => served.entities.get(entity).engine,
            None => engine::without_entity(self.catalogue(), self.name, found),
        };
        let list = head.entity.filter(|_| head.has(ActionKind::List));
        ir::Resource {
            name: self.name.value.clone(),
            span: self.name.span,
            description: self.written.description.as_ref().map(field::text),
            engine,
            media_type: self.media_type,
            entity: head.entity,
            parent: head.parent,
            path: head.path.clone(),
            kept_path: head.kept_path.clone(),
            actions: self.actions(found),
            list: list.map(|entity| {
                let written = self.written.list.as_ref();
                list::policy(served.entities, entity, written, found)
            }),
            renamed: renamed::renamed(&self.written.renamed),
        }
    }

    /// Standard actions, then custom ones.
    fn actions(&self, found: &mut Diagnostics) -> Vec<ir::Action> {
        let mut actions = Vec::new();
        for standard in &self.head.standard {
            actions.extend(self.standard(*standard, found));
        }
        for (name, action) in &self.written.custom {
            actions.extend(self.custom(name, action, found));
        }
        actions
    }

    /// Who may call an action.
    pub(super) fn access(
        &self,
        own: Option<&access::Written>,
        kind: ActionKind,
        name: &Name,
        found: &mut Diagnostics,
    ) -> Vec<ir::Access> {
        let owned = |entity: ir::EntityId| self.catalogue().entities.get(entity.0).owner.is_some();
        let owned = self.head.entity.is_some_and(owned);
        access::access(
            own,
            self.written.authorize.as_ref(),
            &access::Subject { kind, name, owned },
            found,
        )
    }
}

/// Errors that an action declares.
pub(super) fn errors(
    written: &schema::Map<schema::DeclaredError>,
    found: &mut Diagnostics,
) -> Vec<ir::DeclaredError> {
    let mut errors = Vec::new();
    for (name, error) in written {
        match u16::try_from(error.status.value) {
            Ok(status @ 400..=599) => errors.push(ir::DeclaredError {
                name: name.value.clone(),
                span: name.span,
                status,
                description: error.description.as_ref().map(field::text),
            }),
            _ => {
                let message = format!("{} is no status of an error", error.status.value);
                found.push(
                    Diagnostic::new(codes::NUMBER_RANGE, error.status.span, message)
                        .help("400 to 499 if the caller can do something about it, else up to 599"),
                );
            }
        }
    }
    errors
}

/// Whether an action is on its way out, and what to use instead.
pub(super) fn deprecated(written: Option<&schema::Deprecated>) -> Option<Option<String>> {
    written.map(|deprecated| deprecated.instead.as_ref().map(field::text))
}
