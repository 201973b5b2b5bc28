//! What scaffolded files were before something was renamed: names of the design that had others go in, paths of files come
//! out, with what code in them has another name now.

use crate::ir::{self, Renamed};
use crate::lower::naming;
use crate::names::{self, module, pascal, rust_ident};
use crate::plan::engine::Before;

/// The file of a custom action.
pub(super) fn action(resource: &ir::Resource, action: &ir::Action) -> Vec<Before> {
    let now = rust_ident(&action.name);
    let pairs = pairs(
        (&resource.name, resource.renamed.as_ref()),
        (&action.name, action.renamed.as_ref()),
    );
    let before = pairs.into_iter().map(|(resource, action)| Before {
        file: naming::usecase_file(&names::action(resource, action)),
        names: changed(rust_ident(action), &now),
    });
    before.collect()
}

/// The file of a computed attribute.
pub(super) fn computed(entity: &ir::Entity, attribute: &ir::Attribute) -> Vec<Before> {
    let now = rust_ident(&attribute.name);
    let pairs = pairs(
        (&entity.name, entity.renamed.as_ref()),
        (&attribute.name, attribute.renamed.as_ref()),
    );
    let before = pairs.into_iter().map(|(entity, attribute)| Before {
        file: naming::domain_file(&names::computed(entity, attribute)),
        names: changed(rust_ident(attribute), &now),
    });
    before.collect()
}

/// The file of a resource.
pub(super) fn resource(resource: &ir::Resource) -> Vec<Before> {
    let now = pascal(&resource.name);
    let before = resource.renamed.iter().map(|renamed| Before {
        file: naming::usecase_file(&module(&renamed.from)),
        names: changed(pascal(&renamed.from), &now),
    });
    before.collect()
}

type Name<'a> = (&'a String, Option<&'a Renamed>);

/// Every name that a thing inside of another one may have had: whichever of the two was renamed now, and before.
fn pairs<'a>(
    (outer, outer_before): Name<'a>,
    (inner, inner_before): Name<'a>,
) -> Vec<(&'a str, &'a str)> {
    let outers = outer_before
        .map(|renamed| &renamed.from)
        .into_iter()
        .chain([outer]);
    let pairs = outers.flat_map(|outer| {
        let inners = inner_before
            .map(|renamed| &renamed.from)
            .into_iter()
            .chain([inner]);
        inners.map(move |inner| (outer.as_str(), inner.as_str()))
    });
    let is_another = |pair: &(&str, &str)| *pair != (outer.as_str(), inner.as_str());
    pairs.filter(is_another).collect()
}

fn changed(before: String, now: &str) -> Vec<(String, String)> {
    match before == now {
        true => Vec::new(),
        false => vec![(before, now.to_owned())],
    }
}
