//! Lowers the page of documentation: the OpenAPI document comes in, what people read of it goes
//! out, so that the two cannot disagree.

mod command;
mod document;
mod kind;
mod operation;
mod prose;
mod table;

use crate::ir;
use crate::lower::{docs, naming};
use crate::names;
use crate::plan::docs::{Group, Page, Problem, Type};
use document::Document;
use kind::kind;
use openapiv3::{OpenAPI, ReferenceOr, Schema, SchemaKind};
use std::collections::BTreeSet;

/// The whole page.
pub(super) fn page(service: &ir::Service, openapi: &OpenAPI) -> Page {
    let document = Document::new(openapi);
    let scope = format!("aws:amz:{}:{}", service.api.region, service.api.name);
    // It stands in commands between single quotes.
    let server = openapi
        .servers
        .first()
        .map(|server| server.url.replace('\'', "%27"));
    let groups = service
        .resources
        .iter()
        .map(|resource| group(&document, &scope, resource));
    Page {
        title: openapi.info.title.clone(),
        version: openapi.info.version.clone(),
        prose: prose::paragraphs(openapi.info.description.as_deref()),
        groups: groups.collect(),
        problems: problems(&document),
        types: types(service, &document),
        server: server.unwrap_or_default(),
        scope,
    }
}

/// Problems that any action may be answered with, by status.
fn problems(document: &Document<'_>) -> Vec<Problem> {
    let named = document
        .openapi
        .components
        .iter()
        .flat_map(|components| &components.responses);
    let mut problems: Vec<Problem> = named
        .filter_map(|(name, response)| {
            let response = response.as_item()?;
            Some(Problem {
                anchor: document::problem_anchor(name),
                status: document.status_of(name)?,
                prose: prose::paragraph(&response.description),
            })
        })
        .collect();
    problems.sort_by(|one, other| one.status.cmp(&other.status));
    problems
}

/// A resource with its operations in the order of the design; the document has them by path.
fn group(document: &Document<'_>, scope: &str, resource: &ir::Resource) -> Group {
    let tag = document
        .openapi
        .tags
        .iter()
        .find(|tag| tag.name == resource.name);
    let operations = resource.actions.iter().filter_map(|action| {
        let id = names::action(&resource.name, &action.name);
        let place = document.operation(&id)?;
        Some(operation::operation(document, scope, place))
    });
    Group {
        anchor: format!("resource-{}", resource.name),
        title: docs::sentence(&docs::words(&resource.name)),
        prose: prose::paragraphs(tag.and_then(|tag| tag.description.as_deref())),
        operations: operations.collect(),
    }
}

/// Named types. Payloads of entities stand with the actions that take them.
fn types(service: &ir::Service, document: &Document<'_>) -> Vec<Type> {
    let payloads: BTreeSet<String> = service
        .resources
        .iter()
        .flat_map(|resource| {
            resource
                .actions
                .iter()
                .map(move |action| naming::payload_type(resource, action))
        })
        .collect();
    let named = document
        .openapi
        .components
        .iter()
        .flat_map(|components| &components.schemas);
    named
        .filter(|(name, _)| !payloads.contains(*name))
        .filter_map(|(name, schema)| schema.as_item().map(|schema| ty(document, name, schema)))
        .collect()
}

fn ty(document: &Document<'_>, name: &str, schema: &Schema) -> Type {
    let members = match &schema.schema_kind {
        SchemaKind::OneOf { one_of: members } => &members[..],
        _ => &[],
    };
    Type {
        anchor: document::anchor(name),
        name: name.to_owned(),
        prose: prose::paragraphs(schema.schema_data.description.as_deref()),
        values: table::values(schema),
        members: members.iter().map(kind).collect(),
        rows: table::properties(document, &ReferenceOr::Item(schema.clone())),
    }
}
