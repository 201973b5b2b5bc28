//! Names to ids: a design as written goes in, the service that it means comes out. Short forms are
//! written out, defaults filled in, inherited attributes copied, inline types named by their place.
//!
//! What cannot be resolved is reported once and left out; names that lead to it are then passed
//! over in silence. The service is only of use if nothing was reported.

mod access;
mod alias;
mod api;
mod attribute;
mod backfill;
mod bounds;
mod catalogue;
pub mod codes;
mod column;
mod cors;
mod custom_action;
pub(crate) mod date;
mod engine;
mod entity;
mod expand;
mod field;
pub(crate) mod format;
mod head;
mod index;
mod leading;
mod link;
mod list;
mod literal;
mod media_type;
mod nested;
mod owner;
mod path;
pub(crate) mod pattern;
mod payload;
mod relation;
mod renamed;
mod resource;
mod response;
mod role;
mod rule;
mod search;
mod security;
mod seed;
mod source;
mod spelling;
mod standard;
mod standard_action;
mod types;
mod value;
mod view;
mod visible;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::{ir, schema};

/// Everything that the rest of the generator needs to know about a design. Findings are added to
/// `found`.
pub fn resolve(design: &schema::Design, found: &mut Diagnostics) -> ir::Service {
    let mut local = Diagnostics::new();
    spelling::check(design, &mut local);
    renamed::check(design, &mut local);
    let service = service(design, &mut local);
    keep_once(&local, found);
    service
}

fn service(design: &schema::Design, found: &mut Diagnostics) -> ir::Service {
    let catalogue = catalogue::Catalogue::new(design, found);
    let values = alias::values(&catalogue, found);
    let expansion = expand::expand(&catalogue, found);
    let types = types::types(&values, &expansion, found);
    let memberships = engine::memberships(&catalogue, found);
    let defined = entity::Defined {
        values: &values,
        expansion: &expansion,
        types: &types,
        memberships: &memberships,
    };
    let entities = entity::entities(&defined, found);
    let security = security::security(&catalogue, &entities, found);
    let sources = source::sources(&catalogue, found);
    let heads = head::heads(&catalogue, &entities, &sources, found);
    let shown = media_type::Shown {
        catalogue: &catalogue,
        entities: &entities,
        sources: &sources,
        heads: &heads,
    };
    let media_types = media_type::media_types(&shown, found);
    let served = resource::Served {
        values: &values,
        entities: &entities,
        heads: &heads,
    };
    let resources = resource::resources(&served, found);
    let engines = engine::engines(&catalogue, &memberships, &sources, found);
    let seeds = seed::seeds(&catalogue, &entities, found);
    ir::Service {
        api: api::api(design, security, found),
        engines,
        entities: with_resources(entities.list, &resources),
        types,
        media_types,
        resources,
        seeds,
    }
}

/// Entities that know which resources show them.
fn with_resources(mut entities: Vec<ir::Entity>, resources: &[ir::Resource]) -> Vec<ir::Entity> {
    for (position, resource) in resources.iter().enumerate() {
        if let Some(entity) = resource.entity {
            entities[entity.0].resources.push(ir::ResourceId(position));
        }
    }
    entities
}

/// One mistake in an attribute that others inherit is found once for each of them, but is still one
/// mistake.
fn keep_once(local: &Diagnostics, found: &mut Diagnostics) {
    let mut kept: Vec<&Diagnostic> = Vec::new();
    for finding in local.sorted() {
        let same = |other: &Diagnostic| {
            (other.span, other.code, &other.message)
                == (finding.span, finding.code, &finding.message)
        };
        let at_this_place = kept
            .iter()
            .rev()
            .take_while(|other| other.span == finding.span);
        if !at_this_place.copied().any(same) {
            kept.push(finding);
            found.push(finding.clone());
        }
    }
}
