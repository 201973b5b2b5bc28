//! Lowers deleting: the statements that remove a row, and count up the version of rows that lose what they point to.

use super::{Lowering, join_table, table};
use crate::ir::{self, BelongsToId, EntityId, OnDelete};
use crate::lower::engine::columns::relation_column;
use crate::names::{local, snake};
use crate::plan::engine::repository::Delete;
use crate::print::rust_string;

/// Rows that go with the one that is deleted, whose key is `$1`.
struct Going {
    /// Their entities, each after those that it goes with; the first is that of the row itself.
    entities: Vec<EntityId>,
    /// The keys of each, as tables of a `WITH`; none of the first, unless rows of its own go with it.
    keys: Vec<Option<String>>,
}

impl Going {
    /// What a statement over the entity of this number begins with.
    fn with(&self, number: usize) -> String {
        let keys: Vec<&str> = self.keys[..=number]
            .iter()
            .flatten()
            .map(String::as_str)
            .collect();
        match keys.iter().any(|table| table.contains(" UNION ")) {
            _ if keys.is_empty() => String::new(),
            true => format!("WITH RECURSIVE {} ", keys.join(", ")),
            false => format!("WITH {} ", keys.join(", ")),
        }
    }

    /// What is said of a column that points to one of the rows of this number.
    fn keys_of(&self, number: usize) -> String {
        match self.keys[number] {
            None => " = $1".to_owned(),
            Some(_) => format!(" IN (SELECT id FROM gone_{number})"),
        }
    }
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
            holds: self.holds(),
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
            let (with, gone) = (going.with(number), going.keys_of(number));
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

    /// Statements for PostgreSQL, that nobody points to what goes before it is gone: who writes such a pointer waits for
    /// a lock of this strength only.
    fn holds(&self) -> Vec<String> {
        let going = self.going();
        let numbered = going.entities.iter().enumerate();
        let holds = numbered.map(|(number, of)| {
            let (with, gone) = (going.with(number), going.keys_of(number));
            let name = table(self.service.entity(*of));
            rust_string(&format!(
                "{with}SELECT id FROM {name} WHERE id{gone} FOR UPDATE"
            ))
        });
        holds.collect()
    }

    /// The row itself and those that go with it. Where several entities go with each other in a circle, it is walked
    /// once.
    fn going(&self) -> Going {
        let mut entities = Vec::new();
        self.follow(self.id, &mut Vec::new(), &mut entities);
        entities.reverse();
        let mut going = Going {
            keys: Vec::new(),
            entities,
        };
        for (number, of) in going.entities.clone().into_iter().enumerate() {
            let keys = self.keys_of_going(of, number, &going);
            going.keys.push(keys);
        }
        going
    }

    /// The keys of the rows of an entity, the number of which comes after those that it goes with.
    fn keys_of_going(&self, of: EntityId, number: usize, going: &Going) -> Option<String> {
        let first = match number {
            0 => vec!["id = $1".to_owned()],
            _ => self.goes_with(of, number, going),
        };
        let name = table(self.service.entity(of));
        let first = format!("SELECT id FROM {name} WHERE {}", first.join(" OR "));
        let own = self.own_cascades(of);
        let below = own
            .iter()
            .map(|column| format!("{name}.{column} = gone_{number}.id"));
        let below: Vec<String> = below.collect();
        if !below.is_empty() {
            return Some(format!(
                "gone_{number} (id) AS ({first} UNION SELECT {name}.id FROM {name} JOIN gone_{number} ON {})",
                below.join(" OR ")
            ));
        }
        (number > 0).then(|| format!("gone_{number} AS ({first})"))
    }

    /// Columns of an entity that lead to rows of its own that it goes with.
    fn own_cascades(&self, of: EntityId) -> Vec<String> {
        let entity = self.service.entity(of);
        let pointing = self.pointing(of).into_iter();
        let own = pointing.filter(|(from, relation)| *from == of && self.cascades(of, *relation));
        own.map(|(_, relation)| relation_column(self.service, entity, relation).sql)
            .collect()
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
    fn goes_with(&self, of: EntityId, number: usize, going: &Going) -> Vec<String> {
        let entity = self.service.entity(of);
        let mut with = Vec::new();
        for (number, target) in going.entities[..number].iter().enumerate() {
            for (from, relation) in self.pointing(*target) {
                if from == of && self.cascades(of, relation) {
                    let column = relation_column(self.service, entity, relation).sql;
                    with.push(column + &going.keys_of(number));
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
