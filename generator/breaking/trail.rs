//! The way from an action to what is compared, and back: values of what is compared go in, a request or an answer that
//! shows the difference comes out.

use super::comparison::{Comparison, Direction};
use super::finding::Witness;
use super::wire::{
    Answer, Caller, Fault, Operation, Owns, Request, Slot, body, least, of_shape, query, refusal,
    scope, text_of, unread,
};
use crate::ir::{Access, PathSegment, Payload, Service, Shape};
use crate::lower;
use serde_json::{Map, Value as Json, json};
use std::rc::Rc;

/// An action in both designs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route<'a> {
    pub(super) old: Operation<'a>,
    pub(super) new: Operation<'a>,
}

/// A step of the way.
#[derive(Debug, Clone)]
pub(super) enum Frame<'a> {
    /// The parameters of the query.
    Query,
    /// The payload.
    Body,
    /// The answer in a view, if it has any.
    Answer {
        view: Option<String>,
        listed: Listed,
    },
    /// A member of an object; the slots are those of the design that makes the value.
    Member { of: Rc<Vec<Slot<'a>>>, name: String },
    /// An element of an array.
    Element,
    /// An entry of a map.
    Entry,
    /// An object of a union.
    Tagged { discriminator: String, tag: String },
}

/// How an answer holds what it shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    One,
    List,
    Page,
}

impl<'a> Comparison<'a> {
    /// The design that makes values of this direction: clients of before ask, the service of now answers.
    pub(super) fn maker(&self, direction: Direction) -> &'a Service {
        match direction {
            Direction::Answer => self.new,
            _ => self.old,
        }
    }

    /// Compares below a frame.
    pub(super) fn within(&mut self, frame: Frame<'a>, compare: impl FnOnce(&mut Self)) {
        self.trail.push(frame);
        compare(self);
        self.trail.pop();
    }

    /// The first of the values that shows the difference; `at` is the pointer from here to what is wrong.
    pub(super) fn witness(
        &self,
        direction: Direction,
        at: &str,
        values: impl IntoIterator<Item = Json>,
    ) -> Option<Witness> {
        let mut values = values.into_iter();
        match direction {
            Direction::Query | Direction::Body => values.find_map(|value| self.refused(at, value)),
            Direction::Answer => values.find_map(|value| self.unread(at, value)),
            Direction::Stored => None,
        }
    }

    /// The JSON pointer to where the trail has led.
    fn pointer(&self) -> String {
        let step = |frame: &Frame<'_>| match frame {
            Frame::Query | Frame::Body | Frame::Tagged { .. } => String::new(),
            Frame::Answer { listed, .. } => match listed {
                Listed::One => String::new(),
                Listed::List => String::from("/0"),
                Listed::Page => String::from("/items/0"),
            },
            Frame::Member { name, .. } => format!("/{name}"),
            Frame::Element => String::from("/0"),
            Frame::Entry => String::from("/key-1"),
        };
        self.trail.iter().map(step).collect()
    }

    /// What is around the value, up to the whole.
    fn wrapped(&self, service: &Service, value: Json) -> Option<Json> {
        self.trail.iter().rev().try_fold(value, |value, frame| {
            Some(match frame {
                Frame::Query | Frame::Body => value,
                Frame::Answer { listed, .. } => match listed {
                    Listed::One => value,
                    Listed::List => json!([value]),
                    Listed::Page => json!({ "items": [value] }),
                },
                Frame::Member { of, name } => {
                    let mut object = least(service, of)?;
                    object.insert(name.clone(), value);
                    Json::Object(object)
                }
                Frame::Element => json!([value]),
                Frame::Entry => json!({ "key-1": value }),
                Frame::Tagged { discriminator, tag } => {
                    let mut object: Map<String, Json> = value.as_object()?.clone();
                    object.insert(discriminator.clone(), json!(tag));
                    Json::Object(object)
                }
            })
        })
    }

    fn refused(&self, at: &str, value: Json) -> Option<Witness> {
        let route = self.route?;
        let whole = self.wrapped(self.old, value)?;
        let mut request = usual_request(route.old)?;
        let mut pointer = self.pointer() + at;
        match self.trail.first()? {
            Frame::Query => {
                let pairs = whole.as_object()?.iter();
                let pairs = pairs.map(|(name, value)| Some((name.clone(), text_of(value)?)));
                request.query = pairs.collect::<Option<_>>()?;
                pointer = pointer.replacen('/', "?", 1);
            }
            _ => request.body = Some(whole),
        }
        admit(route.old, &mut request);
        self.refused_request(&pointer, request)
    }

    /// A request that the old service accepts and the new one refuses because of what is at the pointer.
    pub(super) fn refused_request(&self, pointer: &str, request: Request) -> Option<Witness> {
        if refusal(self.old, &request).is_some() {
            return None;
        }
        let refusal = refusal(self.new, &request)?;
        // Where the address is gone, nothing is refused for what is sent.
        let gone = matches!(refusal.status, Some(404 | 405));
        let pointer = if gone { "" } else { pointer };
        let because = because(&refusal.faults, pointer)?;
        let route = self.route?;
        Some(Witness::Request {
            action: named(route.old),
            request,
            status: refusal.status,
            because,
        })
    }

    fn unread(&self, at: &str, value: Json) -> Option<Witness> {
        let Some(Frame::Answer { view, .. }) = self.trail.first() else {
            return None;
        };
        let body = Some(self.wrapped(self.new, value)?);
        let status = self.route?.new.action.response.status.code();
        let answer = Answer {
            status,
            view: view.clone(),
            body,
        };
        self.unread_answer(&(self.pointer() + at), answer)
    }

    /// An answer that the new service gives and an old client cannot read because of what is at the pointer.
    pub(super) fn unread_answer(&self, pointer: &str, answer: Answer) -> Option<Witness> {
        let route = self.route?;
        if !unread(route.new, &answer).is_empty() {
            return None;
        }
        let because = because(&unread(route.old, &answer), pointer)?;
        Some(Witness::Answer {
            action: named(route.new),
            answer,
            because,
        })
    }
}

fn named(operation: Operation<'_>) -> String {
    format!("{}.{}", operation.resource.name, operation.action.name)
}

fn because(faults: &[Fault], pointer: &str) -> Option<String> {
    let fault = faults.iter().find(|fault| fault.at.starts_with(pointer))?;
    Some(match fault.at.as_str() {
        "" => fault.says.clone(),
        at => format!("`{at}` {}", fault.says),
    })
}

/// The least request that asks an action for something.
pub(super) fn usual_request(operation: Operation<'_>) -> Option<Request> {
    request_at(
        operation,
        &operation.resource.sent_path_of(operation.action),
    )
}

/// The same at one of the paths of the action.
pub(super) fn request_at(operation: Operation<'_>, at: &[PathSegment]) -> Option<Request> {
    let service = operation.service;
    let mut path = service.api.base_path.clone();
    for segment in at {
        let key = |id| lower::example_key(&service.entity(id).name);
        path.push('/');
        match segment {
            PathSegment::Literal(literal) => path.push_str(literal),
            PathSegment::Id => path.push_str(&operation.resource.entity.map(key)?),
            PathSegment::ParentId { entity, .. } => path.push_str(&key(*entity)),
        }
    }
    if path.is_empty() {
        path.push('/');
    }
    let parameters = least(service, &query(operation))?;
    let parameters = parameters
        .iter()
        .map(|(name, value)| Some((name.clone(), text_of(value)?)));
    let mut request = Request {
        method: operation.action.method.word(),
        path,
        query: parameters.collect::<Option<_>>()?,
        headers: Vec::new(),
        body: usual_body(operation)?,
        caller: Caller::Anybody,
    };
    admit(operation, &mut request);
    Some(request)
}

/// The least payload, if there is any; `None` where no value is found.
fn usual_body(operation: Operation<'_>) -> Option<Option<Json>> {
    let service = operation.service;
    Some(match (operation.action.payload.as_ref(), body(operation)) {
        (None, _) | (Some(Payload::Entity(_)), None) => None,
        (Some(_), Some(slots)) => Some(Json::Object(least(service, &slots)?)),
        (Some(Payload::Type(id)), None) => {
            let name = &operation.action.name;
            Some(of_shape(service, name, &Shape::Named(*id))?)
        }
    })
}

/// Lets the least of those ask who may.
fn admit(operation: Operation<'_>, request: &mut Request) {
    let authorize = &operation.action.authorize;
    let slots = body(operation).unwrap_or_default();
    let given = |slot: &&Slot<'_>| {
        let members = request.body.as_ref().and_then(Json::as_object);
        members.is_some_and(|members| members.contains_key(slot.name.as_ref()))
    };
    let wanted = slots
        .iter()
        .filter(given)
        .flat_map(|slot| slot.roles)
        .next();
    if authorize.contains(&Access::Public) && wanted.is_none() {
        request.caller = Caller::Anybody;
        return;
    }
    let by_role = authorize.iter().find_map(|access| match access {
        Access::Role(role) => Some(role),
        _ => None,
    });
    let open = authorize.contains(&Access::Signed) || authorize.contains(&Access::Public);
    let owner = authorize.contains(&Access::Owner);
    let role = wanted.or(by_role.filter(|_| !open && !owner));
    request.caller = Caller::Signed {
        scope: scope(operation.service),
        role: role.cloned(),
        owns: if owner { Owns::Row } else { Owns::Nothing },
    };
}
