//! From the schema that the last migration reached to the one that the design asks for now: facts and a schema go in, the
//! next migration comes out. Only additions are written so far; everything else is refused.

mod facts;
mod statements;
mod values;

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::ir;
use crate::names;
use crate::plan::schema::{Migration, Schema, Table};
use crate::source::Span;
use std::collections::BTreeSet;

codes! {
    /// A table, column, index or key that migrations have made is gone from the design or has changed. So far only
    /// additions are migrated: keep the old one in the design.
    CHANGED = "E0401";
    /// A column is added to a table that may have rows, which need a value for it.
    NEEDS_VALUE = "E0402";
    /// Something becomes unique of a table whose rows may have the same already. So far this is not migrated: declare it
    /// with the entity, or on an optional attribute that is new.
    MAY_REPEAT = "E0403";
}

/// The migrations of a service and the facts that they reach.
#[derive(Debug)]
pub struct Evolution {
    /// Names of all migrations, oldest first.
    pub names: Vec<String>,
    /// The one that this run writes, if the schema changes.
    pub next: Option<Migration>,
    /// What `moguera.lock` keeps for the next run.
    pub facts: BTreeSet<String>,
}

/// Plans the step from `recorded` to `schema`.
///
/// # Errors
///
/// Changes other than additions, and additions that rows which exist could not meet.
pub fn evolve(
    service: &ir::Service,
    schema: &Schema,
    recorded: &BTreeSet<String>,
) -> Result<Evolution, Diagnostics> {
    let mut names = facts::migrations(recorded);
    let wanted = facts::of(service, schema);
    let known: BTreeSet<String> = recorded
        .iter()
        .filter(|fact| !facts::is_migration(fact))
        .cloned()
        .collect();
    if names.is_empty() {
        let next = statements::initial(schema);
        names.push(next.name.clone());
        return Ok(Evolution {
            facts: facts::recorded(wanted, &names),
            names,
            next: Some(next),
        });
    }
    let mut found = Diagnostics::new();
    for fact in lost(&known, &wanted) {
        found.push(changed(service, fact));
    }
    let added: BTreeSet<String> = wanted.difference(&known).cloned().collect();
    for (table, column) in facts::added_columns(schema, &known) {
        if column.fill.is_none() && column.sqlite.ends_with("NOT NULL") {
            found.push(needs_value(service, table, &column.name));
        }
    }
    for (table, index) in facts::added_unique(schema, &known) {
        found.push(may_repeat(service, table, &index.parts));
    }
    found.gate()?;
    let changes = added.iter().any(|fact| facts::is_schema(fact));
    let next = changes.then(|| statements::next(schema, &known, names.len() + 1));
    names.extend(next.as_ref().map(|migration| migration.name.clone()));
    Ok(Evolution {
        facts: facts::recorded(wanted, &names),
        names,
        next,
    })
}

/// What was so and is no more, and what rows that exist were not written by: each column once.
fn lost<'f>(known: &'f BTreeSet<String>, wanted: &'f BTreeSet<String>) -> Vec<&'f str> {
    let needless = |fact: &&String| !fact.starts_with(values::NEEDS);
    let gone = known.difference(wanted).filter(needless);
    let needed = wanted.difference(known);
    let needed = needed.filter(|fact| values::is_missing_in_rows(fact, known));
    let mut columns = BTreeSet::new();
    let mut lost: Vec<&str> = gone.chain(needed).map(String::as_str).collect();
    // The column itself tells more than what is stored in it.
    lost.sort_by_key(|fact| !facts::is_schema(fact));
    lost.retain(|fact| facts::column(fact).is_none_or(|column| columns.insert(column)));
    lost
}

fn changed(service: &ir::Service, fact: &str) -> Diagnostic {
    let subject = facts::subject(fact);
    if let Some(column) = facts::column(fact).filter(|_| !facts::is_schema(fact)) {
        let (table, column) = column.split_once('.').unwrap_or((&column, ""));
        let message = format!("{subject} would be stored in another way");
        return Diagnostic::new(CHANGED, attribute_span(service, table, column), message)
            .label("rows that exist were written as it was")
            .help(
                "so far only additions are migrated: a new value of an enum, a new optional field",
            )
            .help("leave it as it was, and add an attribute beside it");
    }
    if !facts::is_schema(fact) {
        return Diagnostic::new(CHANGED, service.api.span, format!("{subject} would change"))
            .label("the design says something else now")
            .help(
                "so far it stays: files that are yours name the crates that are called after it",
            );
    }
    let message = format!("{subject} would be removed or changed");
    let span = match facts::place(fact) {
        Some((table, column)) => attribute_span(service, table, column),
        None => span_of(service, facts::table(fact)),
    };
    Diagnostic::new(CHANGED, span, message)
        .label("the design says something else now")
        .help("so far only additions are migrated: a new entity, relation, index or optional attribute")
        .help("keep what the migrations have made in the design, and add the new beside it")
}

fn needs_value(service: &ir::Service, table: &Table, column: &str) -> Diagnostic {
    let message = format!(
        "rows of `{}` that exist already need a value for `{column}`",
        table.name
    );
    let span = attribute_span(service, &table.name, column);
    let finding = Diagnostic::new(NEEDS_VALUE, span, message);
    let entity = entity_of(service, &table.name);
    if let Some(relation) = entity.and_then(|entity| to_one(entity, column)) {
        let to = &service.entity(relation.entity).name;
        return finding
            .label("required")
            .help(format!("optional: `{}: {to}?`", relation.name));
    }
    let optional = format!("optional: `{column}: …?`");
    let attribute = entity.and_then(|entity| attribute(entity, column));
    let made = |attribute: &ir::Attribute| attribute.role != ir::AttributeRole::Plain;
    if attribute.is_some_and(made) {
        return finding
            .label("rows get their timestamps when they are created and changed")
            .help("leave `timestamps: false` as it was");
    }
    if attribute.is_some_and(|attribute| attribute.default.is_some()) {
        // `now` and slugs are made with the row.
        return finding
            .label("made when a row is created: rows that exist have none")
            .help(optional);
    }
    finding
        .label("required, and without a default")
        .help(format!("a default: `{column}: {{ …, default: … }}`"))
        .help(format!("or {optional}"))
}

fn may_repeat(service: &ir::Service, table: &Table, parts: &str) -> Diagnostic {
    let message = format!(
        "rows of `{}` that exist already may have the same `{parts}`",
        table.name
    );
    let columns: Vec<&str> = parts
        .split(", ")
        .map(|column| column.trim_matches('"'))
        .collect();
    let index = entity_of(service, &table.name).and_then(|entity| index(entity, &columns));
    let span = match (index, columns.first()) {
        (Some(index), _) => index.span,
        (None, Some(column)) => attribute_span(service, &table.name, column),
        (None, None) => span_of(service, &table.name),
    };
    Diagnostic::new(MAY_REPEAT, span, message)
        .label("becomes unique")
        .help("so far only additions are migrated that no row can break: leave it as it was")
}

fn entity_of<'s>(service: &'s ir::Service, table: &str) -> Option<&'s ir::Entity> {
    service
        .entities
        .iter()
        .find(|entity| entity.plural == table)
}

fn attribute<'e>(entity: &'e ir::Entity, column: &str) -> Option<&'e ir::Attribute> {
    entity
        .attributes
        .iter()
        .find(|attribute| attribute.name == column)
}

fn to_one<'e>(entity: &'e ir::Entity, column: &str) -> Option<&'e ir::BelongsTo> {
    entity
        .belongs_to
        .iter()
        .find(|relation| names::foreign_key(&relation.name) == column)
}

/// The unique one of `indexes` over these columns.
fn index<'e>(entity: &'e ir::Entity, columns: &[&str]) -> Option<&'e ir::Index> {
    let over = |index: &ir::Index| {
        let parts = index.parts.iter();
        let over: Vec<String> = parts
            .map(|part| names::index_column(entity, *part))
            .collect();
        over == columns
    };
    entity
        .indexes
        .iter()
        .find(|index| index.unique && over(index))
}

/// The entity of a table, else the service, which has it no more.
fn span_of(service: &ir::Service, table: &str) -> Span {
    entity_of(service, table).map_or(service.api.span, |entity| entity.span)
}

fn attribute_span(service: &ir::Service, table: &str, column: &str) -> Span {
    let Some(entity) = entity_of(service, table) else {
        return service.api.span;
    };
    let attribute = attribute(entity, column).map(|attribute| attribute.span);
    let relation = || to_one(entity, column).map(|relation| relation.span);
    attribute.or_else(relation).unwrap_or(entity.span)
}
