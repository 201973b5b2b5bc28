//! Tests of who gets in: without a signature, with a wrong one, by another method.

use super::layout::{BODY, names};
use super::place::Target;
use super::scene::Scene;
use super::world::Actor;
use super::{Tested, is_of_one};
use crate::ir::{Access, Action, Method};
use crate::plan::tests::Body;
use crate::plan::tests::kinds::{Requests, Step, Steps};

/// Every method of actions.
const METHODS: [Method; 5] = [
    Method::Put,
    Method::Delete,
    Method::Patch,
    Method::Post,
    Method::Get,
];

impl Tested<'_> {
    pub(super) fn gates(&mut self) {
        let resource = self.resource;
        let closed: Vec<&Action> = resource
            .actions
            .iter()
            .filter(|action| !action.authorize.contains(&Access::Public))
            .collect();
        if !closed.is_empty() {
            self.gate(
                "unsigned_requests_are_refused",
                "What is not public needs a signature.",
                &closed,
                Body::Unsigned,
            );
        }
        let all: Vec<&Action> = resource.actions.iter().collect();
        if !all.is_empty() {
            let sentence = "A signature has to be right, also where none is needed.";
            self.gate("wrong_signatures_are_refused", sentence, &all, Body::Forged);
            self.other_methods();
        }
    }

    fn gate(
        &mut self,
        name: &str,
        sentence: &str,
        actions: &[&Action],
        kind: fn(Requests) -> Body,
    ) {
        let Some(signing) = self.world.actors().into_iter().next() else {
            return;
        };
        let scene = self.standing(actions);
        let requests = actions.iter().map(|action| {
            let target = self.world.target(self.resource, action).owned();
            format!("(Method::{}, {target})", word(action.method))
        });
        let requests = Requests {
            requests: requests.collect(),
            caller: self.world.caller(&signing, &[]),
        };
        self.test(name, sentence, scene.lines, kind(requests));
    }

    /// A service with the rows that actions are about, whoever may see them.
    fn standing(&self, actions: &[&Action]) -> Scene<'_> {
        let mut scene = Scene::without_caller(self.world, self.resource, &Actor::nobody());
        scene.parent();
        if actions.iter().any(|action| is_of_one(action)) {
            scene.row(&[]);
            if actions
                .iter()
                .any(|action| self.world.target(self.resource, action).names_id())
            {
                scene.say("let id = row.id();".to_owned());
            }
        }
        scene
    }

    /// Where a path has no such method, the others are named.
    fn other_methods(&mut self) {
        let mut paths: Vec<&Action> = Vec::new();
        for action in &self.resource.actions {
            if !paths.iter().any(|other| other.path == action.path) {
                paths.push(action);
            }
        }
        let steps: Vec<Step> = paths
            .iter()
            .filter_map(|action| self.other_method(action))
            .collect();
        if steps.is_empty() {
            return;
        }
        let mut scene = self.standing(&paths);
        scene.say("let caller = service.nobody();".to_owned());
        self.test(
            "other_methods_are_named",
            "Where there is no such method, `Allow` names those there are.",
            scene.lines,
            Steps { steps },
        );
    }

    fn other_method(&self, action: &Action) -> Option<Step> {
        let allowed = self.world.methods_at(&action.path);
        let other = METHODS
            .into_iter()
            .find(|method| !allowed.contains(word(*method)))?;
        let target = self.world.target(self.resource, action).argument();
        let allowed: Vec<String> = allowed.into_iter().map(str::to_owned).collect();
        let call = self::call(other);
        Some(Step {
            lines: vec![
                format!("let refused = caller.{call}({target}).await;"),
                "let refused = refused.problem(405, \"method_not_allowed\");".to_owned(),
            ],
            statement: format!(
                "assert_eq!(refused.allowed(), BTreeSet::from({}));",
                names(BODY, &allowed)
            ),
        })
    }

    /// A request of an action that reads without a fault, up to `.await`, as links of a chain.
    pub(super) fn request(&self, action: &Action) -> Option<Vec<String>> {
        self.request_to(action, self.world.target(self.resource, action))
    }

    /// The same, to another place.
    pub(super) fn request_to(&self, action: &Action, mut target: Target) -> Option<Vec<String>> {
        for parameter in self.required_query(action)? {
            target = target.query(&parameter);
        }
        let mut links = vec![
            "caller".to_owned(),
            format!(".{}({})", call(action.method), target.argument()),
        ];
        if action.payload.is_some() {
            let body = self.world.readable(self.resource, action)?;
            links.push(format!(".json(&{})", body.written(2 * BODY + 7, 2 * BODY)));
        }
        Some(links)
    }
}

/// `POST`
pub(super) fn word(method: Method) -> &'static str {
    match method {
        Method::Get => "GET",
        Method::Post => "POST",
        Method::Put => "PUT",
        Method::Patch => "PATCH",
        Method::Delete => "DELETE",
    }
}

/// The method of callers: `post`.
pub(super) fn call(method: Method) -> &'static str {
    match method {
        Method::Get => "get",
        Method::Post => "post",
        Method::Put => "put",
        Method::Patch => "patch",
        Method::Delete => "delete",
    }
}
