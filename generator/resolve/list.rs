//! Lists: pages, filters and orders.

use super::codes;
use super::entity::{Entities, Sought};
use super::search::{self, Search};
use crate::diagnostic::{Diagnostic, Diagnostics, quoted};
use crate::ir::{
    self, AttributeId, EntityId, FilterBy, FilterOperator, Member, Relation, Shape, Sort, SortBy,
};
use crate::schema::{self, Name};
use crate::source::{Span, Spanned};

/// Rows in a page unless said.
const PAGE: u32 = 20;
/// Rows in a page at most unless said.
const MAX: u32 = 100;
/// More rows than this are not one answer.
const LIMIT: u32 = 1000;

/// The policy of a list, as written or as it is without being written.
pub(super) fn policy(
    entities: &Entities<'_>,
    entity: EntityId,
    written: Option<&schema::List>,
    found: &mut Diagnostics,
) -> ir::ListPolicy {
    let site = Site { entities, entity };
    let (page, max) = pages(written, found);
    let sorts = site.sorts(written.map_or(&[], |list| &list.sort), found);
    let default_sort = written.and_then(|list| list.default_sort.as_ref());
    let (default_sort, place) = site.default_sort(default_sort, found);
    let SortBy::Attribute(by_default) = default_sort.by;
    let default_span = place.map(|span| (by_default, span));
    ir::ListPolicy {
        page,
        max,
        filters: site.filters(written.map_or(&[], |list| &list.filter), found),
        sorts: sorts.iter().map(|(id, _)| SortBy::Attribute(*id)).collect(),
        sort_places: sorts.into_iter().chain(default_span).collect(),
        default_sort,
        total: written
            .and_then(|list| list.total.as_ref())
            .is_some_and(|flag| flag.value),
    }
}

/// The length of a page unless asked, and the greatest.
fn pages(written: Option<&schema::List>, found: &mut Diagnostics) -> (u32, u32) {
    let number =
        |written: Option<&Spanned<u64>>, unless: u32, found: &mut Diagnostics| match written {
            None => unless,
            Some(number) => range(number, found),
        };
    let max = number(written.and_then(|list| list.max.as_ref()), MAX, found);
    let page = number(
        written.and_then(|list| list.page.as_ref()),
        PAGE.min(max),
        found,
    );
    if let Some(place) = written
        .and_then(|list| list.page.as_ref())
        .filter(|_| page > max)
    {
        let message = format!("a page of {page} is more than the most, {max}");
        found.push(
            Diagnostic::new(codes::NUMBER_RANGE, place.span, message)
                .help("raise `max`, or lower `page`"),
        );
    }
    (page, max)
}

fn range(written: &Spanned<u64>, found: &mut Diagnostics) -> u32 {
    match u32::try_from(written.value) {
        Ok(number @ 1..=LIMIT) => number,
        _ => {
            let message = format!("a page has between 1 and {LIMIT} rows");
            found.push(Diagnostic::new(codes::NUMBER_RANGE, written.span, message));
            LIMIT
        }
    }
}

struct Site<'a> {
    entities: &'a Entities<'a>,
    entity: EntityId,
}

impl Site<'_> {
    fn filters(&self, written: &[schema::Filter], found: &mut Diagnostics) -> Vec<ir::Filter> {
        let mut filters: Vec<ir::Filter> = Vec::new();
        for filter in written {
            let Some(by) = self.filter_by(&filter.name, found) else {
                continue;
            };
            if let Some(first) = filters.iter().find(|first| first.by == by) {
                let message = format!("{} is listed twice", quoted(&filter.name.value));
                found.push(
                    Diagnostic::new(codes::TWICE, filter.name.span, message)
                        .also(first.span, "first listed here")
                        .help("one entry may name several operators: `{published_at: [gte, lt]}`"),
                );
                continue;
            }
            let operators = self.operators(by, filter, found);
            filters.push(ir::Filter {
                by,
                operators,
                span: filter.name.span,
            });
        }
        filters
    }

    fn filter_by(&self, name: &Name, found: &mut Diagnostics) -> Option<FilterBy> {
        let search = Search {
            verb: "filtered",
            name,
        };
        match self
            .entities
            .member(self.entity, Sought::Either, name, found)?
        {
            Member::Relation(Relation::BelongsTo(id)) => Some(FilterBy::BelongsTo(id)),
            Member::Relation(Relation::ManyToMany(id)) => Some(FilterBy::ManyToMany(id)),
            Member::Relation(Relation::HasMany(_)) => {
                found.push(search.refused("a relation to many"));
                None
            }
            Member::Attribute(id) => {
                let column = self.entities.get(self.entity).attribute(id);
                search::accept(column, self.entities.types, &search, found)
                    .then_some(FilterBy::Attribute(id))
            }
        }
    }

    fn operators(
        &self,
        by: FilterBy,
        written: &schema::Filter,
        found: &mut Diagnostics,
    ) -> Vec<FilterOperator> {
        let Some(asked) = &written.operators else {
            return vec![FilterOperator::Equal];
        };
        let mut operators = Vec::new();
        for operator in asked {
            let is_order = operator.value != schema::FilterOperator::Equal;
            if is_order && !self.ordered(by) {
                let message = format!("{} has no order to compare by", quoted(&written.name.value));
                found.push(
                    Diagnostic::new(codes::NOT_SEARCHABLE, operator.span, message)
                        .help("numbers, times and strings have one; for others there is only `eq`"),
                );
            } else {
                operators.push(comparison(operator.value));
            }
        }
        if asked.is_empty() {
            let message = format!("filter {} without operators", quoted(&written.name.value));
            found.push(
                Diagnostic::new(codes::NUMBER_RANGE, written.name.span, message)
                    .help("name some of `eq`, `gt`, `gte`, `lt`, `lte`, or leave the list out"),
            );
        }
        operators.sort_unstable();
        operators.dedup();
        operators
    }

    fn ordered(&self, by: FilterBy) -> bool {
        let FilterBy::Attribute(id) = by else {
            return false;
        };
        matches!(
            self.entities.get(self.entity).attribute(id).value.shape,
            Shape::Int32
                | Shape::Int64
                | Shape::Float64
                | Shape::Decimal { .. }
                | Shape::String
                | Shape::DateTime
                | Shape::Date
        )
    }

    /// Each with its place.
    fn sorts(&self, written: &[Name], found: &mut Diagnostics) -> Vec<(AttributeId, Span)> {
        let mut sorts: Vec<(AttributeId, Span)> = Vec::new();
        for name in written {
            let Some(by) = search::ordering(self.entities, self.entity, name, found) else {
                continue;
            };
            if sorts.iter().any(|(known, _)| *known == by) {
                let message = format!("{} is listed twice", quoted(&name.value));
                found.push(
                    Diagnostic::new(codes::TWICE, name.span, message)
                        .help("both directions are offered already"),
                );
            } else {
                sorts.push((by, name.span));
            }
        }
        sorts
    }

    /// As written, with its place, else the newest first.
    fn default_sort(
        &self,
        written: Option<&schema::SortOrder>,
        found: &mut Diagnostics,
    ) -> (Sort, Option<Span>) {
        let entity = self.entities.get(self.entity);
        let newest = entity
            .attribute_named("created_at")
            .or_else(|| entity.attribute_named("id"));
        let newest = Sort {
            by: SortBy::Attribute(newest.unwrap_or(ir::AttributeId(0))),
            descending: true,
        };
        let Some(written) = written else {
            return (newest, None);
        };
        match search::ordering(self.entities, self.entity, &written.attribute, found) {
            Some(attribute) => {
                let by = SortBy::Attribute(attribute);
                let descending = written.descending;
                (Sort { by, descending }, Some(written.attribute.span))
            }
            None => (newest, None),
        }
    }
}

fn comparison(written: schema::FilterOperator) -> FilterOperator {
    match written {
        schema::FilterOperator::Equal => FilterOperator::Equal,
        schema::FilterOperator::Greater => FilterOperator::Greater,
        schema::FilterOperator::GreaterOrEqual => FilterOperator::GreaterOrEqual,
        schema::FilterOperator::Less => FilterOperator::Less,
        schema::FilterOperator::LessOrEqual => FilterOperator::LessOrEqual,
    }
}
