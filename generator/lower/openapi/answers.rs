//! Lowers the answers to what succeeds: status, headers, and a body for each view that may be
//! asked for.

use super::components::{CACHE_CONTROL, Components, ETAG, HeaderText, LINK, LOCATION, REQUEST_ID};
use super::plain;
use super::views::{Total, array};
use crate::ir;
use crate::lower::hrefs;
use openapiv3::{
    Example, MediaType, ObjectType, ReferenceOr, Response, Schema, SchemaKind, StatusCode, Type,
};
use serde_json::Value;

/// What everything is sent as unless the client asks for the type of its own.
pub(super) const JSON: &str = "application/json";

/// The views of a media type that an action offers; the one that is sent unless asked comes first.
pub(super) struct Views<'a> {
    media_type: ir::MediaTypeId,
    identifier: &'a str,
    pub(super) default: &'a ir::View,
    pub(super) offered: Vec<&'a ir::View>,
    ids: Vec<ir::ViewId>,
    list: bool,
}

impl Views<'_> {
    /// An example of each view by its name, where there is one.
    fn examples(
        &self,
        values: Vec<Option<Value>>,
    ) -> impl Iterator<Item = (String, ReferenceOr<Example>)> {
        let named = |(view, value): (&&ir::View, Option<Value>)| {
            let example = Example {
                summary: Some(format!("With `view={}`.", view.name)),
                value: Some(value?),
                ..Example::default()
            };
            Some((view.name.clone(), ReferenceOr::Item(example)))
        };
        self.offered.iter().zip(values).filter_map(named)
    }
}

/// The views that a client may choose from.
pub(super) fn views<'a>(service: &'a ir::Service, action: &ir::Action) -> Option<Views<'a>> {
    let ir::ResponseBody::MediaType {
        media_type,
        views,
        default,
        list,
    } = &action.response.body
    else {
        return None;
    };
    let others = views.iter().filter(|view| *view != default);
    let ids: Vec<ir::ViewId> = [default].into_iter().chain(others).copied().collect();
    Some(Views {
        media_type: *media_type,
        identifier: &service.media_type(*media_type).identifier,
        default: service.view(*media_type, *default),
        offered: ids
            .iter()
            .map(|view| service.view(*media_type, *view))
            .collect(),
        ids,
        list: *list,
    })
}

/// Whether what is sent has a version, and so an entity tag: one thing that is stored.
pub(super) fn has_version(service: &ir::Service, action: &ir::Action) -> bool {
    let ir::ResponseBody::MediaType {
        media_type,
        list: false,
        ..
    } = action.response.body
    else {
        return false;
    };
    let source = service.media_type(media_type).source;
    action.kind != ir::ActionKind::List && matches!(source, ir::Source::Entity(_))
}

/// Whether the action looks at `If-Match`.
pub(super) fn is_conditional(service: &ir::Service, action: &ir::Action) -> bool {
    let is_read = action.method == ir::Method::Get && has_version(service, action);
    let member = matches!(
        action.kind,
        ir::ActionKind::Update | ir::ActionKind::Delete | ir::ActionKind::CustomMember
    );
    is_read || member
}

impl Components<'_> {
    /// What an action answers when it succeeds.
    pub(super) fn answers(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Vec<(StatusCode, ReferenceOr<Response>)> {
        let mut response = Response {
            description: success(action),
            ..Response::default()
        };
        let versioned = has_version(self.service, action);
        let mut headers: Vec<&'static HeaderText> = Vec::new();
        headers.extend(versioned.then_some(&ETAG));
        headers.extend(self.names_place(resource, action).then_some(&LOCATION));
        headers.extend((action.kind == ir::ActionKind::List).then_some(&LINK));
        headers.extend([&CACHE_CONTROL, &REQUEST_ID]);
        response.headers = self.headers(&headers).collect();
        response.content = self.content(resource, action).into_iter().collect();
        let mut answers = vec![(
            StatusCode::Code(action.response.status.code()),
            ReferenceOr::Item(response),
        )];
        if versioned && action.method == ir::Method::Get {
            let unchanged = Response {
                description: "The client has it: `If-None-Match` names its tag.".to_owned(),
                headers: self
                    .headers(&[&ETAG, &CACHE_CONTROL, &REQUEST_ID])
                    .collect(),
                ..Response::default()
            };
            answers.push((StatusCode::Code(304), ReferenceOr::Item(unchanged)));
        }
        answers
    }

    /// Whether the path of what was made is told.
    fn names_place(&self, resource: &ir::Resource, action: &ir::Action) -> bool {
        let ir::ResponseBody::MediaType {
            media_type,
            list: false,
            ..
        } = &action.response.body
        else {
            return false;
        };
        let is_known = || hrefs::place(self.service, resource, *media_type).is_some();
        action.response.status == ir::Success::Created && is_known()
    }

    fn content(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
    ) -> Vec<(String, MediaType)> {
        let schema = match &action.response.body {
            ir::ResponseBody::Empty => return Vec::new(),
            ir::ResponseBody::Value(value) => self.value(&action.name, value),
            ir::ResponseBody::MediaType { .. } => {
                let views = views(self.service, action);
                return views
                    .map(|views| self.viewed(resource, action, &views))
                    .unwrap_or_default();
            }
        };
        let example = self.body(&schema);
        vec![(
            JSON.to_owned(),
            MediaType {
                schema: Some(schema),
                example,
                ..MediaType::default()
            },
        )]
    }

    /// A body in each view, as JSON and as the media type of its own.
    fn viewed(
        &mut self,
        resource: &ir::Resource,
        action: &ir::Action,
        views: &Views<'_>,
    ) -> Vec<(String, MediaType)> {
        let total = match &resource.list {
            Some(list) if list.total => Total::Offered,
            _ => Total::NotOffered,
        };
        let is_page = action.kind == ir::ActionKind::List;
        let bodies: Vec<ReferenceOr<Schema>> = views
            .ids
            .iter()
            .map(|view| match (is_page, views.list) {
                (true, _) => self.page(views.media_type, *view, total),
                (false, true) => {
                    let one = self.view(views.media_type, *view);
                    array(one, None)
                }
                (false, false) => self.view(views.media_type, *view),
            })
            .collect();
        let examples: Vec<_> = bodies.iter().map(|body| self.body(body)).collect();
        let schema = self.any_of(bodies);
        let own = MediaType {
            schema: Some(schema.clone()),
            ..MediaType::default()
        };
        let mut json = MediaType {
            schema: Some(schema),
            ..MediaType::default()
        };
        if let [example] = &examples[..] {
            json.example.clone_from(example);
        } else {
            json.examples = views.examples(examples).collect();
        }
        vec![(JSON.to_owned(), json), (views.identifier.to_owned(), own)]
    }

    /// One of these: `oneOf` where no body can be two of them, else `anyOf`, because a body that
    /// fits two schemas breaks `oneOf`. An empty page or list is one of every view.
    fn any_of(&self, bodies: Vec<ReferenceOr<Schema>>) -> ReferenceOr<Schema> {
        if let [only] = &bodies[..] {
            return only.clone();
        }
        let mut rest = &bodies[..];
        let mut differ = true;
        while let [first, others @ ..] = rest {
            differ &= others.iter().all(|other| self.differ(first, other));
            rest = others;
        }
        ReferenceOr::Item(plain::of(if differ {
            SchemaKind::OneOf { one_of: bodies }
        } else {
            SchemaKind::AnyOf { any_of: bodies }
        }))
    }

    /// Whether nothing is both: one is never without a property that the other never has.
    fn differ(&self, left: &ReferenceOr<Schema>, right: &ReferenceOr<Schema>) -> bool {
        let (SchemaKind::Type(Type::Object(left)), SchemaKind::Type(Type::Object(right))) = (
            &self.resolve(left).schema_kind,
            &self.resolve(right).schema_kind,
        ) else {
            return false;
        };
        let has_its_own = |one: &ObjectType, other: &ObjectType| {
            one.required
                .iter()
                .any(|name| !other.properties.contains_key(name))
        };
        has_its_own(left, right) || has_its_own(right, left)
    }
}

fn success(action: &ir::Action) -> String {
    match action.kind {
        ir::ActionKind::List => "A page of the list.",
        ir::ActionKind::Show => "What was asked for.",
        ir::ActionKind::Create => "What was made.",
        ir::ActionKind::Update => "What it is now.",
        ir::ActionKind::Delete => "It is gone.",
        _ if matches!(action.response.body, ir::ResponseBody::Empty) => "It is done.",
        _ => "The answer.",
    }
    .to_owned()
}
