//! Tests of custom actions: what their design says of input, and no more than that of what
//! hand-written code does with it.

use super::super::samples::{Exemplary, Which, sample_or_example};
use super::gates;
use super::json::Json;
use super::layout::{BODY, chain};
use super::making::Making;
use super::place::Target;
use super::world::Actor;
use super::{Tested, is_custom, is_of_one};
use crate::ir::{Action, Presence};
use crate::lower::naming;
use crate::names::module;
use crate::plan::tests::kinds::{Step, Steps};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    pub(super) fn custom(&mut self) {
        for action in self.resource.actions.iter().filter(|it| is_custom(it)) {
            let Some(actor) = self.insider(action) else {
                continue;
            };
            let about = format!("the action `{}`", action.name);
            self.section(&self.module_of(action), &about);
            self.custom_answers(action, &actor);
            self.custom_payload(action, &actor);
            self.custom_query(action, &actor);
            self.custom_stale(action, &actor);
            self.unknown_views(action, &actor);
        }
    }

    /// A module of its own, which is named like no other module of the resource.
    fn module_of(&self, action: &Action) -> String {
        let is_taken = self
            .sections
            .iter()
            .any(|section| section.module == action.name);
        let is_taken = is_taken || naming::resource_module(self.resource) == action.name;
        let tail = if is_taken { "_action" } else { "" };
        module(&format!("{}{tail}", action.name))
    }

    fn custom_answers(&mut self, action: &Action, actor: &Actor) {
        let Some(mut request) = self.request(action) else {
            return;
        };
        request.push(".await".to_owned());
        let lines = self.prepared_for(action, actor).lines;
        let step = Step {
            lines: vec![chain(BODY, "let answer = ", &request)],
            statement: "answer.is_up_to_the_action();".to_owned(),
        };
        let sentence = "Whoever may ask is answered, by 501 until the action is written.";
        self.test("answers", sentence, lines, Steps { steps: vec![step] });
    }

    /// What has changed meanwhile does not reach hand-written code.
    fn custom_stale(&mut self, action: &Action, actor: &Actor) {
        let Some(mut request) = self.request(action).filter(|_| is_of_one(action)) else {
            return;
        };
        request.push(".header(\"if-match\", \"\\\"0-known\\\"\")".to_owned());
        request.push(".await".to_owned());
        let step = Step {
            lines: vec![chain(BODY, "let stale = ", &request)],
            statement: "stale.problem(412, \"precondition_failed\");".to_owned(),
        };
        let lines = self.prepared_for(action, actor).lines;
        let sentence = "What has changed meanwhile stays as it is.";
        self.test(
            "refuses_stale_requests",
            sentence,
            lines,
            Steps { steps: vec![step] },
        );
    }

    /// Fields are checked before hand-written code sees them.
    fn custom_payload(&mut self, action: &'w Action, actor: &Actor) {
        let readable = self.world.readable(self.resource, action);
        let Some(payload) = readable.filter(|_| action.payload.is_some()) else {
            return;
        };
        if self.required_query(action).is_none() {
            return;
        }
        self.body_tests(&Making {
            action,
            actor: actor.clone(),
            payload: payload.written(24, 4),
            parts: self.world.parts(self.resource, action),
        });
    }

    fn custom_query(&mut self, action: &Action, actor: &Actor) {
        let Some(required) = self.required_query(action) else {
            return;
        };
        let plain = self.world.target(self.resource, action);
        let target = plain.clone().queries(&required);
        let call = |target: &Target| {
            let body = self
                .world
                .readable(self.resource, action)
                .filter(|_| action.payload.is_some());
            let body = body.map(|body: Json| format!(".json(&{})", body.written(15, 8)));
            let asked = format!(".{}({})", gates::call(action.method), target.argument());
            let links = ["caller".to_owned(), asked]
                .into_iter()
                .chain(body)
                .chain([".await".to_owned()]);
            chain(BODY, "let refused = ", &links.collect::<Vec<_>>())
        };
        let mut steps = vec![Step {
            lines: vec![call(&target.clone().query("no_such_parameter=1"))],
            statement: "refused.invalid_query(\"no_such_parameter\", \"unknown_parameter\");"
                .to_owned(),
        }];
        let is_required = |field: &&crate::ir::Field| {
            field.presence == Presence::Required && field.default.is_none()
        };
        steps.extend(action.query.iter().filter(is_required).map(|field| Step {
            lines: vec![call(&plain)],
            statement: format!(
                "refused.invalid_query({}, \"required\");",
                rust_string(&field.name)
            ),
        }));
        let lines = self.prepared_for(action, actor).lines;
        self.test(
            "refuses_other_queries",
            "A query has what it has to have, and nothing that nobody knows.",
            lines,
            Steps { steps },
        );
    }

    /// Parameters that an action cannot be without, with values that keep the rules.
    pub(super) fn required_query(&self, action: &Action) -> Option<Vec<String>> {
        let required = action
            .query
            .iter()
            .filter(|field| field.presence == Presence::Required && field.default.is_none());
        let parameter = |field: &crate::ir::Field| {
            let wanted = Exemplary {
                name: &field.name,
                value: &field.value,
                example: field.example.as_ref(),
            };
            let sample = sample_or_example(self.world.service, &wanted, Which::First)?;
            let text = match &sample {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            Some(format!("{}={}", field.name, super::filters::encoded(&text)))
        };
        required.map(parameter).collect()
    }
}
