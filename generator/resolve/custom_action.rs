//! Custom actions as written, with the little that they imply.

use super::expand::written;
use super::path::{self, Id};
use super::resource::{Site, deprecated, errors};
use super::{codes, field, renamed, response};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, ActionKind, Method, PathSegment, Payload, ResponseBody, Shape, Success, TypeId,
};
use crate::names;
use crate::schema::{self, Name};
use crate::source::Span;

impl Site<'_> {
    /// A custom action.
    pub(super) fn custom(
        &self,
        name: &Name,
        action: &schema::Action,
        found: &mut Diagnostics,
    ) -> Option<ir::Action> {
        let segments = path::segments(&action.path, Id::Allowed, found);
        let body = response::custom(self.served.values, name, action, found);
        let status = status(action, body.as_ref().map(|(body, _)| body), found);
        let kind = kind(segments.as_deref());
        if segments.is_some() && kind == ActionKind::CustomMember && self.head.entity.is_none() {
            found.push(no_row(action.path.span));
        }
        let home = names::pascal(&format!("{}_{}", self.name.value, name.value));
        let query = self.query(&home, action, found);
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
            renamed: renamed::renamed(&action.renamed),
        })
    }

    fn query(
        &self,
        home: &str,
        action: &schema::Action,
        found: &mut Diagnostics,
    ) -> Vec<ir::Field> {
        let query = field::fields(
            &written(home, &action.query),
            self.served.values,
            self.served.entities.types,
            found,
        );
        self.refuse_deep(&query, found);
        query
    }

    /// Query parameters are scalars.
    fn refuse_deep(&self, query: &[ir::Field], found: &mut Diagnostics) {
        for field in query {
            let scalar = match field.value.shape {
                Shape::Named(id) => {
                    matches!(self.served.entities.types[id.0].kind, ir::TypeKind::Enum(_))
                }
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
            && !matches!(self.served.entities.types[id.0].kind, ir::TypeKind::Enum(_))
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

/// An action is about one row if its path names one; if the path is wrong, it could be.
fn kind(path: Option<&[PathSegment]>) -> ActionKind {
    if path.is_none_or(|segments| segments.contains(&PathSegment::Id)) {
        ActionKind::CustomMember
    } else {
        ActionKind::CustomCollection
    }
}

fn no_row(place: Span) -> Diagnostic {
    let message = "`{id}` in a resource that shows no entity";
    Diagnostic::new(codes::PATH, place, message)
        .help("without an entity there is no row to name; pass it in `query:` or `payload:`")
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
fn status(
    action: &schema::Action,
    body: Option<&ResponseBody>,
    found: &mut Diagnostics,
) -> Success {
    let unless_said = if matches!(body, Some(ResponseBody::Empty)) {
        Success::NoContent
    } else {
        Success::Ok
    };
    let Some(written) = &action.status else {
        return unless_said;
    };
    if let Some(status) = Success::from_code(written.value) {
        return status;
    }
    let (message, help) = match written.value {
        203 | 206 | 208 | 226 => (
            format!(
                "{} says how an answer was carried, not how the action went",
                written.value
            ),
            "answer 200",
        ),
        _ => (
            format!("{} is no status of success", written.value),
            "200, 201, 202, 204, 205 or 207; those of failure are written under `errors:`",
        ),
    };
    found.push(Diagnostic::new(codes::NUMBER_RANGE, written.span, message).help(help));
    unless_said
}
