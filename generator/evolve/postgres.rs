//! The statements of a migration for PostgreSQL, none of which keeps others waiting for long where that can be helped:
//! indexes are built concurrently, constraints are added `NOT VALID` and validated later, rows are filled in batches.

use super::change::{Change, ColumnChange, Kept, Key, Null};
use super::difference::{has_one_value, is_required};
use super::sql::{self, MAY_REPEAT, create_index, key_of, reference, safe};
use crate::names::{sql_ident, sql_name};
use crate::plan::schema::{Column, Cost, Fill, ForeignKey, Index, Run, Schema, Statement, Table};
use crate::print::sql_string;

/// Rows of a batch: enough that few batches do, few enough that nobody waits for one of them.
const BATCH: usize = 1_000;

/// Everything, in an order in which each statement finds what it needs, and as few transactions as that allows.
pub(super) fn statements(changes: &[Change<'_>]) -> Vec<Statement> {
    let mut steps = Steps::default();
    for change in changes {
        steps.take(change);
    }
    steps.drop_tables();
    let Steps {
        first,
        keys,
        batches,
        validated,
        settled,
        indexes,
        last,
        ..
    } = steps;
    [first, keys, batches, validated, settled, indexes, last].concat()
}

/// Everything, from nothing: foreign keys when all tables are there.
pub(super) fn initial(schema: &Schema) -> Vec<Statement> {
    let tables = schema.tables.iter().flat_map(created);
    let keys = schema.tables.iter().flat_map(|table| {
        let keys = table.foreign_keys.iter();
        keys.map(move |key| safe(constraint(table, key)))
    });
    tables.chain(keys).collect()
}

/// Statements by when they are run.
#[derive(Default)]
struct Steps {
    /// In one transaction, of which nothing takes long unless it says so.
    first: Vec<Statement>,
    /// In the same one, when all tables are there.
    keys: Vec<Statement>,
    /// Row by row, column after column: rows that a column refuses are not there when another one is filled.
    batches: Vec<Statement>,
    /// Each by itself: reads all rows while others go on.
    validated: Vec<Statement>,
    /// What holds by then.
    settled: Vec<Statement>,
    /// Each by itself.
    indexes: Vec<Statement>,
    /// What nothing needs any more.
    last: Vec<Statement>,
    dropped_tables: Vec<String>,
}

impl Steps {
    fn take(&mut self, change: &Change<'_>) {
        match change {
            Change::CreateTable(table) => self.create(table),
            Change::Clear(table) => self.first.push(sql::cleared(table)),
            Change::AddColumn { table, column } => self.add(table, column),
            Change::AlterColumn(change) => self.change(change),
            Change::AddIndex { table, index } => self.indexes.push(concurrently(table, index)),
            Change::DropIndex(name) => {
                let sql = format!("DROP INDEX CONCURRENTLY IF EXISTS {name}");
                self.indexes.push(safe(sql).run(Run::Alone));
            }
            Change::ReplaceValue {
                table,
                column,
                from,
                to,
                kept,
            } => self.replace(table, column, (from, &to.postgres, *kept)),
            Change::Rewrite { table, column, to } => {
                // No constraint holds it: the expression is a query, which a constraint must not hold.
                self.forget_default(table, column);
                let condition = format!("{} IS DISTINCT FROM {}", column.sql, to.postgres);
                self.batch(table, column, (&to.postgres, &condition));
            }
            Change::DropColumn { table, column, .. } => {
                let sql = format!(
                    "ALTER TABLE {} DROP COLUMN {}",
                    table.sql,
                    sql_ident(column)
                );
                self.last
                    .push(safe(sql).costs(Cost::Destructive, "what it holds is lost"));
            }
            Change::DropTable(name) => self.dropped_tables.push(sql_ident(name)),
            Change::RenameTable { .. }
            | Change::RenameColumn { .. }
            | Change::RenameKey { .. }
            | Change::RenameIndex { .. } => self.first.extend(renamed(change)),
        }
    }

    /// A new table; its foreign keys when all tables are there.
    fn create(&mut self, table: &Table) {
        self.first.extend(created(table));
        for key in &table.foreign_keys {
            self.keys.push(safe(constraint(table, key)));
        }
    }

    fn add(&mut self, table: &Table, column: &Column) {
        let add = format!("ALTER TABLE {} ADD COLUMN {}", table.sql, column.sql);
        match &column.fill {
            Some(Fill::Constant(sql)) => self.first.push(safe(format!(
                "{add} {} DEFAULT {}",
                column.postgres, sql.postgres
            ))),
            None => self.first.push(safe(format!("{add} {}", column.postgres))),
            Some(fill) => {
                let kind = super::difference::kind(&column.postgres);
                self.first.push(safe(format!("{add} {kind}")));
                if let Fill::Now(sql) = fill {
                    // As a constant does, it lets processes of the version before go on.
                    self.first.push(safe(format!(
                        "ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}",
                        table.sql, column.sql, sql.postgres
                    )));
                }
                match is_required(column) {
                    true => self.require(table, column, &fill.sql().postgres),
                    false => self.fill(table, column, &fill.sql().postgres),
                }
            }
        }
        if let Some(key) = key_of(table, column) {
            self.add_key(table, key);
        }
    }

    fn change(&mut self, change: &ColumnChange<'_>) {
        let ColumnChange { table, column, .. } = change;
        let alter = format!("ALTER TABLE {} ALTER COLUMN {}", table.sql, column.sql);
        if let Key::Removed | Key::Replaced(_) | Key::Moved(_) = change.key {
            let name = sql_name(&[&table.name, &column.name, "fkey"]);
            let sql = format!("ALTER TABLE {} DROP CONSTRAINT {name}", table.sql);
            self.first.push(safe(sql));
        }
        if change.null == Null::Allowed {
            self.first.push(safe(format!("{alter} DROP NOT NULL")));
        }
        if let Some(sql) = &change.conversion {
            // A default is of the type before.
            self.first.push(safe(format!("{alter} DROP DEFAULT")));
            let kind = super::difference::kind(&column.postgres);
            let convert = format!("{alter} TYPE {kind} USING {}", sql.postgres);
            let note = "the table is written anew: nobody reads or writes it meanwhile";
            self.first.push(safe(convert).costs(Cost::Locks, note));
        }
        match &change.null {
            Null::Same | Null::Allowed => {}
            // Nobody else is at the table, which is written anew, until this is done too.
            Null::Converted => self.first.push(safe(format!("{alter} SET NOT NULL"))),
            Null::Refused(sql) => self.require(table, column, &sql.postgres),
        }
        if let Key::Added(key) | Key::Replaced(key) | Key::Moved(key) = change.key {
            self.add_key(table, key);
        }
    }

    /// Gives every row a value, then refuses rows without one. Until then nobody who writes is in the way of anybody; what
    /// was written meanwhile without a value gets it when that cannot happen any more. A row for which there is none is
    /// left to the constraint, which says so.
    fn require(&mut self, table: &Table, column: &Column, value: &str) {
        let name = sql_name(&[&table.name, &column.name, "required"]);
        let alter = format!("ALTER TABLE {}", table.sql);
        self.fill(table, column, value);
        let refuse = safe(format!(
            "{alter} ADD CONSTRAINT {name} CHECK ({} IS NOT NULL) NOT VALID",
            column.sql
        ));
        let note = "from here on nobody can leave it empty, nor processes of the version before that still run";
        self.batches.push(refuse.costs(Cost::Safe, note));
        self.fill(table, column, value);
        self.validate(table, &name);
        let set = format!("{alter} ALTER COLUMN {} SET NOT NULL", column.sql);
        self.settled.push(safe(set));
        self.settled
            .push(safe(format!("{alter} DROP CONSTRAINT {name}")));
    }

    /// Gives a value to every row for which there is one.
    fn fill(&mut self, table: &Table, column: &Column, value: &str) {
        let empty = format!("{} IS NULL", column.sql);
        let condition = match has_one_value(column) {
            true => empty,
            false => format!("{empty} AND ({value}) IS NOT NULL"),
        };
        self.batch(table, column, (value, &condition));
    }

    /// Gives another value to every row that has one which is gone, then refuses that one until no row has it: what was
    /// written meanwhile is replaced when it cannot be written any more.
    fn replace(&mut self, table: &Table, column: &Column, (from, to, kept): (&str, &str, Kept)) {
        let first = self.batches.len();
        // No column has a hyphen in its name, so values of two never share a constraint.
        let name = sql_name(&[&table.name, &column.name, &format!("not-{from}")]);
        let alter = format!("ALTER TABLE {}", table.sql);
        let gone = sql_string(from);
        let condition = format!("{} = {gone}", column.sql);
        self.forget_default(table, column);
        self.batch(table, column, (to, &condition));
        let refuse = safe(format!(
            "{alter} ADD CONSTRAINT \"{name}\" CHECK ({} <> {gone}) NOT VALID",
            column.sql
        ));
        let note =
            "from here on nobody can write it, nor processes of the version before that still run";
        self.batches.push(refuse.costs(Cost::Safe, note));
        self.batch(table, column, (to, &condition));
        self.loses(first, kept);
        self.validate(table, &format!("\"{name}\""));
        let note = "processes of the version before that still run can write it again";
        let drop = safe(format!("{alter} DROP CONSTRAINT \"{name}\""));
        self.settled.push(drop.costs(Cost::Safe, note));
    }

    /// Says of batches, from the first of them on, that what they replace cannot be told from other rows any more.
    fn loses(&mut self, first: usize, kept: Kept) {
        let batches = self.batches[first..].iter_mut();
        for batch in batches.filter(|it| kept == Kept::Lost && it.run == Run::Batches) {
            *batch = batch.clone().costs(Cost::Destructive, sql::VALUE_IS_LOST);
        }
    }

    /// Drops the default that a column may have from when it was added: it is by the names before.
    fn forget_default(&mut self, table: &Table, column: &Column) {
        let drop = safe(format!(
            "ALTER TABLE {} ALTER COLUMN {} DROP DEFAULT",
            table.sql, column.sql
        ));
        if !self.first.contains(&drop) {
            self.first.push(drop);
        }
    }

    /// Changes rows until none is left. They are chosen by their key, and locked: of rows chosen by their place, or without
    /// a lock, those would be passed over that somebody changes at that moment, and the batches could end too early.
    fn batch(&mut self, table: &Table, column: &Column, (value, condition): (&str, &str)) {
        let sql = format!(
            "UPDATE {table} SET {} = {value} WHERE {key} = ANY (ARRAY(\
             SELECT {key} FROM {table} WHERE {condition} LIMIT {BATCH} FOR NO KEY UPDATE))",
            column.sql,
            table = table.sql,
            // Pairs of a relation both ways, which have two, hold nothing that is filled.
            key = table.primary_key,
        );
        let is_again = self.batches.iter().any(|it| it.sql == sql);
        let note = match is_again {
            true => "again: what was written meanwhile",
            false => "goes through the rows in batches",
        };
        self.batches
            .push(safe(sql).costs(Cost::Backfill, note).run(Run::Batches));
    }

    fn add_key(&mut self, table: &Table, key: &ForeignKey) {
        let add = format!("{} NOT VALID", constraint(table, key));
        self.keys.push(safe(add));
        self.validate(table, &key.name);
    }

    fn validate(&mut self, table: &Table, constraint: &str) {
        let sql = format!("ALTER TABLE {} VALIDATE CONSTRAINT {constraint}", table.sql);
        self.validated.push(safe(sql).run(Run::Alone));
    }

    /// All in one statement: they may refer to each other.
    fn drop_tables(&mut self) {
        if !self.dropped_tables.is_empty() {
            let sql = format!("DROP TABLE {}", self.dropped_tables.join(", "));
            self.last
                .push(safe(sql).costs(Cost::Destructive, "what they hold is lost"));
        }
    }
}

fn renamed(change: &Change<'_>) -> Vec<Statement> {
    let note = "processes of the version before do not find it under its old name";
    match change {
        Change::RenameTable { from, to } => {
            let rename = format!("ALTER TABLE {} RENAME TO {}", sql_ident(from), to.sql);
            let key = format!(
                "ALTER INDEX {} RENAME TO {}",
                primary_key(from),
                primary_key(&to.name)
            );
            vec![safe(rename).costs(Cost::Safe, note), safe(key)]
        }
        Change::RenameColumn { table, from, to } => vec![
            safe(format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {}",
                table.sql,
                sql_ident(from),
                to.sql
            ))
            .costs(Cost::Safe, note),
        ],
        Change::RenameKey { table, from, to } => vec![safe(format!(
            "ALTER TABLE {} RENAME CONSTRAINT {from} TO {to}",
            table.sql
        ))],
        Change::RenameIndex { from, to, .. } => {
            vec![safe(format!("ALTER INDEX {from} RENAME TO {}", to.name))]
        }
        _ => Vec::new(),
    }
}

/// The name that PostgreSQL gives to the index of a primary key (`makeObjectName`): the table's is cut to fit 63 bytes.
fn primary_key(table: &str) -> String {
    const SUFFIX: &str = "_pkey";
    let kept = table.floor_char_boundary(63 - SUFFIX.len());
    format!("{}{SUFFIX}", &table[..kept])
}

/// A new table with its indexes, without foreign keys.
fn created(table: &Table) -> Vec<Statement> {
    sql::created(table, |_, column| column.postgres.clone(), "")
}

fn constraint(table: &Table, key: &ForeignKey) -> String {
    format!(
        "ALTER TABLE {} ADD CONSTRAINT {} FOREIGN KEY ({}) {}",
        table.sql,
        key.name,
        key.column,
        reference(key)
    )
}

fn concurrently(table: &Table, index: &Index) -> Statement {
    let statement = safe(create_index(table, index, "CONCURRENTLY ")).run(Run::Alone);
    match index.unique {
        true => statement.costs(Cost::Safe, MAY_REPEAT),
        false => statement,
    }
}
