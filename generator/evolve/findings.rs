//! What is said of a step that cannot be made, or not without a word: at the place in the design that asks for it.

use super::DataLoss;
use super::difference::{Difference, GoneValue, Loss, Needed, Obstacle};
use super::follow::Clash;
use super::likely;
use super::ways::{self, Way};
use super::{ALL_THE_SAME, CHANGED, LOSES_DATA, MAY_REPEAT, NAME_TAKEN, NEEDS_VALUE};
use crate::diagnostic::{Diagnostic, quoted};
use crate::ir;
use crate::names;
use crate::plan::schema::{Column, Index, Table};
use crate::source::Span;

const ALLOW: &str = "`moguera generate --allow-data-loss` removes it, with what rows hold of it";

/// Makes findings about a service.
pub(super) struct Findings<'a> {
    pub(super) service: &'a ir::Service,
}

impl Findings<'_> {
    /// The service or an engine is called otherwise now.
    pub(super) fn other_name(&self, fact: &str) -> Diagnostic {
        let (kind, name) = fact.split_once(' ').unwrap_or((fact, ""));
        let message = match kind {
            "service" => format!("the name {} of the service would change", quoted(name)),
            _ => format!("the engine {} would change its name or go", quoted(name)),
        };
        Diagnostic::new(CHANGED, self.service.api.span, message)
            .label("the design says something else now")
            .help("it stays: files that are yours name the crates that are called after it")
    }

    /// What is said of the difference between two schemas.
    pub(super) fn difference<'d>(
        &'d self,
        difference: &'d Difference<'_>,
        loss: DataLoss,
    ) -> impl Iterator<Item = Diagnostic> + 'd {
        let losses = match loss {
            DataLoss::Refused => difference.losses.as_slice(),
            DataLoss::Allowed => &[],
        };
        let obstacles = difference.obstacles.iter();
        let obstacles = obstacles.map(|it| self.obstacle(it, &difference.losses));
        let losses = losses.iter().map(|it| self.loss(it));
        let doubtful = difference.doubtful.iter();
        let doubtful = doubtful.map(|(table, index)| self.may_repeat(table, index));
        let unused = difference.unused.iter();
        let unused = unused.map(|(table, column)| self.unused(table, column));
        obstacles.chain(losses).chain(doubtful).chain(unused)
    }

    pub(super) fn clash(&self, clash: &Clash<'_>) -> Diagnostic {
        let (span, message) = match clash {
            Clash::Table(table) => (
                self.table_span(table),
                format!("there is another table {} already", quoted(&table.name)),
            ),
            Clash::Column(table, column) => (
                self.column_span(table, &column.name),
                format!(
                    "there is another column {} already",
                    quoted(&format!("{}.{}", table.name, column.name))
                ),
            ),
        };
        Diagnostic::new(NAME_TAKEN, span, message).help(
            "remove what has the name first, and run `moguera generate`, or choose another name",
        )
    }

    /// `losses` tell which columns are gone that a new one may be.
    fn obstacle(&self, obstacle: &Obstacle<'_>, losses: &[Loss<'_>]) -> Diagnostic {
        match obstacle {
            Obstacle::NeedsValue {
                table,
                column,
                needed,
            } => {
                let gone = losses.iter().filter_map(|loss| match loss {
                    Loss::Column { table, name, like } => Some((*table, name, like)),
                    _ => None,
                });
                let before = gone.filter(|(of, _, like)| {
                    of.name == table.name && like.iter().any(|it| it.name == column.name)
                });
                let finding = self.needs_value((table, column), *needed);
                before.fold(finding, |finding, (table, name, _)| {
                    finding.help(self.same_column(table, (name, &column.name)))
                })
            }
            Obstacle::AllTheSame { table, index } => self.all_the_same(table, index),
            Obstacle::Unreadable(table, column) => {
                let message = format!(
                    "what rows hold in {} could not be read as what it is now",
                    quoted(&format!("{}.{}", table.name, column.name))
                );
                self.changed(table, column, message)
                    .label("another kind of value")
            }
            Obstacle::PointsElsewhere { table, column, .. } => self.points_elsewhere(table, column),
            Obstacle::NoOtherValue(gone) => {
                let (table, value) = (quoted(&gone.table.name), quoted(&gone.value));
                let message = format!("rows of {table} may be {value}");
                let finding = self.changed(gone.table, gone.column, message);
                self.same_value(finding.label("not one of its values any more"), gone)
            }
        }
    }

    fn points_elsewhere(&self, table: &Table, column: &Column) -> Diagnostic {
        let message = format!(
            "{} of rows that exist points to another table",
            quoted(&format!("{}.{}", table.name, column.name))
        );
        self.changed(table, column, message).label("another entity")
    }

    fn changed(&self, table: &Table, column: &Column, message: String) -> Diagnostic {
        let name = &column.name;
        let attribute = self.entity_of(table).and_then(|it| attribute(it, name));
        let finding = Diagnostic::new(CHANGED, self.column_span(table, name), message);
        let line = match attribute {
            Some(attribute) => ways::of_changed(attribute),
            None => format!("{name}: {{ …, backfill: {{ sql: \"…\" }} }}"),
        };
        finding
            .help(format!("say what each row gets: `{line}`"))
            .help("or leave it as it was, and add the new one beside it")
    }

    fn needs_value(&self, (table, column): (&Table, &Column), needed: Needed) -> Diagnostic {
        let message = format!(
            "rows of `{}` that exist already need a value for `{}`",
            table.name, column.name
        );
        let span = self.column_span(table, &column.name);
        let finding = Diagnostic::new(NEEDS_VALUE, span, message);
        let Some(entity) = self.entity_of(table) else {
            return finding;
        };
        if let Some(relation) = to_one(entity, &column.name) {
            let ways = ways::of_relation(relation, needed);
            return ways::told(finding.label("required"), &ways);
        }
        let Some(attribute) = attribute(entity, &column.name) else {
            return finding;
        };
        let label = match attribute.default {
            Some(_) => "made when a row is created: rows that exist have none",
            None => "required, and without a default",
        };
        let ways = ways::of_attribute(self.service, entity, attribute, needed);
        let finding = ways::told(finding.label(label), &ways);
        let place = attribute.place_of_line(entity);
        place.into_iter().fold(finding, Diagnostic::help)
    }

    fn all_the_same(&self, table: &Table, index: &Index) -> Diagnostic {
        let message = format!(
            "rows of `{}` that have no `{}` yet would all get the same",
            table.name,
            index.columns.join(", ")
        );
        let finding = Diagnostic::new(ALL_THE_SAME, self.index_span(table, index), message)
            .label("no two may have the same");
        let Some(entity) = self.entity_of(table) else {
            return finding;
        };
        let attributes = index.columns.iter().filter_map(|it| attribute(entity, it));
        let relations = index.columns.iter().filter_map(|it| to_one(entity, it));
        let ways: Vec<Way> = attributes
            .flat_map(ways::of_repeated)
            .chain(relations.flat_map(|it| ways::of_relation(it, Needed::ItsOwn)))
            .collect();
        ways::told(finding, &ways)
    }

    fn loss(&self, loss: &Loss<'_>) -> Diagnostic {
        match loss {
            Loss::Table { name, of, like } => self.lost_table(name, of.as_deref(), like),
            Loss::Column { table, name, like } => self.lost_column(table, name, like),
            Loss::Pairs { table, .. } => {
                let message = format!(
                    "{} would point to another entity: all its rows would be removed",
                    quoted(&table.of.name)
                );
                lost(self.table_span(table), message).help(ALLOW)
            }
            Loss::Part {
                table,
                column,
                path,
            } => {
                let what = format!("{}.{}{path}", table.name, column.name);
                let span = self.column_span(table, &column.name);
                lost(span, format!("nobody reads {} any more", quoted(&what)))
                    .help("`moguera generate --allow-data-loss` goes on; rows lose it when they are written next")
            }
            Loss::Value(gone) => {
                let message = format!(
                    "rows of {} that are {} get another value",
                    quoted(&gone.table.name),
                    quoted(&gone.value)
                );
                let span = self.column_span(gone.table, &gone.column.name);
                self.same_value(lost(span, message), gone)
                    .help("`moguera generate --allow-data-loss` gives them the default, or NULL")
            }
        }
    }

    /// A value of an enum may only be called otherwise now.
    fn same_value(&self, finding: Diagnostic, gone: &GoneValue<'_>) -> Diagnostic {
        let likely = likely::values(self.service, gone);
        likely.iter().fold(finding, |finding, likely| {
            let own = likely.name.rsplit('.').next().unwrap_or(&likely.name);
            let now = quoted(own);
            finding.help(format!("if it is {now} now: {}", likely.mark()))
        })
    }

    fn lost_table(&self, name: &str, of: Option<&str>, like: &[&Table]) -> Diagnostic {
        let what = of.map_or(String::new(), |of| format!(" of {}", quoted(of)));
        let message = format!(
            "the table {}{what} would be removed, with all its rows",
            quoted(name)
        );
        let span = like.first().map(|table| self.table_span(table));
        let mut finding = lost(span.unwrap_or(self.service.api.span), message);
        for table in like {
            let (new, old) = (&table.of.name, of.unwrap_or(name));
            // A relation is renamed where it is written, an entity likewise.
            let key = |text: &str| text.rsplit('.').next().unwrap_or(text).to_owned();
            finding = finding.help(format!(
                "if it is {} now: write `renamed_from: {}` there",
                quoted(new),
                key(old)
            ));
        }
        finding.help(ALLOW)
    }

    fn lost_column(&self, table: &Table, name: &str, like: &[&Column]) -> Diagnostic {
        let message = format!(
            "the column {} would be removed, with what rows hold in it",
            quoted(&format!("{}.{name}", table.name))
        );
        let span = match like.first() {
            Some(column) => self.column_span(table, &column.name),
            None => self.table_span(table),
        };
        let mut finding = lost(span, message);
        for column in like {
            finding = finding.help(self.same_column(table, (name, &column.name)));
        }
        finding.help(ALLOW)
    }

    /// What to write if a column that is gone is one that is new.
    fn same_column(&self, table: &Table, (gone, new): (&str, &str)) -> String {
        let entity = self.entity_of(table);
        let is_relation = entity.is_some_and(|entity| to_one(entity, new).is_some());
        let bare = |name: &str| match is_relation {
            true => name.strip_suffix("_id").unwrap_or(name).to_owned(),
            false => name.to_owned(),
        };
        let (gone, new) = (bare(gone), quoted(&bare(new)));
        format!("if `{gone}` is {new} now: write `renamed_from: {gone}` there")
    }

    fn may_repeat(&self, table: &Table, index: &Index) -> Diagnostic {
        let message = format!(
            "rows of `{}` that exist already may have the same `{}`",
            table.name,
            index.columns.join(", ")
        );
        Diagnostic::new(MAY_REPEAT, self.index_span(table, index), message)
            .label("becomes unique")
            .help("if two have, the migration stops there, and goes on when they are put right")
    }

    /// Where it is said that no two rows have the same.
    fn index_span(&self, table: &Table, index: &Index) -> Span {
        let entity = self.entity_of(table);
        let declared = entity.and_then(|entity| unique(entity, &index.columns));
        match (declared, index.columns.first()) {
            (Some(index), _) => index.span,
            (None, Some(column)) => self.column_span(table, column),
            (None, None) => self.table_span(table),
        }
    }

    fn entity_of(&self, table: &Table) -> Option<&ir::Entity> {
        let entities = &self.service.entities;
        entities.iter().find(|entity| entity.plural == table.name)
    }

    /// The entity of a table, or the one whose relation it is.
    fn table_span(&self, table: &Table) -> Span {
        let entity = table.of.name.split('.').next();
        let entities = &self.service.entities;
        let entity = entities.iter().find(|it| Some(it.name.as_str()) == entity);
        entity.map_or(self.service.api.span, |entity| entity.span)
    }

    pub(super) fn column_span(&self, table: &Table, column: &str) -> Span {
        match self.entity_of(table) {
            Some(entity) => column_span(entity, column),
            None => self.table_span(table),
        }
    }
}

/// Where the attribute or relation of a column is written, or the entity if it is gone.
pub(super) fn column_span(entity: &ir::Entity, column: &str) -> Span {
    let attribute = attribute(entity, column).map(|attribute| attribute.span);
    let relation = || to_one(entity, column).map(|relation| relation.span);
    attribute.or_else(relation).unwrap_or(entity.span)
}

fn lost(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(LOSES_DATA, span, message)
}

fn attribute<'e>(entity: &'e ir::Entity, column: &str) -> Option<&'e ir::Attribute> {
    let mut attributes = entity.attributes.iter();
    attributes.find(|attribute| attribute.name == column)
}

fn to_one<'e>(entity: &'e ir::Entity, column: &str) -> Option<&'e ir::BelongsTo> {
    let mut relations = entity.belongs_to.iter();
    relations.find(|relation| names::foreign_key(&relation.name) == column)
}

/// The declared unique index over these columns.
fn unique<'e>(entity: &'e ir::Entity, columns: &[String]) -> Option<&'e ir::Index> {
    let over = |index: &ir::Index| {
        let parts = index.parts.iter();
        let over: Vec<String> = parts
            .map(|part| names::index_column(entity, *part))
            .collect();
        over == columns
    };
    let mut indexes = entity.indexes.iter();
    indexes.find(|index| index.unique && over(index))
}
