//! Compares relations: what they lead to, and what becomes of the rows that they join.

use super::comparison::{Comparison, Subject};
use super::counterpart::paired;
use super::entity::setter;
use super::limits::told;
use super::rules::{database as db, entity as ent};
use crate::ir::{BelongsTo, Entity, EntityId, ManyToMany, OnDelete};
use crate::source::Span;
use std::cmp::Ordering;

impl<'a> Comparison<'a> {
    pub(super) fn relations(&mut self, former: &'a Entity, entity: &'a Entity, element: &str) {
        let address = |name: &str| format!("{element}.relation {name}");
        let pairs = paired(&former.belongs_to, &entity.belongs_to);
        for relation in pairs.gone {
            self.report(
                &db::DB01B,
                Subject::gone(address(&relation.name), relation.span),
            );
        }
        for relation in pairs.added {
            let rule = if relation.optional {
                &db::DB22
            } else {
                &db::DB22B
            };
            self.report(rule, Subject::added(address(&relation.name), relation.span));
        }
        for (before, after) in pairs.both {
            self.belongs_to(before, after, &address(&after.name));
        }
        let pairs = paired(&former.many_to_many, &entity.many_to_many);
        for relation in pairs.gone {
            self.report(
                &db::DB02B,
                Subject::gone(address(&relation.name), relation.span),
            );
        }
        for relation in pairs.added {
            self.report(
                &db::DB20B,
                Subject::added(address(&relation.name), relation.span),
            );
        }
        for (before, after) in pairs.both {
            self.many_to_many(before, after, &address(&after.name));
        }
        self.other_sides(former, entity, element);
    }

    fn other_sides(&mut self, former: &'a Entity, entity: &'a Entity, element: &str) {
        let address = |name: &str| format!("{element}.relation {name}");
        let pairs = paired(&former.has_many, &entity.has_many);
        for relation in pairs.gone {
            self.report(
                &ent::ENT05,
                Subject::gone(address(&relation.name), relation.span),
            );
        }
        for relation in pairs.added {
            self.report(
                &ent::ENT06,
                Subject::added(address(&relation.name), relation.span),
            );
        }
        for (before, after) in pairs.both {
            let words = (&before.description, &after.description);
            self.words(words, &address(&after.name), after.span);
        }
    }

    /// Whether two relations lead to different entities; `None` if they do not.
    fn elsewhere(&self, old: EntityId, new: EntityId) -> Option<String> {
        let [old, new] = [self.entity_now(old), self.new.entity(new).name.as_str()];
        (old != new).then(|| format!("led to `{old}` and leads to `{new}`"))
    }

    fn belongs_to(&mut self, before: &'a BelongsTo, after: &'a BelongsTo, element: &str) {
        let span = after.span;
        self.words((&before.description, &after.description), element, span);
        self.moved_to(&db::DB27, (before, after), (element, span));
        if let Some(message) = self.elsewhere(before.entity, after.entity) {
            self.report(&db::DB12A, Subject::now(element, span, message));
        }
        match (before.optional, after.optional) {
            (true, false) => self.report(
                &db::DB06C,
                Subject::now(element, span, "every row needs one"),
            ),
            (false, true) => self.report(&db::DB06D, Subject::now(element, span, "rows need none")),
            _ => {}
        }
        self.on_delete((before.on_delete, after.on_delete), (element, span));
        if before.set_by != after.set_by {
            let message = told(
                "set_by",
                Some(setter(before.set_by)),
                Some(setter(after.set_by)),
            );
            self.report(&ent::ENT03, Subject::now(element, span, message));
        }
    }

    fn on_delete(&mut self, (old, new): (OnDelete, OnDelete), (element, span): (&str, Span)) {
        let rule = match (old, new) {
            (old, new) if old == new => return,
            (OnDelete::Cascade, OnDelete::Restrict) => &db::DB12B,
            (OnDelete::Restrict, OnDelete::Cascade) => &db::DB12C,
            _ => &db::DB12D,
        };
        let word = |on_delete: OnDelete| match on_delete {
            OnDelete::Restrict => "`restrict`",
            OnDelete::Cascade => "`cascade`",
            OnDelete::SetNull => "`set_null`",
        };
        let message = told("on_delete", Some(word(old)), Some(word(new)));
        self.report(rule, Subject::now(element, span, message));
    }

    fn many_to_many(&mut self, before: &'a ManyToMany, after: &'a ManyToMany, element: &str) {
        let span = after.span;
        self.words((&before.description, &after.description), element, span);
        self.moved_to(&db::DB28, (before, after), (element, span));
        if let Some(message) = self.elsewhere(before.entity, after.entity) {
            self.report(&db::DB12A, Subject::now(element, span, message));
        }
        let rule = match before.limit.cmp(&after.limit) {
            Ordering::Equal => None,
            Ordering::Greater => Some(&ent::ENT07A),
            Ordering::Less => Some(&ent::ENT07B),
        };
        if let Some(rule) = rule {
            let message = format!("`limit` was {} and is {}", before.limit, after.limit);
            self.report(rule, Subject::now(element, span, message));
        }
        if before.set_by != after.set_by {
            let message = told(
                "set_by",
                Some(setter(before.set_by)),
                Some(setter(after.set_by)),
            );
            self.report(&ent::ENT03, Subject::now(element, span, message));
        }
    }
}
