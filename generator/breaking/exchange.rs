//! Compares what an action takes and what it answers.

use super::comparison::{Comparison, Direction, Subject};
use super::counterpart::{counterpart, paired};
use super::finding::{Place, Witness};
use super::rules::{action as act, request as req, response as rsp, view as vew};
use super::trail::{Frame, Listed, Route, usual_request};
use super::value::Pair;
use super::wire::{Answer, Operation, body, query};
use crate::ir::{ActionKind, MediaTypeId, Payload, ResponseBody, Shape, Success, Value, ViewId};
use serde_json::Value as Json;

impl<'a> Comparison<'a> {
    /// The query and the payload.
    pub(super) fn asks(&mut self, route: Route<'a>, element: &str) {
        let span = route.new.action.span;
        let slots = (query(route.old), query(route.new));
        self.within(Frame::Query, |all| {
            all.members(Direction::Query, slots, (element, span))
        });
        self.list(route, element);
        let payloads = (&route.old.action.payload, &route.new.action.payload);
        match payloads {
            (None, None) => {}
            (None, Some(_)) => {
                let request = usual_request(route.old);
                let witness = request.and_then(|request| self.refused_request("", request));
                let subject = Subject::now(element, span, "takes a payload");
                self.shown(&req::REQ01, subject, witness);
            }
            (Some(_), None) => {
                self.report(
                    &req::REQ03,
                    Subject::now(element, span, "takes no payload any more"),
                );
            }
            (Some(before), Some(after)) => {
                self.within(Frame::Body, |all| {
                    all.payload(route, (before, after), element)
                });
            }
        }
    }

    fn payload(&mut self, route: Route<'a>, payloads: (&Payload, &Payload), element: &str) {
        let span = route.new.action.span;
        if let (Payload::Type(old), Payload::Type(new)) = payloads {
            let (former, now) = (self.old.ty(*old), self.new.ty(*new));
            if former.name != now.name {
                let message = format!("the payload was `{}` and is `{}`", former.name, now.name);
                self.report(&act::ACT16A, Subject::now(element, span, message));
            }
            let [before, after] = [*old, *new].map(|id| super::wire::plain(Shape::Named(id)));
            let pair = Pair {
                name: "payload",
                element: &|| format!("{element}.payload"),
                span,
                old: &before,
                new: &after,
            };
            self.value(Direction::Body, pair);
            return;
        }
        if let (Some(before), Some(after)) = (body(route.old), body(route.new)) {
            self.roles((&before, &after), element);
            self.members(Direction::Body, (before, after), (element, span));
        }
    }

    fn status(&mut self, route: Route<'a>, element: &str) {
        let (former, action) = (route.old.action, route.new.action);
        let span = action.response.span;
        let (old, new) = (former.response.status, action.response.status);
        if old != new {
            let rule = match (old, new) {
                (_, Success::Accepted) => &act::ACT15A,
                (Success::Accepted, _) => &act::ACT15B,
                _ => &rsp::RSP01,
            };
            let message = format!("success was {} and is {}", old.code(), new.code());
            let answer = self.usual_answer(route.new);
            let witness = answer.and_then(|answer| self.unread_answer("", answer));
            self.shown(rule, Subject::now(element, span, message), witness);
        }
    }

    /// Status, problems and what is sent.
    pub(super) fn answers(&mut self, route: Route<'a>, element: &str) {
        let (former, action) = (route.old.action, route.new.action);
        let span = action.response.span;
        self.status(route, element);
        self.problems(route, element);
        match (&former.response.body, &action.response.body) {
            (ResponseBody::Empty, ResponseBody::Empty) => {}
            (ResponseBody::Empty, _) => {
                self.report(
                    &rsp::RSP55,
                    Subject::now(element, span, "answers with something"),
                );
            }
            (_, ResponseBody::Empty) => {
                let answer = self.usual_answer(route.new);
                let witness = answer.and_then(|answer| self.unread_answer("", answer));
                let subject = Subject::now(element, span, "answers with nothing");
                self.shown(&rsp::RSP56, subject, witness);
            }
            (ResponseBody::Value(before), ResponseBody::Value(after)) => {
                self.answered((before, after), route, element);
            }
            (ResponseBody::MediaType { .. }, ResponseBody::MediaType { .. }) => {
                self.representations(route, element);
            }
            _ => {
                let message =
                    "answers with a media type in place of a type, or the other way round";
                self.report(&rsp::RSP57, Subject::now(element, span, message));
            }
        }
    }

    /// An answer of a type.
    fn answered(&mut self, (before, after): (&Value, &Value), route: Route<'a>, element: &str) {
        let action = route.new.action;
        let span = action.response.span;
        if let (Shape::Named(old), Shape::Named(new)) = (&before.shape, &after.shape)
            && self.old.ty(*old).name != self.new.ty(*new).name
        {
            let message = "answers with another type";
            self.report(&act::ACT16B, Subject::now(element, span, message));
        }
        let pair = Pair {
            name: &action.name,
            element: &|| format!("{element}.response"),
            span,
            old: before,
            new: after,
        };
        let frame = Frame::Answer {
            view: None,
            listed: Listed::One,
        };
        self.within(frame, |all| all.value(Direction::Answer, pair));
    }

    /// The least answer of an action.
    fn usual_answer(&self, operation: Operation<'a>) -> Option<Answer> {
        let response = &operation.action.response;
        let service = operation.service;
        let body = match &response.body {
            ResponseBody::Empty => None,
            ResponseBody::Value(value) => {
                super::wire::values(service, (&operation.action.name, value), &value.rules)
                    .into_iter()
                    .next()
            }
            ResponseBody::MediaType {
                media_type,
                default,
                ..
            } => {
                let slots = super::wire::view(service, *media_type, *default);
                let object = Json::Object(super::wire::least(service, &slots)?);
                Some(match listed(operation) {
                    Listed::One => object,
                    Listed::List => serde_json::json!([object]),
                    Listed::Page => serde_json::json!({ "items": [object] }),
                })
            }
        };
        Some(Answer {
            status: response.status.code(),
            view: None,
            body,
        })
    }

    fn problems(&mut self, route: Route<'a>, element: &str) {
        let pairs = paired(&route.old.action.errors, &route.new.action.errors);
        for error in pairs.gone {
            let element = format!("{element}.error {}", error.name);
            self.report(
                &rsp::RSP03,
                Subject::new(element, "is gone", Place::Old(error.span)),
            );
        }
        for error in pairs.added {
            let element = format!("{element}.error {}", error.name);
            self.report(&rsp::RSP04, Subject::added(element, error.span));
        }
        for (former, error) in pairs.both {
            let element = format!("{element}.error {}", error.name);
            if former.status != error.status {
                let message = format!("was {} and is {}", former.status, error.status);
                self.report(
                    &rsp::RSP05,
                    Subject::now(element.clone(), error.span, message),
                );
            }
            self.words(
                (&former.description, &error.description),
                &element,
                error.span,
            );
        }
    }

    /// What is sent of media types, in each view that may be asked for.
    fn representations(&mut self, route: Route<'a>, element: &str) {
        let span = route.new.action.response.span;
        let (Some(before), Some(after)) = (Offer::of(route.old), Offer::of(route.new)) else {
            return;
        };
        let listed = [listed(route.old), listed(route.new)];
        if listed[0] != listed[1] {
            let message = "one takes the place of a list, or a list that of one";
            let answer = self.usual_answer(route.new);
            let witness = answer.and_then(|answer| self.unread_answer("", answer));
            self.shown(&rsp::RSP30, Subject::now(element, span, message), witness);
            return;
        }
        let names = [
            &self.old.media_type(before.media_type).name,
            &self.new.media_type(after.media_type).name,
        ];
        if names[0] != names[1] {
            let message = format!("answers with `{}`, where it was `{}`", names[1], names[0]);
            self.report(&rsp::RSP57, Subject::now(element, span, message));
        }
        self.identifier(route, (&before, &after));
        self.offers(route, (&before, &after), element);
    }

    /// The name of the media type on the wire.
    fn identifier(&mut self, route: Route<'a>, (before, after): (&Offer, &Offer)) {
        let former = self.old.media_type(before.media_type);
        let now = self.new.media_type(after.media_type);
        if former.identifier != now.identifier {
            let request = usual_request(route.old).map(|mut request| {
                request.headers.push(("Accept", former.identifier.clone()));
                request
            });
            let witness = request.and_then(|request| self.refused_request("Accept", request));
            let message = format!("was `{}` and is `{}`", former.identifier, now.identifier);
            let subject = Subject::now(format!("media_type {}", now.name), now.span, message);
            self.shown(&rsp::RSP06, subject, witness);
        }
    }

    fn offers(&mut self, route: Route<'a>, (before, after): (&Offer, &Offer), element: &str) {
        let span = route.new.action.response.span;
        let (old, new) = (self.old, self.new);
        let name_of_old = |id: ViewId| old.view(before.media_type, id).name.as_str();
        let name = |id: ViewId| new.view(after.media_type, id).name.as_str();
        let [former, now] = [name_of_old(before.default), name(after.default)];
        let is_same = counterpart(
            std::slice::from_ref(old.view(before.media_type, before.default)),
            new.view(after.media_type, after.default),
        );
        if is_same.is_none() {
            let message = format!("unless asked, the view was `{former}` and is `{now}`");
            let answer = self.usual_answer(route.new);
            let witness = answer.and_then(|answer| self.unread_answer("", answer));
            self.shown(&vew::RSP08, Subject::now(element, span, message), witness);
        }
        self.offered(route, (before, after), element);
        let known = |view: &str| {
            let views = &old.media_type(before.media_type).views;
            views.iter().any(|own| own.name == view)
        };
        for view in after.views.iter().map(|id| name(*id)) {
            let offered = before.views.iter().any(|id| name_of_old(*id) == view);
            if !offered && known(view) {
                let element = format!("{element}.view {view}");
                self.report(&vew::RSP09D, Subject::now(element, span, "is offered, too"));
            }
        }
    }

    /// The views that were offered.
    fn offered(&mut self, route: Route<'a>, (before, after): (&Offer, &Offer), element: &str) {
        let (old, new) = (self.old, self.new);
        let name = |id: ViewId| new.view(after.media_type, id).name.as_str();
        for id in &before.views {
            let view = old.view(before.media_type, *id).name.as_str();
            let former = std::slice::from_ref(old.view(before.media_type, *id));
            let is_it =
                |now: &&ViewId| counterpart(former, new.view(after.media_type, **now)).is_some();
            match after.views.iter().find(is_it) {
                Some(now) => {
                    let frame = Frame::Answer {
                        view: (name(*now) != name(after.default)).then(|| name(*now).to_owned()),
                        listed: listed(route.new),
                    };
                    let pair = [(before.media_type, *id), (after.media_type, *now)];
                    self.within(frame, |all| all.views(pair));
                }
                None => {
                    let views = &new.media_type(after.media_type).views;
                    if views.iter().any(|other| other.name == view) {
                        let witness = self.not_offered(route, view);
                        let span = route.new.action.response.span;
                        let subject = Subject::now(
                            format!("{element}.view {view}"),
                            span,
                            "is no longer offered",
                        );
                        self.shown(&vew::RSP09C, subject, witness);
                    }
                }
            }
        }
    }

    fn not_offered(&self, route: Route<'a>, view: &str) -> Option<Witness> {
        let mut request = usual_request(route.old)?;
        request.query.push((String::from("view"), view.to_owned()));
        self.refused_request("?view", request)
    }
}

/// The views that an action offers.
struct Offer {
    media_type: MediaTypeId,
    views: Vec<ViewId>,
    default: ViewId,
}

impl Offer {
    fn of(operation: Operation<'_>) -> Option<Self> {
        match &operation.action.response.body {
            ResponseBody::MediaType {
                media_type,
                views,
                default,
                ..
            } => Some(Offer {
                media_type: *media_type,
                views: views.clone(),
                default: *default,
            }),
            _ => None,
        }
    }
}

fn listed(operation: Operation<'_>) -> Listed {
    match operation.action.response.body {
        _ if operation.action.kind == ActionKind::List => Listed::Page,
        ResponseBody::MediaType { list: true, .. } => Listed::List,
        _ => Listed::One,
    }
}
