//! Lowers deleting: the statements that remove a row, and count up the version of rows that lose what they point to.

use super::{Lowering, table};
use crate::ir::{BelongsToId, EntityId, OnDelete};
use crate::lower::engine::columns::relation_column;
use crate::names::{local, snake};
use crate::plan::engine::repository::Delete;
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn delete(&self) -> Delete {
        let table = self.table();
        let mut loosens = Vec::new();
        self.loosen(self.id, " = $1", &mut vec![self.id], &mut loosens);
        Delete {
            open: rust_string(&format!("DELETE FROM {table} WHERE id = ")),
            entity: local(&snake(&self.entity.name)),
            lock: rust_string(&format!(
                "UPDATE {table} SET version = version + 1 WHERE id = "
            )),
            loosens,
            delete: rust_string(&format!("DELETE FROM {table} WHERE id = $1")),
        }
    }

    /// Rows that point to those of `target` that go, whose keys are `gone`. The database itself would take the pointer
    /// away and leave the version as it is, so that whoever has seen the row before could change it unaware. `path` are
    /// the entities whose rows go: of one whose rows go with others of its own, only the first are followed.
    fn loosen(
        &self,
        target: EntityId,
        gone: &str,
        path: &mut Vec<EntityId>,
        loosens: &mut Vec<String>,
    ) {
        for (of, relation) in self.pointing(target) {
            let entity = self.service.entity(of);
            let name = table(entity);
            let column = relation_column(self.service, entity, relation).sql;
            match entity.relation_to_one(relation).on_delete {
                OnDelete::SetNull => loosens.push(rust_string(&format!(
                    "UPDATE {name} SET {column} = NULL, version = version + 1 WHERE {column}{gone}"
                ))),
                OnDelete::Cascade if !path.contains(&of) => {
                    path.push(of);
                    let gone = format!(" IN (SELECT id FROM {name} WHERE {column}{gone})");
                    self.loosen(of, &gone, path, loosens);
                    path.pop();
                }
                OnDelete::Cascade | OnDelete::Restrict => {}
            }
        }
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
