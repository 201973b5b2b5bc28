//! Lowers deleting: the statements that remove a row, and count up the version of rows that lose what they point to.

use super::{Lowering, join_table, table};
use crate::ir::{self, BelongsToId, EntityId, OnDelete};
use crate::lower::engine::columns::relation_column;
use crate::names::{local, snake};
use crate::plan::engine::repository::Delete;
use crate::print::rust_string;

/// Rows that go with the one that is deleted, whose key is `$1`.
struct Going {
    /// Their entities, each after those that it goes with.
    entities: Vec<EntityId>,
    /// The keys of each, as tables of a `WITH`.
    keys: Vec<String>,
}

impl Lowering<'_> {
    pub(super) fn delete(&self) -> Delete {
        let table = self.table();
        Delete {
            open: rust_string(&format!("DELETE FROM {table} WHERE id = ")),
            entity: local(&snake(&self.entity.name)),
            lock: rust_string(&format!(
                "UPDATE {table} SET version = version + 1 WHERE id = "
            )),
            loosens: self.loosens(),
            delete: rust_string(&format!("DELETE FROM {table} WHERE id = $1")),
        }
    }

    /// Statements over rows that point to what goes. The database itself would take the pointer away and leave the version
    /// as it is, so that whoever has seen the row before could change it unaware.
    fn loosens(&self) -> Vec<String> {
        let going = self.going();
        let mut loosens = Vec::new();
        for (number, target) in going.entities.iter().enumerate() {
            let gone = keys_of(number);
            let with = match number {
                0 => String::new(),
                _ => format!("WITH {} ", going.keys[..number].join(", ")),
            };
            for (of, relation) in self.pointing(*target) {
                let entity = self.service.entity(of);
                if entity.relation_to_one(relation).on_delete == OnDelete::SetNull {
                    let name = table(entity);
                    let column = relation_column(self.service, entity, relation).sql;
                    loosens.push(rust_string(&format!(
                        "{with}UPDATE {name} SET {column} = NULL, version = version + 1 WHERE {column}{gone}"
                    )));
                }
            }
            for (entity, relation) in self.sharing(*target) {
                let name = table(entity);
                let (join, own, other) = join_table(self.service, entity, relation);
                loosens.push(rust_string(&format!(
                    "{with}UPDATE {name} SET version = version + 1 WHERE id IN (SELECT {own} FROM {join} WHERE {other}{gone})"
                )));
            }
        }
        loosens
    }

    /// The row itself and those that go with it. Where entities go with each other in a circle, it is walked once.
    fn going(&self) -> Going {
        let mut entities = Vec::new();
        self.follow(self.id, &mut Vec::new(), &mut entities);
        entities.reverse();
        let numbered = entities.iter().enumerate().skip(1);
        let keys = numbered.map(|(number, of)| {
            let with = self.goes_with(*of, &entities[..number]).join(" OR ");
            let name = table(self.service.entity(*of));
            format!("gone_{number} AS (SELECT id FROM {name} WHERE {with})")
        });
        Going {
            keys: keys.collect(),
            entities,
        }
    }

    /// Entities whose rows go with those of `target`, the last ones first.
    fn follow(&self, target: EntityId, entered: &mut Vec<EntityId>, left: &mut Vec<EntityId>) {
        entered.push(target);
        for (of, relation) in self.pointing(target) {
            if self.cascades(of, relation) && !entered.contains(&of) {
                self.follow(of, entered, left);
            }
        }
        left.push(target);
    }

    /// What is said of rows that go with one of these.
    fn goes_with(&self, of: EntityId, gone: &[EntityId]) -> Vec<String> {
        let entity = self.service.entity(of);
        let mut with = Vec::new();
        for (number, target) in gone.iter().enumerate() {
            for (from, relation) in self.pointing(*target) {
                if from == of && self.cascades(of, relation) {
                    let column = relation_column(self.service, entity, relation).sql;
                    with.push(column + &keys_of(number));
                }
            }
        }
        with
    }

    fn cascades(&self, of: EntityId, relation: BelongsToId) -> bool {
        let relation = self.service.entity(of).relation_to_one(relation);
        relation.on_delete == OnDelete::Cascade
    }

    /// Relations of many to many whose other side is the entity.
    fn sharing(&self, target: EntityId) -> impl Iterator<Item = (&ir::Entity, &ir::ManyToMany)> {
        let engine = self.service.entity(target).engine;
        let entities = self.service.entities.iter();
        let entities = entities.filter(move |entity| entity.engine == engine);
        entities.flat_map(move |entity| {
            let relations = entity.many_to_many.iter();
            let relations = relations.filter(move |relation| relation.entity == target);
            relations.map(move |relation| (entity, relation))
        })
    }

    /// Relations to an entity from its own engine: those that the database knows.
    fn pointing(&self, target: EntityId) -> Vec<(EntityId, BelongsToId)> {
        let engine = self.service.entity(target).engine;
        let mut pointing = Vec::new();
        for (of, entity) in self.service.entities.iter().enumerate() {
            for (relation, to) in entity.belongs_to.iter().enumerate() {
                if to.entity == target && entity.engine == engine {
                    pointing.push((EntityId(of), BelongsToId(relation)));
                }
            }
        }
        pointing
    }
}

/// What is said of a column that points to one of the rows that go.
fn keys_of(number: usize) -> String {
    match number {
        0 => " = $1".to_owned(),
        _ => format!(" IN (SELECT id FROM gone_{number})"),
    }
}
