//! Compares relations: what they lead to, and what becomes of the rows that they join.

use super::comparison::{Comparison, Subject};
use super::counterpart::{Named, paired};
use super::entity::setter;
use super::limits::told;
use super::rule::Rule;
use super::rules::{database as db, entity as ent};
use crate::ir::{BelongsTo, Entity, EntityId, ManyToMany, OnDelete};
use crate::source::Span;
use std::cmp::Ordering;

impl<'a> Comparison<'a> {
    pub(super) fn relations(&mut self, former: &'a Entity, entity: &'a Entity, element: &str) {
        let address = |name: &str| format!("{element}.relation {name}");
        let pairs = self.members_of(former, (&former.belongs_to, &entity.belongs_to));
        self.went((&pairs.gone, element), &db::DB01B);
        type Relations<'a> = Vec<&'a BelongsTo>;
        let (free, required): (Relations<'a>, Relations<'a>) =
            pairs.added.into_iter().partition(|it| it.optional);
        self.came((&free, element), &db::DB22);
        self.came((&required, element), &db::DB22B);
        for (before, after) in pairs.both {
            let fate = self.between.member(&former.name, &before.name);
            self.dropped(&fate, after, (&address(&after.name), after.span));
            self.belongs_to(before, after, &address(&after.name));
        }
        let pairs = self.members_of(former, (&former.many_to_many, &entity.many_to_many));
        self.went((&pairs.gone, element), &db::DB02B);
        self.came((&pairs.added, element), &db::DB20B);
        for (before, after) in pairs.both {
            let fate = self.between.member(&former.name, &before.name);
            self.dropped(&fate, after, (&address(&after.name), after.span));
            self.many_to_many(before, after, &address(&after.name));
        }
        self.other_sides(former, entity, element);
    }

    /// Relations of an entity that are gone.
    fn went<T: Named>(&mut self, (relations, element): (&[&'a T], &str), rule: &'static Rule) {
        for relation in relations {
            let address = format!("{element}.relation {}", relation.name());
            self.report(rule, Subject::gone(address, relation.span()));
        }
    }

    /// Relations of an entity that are new.
    fn came<T: Named>(&mut self, (relations, element): (&[&'a T], &str), rule: &'static Rule) {
        for relation in relations {
            let address = format!("{element}.relation {}", relation.name());
            self.report(rule, Subject::added(address, relation.span()));
        }
    }

    fn other_sides(&mut self, former: &'a Entity, entity: &'a Entity, element: &str) {
        let address = |name: &str| format!("{element}.relation {name}");
        let pairs = paired(&former.has_many, &entity.has_many);
        self.went((&pairs.gone, element), &ent::ENT05);
        self.came((&pairs.added, element), &ent::ENT06);
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
