//! Rules over what a design means: a service goes in, findings come out. Every rule is a function;
//! none depends on another one having found nothing.

mod action;
pub mod codes;
mod cycle;
mod deletes;
mod engine;
mod entity;
mod index;
mod media_type;
mod name;
mod payload;
mod route;
mod seed;
mod size;
mod types;

use crate::diagnostic::Diagnostics;
use crate::ir;

/// A rule: reads the service, puts what it finds on record.
type Rule = fn(&ir::Service, &mut Diagnostics);

/// All rules, in the order of their codes.
const RULES: &[Rule] = &[
    name::no_name_twice,
    route::no_route_twice,
    route::one_name_of_a_parameter,
    route::no_parameter_twice,
    types::no_endless_type,
    types::unions_of_objects,
    types::no_empty_object,
    entity::no_required_circle,
    entity::no_visibility_circle,
    entity::no_visibility_across_engines,
    entity::defaults_where_nobody_sets,
    entity::slugs_of_text,
    entity::needs_are_stored,
    entity::not_too_wide,
    engine::no_empty_engine,
    engine::nested_views_are_published,
    engine::responses_stay_inside,
    media_type::no_view_circle,
    media_type::no_empty_view,
    media_type::identifiers_differ,
    action::bodies_fit_statuses,
    action::no_payload_without_body,
    action::errors_mean_one_status,
    payload::not_empty,
    payload::enough_to_create,
    payload::somebody_owns,
    seed::no_seed_twice,
    route::no_route_of_the_server,
    engine::rows_above_stay_inside,
    engine::no_engine_circle,
    size::no_giant_type,
    size::no_giant_view,
    index::no_index_too_long,
    deletes::nothing_goes_and_stays,
    payload::somebody_makes,
];

/// Applies every rule; an accepted service always generates code that compiles.
pub fn check(service: &ir::Service, found: &mut Diagnostics) {
    for rule in RULES {
        rule(service, found);
    }
}
