//! Requests, and whether a service would do what they ask: a design and a request go in, why it is refused comes out.

use super::judge::{Fault, Found, Mode, Values};
use super::operation::{Operation, body, query};
use super::slot::{Slot, plain};
use crate::ir::{
    Access, Action, ActionKind, Method, PathSegment, Payload, ResponseBody, Service, Shape, SortBy,
};
use crate::resolve::format;
use serde::Serialize;
use serde_json::Value as Json;
use std::fmt;

/// A request as a client makes it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Request {
    /// `GET`
    pub method: &'static str,
    /// With the base path, without the query.
    pub path: String,
    /// Names and values as they are before they are encoded.
    pub query: Vec<(String, String)>,
    /// Headers that matter.
    pub headers: Vec<(&'static str, String)>,
    /// The payload.
    pub body: Option<Json>,
    /// Who asks.
    pub caller: Caller,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Caller {
    /// Nobody in particular: the request is not signed.
    Anybody,
    /// Somebody with an access key, signed for this region and service.
    Signed {
        /// `local/library`
        scope: String,
        /// The role of the caller, if it matters.
        role: Option<String>,
        /// Whether the row is the caller's.
        owns: Owns,
    },
}

/// Whose a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owns {
    /// The caller's.
    Row,
    /// Somebody else's.
    Nothing,
}

/// Why a request is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The status of the answer; `None` where a browser does not let a page have it.
    pub status: Option<u16>,
    /// What is wrong; never empty.
    pub faults: Vec<Fault>,
}

impl Refusal {
    fn one(status: u16, at: &str, says: impl Into<String>) -> Self {
        let fault = Fault {
            at: at.to_owned(),
            says: says.into(),
        };
        Refusal {
            status: Some(status),
            faults: vec![fault],
        }
    }
}

/// Method, path, query, payload and who asks, in one or two lines.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)?;
        for (index, (name, value)) in self.query.iter().enumerate() {
            let sign = if index == 0 { '?' } else { '&' };
            write!(f, "{sign}{name}={value}")?;
        }
        for (name, value) in &self.headers {
            write!(f, " [{name}: {value}]")?;
        }
        match &self.body {
            Some(body) => write!(f, " {body}"),
            None => Ok(()),
        }
    }
}

/// Why a service would refuse the request; `None` if it would not.
pub fn refusal(service: &Service, request: &Request) -> Option<Refusal> {
    if let Some((_, origin)) = request.headers.iter().find(|(name, _)| *name == "Origin") {
        let admits = |origins: &[String]| origins.iter().any(|own| own == "*" || own == origin);
        if !service
            .api
            .cors
            .as_ref()
            .is_some_and(|cors| admits(&cors.origins))
        {
            let mut refusal = Refusal::one(0, "Origin", "is not one whose pages may call");
            refusal.status = None;
            return Some(refusal);
        }
    }
    let operation = match routed(service, request) {
        Ok(operation) => operation,
        Err(refusal) => return Some(refusal),
    };
    let media_type = request.headers.iter().find(|(name, _)| *name == "Accept");
    if let Some((_, wanted)) = media_type
        && identifier(operation) != Some(wanted)
    {
        return Some(Refusal::one(406, "Accept", "names a type that is not sent"));
    }
    if let Some(refusal) = unauthorized(operation, &request.caller) {
        return Some(refusal);
    }
    let mut faults = Vec::new();
    parameters(operation, request, &mut faults);
    payload(operation, request, &mut faults);
    let forbidden = faults.is_empty().then(|| forbidden(operation, request));
    forbidden.flatten().or_else(|| {
        (!faults.is_empty()).then_some(Refusal {
            status: Some(422),
            faults,
        })
    })
}

fn identifier(operation: Operation<'_>) -> Option<&String> {
    match operation.action.response.body {
        ResponseBody::MediaType { media_type, .. } => {
            Some(&operation.service.media_type(media_type).identifier)
        }
        _ => None,
    }
}

/// The action that answers, literal segments before keys.
fn routed<'a>(service: &'a Service, request: &Request) -> Result<Operation<'a>, Refusal> {
    let words = words(service, &request.path);
    let fits = |operation: &Operation<'a>| {
        let words = words.as_ref();
        words.is_some_and(|words| fits(*operation, words))
    };
    let mut found: Vec<_> = Operation::all(service).filter(fits).collect();
    let literals = |operation: &Operation<'_>| {
        let path = operation.action.path.iter();
        path.filter(|segment| matches!(segment, PathSegment::Literal(_)))
            .count()
    };
    let most = found.iter().map(literals).max().unwrap_or(0);
    found.retain(|operation| literals(operation) == most);
    if found.is_empty() {
        return Err(Refusal::one(404, "", "nothing is at this path"));
    }
    let mut asked = found.into_iter();
    asked
        .find(|operation| operation.action.method.word() == request.method)
        .ok_or_else(|| Refusal::one(405, "", "the path does not take this method"))
}

/// The words of a path below the base path.
fn words<'r>(service: &Service, asked: &'r str) -> Option<Vec<&'r str>> {
    let rest = asked.strip_prefix(service.api.base_path.as_str())?;
    let words = rest.split('/').skip(1).filter(|word| !word.is_empty());
    Some(words.collect())
}

/// Whether a path leads to an action; that of a resource whose clients keep its old name does by both.
fn fits(operation: Operation<'_>, words: &[&str]) -> bool {
    let fits = |segment: &PathSegment, word: &str| match segment {
        PathSegment::Literal(literal) => literal == word,
        PathSegment::Id | PathSegment::ParentId { .. } => format::is_uuid(word),
    };
    let mut routes = operation.resource.routes_of(operation.action).into_iter();
    routes.any(|path| {
        let mut pairs = path.iter().zip(words);
        words.len() == path.len() && pairs.all(|(segment, word)| fits(segment, word))
    })
}

fn unauthorized(operation: Operation<'_>, caller: &Caller) -> Option<Refusal> {
    let authorize = &operation.action.authorize;
    let admits = |access: &Access| authorize.contains(access);
    let Caller::Signed { scope, role, owns } = caller else {
        let open = admits(&Access::Public);
        return (!open).then(|| Refusal::one(401, "", "is not signed"));
    };
    if *scope != self::scope(operation.service) {
        return Some(Refusal::one(
            401,
            "",
            "is signed for another region or service",
        ));
    }
    let by_role = role
        .as_ref()
        .is_some_and(|role| admits(&Access::Role(role.clone())));
    let by_row = *owns == Owns::Row && admits(&Access::Owner);
    let open = admits(&Access::Public) || admits(&Access::Signed) || by_role || by_row;
    (!open).then(|| Refusal::one(403, "", "the caller may not"))
}

/// Region and service that signatures are for.
pub(in crate::breaking) fn scope(service: &Service) -> String {
    format!("{}/{}", service.api.region, service.api.name)
}

/// Fields that are only for callers with certain roles.
fn forbidden(operation: Operation<'_>, request: &Request) -> Option<Refusal> {
    let members = request.body.as_ref()?.as_object()?;
    let slots = body(operation)?;
    let role = match &request.caller {
        Caller::Signed { role, .. } => role.as_ref(),
        Caller::Anybody => None,
    };
    let closed = slots.iter().find(|slot| {
        let given = members.contains_key(slot.name.as_ref());
        given && !slot.roles.is_empty() && !role.is_some_and(|role| slot.roles.contains(role))
    })?;
    let at = format!("/{}", closed.name);
    Some(Refusal::one(403, &at, "may not be set by this caller"))
}

fn parameters(operation: Operation<'_>, request: &Request, faults: &mut Vec<Fault>) {
    let slots = query(operation);
    for slot in slots.iter().filter(|slot| slot.must) {
        if !request.query.iter().any(|(name, _)| slot.takes(name)) {
            faults.push(fault(&slot.name, "is missing"));
        }
    }
    for (name, text) in &request.query {
        let own = slots.iter().find(|slot| slot.takes(name));
        match own.and_then(Slot::value) {
            Some(value) => {
                let values = Values {
                    service: operation.service,
                    mode: Mode::Request,
                };
                let found = values.faults(value, &asked(&value.shape, text));
                faults.extend(found.into_iter().map(|found| fault(name, &found.says)));
            }
            None => faults.extend(usual(operation, name, text).map(|says| fault(name, &says))),
        }
    }
}

fn fault(name: &str, says: &str) -> Fault {
    Fault {
        at: format!("?{name}"),
        says: says.to_owned(),
    }
}

/// A parameter's text as JSON would write it.
pub(in crate::breaking) fn asked(shape: &Shape, text: &str) -> Json {
    let numeric = matches!(shape, Shape::Int32 | Shape::Int64 | Shape::Float64);
    let read: Option<Json> = match shape {
        Shape::Boolean => text.parse::<bool>().ok().map(Json::from),
        _ if numeric => serde_json::from_str(text).ok().filter(Json::is_number),
        _ => None,
    };
    read.unwrap_or_else(|| Json::from(text))
}

/// What is wrong with a parameter that no design names.
fn usual(operation: Operation<'_>, name: &str, text: &str) -> Option<String> {
    let unknown = || Some(String::from("is not known"));
    let action = operation.action;
    let list = operation.resource.list.as_ref();
    match (name, list.filter(|_| action.kind == ActionKind::List)) {
        ("view", _) => not_offered(operation, text),
        ("limit", Some(list)) => match text.parse::<u32>() {
            Ok(limit) if (1..=list.max).contains(&limit) => None,
            _ => Some(format!("is not from 1 to {}", list.max)),
        },
        ("total", Some(list)) if list.total => None,
        ("sort", Some(list)) => {
            let entity = operation.entity()?;
            let own = text.strip_prefix('-').unwrap_or(text);
            let known = list.sorts.iter().any(|SortBy::Attribute(id)| {
                let attribute = entity.attribute(*id);
                attribute.name == own || attribute.sent() == own
            });
            (!known).then(|| String::from("is none of the orders"))
        }
        _ => unknown(),
    }
}

fn not_offered(operation: Operation<'_>, text: &str) -> Option<String> {
    let ResponseBody::MediaType {
        media_type, views, ..
    } = &operation.action.response.body
    else {
        return Some(String::from("is not known"));
    };
    let views = views.iter();
    let views = views.map(|view| operation.service.view(*media_type, *view));
    let views: Vec<_> = views.collect();
    let names: Vec<&str> = views.iter().map(|view| view.sent()).collect();
    let known = names.contains(&text) || views.iter().any(|view| view.name == text);
    (!known).then(|| format!("is none of: {}", names.join(", ")))
}

fn payload(operation: Operation<'_>, request: &Request, faults: &mut Vec<Fault>) {
    let Some(payload) = &operation.action.payload else {
        return;
    };
    let Some(json) = &request.body else {
        let says = String::from("there is no payload");
        return faults.push(Fault {
            at: String::new(),
            says,
        });
    };
    let values = Values {
        service: operation.service,
        mode: mode(operation.action),
    };
    match (payload, body(operation)) {
        (_, Some(slots)) => values.members(
            &slots,
            json,
            Found {
                at: String::new(),
                faults,
            },
        ),
        (Payload::Type(id), None) => faults.extend(values.faults(&plain(Shape::Named(*id)), json)),
        (Payload::Entity(_), None) => {}
    }
}

fn mode(action: &Action) -> Mode {
    match (action.kind, action.method) {
        (ActionKind::Update, Method::Patch) => Mode::Patch,
        _ => Mode::Request,
    }
}
