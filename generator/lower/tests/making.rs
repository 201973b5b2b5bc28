//! Who sends a body, which, and where to.

use super::super::samples::Which;
use super::Tested;
use super::body::{Made, Part};
use super::fields::offered;
use super::json::Json;
use super::layout::BODY;
use super::place::Target;
use super::scene::Scene;
use super::whole::lent;
use super::world::Actor;
use crate::ir::{Action, ActionKind};
use crate::lower::reads::ViewOf;
use crate::plan::tests::Function;
use crate::print::list;

/// Somebody who sends a body.
pub(super) struct Making<'w> {
    pub(super) action: &'w Action,
    pub(super) actor: Actor,
    /// Expression of a body that breaks no rule.
    pub(super) payload: String,
    pub(super) parts: Vec<Part>,
}

impl Making<'_> {
    /// The body that others are made of; a patch needs none, and a union has no fields to change.
    pub(super) fn base(&self) -> Option<String> {
        let is_patch = self.action.kind == ActionKind::Update;
        (!is_patch && !self.parts.is_empty()).then(|| self.payload.clone())
    }
}

impl<'w> Tested<'w> {
    /// Somebody who makes or changes rows, and the function that makes the body.
    pub(super) fn making(
        &mut self,
        action: &'w Action,
        name: &str,
        sentence: &str,
        which: Which,
    ) -> Option<Making<'w>> {
        let actor = match action.kind {
            ActionKind::Create => self.world.creator(self.resource, action)?,
            _ => self.insider(action)?,
        };
        let Made {
            lines,
            members,
            parts,
        } = self.world.body(self.resource, action, &actor, which)?;
        let (parameters, arguments) = borrowed(&lines);
        let waits = lines.iter().any(|line| line.contains(".await"));
        let (head, tail) = if waits {
            ("async fn", ".await")
        } else {
            ("fn", "")
        };
        let section = self.sections.last_mut()?;
        section.functions.push(Function {
            docs: vec![sentence.to_owned()],
            name: name.to_owned(),
            signature: list(0, &format!("{head} {name}("), &parameters, ") -> Value {"),
            lines: lines.iter().map(|line| lent(line)).collect(),
            value: Json::Object(members).written(BODY, BODY),
        });
        let payload = format!("{name}({}){tail}", arguments.join(", "));
        Some(Making {
            action,
            actor,
            payload,
            parts,
        })
    }

    /// Whoever made a row owns it, if somebody does.
    pub(super) fn maker(&self, making: &Making<'_>) -> Actor {
        let owns = self.world.is_owned_by_maker(self.resource, &making.actor);
        Actor {
            owns,
            ..making.actor.clone()
        }
    }

    /// Where a body is sent, after [`Tested::prepared`], with the parameters that it cannot be without.
    pub(super) fn sent_to(&self, making: &Making<'_>) -> Target {
        let target = self.world.target(self.resource, making.action);
        let required = self.required_query(making.action).unwrap_or_default();
        target.queries(&required)
    }

    /// A service, somebody who asks, and a row if it is about one.
    pub(super) fn prepared(&self, making: &Making<'_>) -> Scene<'w> {
        self.prepared_for(making.action, &making.actor)
    }

    /// The same for any action.
    pub(super) fn prepared_for(&self, action: &Action, actor: &Actor) -> Scene<'w> {
        let mut scene = self.opened(actor);
        if super::is_of_one(action) {
            scene.row(&[]);
            if self.world.target(self.resource, action).names_id() {
                scene.say("let id = row.id();".to_owned());
            }
        }
        scene
    }

    /// A view without anything that is written by hand, and where to send the body for it.
    pub(super) fn plain(&self, making: &Making<'_>) -> Option<(ViewOf, Target)> {
        let offered = offered(self.world, making.action)?;
        let (view, parameter) = offered.plain(self.world)?;
        Some((
            (offered.media_type, view),
            self.sent_to(making).queries(&parameter),
        ))
    }
}

/// What statements use of the test that calls them: parameters of their function, and arguments.
fn borrowed(lines: &[String]) -> (Vec<String>, Vec<&'static str>) {
    let says = |words: &str| lines.iter().any(|line| line.contains(words));
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    if says("&service") {
        parameters.push("service: &Service".to_owned());
        arguments.push("&service");
    }
    // A row of the caller's, or the caller's own account, which is stored already.
    if says("&caller") || says("caller.account()") {
        parameters.push("caller: &Caller".to_owned());
        arguments.push("&caller");
    }
    (parameters, arguments)
}
