//! Lowers the orders of a list.

use crate::ir;
use crate::lower::called::Called;
use crate::lower::contract::{also, enum_value};
use crate::lower::{docs, naming};
use crate::names::{snake, variant};
use crate::plan::contract::{EnumValue, SortEnum};

/// What callers may order a list by: what the design says and the list's own order; nothing if it says nothing.
pub(in crate::lower) fn sorts(list: &ir::ListPolicy) -> Vec<ir::SortBy> {
    let mut sorts = list.sorts.clone();
    if !sorts.is_empty() && !sorts.contains(&list.default_sort.by) {
        sorts.push(list.default_sort.by);
    }
    sorts
}

/// Name of what a list is ordered by.
pub(in crate::lower) fn sort_name(entity: &ir::Entity, sort: ir::SortBy) -> &str {
    let ir::SortBy::Attribute(id) = sort;
    &entity.attributes[id.0].name
}

/// Variant of the order of a list unless asked.
pub(in crate::lower) fn default_sort(entity: &ir::Entity, list: &ir::ListPolicy) -> String {
    sort_variant(entity, list.default_sort)
}

/// `PublishedAt`, `PublishedAtDescending`
pub(in crate::lower) fn sort_variant(entity: &ir::Entity, sort: ir::Sort) -> String {
    let ascending = variant(sort_name(entity, sort.by));
    match sort.descending {
        true => format!("{ascending}Descending"),
        false => ascending,
    }
}

/// The two ways of an order, ascending first.
pub(in crate::lower) fn both_ways(by: ir::SortBy) -> [ir::Sort; 2] {
    [false, true].map(|descending| ir::Sort { by, descending })
}

pub(super) fn sort_enum(
    service: &ir::Service,
    resource: &ir::Resource,
    list: &ir::ListPolicy,
) -> Option<SortEnum> {
    if list.sorts.is_empty() {
        return None;
    }
    let entity = service.entity(resource.entity?);
    let values: Vec<EnumValue> = sorts(list)
        .into_iter()
        .flat_map(both_ways)
        .map(|sort| {
            let minus = if sort.descending { "-" } else { "" };
            let ir::SortBy::Attribute(id) = sort.by;
            let attribute = entity.attribute(id);
            let called = Called::both(&attribute.name, attribute.sent(), |name| {
                format!("{minus}{name}")
            });
            enum_value(sort_variant(entity, sort), called)
        })
        .collect();
    Some(SortEnum {
        name: naming::sort_type(resource),
        docs: vec![format!(
            "Orders of a list of {}; `-` is descending.",
            docs::words(&snake(&resource.name))
        )],
        default: default_sort(entity, list),
        also: also(&values),
        values,
    })
}
