//! Tests of who may do what: those who may not, those who may, and what is not there for somebody.

use super::fields::offered;
use super::layout::{BODY, chain};
use super::place::Target;
use super::scene::Scene;
use super::world::{Actor, Change};
use super::{Tested, is_of_one};
use crate::ir::{Access, Action, ActionKind};
use crate::plan::tests::kinds::{Step, Steps};

impl Tested<'_> {
    pub(super) fn refusals(&mut self) {
        self.steps_of_each(
            "who_may_not_is_refused",
            "Whom an action does not name is not let in.",
            Self::refused,
        );
        self.steps_of_each(
            "who_may_is_let_in",
            "Each of those whom an action names is let in.",
            Self::let_in,
        );
        self.steps_of_each(
            "unknown_keys_are_not_found",
            "What is not there, and what is no key, is not found.",
            Self::missing,
        );
        self.steps_of_each(
            "what_is_not_seen_is_not_found",
            "A row that the caller does not see is as good as none.",
            Self::unseen,
        );
        self.steps_of_each(
            "parents_have_to_be_right",
            "A row is found below its own parent only, which has to be there.",
            Self::astray,
        );
    }

    /// Adds a test of the requests that each action gives, if there are any.
    fn steps_of_each<S: IntoIterator<Item = Step>>(
        &mut self,
        name: &str,
        sentence: &str,
        given: impl Fn(&Self, &Action) -> S,
    ) {
        let actions = self.resource.actions.iter();
        let steps = actions.flat_map(|action| given(self, action)).collect();
        self.steps(name, sentence, steps);
    }

    /// Adds a test of requests, if there are any; each begins with a caller of its own.
    pub(super) fn steps(&mut self, name: &str, sentence: &str, steps: Vec<Step>) {
        if steps.is_empty() {
            return;
        }
        let service = "let service = Service::start().await;".to_owned();
        if !self.world.has_few() {
            self.test(name, sentence, vec![service], Steps { steps });
            return;
        }
        // There may not be enough rows for all of them.
        let with_service = |mut step: Step| {
            step.lines.insert(0, service.clone());
            step
        };
        let steps = steps.into_iter().map(with_service).collect();
        self.test(name, sentence, vec![], Steps { steps });
    }

    fn step(&self, action: &Action, actor: &Actor, expectation: &str) -> Option<Step> {
        let mut scene = Scene::continued(self.world, self.resource, actor);
        scene.caller();
        scene.parent();
        if is_of_one(action) {
            scene.row(&[]);
        }
        self.finished(scene, action, expectation)
    }

    fn finished(&self, mut scene: Scene<'_>, action: &Action, expectation: &str) -> Option<Step> {
        let target = self.world.target(self.resource, action);
        if target.names_id() {
            scene.say("let id = row.id();".to_owned());
        }
        self.in_all_views(scene, action, &target, expectation)
    }

    /// What is read is asked for in every view: each is read by a statement of its own.
    fn in_all_views(
        &self,
        scene: Scene<'_>,
        action: &Action,
        target: &Target,
        expectation: &str,
    ) -> Option<Step> {
        let is_read = matches!(action.kind, ActionKind::List | ActionKind::Show);
        let parameters = offered(self.world, action)
            .filter(|_| is_read)
            .map(|offered| offered.parameters(self.world));
        let targets: Vec<Target> = match parameters {
            Some(parameters) => parameters
                .iter()
                .map(|parameter| target.clone().query(parameter))
                .collect(),
            None => vec![target.clone()],
        };
        let mut lines = scene.lines;
        let mut last = None;
        for target in targets {
            lines.extend(last.take());
            let statement;
            (lines, statement) = self.asked(lines, &self.request_to(action, target)?, expectation);
            last = Some(statement);
        }
        Some(Step {
            lines,
            statement: last?,
        })
    }

    /// A request and what is expected of its answer, in one statement or two.
    fn asked(
        &self,
        mut lines: Vec<String>,
        request: &[String],
        expectation: &str,
    ) -> (Vec<String>, String) {
        let request = [request, &[".await".to_owned()]].concat();
        let whole = chain(
            BODY,
            "",
            &[&request[..], &[format!(".{expectation}")]].concat(),
        );
        if !whole.contains('\n') {
            return (lines, whole);
        }
        lines.push(chain(BODY, "let answer = ", &request));
        (lines, format!("answer.{expectation};"))
    }

    /// One of each role that the action does not let in.
    fn refused(&self, action: &Action) -> Vec<Step> {
        if is_open(action) && self.world.service.makers(self.resource, action).is_none() {
            return vec![];
        }
        let strangers = self.world.actors().into_iter().filter(|actor| !actor.owns);
        let refused = strangers.filter(|actor| !self.world.allows(self.resource, action, actor));
        let step = |stranger: Actor| {
            let sees = |id| self.world.sees(id, &stranger, &[]);
            let is_found = self.resource.entity.is_none_or(sees)
                && self.world.sees_parent(self.resource, &stranger);
            let hidden =
                is_of_one(action) && !is_found || !self.world.reaches(self.resource, &stranger);
            let expectation = match hidden {
                true => "problem(404, \"not_found\")",
                false => "problem(403, \"forbidden\")",
            };
            self.step(action, &stranger, expectation)
        };
        refused.filter_map(step).collect()
    }

    fn let_in(&self, action: &Action) -> Vec<Step> {
        if is_open(action) {
            return vec![];
        }
        let insiders = self.insiders(action);
        let named = |access: &Access| match access {
            Access::Role(role) => {
                let with = |actor: &&Actor| actor.role.as_ref() == Some(role);
                insiders
                    .iter()
                    .find(|actor| with(actor) && !actor.owns)
                    .or_else(|| insiders.iter().find(with))
            }
            Access::Owner => {
                let roles = |actor: &&Actor| {
                    action
                        .authorize
                        .iter()
                        .any(|access| *access == role_of(actor))
                };
                let owner = |actor: &&Actor| actor.owns;
                insiders
                    .iter()
                    .find(|actor| owner(actor) && !roles(actor))
                    .or_else(|| insiders.iter().find(owner))
            }
            Access::Public | Access::Signed => None,
        };
        let actors = action.authorize.iter().filter_map(named);
        actors
            .filter_map(|actor| self.step(action, actor, "is_let_in()"))
            .collect()
    }

    fn missing(&self, action: &Action) -> Option<Step> {
        if !is_of_one(action) {
            return None;
        }
        let anybody = Actor::nobody();
        let actor = match action.authorize.contains(&Access::Public) {
            true => anybody,
            false => self
                .world
                .actors()
                .into_iter()
                .find(|actor| self.world.allows(self.resource, action, actor))?,
        };
        let mut scene = Scene::continued(self.world, self.resource, &actor);
        scene.caller();
        scene.parent();
        scene.say("let nowhere = Uuid::now_v7();".to_owned());
        let unknown = self.elsewhere(action, "{nowhere}")?;
        let malformed = self.elsewhere(action, "no-key")?;
        let expectation = "problem(404, \"not_found\")";
        let (mut lines, statement) = self.asked(scene.lines, &unknown, expectation);
        lines.push(statement);
        let (lines, statement) = self.asked(lines, &malformed, expectation);
        Some(Step { lines, statement })
    }

    /// The request of an action on a key that is not that of a row.
    fn elsewhere(&self, action: &Action, key: &str) -> Option<Vec<String>> {
        if self.world.target(self.resource, action).names_id() {
            return None;
        }
        let collection = self.world.collection(self.resource, "&parent");
        let item = collection.clone().then(&format!("/{key}"));
        self.request_to(
            action,
            self.world
                .target_at(self.resource, action, item, collection),
        )
    }

    fn unseen(&self, action: &Action) -> Option<Step> {
        let id = self.resource.entity?;
        if !is_of_one(action) {
            return None;
        }
        let (actor, changes) = self.blind(action)?;
        let mut scene = Scene::continued(self.world, self.resource, &actor);
        scene.caller();
        let mut below = Vec::new();
        if let Some(relation) = self.world.parent_relation(self.resource)
            && !changes.contains(&Change::Hidden(relation))
        {
            scene.parent();
            below.push(format!(
                ".pointing({}, &parent)",
                self.world.relation(id, relation)
            ));
        } else if self.world.target(self.resource, action).names_id() {
            return None;
        }
        scene.hidden_row("row", id, &changes, &below);
        self.finished(scene, action, "problem(404, \"not_found\")")
    }

    /// Somebody who does not see some rows, and those rows. What is not seen is not found, whether or not
    /// the action lets the caller in.
    fn blind(&self, action: &Action) -> Option<(Actor, Vec<Change>)> {
        let id = self.resource.entity?;
        let public = action
            .authorize
            .contains(&Access::Public)
            .then(Actor::nobody);
        let mut strangers = public
            .into_iter()
            .chain(self.world.actors())
            .filter(|actor| !actor.owns);
        strangers.find_map(|actor| {
            let changes = self.world.hidden(id, &actor, None)?;
            let parent = self.world.parent_relation(self.resource);
            let below = parent.filter(|relation| !changes.contains(&Change::Hidden(*relation)));
            let sees = self.world.sees_below(id, &actor, &changes, below);
            (!sees).then_some((actor, changes))
        })
    }

    /// Below another parent there is no such row; below none there is no list.
    fn astray(&self, action: &Action) -> Option<Step> {
        let parent = self.resource.parent?;
        let actor = self.anywhere(action)?;
        let mut scene = Scene::continued(self.world, self.resource, &actor);
        scene.caller();
        let collection = self.world.collection(self.resource, "&parent");
        if is_of_one(action) {
            if self.world.is_below_caller(self.resource, &actor)
                || self.world.target(self.resource, action).names_id()
            {
                return None;
            }
            scene.parent();
            scene.row(&[]);
            scene.say(chain(
                BODY,
                "let other = ",
                &self.world.row(parent.entity, &actor, &[]),
            ));
            scene.say("let stray = format!(\"{}/{}\", collection(&other), row.id());".to_owned());
            let target =
                self.world
                    .target_at(self.resource, action, Target::variable("stray"), collection);
            return self.astray_at(scene, action, target);
        }
        if self
            .world
            .service
            .resource(parent.resource)
            .parent
            .is_some()
        {
            return None;
        }
        let (format, _) = self.world.below(self.resource)?;
        scene.say(format!("let nowhere = format!({format}, Uuid::now_v7());"));
        let nowhere = Target::variable("nowhere");
        let target = self
            .world
            .target_at(self.resource, action, nowhere.clone(), nowhere);
        self.astray_at(scene, action, target)
    }

    /// Somebody whom an action lets in below whatever parent, not below their own only.
    fn anywhere(&self, action: &Action) -> Option<Actor> {
        let makers = self.world.service.makers(self.resource, action);
        let actor = self.insider(action)?;
        makers
            .is_none_or(|makers| actor.has_any_role(makers.roles))
            .then_some(actor)
    }

    fn astray_at(&self, scene: Scene<'_>, action: &Action, target: Target) -> Option<Step> {
        self.in_all_views(scene, action, &target, "problem(404, \"not_found\")")
    }
}

impl<'w> Tested<'w> {
    /// There is nothing below what the caller does not see.
    pub(super) fn needs_a_parent_that_is_seen(&mut self, action: &'w Action) {
        let Some(parent) = self.resource.parent else {
            return;
        };
        let everybody = self.world.actors().into_iter().chain([Actor::nobody()]);
        let found = everybody.filter(|actor| !actor.owns).find_map(|actor| {
            let allowed = self.world.allows(self.resource, action, &actor);
            let changes = self.world.hidden(parent.entity, &actor, None);
            Some((changes.filter(|_| allowed)?, actor))
        });
        let Some((changes, actor)) = found else {
            return;
        };
        let mut scene = Scene::continued(self.world, self.resource, &actor);
        scene.caller();
        scene.hidden_row("parent", parent.entity, &changes, &[]);
        if is_of_one(action) {
            scene.row(&[]);
        }
        let target = self.world.target(self.resource, action);
        let step = self.in_all_views(scene, action, &target, "problem(404, \"not_found\")");
        let sentence = "There is nothing below what the caller does not see.";
        let steps = step.into_iter().collect();
        self.steps("needs_a_parent_that_is_seen", sentence, steps);
    }
}

/// Whether everybody may ask, or everybody who signs.
fn is_open(action: &Action) -> bool {
    action
        .authorize
        .iter()
        .any(|access| matches!(access, Access::Public | Access::Signed))
}

fn role_of(actor: &Actor) -> Access {
    Access::Role(actor.role.clone().unwrap_or_default())
}
