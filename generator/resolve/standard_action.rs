//! Standard actions with everything that they imply: method, path, status, payload, body.

use super::payload;
use super::resource::{Site, deprecated, errors};
use super::standard::{Standard, long_form};
use super::{codes, field, response};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, ActionKind, EntityId, Method, PathSegment, Payload, ResponseBody, Success};
use crate::schema::{Name, StandardAction};

impl Site<'_> {
    /// A standard action, if the resource can have one.
    pub(super) fn standard(
        &self,
        standard: Standard,
        found: &mut Diagnostics,
    ) -> Option<ir::Action> {
        let (name, method, status) = form(standard.kind);
        let name = Name {
            value: name.to_owned(),
            span: standard.span,
        };
        let Some(entity) = self.head.entity else {
            found.push(without_entity(&name));
            return None;
        };
        let long = long_form(self.written, standard.kind);
        let payload = self.entity_payload(entity, standard.kind, long, found);
        let body = self.standard_body(standard, long, found);
        let authorize = long.and_then(|long| long.authorize.as_ref());
        let authorize = self.access(authorize, standard.kind, &name, found);
        let errors = long
            .map(|long| errors(&long.errors, found))
            .unwrap_or_default();
        let description = long.and_then(|long| long.description.as_ref());
        Some(ir::Action {
            authorize,
            name: name.value,
            span: standard.span,
            description: description.map(field::text),
            kind: standard.kind,
            method,
            path: self.standard_path(standard.kind),
            query: Vec::new(),
            payload,
            response: ir::Response {
                span: standard.span,
                status,
                body: body?,
            },
            errors,
            deprecated: long.and_then(|long| deprecated(long.deprecated.as_ref())),
            renamed: None,
        })
    }

    fn standard_path(&self, kind: ActionKind) -> Vec<PathSegment> {
        let of_one = matches!(
            kind,
            ActionKind::Show | ActionKind::Update | ActionKind::Delete
        );
        let key = of_one.then_some(PathSegment::Id);
        self.head.path.iter().cloned().chain(key).collect()
    }

    fn entity_payload(
        &self,
        entity: EntityId,
        kind: ActionKind,
        long: Option<&StandardAction>,
        found: &mut Diagnostics,
    ) -> Option<Payload> {
        if !matches!(kind, ActionKind::Create | ActionKind::Update) {
            return None;
        }
        let site = payload::Site {
            entities: self.served.entities,
            entity,
            parent: self.head.parent.map(|parent| parent.relation),
        };
        let written = long.and_then(|long| long.payload.as_ref());
        Some(Payload::Entity(site.fields(written, found)))
    }

    fn standard_body(
        &self,
        standard: Standard,
        long: Option<&StandardAction>,
        found: &mut Diagnostics,
    ) -> Option<ResponseBody> {
        if standard.kind == ActionKind::Delete {
            return Some(ResponseBody::Empty);
        }
        let asked = response::Asked {
            media_type: self.media_type,
            list: standard.kind == ActionKind::List,
            span: standard.span,
            view: long.and_then(|long| long.view.as_ref()),
            views: long.and_then(|long| long.views.as_ref()),
        };
        response::media_type(self.catalogue(), &asked, found)
    }
}

fn without_entity(name: &Name) -> Diagnostic {
    let name_shown = quoted(&name.value);
    let message = format!("standard action {name_shown} of a resource that shows no entity");
    Diagnostic::new(codes::ACTION_KEY, name.span, message)
        .help("a resource of a plain type has custom actions only")
}

/// Name, method and status of a standard action.
fn form(kind: ActionKind) -> (&'static str, Method, Success) {
    match kind {
        ActionKind::List => ("list", Method::Get, Success::Ok),
        ActionKind::Show => ("show", Method::Get, Success::Ok),
        ActionKind::Create => ("create", Method::Post, Success::Created),
        ActionKind::Update => ("update", Method::Patch, Success::Ok),
        ActionKind::Delete => ("delete", Method::Delete, Success::NoContent),
        ActionKind::CustomMember | ActionKind::CustomCollection => ("", Method::Post, Success::Ok),
    }
}
