//! Actions at paths: standard ones with what they imply, custom ones as written.

use super::catalogue::Catalogue;
use super::entity::Entities;
use super::expand::written;
use super::head::{Head, Heads, Standard, long_form};
use super::path::{self, Id};
use super::types::TypeValues;
use super::value::Values;
use super::{access, codes, engine, field, list, payload, response};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, ActionKind, Method, PathSegment, Payload, ResponseBody, Shape, TypeId};
use crate::names;
use crate::schema::{self, Name};

/// Everything a resource is resolved with.
pub(super) struct Served<'a> {
    pub(super) values: &'a Values<'a>,
    pub(super) entities: &'a Entities,
    pub(super) types: TypeValues<'a>,
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
        let engine = match head.entity {
            Some(entity) => served.entities.get(entity).engine,
            None => engine::without_entity(site.catalogue(), &name, found),
        };
        let standard = head
            .standard
            .iter()
            .filter_map(|standard| site.standard(*standard, found));
        let mut actions: Vec<_> = standard.collect();
        actions.extend(
            written
                .custom
                .iter()
                .filter_map(|(name, action)| site.custom(name, action, found)),
        );
        let list = head.entity.filter(|_| head.has(ActionKind::List));
        resources.push(ir::Resource {
            name: name.value.clone(),
            span,
            description: written.description.as_ref().map(field::text),
            engine,
            media_type,
            entity: head.entity,
            parent: head.parent,
            path: head.path.clone(),
            actions,
            list: list.map(|entity| {
                list::policy(
                    served.entities,
                    entity,
                    served.types,
                    written.list.as_ref(),
                    found,
                )
            }),
        });
    }
    resources
}

/// The resource whose actions are resolved.
struct Site<'a> {
    served: &'a Served<'a>,
    head: &'a Head,
    media_type: ir::MediaTypeId,
    name: &'a Name,
    written: &'a schema::Resource,
}

impl<'a> Site<'a> {
    fn catalogue(&self) -> &'a Catalogue<'a> {
        self.served.values.catalogue
    }

    /// Who may call an action.
    fn access(
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

    fn standard(&self, standard: Standard, found: &mut Diagnostics) -> Option<ir::Action> {
        let (name, method, status) = form(standard.kind);
        let Some(entity) = self.head.entity else {
            let message = format!(
                "standard action {} of a resource that shows no entity",
                quoted(name)
            );
            found.push(
                Diagnostic::new(codes::ACTION_KEY, standard.span, message)
                    .help("a resource of a plain type has custom actions only"),
            );
            return None;
        };
        let long = long_form(self.written, standard.kind);
        let parent = self.head.parent.map(|parent| parent.relation);
        let name = Name {
            value: name.to_owned(),
            span: standard.span,
        };
        let payload = matches!(standard.kind, ActionKind::Create | ActionKind::Update).then(|| {
            let written = long.and_then(|long| long.payload.as_ref());
            Payload::Entity(payload::fields(
                self.served.entities,
                entity,
                parent,
                written,
                found,
            ))
        });
        let body = if standard.kind == ActionKind::Delete {
            Some(ResponseBody::Empty)
        } else {
            let asked = response::Asked {
                span: standard.span,
                view: long.and_then(|long| long.view.as_ref()),
                views: long.and_then(|long| long.views.as_ref()),
            };
            let is_list = standard.kind == ActionKind::List;
            response::media_type(self.catalogue(), self.media_type, is_list, &asked, found)
        };
        let mut path = self.head.path.clone();
        if matches!(
            standard.kind,
            ActionKind::Show | ActionKind::Update | ActionKind::Delete
        ) {
            path.push(PathSegment::Id);
        }
        let authorize = self.access(
            long.and_then(|long| long.authorize.as_ref()),
            standard.kind,
            &name,
            found,
        );
        let errors = long
            .map(|long| errors(&long.errors, found))
            .unwrap_or_default();
        Some(ir::Action {
            authorize,
            name: name.value,
            span: standard.span,
            description: long
                .and_then(|long| long.description.as_ref())
                .map(field::text),
            kind: standard.kind,
            method,
            path,
            query: Vec::new(),
            payload,
            response: ir::Response {
                status,
                body: body?,
                span: standard.span,
            },
            errors,
            deprecated: long.and_then(|long| deprecated(long.deprecated.as_ref())),
        })
    }

    fn custom(
        &self,
        name: &Name,
        action: &schema::Action,
        found: &mut Diagnostics,
    ) -> Option<ir::Action> {
        let segments = path::segments(&action.path, Id::Allowed, found);
        let body = response::custom(self.served.values, (name, action), found);
        let status = status(action, body.as_ref().map(|(body, _)| body), found);
        let of_one = segments
            .as_ref()
            .is_none_or(|segments| segments.contains(&PathSegment::Id));
        let kind = if of_one {
            ActionKind::CustomMember
        } else {
            ActionKind::CustomCollection
        };
        if segments.is_some() && of_one && self.head.entity.is_none() {
            found.push(
                Diagnostic::new(
                    codes::PATH,
                    action.path.span,
                    "`{id}` in a resource that shows no entity",
                )
                .help(
                    "without an entity there is no row to name; pass it in `query:` or `payload:`",
                ),
            );
        }
        let home = names::pascal(&format!("{}_{}", self.name.value, name.value));
        let query = field::fields(
            &written(&home, &action.query),
            self.served.values,
            self.served.types,
            found,
        );
        self.refuse_deep(&query, found);
        let authorize = self.access(action.authorize.as_ref(), kind, name, found);
        let payload = self.payload(&home, action, found);
        let errors = errors(&action.errors, found);
        let (body, body_span) = body?;
        Some(ir::Action {
            name: name.value.clone(),
            span: name.span,
            description: action.description.as_ref().map(field::text),
            kind,
            method: method(action.method.value),
            path: self.head.path.iter().cloned().chain(segments?).collect(),
            authorize,
            query,
            payload,
            response: ir::Response {
                status,
                span: body_span,
                body,
            },
            errors,
            deprecated: deprecated(action.deprecated.as_ref()),
        })
    }

    /// Query parameters are scalars.
    fn refuse_deep(&self, query: &[ir::Field], found: &mut Diagnostics) {
        for field in query {
            let scalar = match field.value.shape {
                Shape::Named(id) => matches!(self.served.types[id.0].kind, ir::TypeKind::Enum(_)),
                Shape::Array(_) | Shape::Map(_) | Shape::Bytes => false,
                _ => true,
            };
            if !scalar {
                let message = format!("parameter {} is no scalar", quoted(&field.name));
                found.push(
                    Diagnostic::new(codes::WRONG_KIND, field.span, message).help(
                        "send it in `payload:`; a query holds numbers, text, times, ids, enums",
                    ),
                );
            }
        }
    }

    fn payload(
        &self,
        home: &str,
        action: &schema::Action,
        found: &mut Diagnostics,
    ) -> Option<Payload> {
        match action.payload.as_ref()? {
            schema::Payload::Inline(_) => self
                .catalogue()
                .type_id(&format!("{home}Payload"))
                .map(Payload::Type),
            schema::Payload::Named(name) => self.named_payload(name, found).map(Payload::Type),
        }
    }

    fn named_payload(&self, name: &Name, found: &mut Diagnostics) -> Option<TypeId> {
        let value = self.served.values.named(name, found)?;
        if let Shape::Named(id) = value.shape
            && !matches!(self.served.types[id.0].kind, ir::TypeKind::Enum(_))
        {
            return Some(id);
        }
        let message = format!("{} is no object type", quoted(&name.value));
        found.push(
            Diagnostic::new(codes::WRONG_KIND, name.span, message)
                .label("a payload is an object")
                .help("define a type, or write it here: `payload: { attributes: { … } }`"),
        );
        None
    }
}

/// Name, method and status of a standard action.
fn form(kind: ActionKind) -> (&'static str, Method, u16) {
    match kind {
        ActionKind::List => ("list", Method::Get, 200),
        ActionKind::Show => ("show", Method::Get, 200),
        ActionKind::Create => ("create", Method::Post, 201),
        ActionKind::Update => ("update", Method::Patch, 200),
        ActionKind::Delete => ("delete", Method::Delete, 204),
        ActionKind::CustomMember | ActionKind::CustomCollection => ("", Method::Post, 200),
    }
}

fn method(written: schema::Method) -> Method {
    match written {
        schema::Method::Get => Method::Get,
        schema::Method::Post => Method::Post,
        schema::Method::Put => Method::Put,
        schema::Method::Patch => Method::Patch,
        schema::Method::Delete => Method::Delete,
    }
}

/// As written, else what the body suggests; successes only.
fn status(action: &schema::Action, body: Option<&ResponseBody>, found: &mut Diagnostics) -> u16 {
    let unless_said = if matches!(body, Some(ResponseBody::Empty)) {
        204
    } else {
        200
    };
    let Some(written) = &action.status else {
        return unless_said;
    };
    match u16::try_from(written.value) {
        Ok(status @ 200..=299) => status,
        _ => {
            let message = format!("{} is no status of success", written.value);
            found.push(
                Diagnostic::new(codes::NUMBER_RANGE, written.span, message)
                    .help("between 200 and 299; others are written under `errors:`"),
            );
            unless_said
        }
    }
}

fn errors(
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

fn deprecated(written: Option<&schema::Deprecated>) -> Option<Option<String>> {
    written.map(|deprecated| deprecated.instead.as_ref().map(field::text))
}
