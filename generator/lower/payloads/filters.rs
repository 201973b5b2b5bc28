//! Lowers the parameters by which a list is filtered.

use crate::ir;
use crate::lower::called::Called;
use crate::lower::rust_type::{RustType, of_id, of_value};
use crate::lower::{docs, naming};
use crate::names;

/// A parameter by which a list is filtered.
pub(in crate::lower) struct FilterParameter {
    /// `status`, `author_id`, `published_at_gte`
    pub(in crate::lower) called: Called,
    pub(in crate::lower) ty: RustType,
    pub(in crate::lower) value: Option<ir::Value>,
    pub(in crate::lower) docs: Vec<String>,
    pub(in crate::lower) by: ir::FilterBy,
    pub(in crate::lower) operator: ir::FilterOperator,
}

pub(in crate::lower) fn filter_parameters(
    service: &ir::Service,
    entity: &ir::Entity,
    list: &ir::ListPolicy,
) -> Vec<FilterParameter> {
    let mut parameters = Vec::new();
    for filter in &list.filters {
        for operator in &filter.operators {
            parameters.push(filter_parameter(service, entity, filter.by, *operator));
        }
    }
    parameters
}

fn filter_parameter(
    service: &ir::Service,
    entity: &ir::Entity,
    by: ir::FilterBy,
    operator: ir::FilterOperator,
) -> FilterParameter {
    let (base, ty, value) = match by {
        ir::FilterBy::Attribute(id) => {
            let attribute = &entity.attributes[id.0];
            let ty = match attribute.role {
                ir::AttributeRole::Key => of_id(entity),
                _ => of_value(service, &attribute.value),
            };
            let value = ir::Value {
                shape: attribute.value.shape.clone(),
                rules: ir::Rules::default(),
            };
            let called = Called::both(&attribute.name, attribute.sent(), str::to_owned);
            (called, ty, Some(value))
        }
        ir::FilterBy::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            (
                Called::both(&relation.name, relation.sent(), naming::relation_id),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
        ir::FilterBy::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            (
                Called::both(&relation.one, relation.sent_one(), naming::filter_id),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
    };
    let spell = |name: &str| names::parameter(name, operator);
    FilterParameter {
        called: Called::both(&base.name, &base.sent, spell),
        ty,
        value,
        docs: vec![sentence(&base.name, operator)],
        by,
        operator,
    }
}

/// What a parameter leaves of a list.
fn sentence(base: &str, operator: ir::FilterOperator) -> String {
    let words = docs::words(base);
    match operator {
        ir::FilterOperator::Equal => format!("Only those with this {words}."),
        ir::FilterOperator::Greater => format!("Only those with a greater {words}."),
        ir::FilterOperator::GreaterOrEqual => {
            format!("Only those with this {words} or a greater one.")
        }
        ir::FilterOperator::Less => format!("Only those with a smaller {words}."),
        ir::FilterOperator::LessOrEqual => {
            format!("Only those with this {words} or a smaller one.")
        }
    }
}
