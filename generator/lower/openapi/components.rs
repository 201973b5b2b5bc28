//! What several operations share: asked for by name, made on the first asking, so that nothing is
//! in the document that nothing refers to.

use super::plain;
use super::problems::{self, Problem};
use crate::ir;
use openapiv3::{
    Header, HeaderStyle, Parameter, ParameterSchemaOrContent, ReferenceOr, Response, Schema,
    SecurityScheme,
};
use std::collections::BTreeMap;

/// Components so far, each kind by name.
pub(super) struct Components<'a> {
    pub(super) service: &'a ir::Service,
    schemas: BTreeMap<String, Schema>,
    responses: BTreeMap<String, Response>,
    parameters: BTreeMap<String, Parameter>,
    headers: BTreeMap<String, Header>,
}

impl<'a> Components<'a> {
    pub(super) fn new(service: &'a ir::Service) -> Self {
        Components {
            service,
            schemas: BTreeMap::new(),
            responses: BTreeMap::new(),
            parameters: BTreeMap::new(),
            headers: BTreeMap::new(),
        }
    }

    /// A schema of this name. While it is made, what it is made of may refer to it.
    pub(super) fn schema(
        &mut self,
        name: &str,
        make: impl FnOnce(&mut Self) -> Schema,
    ) -> ReferenceOr<Schema> {
        if !self.schemas.contains_key(name) {
            self.schemas.insert(name.to_owned(), plain::anything());
            let schema = make(self);
            self.schemas.insert(name.to_owned(), schema);
        }
        reference("schemas", name)
    }

    /// What a reference to a schema stands for.
    pub(super) fn resolve<'s>(&'s self, schema: &'s ReferenceOr<Schema>) -> &'s Schema {
        match schema {
            ReferenceOr::Item(schema) => schema,
            ReferenceOr::Reference { reference } => self.referred(reference),
        }
    }

    /// The schema of a reference.
    pub(super) fn referred(&self, reference: &str) -> &Schema {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        self.schemas
            .get(name)
            .expect("references are made together with what they refer to")
    }

    /// The answer to a problem that is the same wherever it occurs.
    pub(super) fn problem(&mut self, problem: &Problem) -> ReferenceOr<Response> {
        if !self.responses.contains_key(problem.name) {
            let made = problems::response(self, Some(problem), &[]);
            self.responses.insert(problem.name.to_owned(), made);
        }
        reference("responses", problem.name)
    }

    /// A parameter that many actions have.
    pub(super) fn parameter(
        &mut self,
        name: &str,
        make: impl FnOnce() -> Parameter,
    ) -> ReferenceOr<Parameter> {
        self.parameters.entry(name.to_owned()).or_insert_with(make);
        reference("parameters", name)
    }

    /// Headers of an answer, by their names.
    pub(super) fn headers<'t>(
        &mut self,
        texts: &'t [&'static HeaderText],
    ) -> impl Iterator<Item = (String, ReferenceOr<Header>)> + use<'t> {
        for text in texts {
            self.headers
                .entry(text.name.to_owned())
                .or_insert_with(|| header(text));
        }
        texts
            .iter()
            .map(|text| (text.name.to_owned(), reference("headers", text.name)))
    }

    /// Everything, ordered by name.
    pub(super) fn finish(self, security: SecurityScheme) -> openapiv3::Components {
        openapiv3::Components {
            schemas: items(self.schemas).collect(),
            responses: items(self.responses).collect(),
            parameters: items(self.parameters).collect(),
            headers: items(self.headers).collect(),
            security_schemes: [(
                super::security::SCHEME.to_owned(),
                ReferenceOr::Item(security),
            )]
            .into_iter()
            .collect(),
            ..openapiv3::Components::default()
        }
    }
}

fn items<T>(named: BTreeMap<String, T>) -> impl Iterator<Item = (String, ReferenceOr<T>)> {
    named
        .into_iter()
        .map(|(name, item)| (name, ReferenceOr::Item(item)))
}

fn reference<T>(kind: &str, name: &str) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("#/components/{kind}/{name}"),
    }
}

/// A header of answers.
pub(super) struct HeaderText {
    name: &'static str,
    description: &'static str,
    example: &'static str,
    schema: fn() -> Schema,
}

/// Sent with everything.
pub(super) static REQUEST_ID: HeaderText = HeaderText {
    name: "X-Request-Id",
    description: "What the request is called in the server's log: the request's own `X-Request-Id` if it has \
                  a sane one.",
    example: "5f3c9a7e21b04d68-1a",
    schema: plain::text,
};

/// Sent with everything.
pub(super) static CACHE_CONTROL: HeaderText = HeaderText {
    name: "Cache-Control",
    description: "`no-cache` for reads, with `private` if they are signed: ask whether a kept answer is still \
                  good. `no-store` for everything else.",
    example: "private, no-cache",
    schema: plain::text,
};

/// Sent with what has a version.
pub(super) static ETAG: HeaderText = HeaderText {
    name: "ETag",
    description: "Version of the thing and hash of what is sent (RFC 9110 §8.8.3), for `If-None-Match` and \
                  `If-Match`.",
    example: super::examples::ENTITY_TAG,
    schema: plain::text,
};

/// Sent with what was made.
pub(super) static LOCATION: HeaderText = HeaderText {
    name: "Location",
    description: "Path of what was made.",
    example: "/",
    schema: plain::text,
};

/// Sent with pages.
pub(super) static LINK: HeaderText = HeaderText {
    name: "Link",
    description: "The next page as `rel=\"next\"` (RFC 8288); absent at the end of the list.",
    example: "</?cursor=AYb5Uq9xQ2mVw1sXkz3t>; rel=\"next\"",
    schema: plain::text,
};

/// Sent with 503.
pub(super) static RETRY_AFTER: HeaderText = HeaderText {
    name: "Retry-After",
    description: "Seconds to wait before the next attempt (RFC 9110 §10.2.3).",
    example: "1",
    schema: plain::whole_number,
};

/// Sent with 401.
pub(super) static WWW_AUTHENTICATE: HeaderText = HeaderText {
    name: "WWW-Authenticate",
    description: "Algorithm, region and service to sign for (RFC 9110 §11.6.1).",
    example: "AWS4-HMAC-SHA256",
    schema: plain::text,
};

fn header(text: &HeaderText) -> Header {
    let schema = ReferenceOr::Item((text.schema)());
    let example = text
        .example
        .parse::<u32>()
        .map_or_else(|_| text.example.into(), Into::into);
    Header {
        description: Some(text.description.to_owned()),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: Some(example),
        examples: Default::default(),
        extensions: Default::default(),
    }
}
