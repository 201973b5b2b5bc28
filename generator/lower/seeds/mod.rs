//! Lowers the first rows into statements: one per table, joining tables last.

use super::engine::columns::{Column, Source, columns};
use super::engine::repository::join_table;
use super::literal::{Dialect, literal};
use crate::ir::{self, Moment, Seed, SeedId, Stored};
use crate::names::sql_ident;
use crate::plan::seeds::{Insert, Row, Script, Seeds};
use sha2::{Digest, Sha256};

const NULL: &str = "NULL";

/// Nothing if the design has none.
pub(super) fn seeds(service: &ir::Service) -> Option<Seeds> {
    if service.seeds.is_empty() {
        return None;
    }
    let sqlite = script(service, Dialect::Sqlite);
    let postgres = script(service, Dialect::Postgres);
    Some(Seeds { sqlite, postgres })
}

fn script(service: &ir::Service, dialect: Dialect) -> Script {
    let by_entity = service
        .seeds
        .chunk_by(|one, next| one.entity == next.entity);
    let mut from = 0;
    let mut inserts = Vec::new();
    let mut joins = Vec::new();
    let mut updates = Vec::new();
    for seeds in by_entity {
        let end = from + seeds.len();
        let rows = Rows {
            service,
            entity: service.entity(seeds[0].entity),
            seeds,
            end,
            dialect,
        };
        inserts.push(rows.insert());
        joins.extend(rows.joins());
        updates.extend(rows.updates());
        from = end;
    }
    inserts.extend(joins);
    Script { inserts, updates }
}

/// The rows of one entity.
struct Rows<'a> {
    service: &'a ir::Service,
    entity: &'a ir::Entity,
    seeds: &'a [Seed],
    /// The first row that is inserted by a later statement.
    end: usize,
    dialect: Dialect,
}

impl Rows<'_> {
    fn insert(&self) -> Insert {
        let columns = columns(self.service, self.entity);
        let names = columns.iter().map(|column| column.sql.as_str());
        let rows = self.seeds.iter().map(|seed| {
            let values = columns.iter().map(|column| self.held(seed, column));
            (seed.label.clone(), values.chain(["1".to_owned()]).collect())
        });
        Insert {
            table: sql_ident(&self.entity.plural),
            columns: names.chain(["version"]).collect::<Vec<_>>().join(", "),
            rows: listed(rows.collect()),
        }
    }

    /// What a row holds in a column.
    fn held(&self, seed: &Seed, column: &Column) -> String {
        match column.source {
            Source::BelongsTo(id) => match seed.target(id) {
                Some(target) if !self.is_later(target) => self.key(target),
                _ => NULL.to_owned(),
            },
            Source::Attribute(id) => match self.entity.attribute(id).role {
                ir::AttributeRole::Key => {
                    literal(&Stored::Uuid(key(self.service, seed)), self.dialect)
                }
                ir::AttributeRole::CreatedAt | ir::AttributeRole::UpdatedAt => {
                    literal(&Stored::Time(seed.created), self.dialect)
                }
                ir::AttributeRole::Plain => seed.value(id).map_or_else(
                    || NULL.to_owned(),
                    |held| literal(&held.value, self.dialect),
                ),
            },
        }
    }

    /// Whether a row is not there yet when these are inserted, so that nothing may refer to it.
    fn is_later(&self, target: SeedId) -> bool {
        let other = self.service.entity(self.service.seed(target).entity);
        target.0 >= self.end && other.engine == self.entity.engine
    }

    fn key(&self, seed: SeedId) -> String {
        literal(
            &Stored::Uuid(key(self.service, self.service.seed(seed))),
            self.dialect,
        )
    }

    /// Relations to rows of later statements.
    fn updates(&self) -> impl Iterator<Item = String> {
        let later = self.seeds.iter().flat_map(|seed| {
            let relations = seed
                .belongs_to
                .iter()
                .filter(|(_, target)| self.is_later(*target));
            relations.map(move |(relation, target)| (seed, *relation, *target))
        });
        later.map(|(seed, relation, target)| {
            let column =
                super::engine::columns::relation_column(self.service, self.entity, relation);
            format!(
                "UPDATE {} SET {} = {} WHERE id = {}",
                sql_ident(&self.entity.plural),
                column.sql,
                self.key(target),
                literal(&Stored::Uuid(key(self.service, seed)), self.dialect),
            )
        })
    }

    /// Rows of the tables that join these to others.
    fn joins(&self) -> impl Iterator<Item = Insert> {
        let relations = self.entity.many_to_many.iter().enumerate();
        relations.filter_map(|(index, relation)| {
            let joined = |seed: &&Seed| -> Vec<(String, Vec<String>)> {
                let held = seed.many_to_many.iter().filter(|(id, _)| id.0 == index);
                let targets = held.flat_map(|(_, targets)| targets).enumerate();
                targets
                    .map(|(position, target)| self.joined(seed, *target, position))
                    .collect()
            };
            let rows: Vec<_> = self.seeds.iter().flat_map(|seed| joined(&seed)).collect();
            let (table, own, other) = join_table(self.service, self.entity, relation);
            (!rows.is_empty()).then(|| Insert {
                table: sql_ident(&table),
                columns: format!("{own}, {other}, position"),
                rows: listed(rows),
            })
        })
    }

    fn joined(&self, seed: &Seed, target: SeedId, position: usize) -> (String, Vec<String>) {
        let label = format!("{}, {}", seed.label, self.service.seed(target).label);
        let own = literal(&Stored::Uuid(key(self.service, seed)), self.dialect);
        (label, vec![own, self.key(target), position.to_string()])
    }
}

/// Rows by label, each but the last with a comma.
fn listed(rows: Vec<(String, Vec<String>)>) -> Vec<Row> {
    let last = rows.len().saturating_sub(1);
    let row = |(index, (label, values)): (usize, (String, Vec<String>))| {
        let comma = if index < last { "," } else { "" };
        let values = format!("({}){comma}", values.join(", "));
        Row { label, values }
    };
    rows.into_iter().enumerate().map(row).collect()
}

/// The key of a row, always the same: a UUID version 7 (RFC 9562, section 5.7) of the time when it
/// counts as created and, in place of random bits, a hash of what it is called.
fn key(service: &ir::Service, seed: &Seed) -> u128 {
    let name = format!("{}/{}", service.entity(seed.entity).name, seed.label);
    let Moment(micros) = seed.created;
    let [_, _, time @ ..] = (micros / 1_000).to_be_bytes();
    let mut bytes = [0; 16];
    bytes[..6].copy_from_slice(&time);
    bytes[6..].copy_from_slice(&Sha256::digest(name)[..10]);
    bytes[6] = bytes[6] & 0x0f | 0x70;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    u128::from_be_bytes(bytes)
}
