//! Tests of many things in one row: as many are nested as the design says, in its order.

use super::Tested;
use super::fields::offered;
use super::layout::{BODY, chain};
use super::world::Actor;
use crate::ir::{
    ActionKind, AttributeRole, EntityId, HasMany, HasManyId, IndexPart, ManyToManyId, Relation,
    Shape, ViewField, ViewId,
};
use crate::lower::views::relation_name;
use crate::plan::tests::kinds::{Ordered, OrderedView};
use crate::print::rust_string;

impl<'w> Tested<'w> {
    /// One test for each relation to many that a view of one nests.
    pub(super) fn ordered(&mut self, actor: &Actor) {
        let Some(id) = self.resource.entity else {
            return;
        };
        for relation in self.world.to_many(id) {
            let views = self.views_with(relation);
            let prepared = self
                .prepared_many(id, relation, actor)
                .filter(|_| !views.is_empty());
            let Some((lines, ordered)) = prepared else {
                continue;
            };
            let name = format!(
                "nests_{}_in_order",
                relation_name(self.world.entity(id), relation)
            );
            let sentence = "No more are nested than the design says, and in its order.";
            self.test(&name, sentence, lines, Ordered { views, ..ordered });
        }
    }

    /// Views of one that nest a relation with its keys.
    fn views_with(&self, relation: Relation) -> Vec<OrderedView> {
        let found = self.action(ActionKind::Show);
        let Some((show, offered)) = found.and_then(|it| Some((it, offered(self.world, it)?)))
        else {
            return vec![];
        };
        let nests = |view: &ViewId| {
            let fields = &self.world.service.view(offered.media_type, *view).fields;
            let keyed = |field: &ViewField| match field {
                ViewField::Nested {
                    relation: of,
                    media_type,
                    view,
                } => *of == relation && self.world.shows_key((*media_type, *view)),
                _ => false,
            };
            let is_plain = !self.world.is_written_later(offered.media_type, *view);
            is_plain && fields.iter().any(keyed)
        };
        let target = self.world.target(self.resource, show);
        let views = offered.views.iter().filter(|view| nests(view));
        let asked = views.map(|view| OrderedView {
            target: target
                .clone()
                .query(&offered.asks(self.world, *view))
                .argument(),
        });
        asked.collect()
    }

    /// A row with many in a relation.
    fn prepared_many(
        &self,
        id: EntityId,
        relation: Relation,
        actor: &Actor,
    ) -> Option<(Vec<String>, Ordered)> {
        if !self.world.sees_related(id, relation, actor) {
            return None;
        }
        let entity = self.world.entity(id);
        let lines = self.with_row(actor).lines;
        let ordered = match relation {
            Relation::BelongsTo(_) => return None,
            Relation::HasMany(many) => self.many_below(id, many, actor)?,
            Relation::ManyToMany(many) => self.many_joined(id, many, actor)?,
        };
        let field = rust_string(relation_name(entity, relation));
        Some((lines, Ordered { field, ..ordered }))
    }

    /// Rows that belong to `row`, one more than are nested.
    fn many_below(&self, id: EntityId, relation: HasManyId, actor: &Actor) -> Option<Ordered> {
        let many = &self.world.entity(id).has_many[relation.0];
        self.world.ascends(many).then_some(())?;
        let by = self.world.relation(many.entity, many.by);
        let owner = self.world.beside(id, Relation::HasMany(relation), actor);
        let below = [format!(".pointing({by}, &row)")];
        let row = self.world.row(many.entity, &owner, &below);
        Some(Ordered {
            line: chain(2 * BODY, "let one = ", &row),
            limit: many.limit,
            rows: many.limit + 1,
            reversed: many.order.descending,
            ..Ordered::default()
        })
    }

    /// Rows that are joined to `row`: no payload relates more than are nested; in another order than
    /// that of their keys.
    fn many_joined(&self, id: EntityId, relation: ManyToManyId, actor: &Actor) -> Option<Ordered> {
        let many = &self.world.entity(id).many_to_many[relation.0];
        // There is one account of the caller, and there are many rows.
        let owner = Actor {
            owns: actor.owns && !self.world.is_account(many.entity),
            ..actor.clone()
        };
        let is_seen = self.world.sees(many.entity, &owner, &[]);
        let repeats = self.world.repeats(many.entity, &[], &owner);
        (is_seen && repeats).then_some(())?;
        let row = self.world.row(many.entity, &owner, &[]);
        Some(Ordered {
            line: chain(2 * BODY, "let one = ", &row),
            limit: many.limit,
            rows: many.limit,
            reversed: true,
            join: Some(self.world.join(id, relation)),
            ..Ordered::default()
        })
    }
}

impl super::world::World<'_> {
    fn to_many(&self, id: EntityId) -> Vec<Relation> {
        let entity = self.entity(id);
        let has = (0..entity.has_many.len()).map(|index| Relation::HasMany(HasManyId(index)));
        let many = 0..entity.many_to_many.len();
        let many = many.map(|index| Relation::ManyToMany(ManyToManyId(index)));
        has.chain(many).collect()
    }

    /// Whether rows that are made one after the other ascend in the order in which they are nested.
    /// Those that are equal do, by their keys; numbers in texts do not.
    fn ascends(&self, many: &HasMany) -> bool {
        let attribute = self.entity(many.entity).attribute(many.order.attribute);
        let is_text = matches!(
            attribute.value.shape,
            Shape::String | Shape::Text | Shape::Url | Shape::Email | Shape::Bytes
        );
        let repeats = self.repeats(
            many.entity,
            &[IndexPart::BelongsTo(many.by)],
            &Actor::nobody(),
        );
        repeats && (attribute.role != AttributeRole::Plain || !is_text)
    }
}
