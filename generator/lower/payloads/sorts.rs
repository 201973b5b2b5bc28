//! Lowers the orders of a list.

use crate::ir;
use crate::lower::{docs, naming, rust_type};
use crate::names::snake;
use crate::plan::contract::{EnumValue, SortEnum};
use crate::print::rust_string;

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
    rust_type::sort_variant(
        sort_name(entity, list.default_sort.by),
        list.default_sort.descending,
    )
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
        .flat_map(|sort| {
            let name = sort_name(entity, sort);
            [false, true].map(|descending| EnumValue {
                ident: rust_type::sort_variant(name, descending),
                wire: if descending {
                    format!("-{name}")
                } else {
                    name.to_owned()
                },
            })
        })
        .collect();
    Some(SortEnum {
        name: naming::sort_type(resource),
        docs: vec![format!(
            "Orders of a list of {}; `-` is descending.",
            docs::words(&snake(&resource.name))
        )],
        wires: values
            .iter()
            .map(|value| rust_string(&value.wire))
            .collect(),
        default: default_sort(entity, list),
        values,
    })
}
