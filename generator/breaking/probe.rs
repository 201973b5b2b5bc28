//! Requests that a service accepts: a design goes in; the least request for each action, and one for each thing that may
//! be left out of it, comes out.

use super::trail::usual_request;
use super::wire::{Operation, Request, body, of_slot, query, refusal, text_of};
use crate::ir::Service;
use serde_json::Value as Json;

/// Requests that the service of this design accepts.
pub fn requests(service: &Service) -> Vec<Request> {
    let all = Operation::all(service).filter_map(|operation| {
        let least = usual_request(operation)?;
        let more = more(operation, &least);
        Some(std::iter::once(least).chain(more))
    });
    let accepted = |request: &Request| refusal(service, request).is_none();
    all.flatten().filter(accepted).collect()
}

/// The request with each parameter or field that it has not.
fn more(operation: Operation<'_>, least: &Request) -> Vec<Request> {
    let service = operation.service;
    let mut requests = Vec::new();
    for slot in query(operation).iter().filter(|slot| !slot.must) {
        let text = of_slot(service, slot).and_then(|json| text_of(&json));
        requests.extend(text.map(|text| {
            let mut request = least.clone();
            request.query.push((slot.name.to_string(), text));
            request
        }));
    }
    for slot in body(operation).unwrap_or_default() {
        let json = of_slot(service, &slot).filter(|_| !slot.must);
        requests.extend(json.and_then(|json| {
            let mut request = least.clone();
            let members = request.body.as_mut().and_then(Json::as_object_mut)?;
            members.insert(slot.name.to_string(), json);
            Some(request)
        }));
    }
    requests
}
