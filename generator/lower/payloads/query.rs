//! Lowers queries: the parameters of an action other than those that every action of its kind has.

use super::filters::filter_parameters;
use super::object::{Part, Sent};
use crate::ir;
use crate::lower::called::Called;
use crate::lower::decode::Reading;
use crate::lower::rust_type::{RustType, of_value};
use crate::lower::{docs, naming};
use crate::plan::contract::Object;
use crate::print::Imports;

/// Whether an action has parameters in a query type of its own.
pub(in crate::lower) fn has_query(resource: &ir::Resource, action: &ir::Action) -> bool {
    if action.kind != ir::ActionKind::List {
        return !action.query.is_empty();
    }
    let list = resource.list.as_ref().filter(|_| resource.entity.is_some());
    list.is_some_and(|list| {
        let filters = list.filters.iter().flat_map(|filter| &filter.operators);
        filters.count() > 0 || !list.sorts.is_empty() || !action.query.is_empty()
    })
}

/// The query parameters of an action other than those that every action of its kind has.
pub(super) fn query(
    service: &ir::Service,
    resource: &ir::Resource,
    action: &ir::Action,
) -> Option<(Object, Imports)> {
    if !has_query(resource, action) {
        return None;
    }
    let mut sent = Sent::new(service, naming::query_type(resource, action));
    if action.kind == ir::ActionKind::List {
        of_list(service, resource, &mut sent)?;
    }
    for parameter in &action.query {
        let required = parameter.presence == ir::Presence::Required && parameter.default.is_none();
        sent.add(&Part {
            called: &Called::both(&parameter.name, parameter.sent(), str::to_owned),
            description: parameter.description.as_deref(),
            reading: if required {
                Reading::Required
            } else {
                Reading::Optional
            },
            ty: &of_value(service, &parameter.value),
            value: Some(&parameter.value),
        });
    }
    Some(sent.finish(match action.kind {
        ir::ActionKind::List => format!(
            "Which {} are wanted, and in which order.",
            docs::words(&resource.name)
        ),
        _ => format!("Parameters of `{}`.", action.name),
    }))
}

/// The filters and the order of a list; nothing where nothing is listed.
fn of_list(service: &ir::Service, resource: &ir::Resource, sent: &mut Sent<'_>) -> Option<()> {
    let list = resource.list.as_ref()?;
    let entity = service.entity(resource.entity?);
    for parameter in filter_parameters(service, entity, list) {
        sent.add(&Part {
            called: &parameter.called,
            description: Some(&parameter.docs.join(" ")),
            reading: Reading::Optional,
            ty: &parameter.ty,
            value: parameter.value.as_ref(),
        });
    }
    if !list.sorts.is_empty() {
        sent.add(&Part {
            called: &Called::plainly("sort"),
            description: Some("The order of the list."),
            reading: Reading::Optional,
            ty: &RustType::imported(format!("contract::{}", naming::sort_type(resource))),
            value: None,
        });
    }
    Some(())
}
