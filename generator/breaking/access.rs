//! Compares who may call, who may set a field, and who sees a row.

use super::comparison::{Comparison, Subject};
use super::finding::{Place, Witness};
use super::rules::{request as req, security as sec};
use super::trail::{Route, usual_request};
use super::wire::{Caller, Owns, Slot, written};
use crate::ir::{Access, Condition, Entity, Makers, Owner, Visible};

impl<'a> Comparison<'a> {
    /// Who may call an action.
    pub(super) fn access(&mut self, route: Route<'a>, element: &str) {
        let (old, new) = (&route.old.action.authorize, &route.new.action.authorize);
        let span = route.new.action.span;
        if open(old, &Access::Public) && !open(new, &Access::Public) {
            let witness = self.called_by(route, Caller::Anybody);
            let subject = Subject::now(element, span, "wants a signature");
            self.shown(&sec::SEC01, subject, witness);
        }
        if !open(old, &Access::Public) && open(new, &Access::Public) {
            self.report(
                &sec::SEC02,
                Subject::now(element, span, "is open to everybody"),
            );
        }
        let anybody = self.signed_by(None, Owns::Nothing);
        if open(old, &Access::Signed) && !open(new, &Access::Signed) {
            let witness = self.called_by(route, anybody);
            let subject = Subject::now(
                element,
                span,
                "is not for everybody with an access key any more",
            );
            self.shown(&sec::SEC03A, subject, witness);
        } else if !open(old, &Access::Signed) && open(new, &Access::Signed) {
            let subject = Subject::now(element, span, "is for everybody with an access key");
            self.report(&sec::SEC04A, subject);
        } else {
            self.words_of_access(route, element);
        }
        let makers = [
            self.old.makers(route.old.resource, route.old.action),
            self.new.makers(route.new.resource, route.new.action),
        ];
        self.makers(makers, &Subject::now(element, span, ""));
    }

    /// Where not everybody may call before nor after: who could and who can.
    fn words_of_access(&mut self, route: Route<'a>, element: &str) {
        let (old, new) = (&route.old.action.authorize, &route.new.action.authorize);
        let span = route.new.action.span;
        for access in old.iter().filter(|access| !open(new, access)) {
            let (rule, name, caller) = match access {
                Access::Owner => (&sec::SEC03B, "owner", self.signed_by(None, Owns::Row)),
                Access::Role(role) => {
                    let caller = self.signed_by(Some(role.clone()), Owns::Nothing);
                    (&sec::SEC03C, role.as_str(), caller)
                }
                Access::Public | Access::Signed => continue,
            };
            let witness = self.called_by(route, caller);
            let subject = Subject::now(
                format!("{element}.authorize {name}"),
                span,
                "may no longer call",
            );
            self.shown(rule, subject, witness);
        }
        for access in new.iter().filter(|access| !open(old, access)) {
            let (rule, name) = match access {
                Access::Owner => (&sec::SEC04B, "owner"),
                Access::Role(role) => (&sec::SEC04C, role.as_str()),
                Access::Public | Access::Signed => continue,
            };
            let subject = Subject::now(format!("{element}.authorize {name}"), span, "may call");
            self.report(rule, subject);
        }
    }

    fn signed_by(&self, role: Option<String>, owns: Owns) -> Caller {
        Caller::Signed {
            scope: super::wire::scope(self.old),
            role,
            owns,
        }
    }

    fn called_by(&self, route: Route<'a>, caller: Caller) -> Option<Witness> {
        let mut request = usual_request(route.old)?;
        request.caller = caller;
        self.refused_request("", request)
    }

    /// Who may make something below a row.
    fn makers(&mut self, [old, new]: [Option<Makers<'a>>; 2], subject: &Subject) {
        if old == new {
            return;
        }
        let admits = |wide: Option<Makers<'a>>, narrow: Option<Makers<'a>>| match (wide, narrow) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(wide), Some(narrow)) => {
                let owner = wide.owner || !narrow.owner;
                owner && narrow.roles.iter().all(|role| wide.roles.contains(role))
            }
        };
        let (rule, message) = match admits(new, old) {
            true => (&sec::SEC28, "more callers may make something below a row"),
            false => (&sec::SEC27, "fewer callers may make something below a row"),
        };
        let message = String::from(message);
        self.report(
            rule,
            Subject {
                message,
                ..subject.clone()
            },
        );
    }

    /// Roles that fields of a payload are for.
    pub(super) fn roles(&mut self, (old, new): (&[Slot<'a>], &[Slot<'a>]), element: &str) {
        for slot in new {
            let Some(former) = old.iter().find(|former| former.name == slot.name) else {
                continue;
            };
            let admits = |wide: &Slot<'_>, narrow: &Slot<'_>| {
                wide.roles.is_empty()
                    || !narrow.roles.is_empty()
                        && narrow.roles.iter().all(|role| wide.roles.contains(role))
            };
            let rule = match (admits(slot, former), admits(former, slot)) {
                (true, true) => continue,
                (false, _) => &req::REQ34,
                (true, false) => &req::REQ35,
            };
            let message = format!(
                "is for [{}], where it was for [{}]",
                for_whom(slot),
                for_whom(former)
            );
            let witness = self.set_by(former, slot);
            let subject = Subject::now(
                format!("{element}.payload {}", slot.name),
                slot.span,
                message,
            );
            self.shown(rule, subject, witness);
        }
    }

    /// A request of a caller who may no longer set a field.
    fn set_by(&self, former: &Slot<'a>, slot: &Slot<'a>) -> Option<Witness> {
        let route = self.route?;
        let mut request = usual_request(route.old)?;
        let value = super::wire::of_slot(self.old, former)?;
        let members = request.body.as_mut()?.as_object_mut()?;
        members.insert(former.name.to_string(), value);
        let lost = former.roles.iter().find(|role| !slot.roles.contains(role));
        request.caller = self.signed_by(lost.cloned(), Owns::Row);
        self.refused_request(&format!("/{}", slot.name), request)
    }

    /// Who sees rows, and whose they are.
    pub(super) fn rows_of(&mut self, pair: (&'a Entity, &'a Entity), element: &str) {
        self.seen(pair, element);
        let span = pair.1.span;
        let before = owner(pair.0).map(|name| self.member_now(pair.0, name));
        let after = owner(pair.1);
        let rule = match (before, after) {
            (before, after) if before == after => return,
            (None, _) => &sec::SEC25,
            (_, None) => &sec::SEC26,
            _ => &sec::SEC24,
        };
        let message = super::limits::told("owner", before, after);
        self.report(rule, Subject::now(element, span, message));
    }

    fn seen(&mut self, (former, entity): (&'a Entity, &'a Entity), element: &str) {
        let span = entity.span;
        match (&former.visible, &entity.visible) {
            (Visible::Everyone, Visible::Everyone) => {}
            (Visible::Everyone, Visible::Any(_)) => {
                self.report(
                    &sec::SEC20,
                    Subject::now(element, span, "is not seen by everybody any more"),
                );
            }
            (Visible::Any(_), Visible::Everyone) => {
                self.report(
                    &sec::SEC21,
                    Subject::now(element, span, "is seen by everybody"),
                );
            }
            (Visible::Any(before), Visible::Any(after)) => {
                let now = |name: &'a str| self.member_now(former, name);
                let before = before.iter().map(|one| spelled(former, one, now));
                let before: Vec<String> = before.collect();
                let after = after.iter().map(|one| spelled(entity, one, |name| name));
                let after: Vec<String> = after.collect();
                for one in before.iter().filter(|one| !after.contains(one)) {
                    let element = format!("{element}.visible {one}");
                    self.report(
                        &sec::SEC22,
                        Subject::new(element, "is gone", Place::New(span)),
                    );
                }
                for one in after.iter().filter(|one| !before.contains(one)) {
                    self.report(
                        &sec::SEC23,
                        Subject::added(format!("{element}.visible {one}"), span),
                    );
                }
            }
        }
    }
}

fn for_whom(slot: &Slot<'_>) -> String {
    if slot.roles.is_empty() {
        return String::from("everybody");
    }
    slot.roles.join(", ")
}

/// Whether words let in everybody whom another word does.
fn open(words: &[Access], access: &Access) -> bool {
    words.contains(access)
        || words.contains(&Access::Public)
        || *access != Access::Public && words.contains(&Access::Signed)
}

fn owner(entity: &Entity) -> Option<&str> {
    match entity.owner? {
        Owner::BelongsTo(id) => Some(&entity.relation_to_one(id).name),
        Owner::Itself => Some("self"),
    }
}

/// Conditions as they are written, in an order that says nothing.
fn spelled<'a>(
    entity: &'a Entity,
    conditions: &[Condition],
    now: impl Fn(&'a str) -> &'a str,
) -> String {
    let mut words: Vec<String> = conditions
        .iter()
        .map(|condition| match condition {
            Condition::Owner => String::from("owner"),
            Condition::Role(role) => format!("role:{role}"),
            Condition::Equals(id, literal) => {
                format!("{}: {}", now(&entity.attribute(*id).name), written(literal))
            }
            Condition::Through(id) => {
                format!("through: {}", now(&entity.relation_to_one(*id).name))
            }
        })
        .collect();
    words.sort();
    words.join(", ")
}
