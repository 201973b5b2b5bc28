//! Compares resources and their actions: which there are, and where.

use super::comparison::{Comparison, Subject};
use super::counterpart::{counterpart, paired};
use super::finding::{Place, Witness};
use super::renames::name_now;
use super::rules::{action as act, lifecycle as life};
use super::trail::{Route, request_at, usual_request};
use super::unsaid;
use super::wire::{Operation, refusal};
use crate::ir::{Action, PathSegment, Resource, Service};
use crate::lower;

impl<'a> Comparison<'a> {
    pub(super) fn resources(&mut self) {
        let pairs = paired(&self.old.resources, &self.new.resources);
        for resource in pairs.gone {
            let element = format!("resource {}", resource.name);
            let mut operations = resource.actions.iter().map(|action| Operation {
                service: self.old,
                resource,
                action,
            });
            let moved = |operation: &Operation<'_>| same_route(self.new, *operation).is_none();
            let witness = operations
                .clone()
                .find(moved)
                .and_then(|it| self.unanswered(it));
            if operations.clone().any(|operation| moved(&operation)) {
                let subject = Subject::new(element, "is gone", Place::Old(resource.span));
                self.shown(&act::RES01, subject, witness);
            }
            operations
                .by_ref()
                .for_each(|operation| self.moved(operation));
        }
        for resource in pairs.added {
            let element = format!("resource {}", resource.name);
            self.report(&act::RES02, Subject::added(element, resource.span));
        }
        for (former, resource) in pairs.both {
            self.resource(former, resource);
        }
    }

    /// An action whose resource is gone, if it is at the same route in another one.
    fn moved(&mut self, former: Operation<'a>) {
        let Some(now) = same_route(self.new, former) else {
            return;
        };
        self.operation(former, now);
    }

    fn resource(&mut self, former: &'a Resource, resource: &'a Resource) {
        let element = format!("resource {}", resource.name);
        let span = resource.span;
        self.words((&former.description, &resource.description), &element, span);
        self.called(&act::RES08, (former, resource), (&element, span));
        let media = [
            &self.old.media_type(former.media_type).name,
            &self.new.media_type(resource.media_type).name,
        ];
        if media[0] != media[1] {
            let message = format!("was of `{}` and is of `{}`", media[0], media[1]);
            self.report(&act::RES12, Subject::now(element.clone(), span, message));
        }
        self.parent((former, resource), &element);
        let paths = [former, resource];
        let [old, new] = paths.map(|resource| template("", resource.sent_path()));
        if keyless(&old) != keyless(&new) {
            let message = format!("was at `{old}` and is at `{new}`");
            let witness = self.any_unanswered(former);
            self.shown(&act::RES04, Subject::now(element, span, message), witness);
        } else if let Some(newer) = unsaid::path(former, resource) {
            let message = format!("does not answer at `{newer}` any more");
            let witness = self.any_unanswered(former);
            self.shown(&act::RES08B, Subject::now(element, span, message), witness);
        }
        self.actions(former, resource);
    }

    /// Below which rows the collection is.
    fn parent(&mut self, (former, resource): (&'a Resource, &'a Resource), element: &str) {
        let named = |resource: &Resource| {
            let parent = self.new.resource(resource.parent?.resource);
            Some(parent.name.as_str())
        };
        let before = former
            .parent
            .map(|parent| self.old.resource(parent.resource));
        let before = before.map(|parent| name_now(parent, &self.new.resources));
        let parents = [before, named(resource)];
        if parents[0] != parents[1] {
            let message = super::limits::told("parent", parents[0], parents[1]);
            let witness = self.any_unanswered(former);
            let subject = Subject::now(element, resource.span, message);
            self.shown(&act::RES06, subject, witness);
            return;
        }
        self.by((former, resource), element);
    }

    /// Which relation leads to the row above.
    fn by(&mut self, (former, resource): (&'a Resource, &'a Resource), element: &str) {
        let by = |service: &'a Service, resource: &Resource| {
            let entity = service.entity(resource.entity?);
            Some(
                entity
                    .relation_to_one(resource.parent?.relation)
                    .name
                    .as_str(),
            )
        };
        let before = by(self.old, former);
        let entity = former.entity.map(|id| self.old.entity(id));
        let before = before.and_then(|name| Some(self.member_now(entity?, name)));
        let after = by(self.new, resource);
        if before != after {
            let message = super::limits::told("by", before, after);
            self.report(&act::RES11, Subject::now(element, resource.span, message));
        }
    }

    fn actions(&mut self, former: &'a Resource, resource: &'a Resource) {
        let (old, new) = (self.old, self.new);
        for action in &former.actions {
            let before = Operation {
                service: old,
                resource: former,
                action,
            };
            let mut all = resource.actions.iter();
            let named = all.find(|now| counterpart(std::slice::from_ref(action), now).is_some());
            let now = named.map(|action| Operation {
                service: new,
                resource,
                action,
            });
            match now.or_else(|| same_route(new, before)) {
                Some(now) => self.operation(before, now),
                None => self.action_gone(before),
            }
        }
        for action in &resource.actions {
            let now = Operation {
                service: new,
                resource,
                action,
            };
            let known = counterpart(&former.actions, action).is_some();
            if !known && same_route(old, now).is_none() {
                self.report(&act::ACT03, Subject::added(now.element(), action.span));
            }
        }
    }

    fn action_gone(&mut self, former: Operation<'a>) {
        let rule = match former.action.deprecated {
            None => &act::ACT01,
            Some(_) => &act::ACT02,
        };
        let witness = self.unanswered(former);
        let subject = Subject::gone(former.element(), former.action.span);
        self.shown(rule, subject, witness);
    }

    /// A request to any action of a resource that worked and no longer does.
    fn any_unanswered(&self, former: &'a Resource) -> Option<Witness> {
        let mut actions = former.actions.iter();
        actions.find_map(|action| {
            self.unanswered(Operation {
                service: self.old,
                resource: former,
                action,
            })
        })
    }

    /// A request for an action that is no longer there.
    fn unanswered(&self, former: Operation<'a>) -> Option<Witness> {
        let routes = former.resource.routes_of(former.action).into_iter();
        let mut requests = routes.filter_map(|path| request_at(former, &path));
        let (request, refusal) = requests.find_map(|request| {
            let worked = refusal(self.old, &request).is_none();
            let refused = refusal(self.new, &request).filter(|_| worked)?;
            Some((request, refused))
        })?;
        let because = refusal.faults.first()?.says.clone();
        Some(Witness::Request {
            action: format!("{}.{}", former.resource.name, former.action.name),
            request,
            status: refusal.status,
            because,
        })
    }

    /// A request for a view that is no longer there.
    pub(super) fn asked_for(&self, media_type: &str, view: &str) -> Option<Witness> {
        Operation::all(self.old).find_map(|operation| {
            let crate::ir::ResponseBody::MediaType { media_type: id, .. } =
                operation.action.response.body
            else {
                return None;
            };
            let shown = self.old.media_type(id);
            let mut request = usual_request(operation).filter(|_| shown.name == media_type)?;
            request.query.push((String::from("view"), view.to_owned()));
            let comparison = Comparison::new((self.old, self.new), self.between);
            let route = Route {
                old: operation,
                new: operation,
            };
            let mut comparison = comparison;
            comparison.route = Some(route);
            comparison.refused_request("?view", request)
        })
    }

    /// One action in both designs.
    fn operation(&mut self, old: Operation<'a>, new: Operation<'a>) {
        self.route = Some(Route { old, new });
        let (former, action) = (old.action, new.action);
        let (element, span) = (new.element(), action.span);
        let resources = std::slice::from_ref(old.resource);
        let is_successor = counterpart(resources, new.resource).is_some();
        if former.name != action.name && is_successor {
            let message = format!("was called `{}`", former.name);
            self.report(&act::ACT08, Subject::now(element.clone(), span, message));
        }
        if old.resource.name != new.resource.name && !is_successor {
            let message = format!("was `{}.{}`", old.resource.name, former.name);
            self.report(&act::ACT09, Subject::now(element.clone(), span, message));
        }
        self.words((&former.description, &action.description), &element, span);
        self.place(Route { old, new }, &element);
        self.deprecation((former, action), &element);
        self.access(Route { old, new }, &element);
        self.asks(Route { old, new }, &element);
        self.answers(Route { old, new }, &element);
        self.route = None;
    }

    fn deprecation(&mut self, (former, action): (&'a Action, &'a Action), element: &str) {
        let rule = match (&former.deprecated, &action.deprecated) {
            (None, Some(_)) => (&life::LIF03A, "is deprecated"),
            (Some(_), None) => (&life::LIF03B, "is no longer deprecated"),
            (Some(old), Some(new)) if old != new => (&life::LIF08, "something else is to be used"),
            _ => return,
        };
        self.report(rule.0, Subject::now(element, action.span, rule.1));
    }

    /// Method and path.
    fn place(&mut self, route: Route<'a>, element: &str) {
        let Route { old, new } = route;
        let (former, action) = (old.action, new.action);
        if former.method != action.method {
            let [before, after] = [former.method.word(), action.method.word()];
            let message = format!("was `{before}` and is `{after}`");
            let witness = self.unanswered(old);
            let subject = Subject::now(element, action.span, message);
            self.shown(&act::ACT04, subject, witness);
        }
        let below = |operation: Operation<'a>| {
            let whole = template("", &operation.action.path);
            let above = template("", &operation.resource.path);
            whole
                .strip_prefix(&above)
                .map_or(whole.clone(), str::to_owned)
        };
        let [before, after] = [below(old), below(new)];
        let keys = |path: &[PathSegment]| {
            path.iter()
                .filter(|part| !matches!(part, PathSegment::Literal(_)))
                .count()
        };
        let rule = match keys(&former.path).cmp(&keys(&action.path)) {
            _ if before == after => None,
            _ if before.contains("{id}") != after.contains("{id}") => Some(&act::ACT21),
            _ => Some(&act::ACT05),
        };
        if let Some(rule) = rule {
            let message = format!("was at `…{before}` and is at `…{after}`");
            let witness = self.unanswered(old);
            self.shown(rule, Subject::now(element, action.span, message), witness);
        }
        self.keys(route, element);
    }

    /// The keys in the path.
    fn keys(&mut self, Route { old, new }: Route<'a>, element: &str) {
        let names = |path: &'a [PathSegment]| -> Vec<&'a str> {
            let names = path.iter().filter_map(|part| match part {
                PathSegment::ParentId { name, .. } => Some(name.as_str()),
                PathSegment::Literal(_) | PathSegment::Id => None,
            });
            names.collect()
        };
        let (before, after) = (names(&old.action.path), names(&new.action.path));
        let rule = match before.len().cmp(&after.len()) {
            std::cmp::Ordering::Less => &act::ACT06A,
            std::cmp::Ordering::Greater => &act::ACT06B,
            std::cmp::Ordering::Equal if before != after => &act::ACT07,
            std::cmp::Ordering::Equal => return,
        };
        let message = format!(
            "was `{}` and is `{}`",
            template("", &old.action.path),
            template("", &new.action.path)
        );
        let witness = self.needs_witness(rule).then(|| self.unanswered(old));
        let subject = Subject::now(element, new.action.span, message);
        self.shown(rule, subject, witness.flatten());
    }
}

/// `/books/{id}`
pub(super) fn template(base_path: &str, path: &[PathSegment]) -> String {
    match lower::template(base_path, path) {
        root if path.is_empty() => root.trim_end_matches('/').to_owned(),
        path => path,
    }
}

/// A path whose keys have no names and no number.
pub(super) fn keyless(path: &str) -> Vec<&str> {
    path.split('/')
        .filter(|word| !word.is_empty() && !word.starts_with('{'))
        .collect()
}

/// The action of another design at the same route that has another name, if that name is not the name of another action
/// there.
fn same_route<'a>(service: &'a Service, of: Operation<'_>) -> Option<Operation<'a>> {
    let shape = |operation: Operation<'_>| {
        let base = operation.service.api.base_path.clone();
        let path = template(&base, &operation.action.path);
        let words = path
            .split('/')
            .map(|word| if word.starts_with('{') { "{}" } else { word });
        words.collect::<Vec<_>>().join("/")
    };
    let wanted = shape(of);
    let is_same = |operation: &Operation<'_>| {
        operation.action.method == of.action.method && shape(*operation) == wanted
    };
    let there = Operation::all(service).find(is_same)?;
    let named = |operation: Operation<'_>| {
        let resources = of.service.resources.iter();
        let mut resources = resources.filter(|resource| resource.name == operation.resource.name);
        resources.any(|own| {
            own.actions
                .iter()
                .any(|action| action.name == operation.action.name)
        })
    };
    // What is at the route now was somewhere else before: it has a past of its own.
    (!named(there)).then_some(there)
}
