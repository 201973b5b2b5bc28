//! Lowers the parameters by which a list is filtered.

use crate::ir;
use crate::lower::rust_type::{RustType, of_id, of_value};
use crate::lower::{docs, naming};

/// A parameter by which a list is filtered.
pub(in crate::lower) struct FilterParameter {
    /// As sent: `status`, `author_id`, `published_at_gte`.
    pub(in crate::lower) name: String,
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
            (attribute.name.clone(), ty, Some(value))
        }
        ir::FilterBy::BelongsTo(id) => {
            let relation = &entity.belongs_to[id.0];
            (
                naming::relation_id(&relation.name),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
        ir::FilterBy::ManyToMany(id) => {
            let relation = &entity.many_to_many[id.0];
            (
                naming::filter_id(&relation.one),
                of_id(service.entity(relation.entity)),
                None,
            )
        }
    };
    let (name, sentence) = compared(base, operator);
    FilterParameter {
        name,
        ty,
        value,
        docs: vec![sentence],
        by,
        operator,
    }
}

/// A parameter's name and what it leaves of a list.
fn compared(base: String, operator: ir::FilterOperator) -> (String, String) {
    let words = docs::words(&base);
    match operator {
        ir::FilterOperator::Equal => (base, format!("Only those with this {words}.")),
        ir::FilterOperator::Greater => (
            format!("{base}_gt"),
            format!("Only those with a greater {words}."),
        ),
        ir::FilterOperator::GreaterOrEqual => (
            format!("{base}_gte"),
            format!("Only those with this {words} or a greater one."),
        ),
        ir::FilterOperator::Less => (
            format!("{base}_lt"),
            format!("Only those with a smaller {words}."),
        ),
        ir::FilterOperator::LessOrEqual => (
            format!("{base}_lte"),
            format!("Only those with this {words} or a smaller one."),
        ),
    }
}
