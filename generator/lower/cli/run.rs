//! Lowers what an action does: it makes query and payload of the flags, one call of them, and prints
//! the answer.

use crate::ir;
use crate::lower::driver::{self, Answer};
use crate::names::{self, variant};
use crate::print::{Bracketed, WIDTH, assign};

/// Columns in front of a statement.
const BODY: usize = 8;

/// Columns in front of a statement of a match arm.
const ARM: usize = BODY + 8;

/// All that decides what an action does.
pub(super) struct Run<'a> {
    pub(super) service: &'a ir::Service,
    pub(super) resource: &'a ir::Resource,
    pub(super) action: &'a ir::Action,
    pub(super) answers: &'a [Answer<'a>],
    /// Enum of the views to choose from.
    pub(super) views: Option<&'a str>,
    /// Whether there is a flag `--null`.
    pub(super) has_nulls: bool,
    /// Whether there is a flag `--if-match`.
    pub(super) is_conditional: bool,
}

impl Run<'_> {
    pub(super) fn statements(&self) -> Vec<String> {
        let mut statements = Vec::new();
        let keys = driver::keys(self.service, self.resource, self.action);
        let mut arguments: Vec<String> = keys
            .iter()
            .map(|key| format!("self.{}", key.name))
            .collect();
        if let Some(query) = driver::query_type(self.resource, self.action) {
            let from = Bracketed {
                head: &format!("{query}::from("),
                items: &["self.query".to_owned()],
                tail: ");",
            };
            statements.push(assign(BODY, "let query", &from));
            arguments.push("&query".to_owned());
        }
        if let Some(payload) = driver::payload_type(self.service, self.resource, self.action) {
            statements.push(self.decoded(&payload));
            arguments.push("&payload".to_owned());
        }
        let accessor = names::accessor(&self.resource.name);
        statements.push(format!("let resource = session.client().{accessor}();"));
        match self.views {
            Some(views) => statements.push(self.choice(views, &arguments)),
            None => {
                let answers = self.answers.iter();
                let calls = answers.map(|answer| call(BODY, &answer.method, &arguments));
                statements.extend(calls.chain([self.end().to_owned()]));
            }
        }
        statements
    }

    /// Makes the payload of JSON and flags.
    fn decoded(&self, payload: &str) -> String {
        let nulls = if self.has_nulls { "&self.null" } else { "&[]" };
        let left = format!("let payload: {payload} =");
        let right = format!("self.body.payload(&self.fields, {nulls})?;");
        // rustfmt leaves a column free where a chain of calls ends in `?`.
        if BODY + left.len() + 1 + right.len() < WIDTH {
            format!("{left} {right}")
        } else {
            format!("{left}\n            {right}")
        }
    }

    /// The call for the view that was chosen.
    fn choice(&self, views: &str, arguments: &[String]) -> String {
        let end = self.end();
        let arms = self.answers.iter().filter_map(|answer| {
            let view = variant(&answer.view?.name);
            let call = call(ARM, &answer.method, arguments);
            Some(format!(
                "            {views}::{view} => {{\n                {call}\n                {end}\n            }}\n"
            ))
        });
        format!("match self.view {{\n{}        }}", arms.collect::<String>())
    }

    /// What is done with the call.
    fn end(&self) -> &'static str {
        let is_empty = matches!(self.action.response.body, ir::ResponseBody::Empty);
        match (self.action.kind, is_empty, self.is_conditional) {
            (ir::ActionKind::List, ..) => "session.list(call, self.window).await",
            (_, true, true) => "session.finish(self.precondition.apply(call)).await",
            (_, true, false) => "session.finish(call).await",
            (_, false, true) => "session.show(self.precondition.apply(call)).await",
            (_, false, false) => "session.show(call).await",
        }
    }
}

fn call(indent: usize, method: &str, arguments: &[String]) -> String {
    let head = format!("resource.{method}(");
    let call = Bracketed {
        head: &head,
        items: arguments,
        tail: ");",
    };
    assign(indent, "let call", &call)
}
