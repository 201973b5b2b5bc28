//! Answers, and whether a client could read them: the design that the client was made from and an answer go in, what it
//! cannot read comes out.

use super::judge::{Fault, Found, Mode, Values};
use super::operation::Operation;
use super::slot::view;
use crate::ir::{ActionKind, ResponseBody};
use serde::Serialize;
use serde_json::Value as Json;

/// An answer as a service gives it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// The view that was asked for; the usual one if none was.
    pub view: Option<String>,
    /// What is in it.
    pub body: Option<Json>,
}

/// What a client of this operation cannot read. Members that it does not know are passed over.
pub(in crate::breaking) fn unread(operation: Operation<'_>, answer: &Answer) -> Vec<Fault> {
    let response = &operation.action.response;
    let mut faults = Vec::new();
    let mut wrong = |says: String| {
        let at = String::new();
        faults.push(Fault { at, says });
    };
    let expected = response.status.code();
    if expected != answer.status {
        wrong(format!("the status is not {expected}"));
    }
    match (&response.body, &answer.body) {
        (ResponseBody::Empty, _) => {}
        (_, None) => wrong(String::from("there is nothing in it")),
        (ResponseBody::Value(value), Some(json)) => {
            faults.extend(values(operation).faults(value, json))
        }
        (ResponseBody::MediaType { list, .. }, Some(json)) => {
            represented(operation, answer, (*list, json), &mut faults);
        }
    }
    faults
}

/// One thing, a list or a page.
fn represented(
    operation: Operation<'_>,
    answer: &Answer,
    (list, json): (bool, &Json),
    faults: &mut Vec<Fault>,
) {
    let paged = operation.action.kind == ActionKind::List;
    let prefix = if paged { "/items" } else { "" };
    match if paged { json.get("items") } else { Some(json) } {
        Some(Json::Array(items)) if list || paged => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("{prefix}/{index}");
                viewed(operation, answer, (&at, item), faults);
            }
        }
        Some(one) if !list && !paged => viewed(operation, answer, ("", one), faults),
        _ => {
            let says = String::from("is no list");
            let at = prefix.to_owned();
            faults.push(Fault { at, says });
        }
    }
}

fn values(operation: Operation<'_>) -> Values<'_> {
    Values {
        service: operation.service,
        mode: Mode::Answer,
    }
}

fn viewed(
    operation: Operation<'_>,
    answer: &Answer,
    (at, json): (&str, &Json),
    faults: &mut Vec<Fault>,
) {
    let ResponseBody::MediaType {
        media_type,
        views,
        default,
        ..
    } = &operation.action.response.body
    else {
        return;
    };
    let service = operation.service;
    let named = |name: &String| {
        let mut views = views.iter();
        views.find(|id| service.view(*media_type, **id).name == *name)
    };
    let id = answer.view.as_ref().and_then(named).unwrap_or(default);
    let at = at.to_owned();
    values(operation).members(&view(service, *media_type, *id), json, Found { at, faults });
}

/// What a client made from the first design cannot read of an answer to an action, which is named by its resource and its
/// own name.
pub fn unreadable(
    service: &crate::ir::Service,
    (resource, action): (&str, &str),
    answer: &Answer,
) -> Vec<Fault> {
    let mut all = Operation::all(service);
    let own = all.find(|own| own.resource.name == resource && own.action.name == action);
    own.map(|operation| unread(operation, answer))
        .unwrap_or_default()
}
