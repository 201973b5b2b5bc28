//! What an action answers is what HTTP says it is.

use super::codes;
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{self, ActionKind, DeclaredError, EngineId, Method, ResponseBody};
use std::collections::BTreeMap;

/// 204 and 205 have no body; 200 and 201 without one say less than 204.
pub(super) fn bodies_fit_statuses(service: &ir::Service, found: &mut Diagnostics) {
    for action in service
        .resources
        .iter()
        .flat_map(|resource| &resource.actions)
    {
        let empty = matches!(action.response.body, ResponseBody::Empty);
        let status = action.response.status.code();
        let (message, help) = match (status, empty) {
            (204 | 205, false) => (
                format!("status {status} has no body, but the response has one"),
                "remove `status:`, or answer `none`",
            ),
            (200 | 201, true) => (
                format!("status {status} without a body"),
                "answer 204, or 202 if the work goes on",
            ),
            _ => continue,
        };
        found.push(
            Diagnostic::new(codes::STATUS_BODY, action.response.span, message)
                .label(format!("the response of action {}", quoted(&action.name)))
                .help(help),
        );
    }
}

/// Only requests whose body has a meaning carry a payload.
pub(super) fn no_payload_without_body(service: &ir::Service, found: &mut Diagnostics) {
    for action in service
        .resources
        .iter()
        .flat_map(|resource| &resource.actions)
    {
        let verb = match action.method {
            Method::Get => "GET",
            Method::Delete => "DELETE",
            Method::Post | Method::Put | Method::Patch => continue,
        };
        if action.payload.is_some()
            && matches!(
                action.kind,
                ActionKind::CustomMember | ActionKind::CustomCollection
            )
        {
            let message = format!(
                "action {} has a payload, but the body of a {verb} request has no meaning",
                quoted(&action.name)
            );
            found.push(
                Diagnostic::new(codes::PAYLOAD_METHOD, action.span, message)
                    .help("use `post:`, or take the input from `query:`"),
            );
        }
    }
}

/// One error, one status, in all of an engine.
pub(super) fn errors_mean_one_status(service: &ir::Service, found: &mut Diagnostics) {
    let mut first: BTreeMap<(EngineId, &str), &DeclaredError> = BTreeMap::new();
    for resource in &service.resources {
        for error in resource.actions.iter().flat_map(|action| &action.errors) {
            let Some(other) = first.get(&(resource.engine, error.name.as_str())) else {
                first.insert((resource.engine, &error.name), error);
                continue;
            };
            if other.status != error.status {
                let message = format!(
                    "error {} has the status {} elsewhere",
                    quoted(&error.name),
                    other.status
                );
                found.push(
                    Diagnostic::new(codes::ERROR_STATUS, error.span, message)
                        .label(format!("status {}", error.status))
                        .also(other.span, format!("status {}", other.status))
                        .help("use the same status, or another name"),
                );
            }
        }
    }
}
