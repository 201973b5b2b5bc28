//! Tests of what a list leaves out: what its reader does not see, and what is below another parent.

use super::Tested;
use super::layout::{BODY, chain};
use super::list::Listed;
use super::scene::Scene;
use super::world::Actor;
use crate::plan::tests::kinds::Seen;

impl<'w> Tested<'w> {
    /// What the caller does not see is neither listed nor counted.
    pub(super) fn list_hides(&mut self, listed: &Listed<'_>) {
        let Some(id) = self.resource.entity else {
            return;
        };
        let parent = self.world.parent_relation(self.resource);
        let hides = |actor: Actor| {
            let sees = !actor.owns && self.world.sees(id, &actor, &[]);
            let changes = sees
                .then(|| self.world.hidden(id, &actor, parent))
                .flatten()?;
            Some((changes, actor))
        };
        let found = self.insiders(listed.action).into_iter().find_map(hides);
        let Some((changes, actor)) = found else {
            return;
        };
        let mut scene = self.opened(&actor);
        scene.row(&[]);
        let below = parent.map(|to| format!(".pointing({}, &parent)", self.world.relation(id, to)));
        let below: Vec<String> = below.into_iter().collect();
        scene.hidden_row("hidden", id, &changes, &below);
        let sentence = "What the caller does not see is neither listed nor counted.";
        self.leaves_out(listed, "hides_what_is_not_seen", sentence, scene);
    }

    /// What is below another parent is neither listed nor counted.
    pub(super) fn list_below_parent(&mut self, listed: &Listed<'_>) {
        let (Some(id), Some(parent)) = (self.resource.entity, self.resource.parent) else {
            return;
        };
        let mut scene = self.opened(&listed.actor);
        scene.row(&[]);
        let stranger = Actor {
            owns: false,
            ..listed.actor.clone()
        };
        let other = self.world.row(parent.entity, &stranger, &[]);
        scene.say(chain(BODY, "let other = ", &other));
        let column = self.world.relation(id, parent.relation);
        let below = [format!(".pointing({column}, &other)")];
        let hidden = self.world.row(id, &stranger, &below);
        scene.say(chain(BODY, "let hidden = ", &hidden));
        let sentence = "What is below another parent is neither listed nor counted.";
        self.leaves_out(listed, "keeps_to_its_parent", sentence, scene);
    }

    /// Adds a test that finds `row` in a list, and not `hidden`.
    fn leaves_out(&mut self, listed: &Listed<'_>, name: &str, sentence: &str, scene: Scene<'w>) {
        let (Some(id), Some((_, target))) = (self.resource.entity, &listed.keyed) else {
            return;
        };
        let counts = listed.policy.total && !self.world.is_polluted(id);
        let plain = self.world.target(self.resource, listed.action);
        let asks = |view| listed.offered.asks(self.world, view);
        let views = listed.offered.keyed(self.world).into_iter();
        let targets = views.map(|view| plain.clone().query(&asks(view)).argument());
        let seen = Seen {
            targets: targets.collect(),
            total: counts.then(|| target.clone().query("total=true").argument()),
        };
        self.test(name, sentence, scene.lines, seen);
    }
}
