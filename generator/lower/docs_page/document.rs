//! The OpenAPI document as something to look things up in.

use openapiv3::{OpenAPI, Operation, Parameter, ReferenceOr, Response, Schema};
use std::borrow::Borrow;
use std::collections::BTreeMap;

pub(super) struct Document<'a> {
    pub(super) openapi: &'a OpenAPI,
    operations: BTreeMap<&'a str, Place<'a>>,
    /// The status that a response is sent with, by its name.
    statuses: BTreeMap<&'a str, String>,
}

/// An operation and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) path: &'a str,
    pub(super) method: &'a str,
    pub(super) operation: &'a Operation,
}

/// Anchor of a named type.
pub(super) fn anchor(name: &str) -> String {
    format!("type-{name}")
}

/// Anchor of a problem that any action may be answered with.
pub(super) fn problem_anchor(name: &str) -> String {
    format!("problem-{name}")
}

/// The last part of a reference, which is the name of what it refers to.
pub(super) fn name_of(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}

const RESOLVED: &str = "lowering makes references together with what they refer to";

impl<'a> Document<'a> {
    pub(super) fn new(openapi: &'a OpenAPI) -> Self {
        let places = openapi.operations().map(|(path, method, operation)| Place {
            path,
            method,
            operation,
        });
        let operations = places
            .filter_map(|place| Some((place.operation.operation_id.as_deref()?, place)))
            .collect();
        let answers = openapi
            .operations()
            .flat_map(|(_, _, operation)| &operation.responses.responses);
        let statuses = answers
            .filter_map(|(status, response)| match response {
                ReferenceOr::Reference { reference } => {
                    Some((name_of(reference), status.to_string()))
                }
                ReferenceOr::Item(_) => None,
            })
            .collect();
        Document {
            openapi,
            operations,
            statuses,
        }
    }

    /// An operation by its id.
    pub(super) fn operation(&self, id: &str) -> Option<Place<'a>> {
        self.operations.get(id).copied()
    }

    /// The status that a response is sent with, if any operation is answered with it.
    pub(super) fn status_of(&self, name: &str) -> Option<String> {
        self.statuses.get(name).cloned()
    }

    fn components(&self) -> &'a openapiv3::Components {
        self.openapi
            .components
            .as_ref()
            .expect("lowering gives every document components")
    }

    /// The schema that a reference stands for.
    pub(super) fn referred(&self, reference: &str) -> &'a Schema {
        self.components()
            .schemas
            .get(name_of(reference))
            .and_then(ReferenceOr::as_item)
            .expect(RESOLVED)
    }

    /// A schema, or what a reference to one stands for.
    pub(super) fn schema<'s, S: Borrow<Schema>>(&self, schema: &'s ReferenceOr<S>) -> &'s Schema
    where
        'a: 's,
    {
        match schema {
            ReferenceOr::Item(schema) => schema.borrow(),
            ReferenceOr::Reference { reference } => self.referred(reference),
        }
    }

    pub(super) fn parameter<'s>(&self, parameter: &'s ReferenceOr<Parameter>) -> &'s Parameter
    where
        'a: 's,
    {
        match parameter {
            ReferenceOr::Item(parameter) => parameter,
            ReferenceOr::Reference { reference } => {
                let named = self.components().parameters.get(name_of(reference));
                named.and_then(ReferenceOr::as_item).expect(RESOLVED)
            }
        }
    }

    pub(super) fn response<'s>(&self, response: &'s ReferenceOr<Response>) -> &'s Response
    where
        'a: 's,
    {
        match response {
            ReferenceOr::Item(response) => response,
            ReferenceOr::Reference { reference } => {
                let named = self.components().responses.get(name_of(reference));
                named.and_then(ReferenceOr::as_item).expect(RESOLVED)
            }
        }
    }
}
