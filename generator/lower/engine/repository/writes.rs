//! Lowers writing: the statements that keep a new and a changed row, with the relations beside it.

use super::{Lowering, join_table};
use crate::ir;
use crate::lower::engine::columns::{Source, columns};
use crate::lower::naming;
use crate::names::{self, rust_ident, snake};
use crate::plan::engine::repository::{Insert, Relate, SetColumn, Update};
use crate::print::rust_string;

impl Lowering<'_> {
    pub(super) fn insert(&self) -> Insert {
        let columns = columns(self.service, self.entity);
        let local = names::local(&snake(&self.entity.name));
        let mut names: Vec<&str> = columns.iter().map(|column| column.sql.as_str()).collect();
        names.push("version");
        let mut binds: Vec<String> = columns.iter().map(|column| column.bind(&local)).collect();
        binds.push(format!("{local}.version"));
        Insert {
            open: rust_string(&format!(
                "INSERT INTO {} ({}) VALUES (",
                self.table(),
                names.join(", ")
            )),
            binds,
            entity: local,
            relations: self.relations(),
        }
    }

    pub(super) fn update(&self) -> Update {
        let local = names::local(&snake(&self.entity.name));
        let settable = columns(self.service, self.entity)
            .into_iter()
            .filter(|column| match column.source {
                Source::Attribute(id) => !matches!(
                    self.entity.attributes[id.0].role,
                    ir::AttributeRole::Key | ir::AttributeRole::CreatedAt
                ),
                Source::BelongsTo(_) => true,
            });
        let sets = settable
            .map(|column| SetColumn {
                open: rust_string(&format!("{} = ", column.sql)),
                bind: column.bind(&local),
            })
            .collect();
        Update {
            open: rust_string(&format!("UPDATE {} SET ", self.table())),
            sets,
            by: rust_string(" WHERE id = "),
            entity: local,
            relations: self.relations(),
        }
    }

    fn relations(&self) -> Vec<Relate> {
        self.entity
            .many_to_many
            .iter()
            .map(|relation| {
                let (table, own, other) = join_table(self.service, self.entity, relation);
                Relate {
                    ident: rust_ident(&naming::relation_ids(&relation.one)),
                    id: naming::id_type(self.service.entity(relation.entity)),
                    table: rust_string(&table),
                    own: rust_string(&own),
                    other: rust_string(&other),
                }
            })
            .collect()
    }
}
