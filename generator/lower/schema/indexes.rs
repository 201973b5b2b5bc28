//! Lowers the indexes of an entity's table: how each is called and written in SQL.

use crate::ir;
use crate::names::{self, sql_ident};
use crate::plan::schema::Index;

/// All indexes, by name.
pub(super) fn indexes(service: &ir::Service, entity: &ir::Entity) -> Vec<Index> {
    let indexes = service.table_indexes(entity);
    let mut indexes: Vec<Index> = indexes.iter().map(|index| lowered(entity, index)).collect();
    indexes.sort_by(|one, other| one.name.cmp(&other.name));
    indexes
}

fn lowered(entity: &ir::Entity, index: &ir::TableIndex) -> Index {
    let columns = names::index_columns(entity, index);
    let mut parts: Vec<String> = columns.iter().map(|column| sql_ident(column)).collect();
    let blamed = match index.purpose {
        ir::Purpose::Unique | ir::Purpose::Search => index.parts.last(),
        ir::Purpose::Order => index.parts.first(),
    };
    if index.orders_absent(entity) {
        parts.insert(0, format!("({} IS NULL)", parts[0]));
    }
    Index {
        name: names::table_index(entity, index),
        unique: index.purpose == ir::Purpose::Unique,
        parts: parts.join(", "),
        field: blamed
            .map(|part| names::sent_column(entity, *part))
            .unwrap_or_default(),
        columns,
    }
}
